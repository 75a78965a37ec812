"""Courses: made by officers, counted for everybody, with rules that change only for cohorts to come."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from balikat.training.models import Course, CourseRule
from core.audit.models import AuditEntry
from core.auth.roles import Role
from core.dates import format_date_short
from core.db import db
from tests.integration.balikat.training.conftest import NAMES, School

Login = Callable[..., FlaskClient]
TYPED = {"name": "Jago Digital", "theme": "Pemasaran", "hours": "24", "share_percent": "80", "counts_for_credit": "1"}


def test_an_officer_creates_a_course_with_its_rule(app: Flask, login: Login) -> None:
    answer = login(Role.OFFICER).post("/pelatihan/baru", data={**TYPED, "post_test_minimum": "60"})
    assert answer.status_code == 303
    with app.app_context():
        course = db.session.scalars(select(Course)).one()
        rule = db.session.scalars(select(CourseRule)).one()
        assert (course.name, course.hours, rule.counts_for_credit) == ("Jago Digital", 24, True)
        assert (rule.course_id, rule.share_percent, rule.post_test_minimum) == (course.id, 80, 60)
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.deed == "training.create_course")).one()
        assert entry.after is not None
        assert entry.after["hours"] == 24


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"hours": "dua puluh"}, "Lama pelatihan harus berupa angka bulat"),
        ({"hours": "0"}, "Lama pelatihan harus antara 1 dan 2000"),
        ({"share_percent": "101"}, "Kehadiran paling sedikit harus antara 1 dan 100"),
        ({"post_test_minimum": "101"}, "Nilai post-test paling tinggi 100"),
        ({"name": ""}, "Isi nama pelatihan"),
        ({"name": "Pembukuan usaha"}, "sudah ada"),
    ],
)
def test_bad_input_is_explained_kept_and_changes_nothing(
    app: Flask, login: Login, school: School, changes: dict[str, str], message: str
) -> None:
    answer = login(Role.OFFICER).post("/pelatihan/baru", data={**TYPED, **changes})
    assert answer.status_code == 422
    assert message in answer.text
    assert 'value="Pemasaran"' in answer.text
    with app.app_context():
        assert len(db.session.scalars(select(Course)).all()) == 1


def test_economics_sees_counts_and_no_name(login: Login, school: School) -> None:
    browser = login(Role.ECONOMICS)
    for address in ("/pelatihan", "/pelatihan/rekap"):
        text = browser.get(address).text
        assert not any(name in text for name in NAMES)
    assert 'class="number">4<' in browser.get("/pelatihan").text
    for address in (f"/angkatan/{school.cohort_id}", f"/pelatihan/{school.course_id}", "/angkatan", "/sertifikat"):
        assert browser.get(address).status_code == 403


def test_a_rule_changes_for_cohorts_to_come(app: Flask, login: Login, school: School) -> None:
    address = f"/pelatihan/{school.course_id}/syarat"
    tomorrow = format_date_short(school.today + timedelta(days=1))
    answer = login(Role.OFFICER).post(address, data={"valid_from": tomorrow, "share_percent": "90"})
    assert answer.status_code == 303
    page = login(Role.OFFICER).get(f"/pelatihan/{school.course_id}").text
    assert f"{tomorrow} atau sesudahnya" in page
    assert "paling sedikit 80%" in login(Role.OFFICER).get(f"/angkatan/{school.cohort_id}").text


def test_a_rule_never_changes_backwards(login: Login, school: School) -> None:
    address = f"/pelatihan/{school.course_id}/syarat"
    yesterday = format_date_short(school.today - timedelta(days=1))
    answer = login(Role.OFFICER).post(address, data={"valid_from": yesterday, "share_percent": "10"})
    assert answer.status_code == 422
    assert "mulai hari ini atau sesudahnya" in answer.text


def test_a_list_searches_and_sorts(login: Login, school: School) -> None:
    browser = login(Role.OFFICER)
    browser.post("/pelatihan/baru", data=TYPED, follow_redirects=True)
    assert "Jago Digital" not in browser.get("/pelatihan?q=pembukuan").text
    text = browser.get("/pelatihan?urut=-peserta").text
    assert text.index("Pembukuan usaha") < text.index("Jago Digital")
    assert "Tidak ada pelatihan dengan kata itu" in browser.get("/pelatihan?q=zzz").text
