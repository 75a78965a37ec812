"""The score grid: typed, kept, bounded, and never emptied by an empty cell."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from balikat.training.completion import AssessmentKind
from balikat.training.models import AssessmentScore, Enrollment
from core.audit.models import AuditEntry
from core.auth.roles import Role
from core.db import db
from tests.integration.balikat.training.conftest import School

Login = Callable[..., FlaskClient]


def stored() -> dict[tuple[int, AssessmentKind], int]:
    rows = db.session.scalars(select(AssessmentScore))
    return {(row.enrollment_id, row.kind): row.score for row in rows}


def test_scores_are_written_and_a_repeated_test_keeps_the_first_in_the_trail(
    app: Flask, login: Login, school: School
) -> None:
    ani = school.enrollment_ids["Ani Lestari"]
    address = f"/angkatan/{school.cohort_id}/nilai"
    browser = login(Role.TRAINER)
    assert browser.post(address, data={f"pre_test-{ani}": "40", f"post_test-{ani}": "55"}).status_code == 303
    assert browser.post(address, data={f"pre_test-{ani}": "", f"post_test-{ani}": "75"}).status_code == 303
    with app.app_context():
        assert stored() == {(ani, AssessmentKind.PRE_TEST): 40, (ani, AssessmentKind.POST_TEST): 75}
        entries = db.session.scalars(
            select(AuditEntry).where(AuditEntry.deed == "training.record_scores").order_by(AuditEntry.id)
        ).all()
        assert [entry.before for entry in entries] == [{}, {f"{ani}:post_test": 55}]
    assert 'value="75"' in browser.get(address).text


@pytest.mark.parametrize("typed", ["101", "-1", "tujuh", "7,5", "99999"])
def test_marks_over_the_maximum_or_no_numbers_are_refused_by_name(
    app: Flask, login: Login, school: School, typed: str
) -> None:
    ani, budi = school.enrollment_ids["Ani Lestari"], school.enrollment_ids["Budi Santoso"]
    address = f"/angkatan/{school.cohort_id}/nilai"
    answer = login(Role.TRAINER).post(address, data={f"post_test-{ani}": "80", f"post_test-{budi}": typed})
    assert answer.status_code == 422
    assert "Budi Santoso: nilai Post-test berupa angka bulat 0 sampai 100." in answer.text
    assert 'value="80"' in answer.text
    with app.app_context():
        assert stored() == {}


def test_a_score_for_a_stranger_is_refused(login: Login, school: School) -> None:
    answer = login(Role.TRAINER).post(f"/angkatan/{school.cohort_id}/nilai", data={"post_test-9999": "80"})
    assert answer.status_code == 422
    assert "Daftar peserta berubah" in answer.text


def test_competent_or_not_yet_is_written_beside_the_scores(app: Flask, login: Login, school: School) -> None:
    ani, budi = school.enrollment_ids["Ani Lestari"], school.enrollment_ids["Budi Santoso"]
    address = f"/angkatan/{school.cohort_id}/nilai"
    browser = login(Role.TRAINER)
    values = {f"competence-{ani}": "competent", f"competence-{budi}": "kacau", "competence-9999": "competent"}
    assert "1 nilai tersimpan." in browser.post(address, data=values, follow_redirects=True).text
    assert "kompeten" in browser.get(f"/angkatan/peserta/{ani}").text
    with app.app_context():
        told = {row.id: row.competence for row in db.session.scalars(select(Enrollment))}
        assert {key for key, kind in told.items() if kind is not None} == {ani}
