"""Cohorts and sessions: opened, changed, planned in one go, moved and cancelled with a reason."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from balikat.training.attendance import SessionStatus
from balikat.training.models import Attendance, ClassSession, Cohort, CohortTrainer
from core.audit.models import AuditEntry
from core.auth.roles import Role
from core.dates import format_date_short
from core.db import db, transaction
from tests import factories
from tests.integration.balikat.training.conftest import NAMES, School

Login = Callable[..., FlaskClient]


def typed(school: School, **changes: str) -> dict[str, str]:
    values = {
        "course_id": str(school.course_id),
        "name": "Angkatan 2",
        "starts_on": format_date_short(school.today),
        "ends_on": format_date_short(school.today + timedelta(days=20)),
        "place": "Balai RT 05",
        "seats": "16",
        "trainer_ids": str(school.trainer.id),
    }
    return values | changes


def test_an_officer_opens_a_cohort_and_is_led_to_its_sessions(app: Flask, login: Login, school: School) -> None:
    answer = login(Role.OFFICER).post("/angkatan/baru", data=typed(school))
    assert answer.status_code == 303
    assert answer.location.endswith("/sesi")
    with app.app_context():
        cohort = db.session.scalars(select(Cohort).where(Cohort.name == "Angkatan 2")).one()
        assert (cohort.seats, cohort.seats_taken) == (16, 0)
        trainers = db.session.scalars(
            select(CohortTrainer.account_id).where(CohortTrainer.cohort_id == cohort.id)
        ).all()
        assert list(trainers) == [school.trainer.id]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"ends_on": "01/01/2020"}, "Tanggal selesai tidak boleh sebelum tanggal mulai"),
        ({"ends_on": "31/02/2026"}, "tidak ada di kalender"),
        ({"name": "Angkatan 1"}, "sudah punya angkatan"),
        ({"seats": "nol"}, "Banyaknya kursi harus berupa angka bulat"),
        ({"trainer_ids": "1"}, "Pilih pelatih dari daftar"),
        ({"course_id": "999"}, "Pelatihan tidak ditemukan"),
    ],
)
def test_bad_cohorts_are_explained(
    app: Flask, login: Login, school: School, changes: dict[str, str], message: str
) -> None:
    with app.app_context():
        officer = factories.account_named("officer").id
    changes = {**changes, **({"trainer_ids": str(officer)} if "trainer_ids" in changes else {})}
    answer = login(Role.OFFICER).post("/angkatan/baru", data=typed(school, **changes))
    assert answer.status_code in (404, 422)
    assert message in answer.text


def test_seats_never_fall_below_participants(login: Login, school: School) -> None:
    values = typed(school, name="Angkatan 1", seats="3", starts_on=format_date_short(school.today - timedelta(days=10)))
    answer = login(Role.OFFICER).post(f"/angkatan/{school.cohort_id}/ubah", data=values)
    assert answer.status_code == 422
    assert "Sudah ada 4 peserta" in answer.text
    assert (
        login(Role.OFFICER).post(f"/angkatan/{school.cohort_id}/ubah", data=values | {"seats": "4"}).status_code == 303
    )


def test_new_dates_keep_every_session_inside(login: Login, school: School) -> None:
    values = typed(school, name="Angkatan 1")
    answer = login(Role.OFFICER).post(f"/angkatan/{school.cohort_id}/ubah", data=values)
    assert answer.status_code == 422
    assert "di luar tanggal angkatan" in answer.text


def sessions_typed(school: School, **changes: str) -> dict[str, str]:
    first_on = format_date_short(school.today + timedelta(days=1))
    return {"first_on": first_on, "count": "3", "rhythm": "daily", "hours": "4"} | changes


def test_a_trainer_plans_sessions_in_one_go(app: Flask, login: Login, school: School) -> None:
    answer = login(Role.TRAINER).post(
        f"/angkatan/{school.cohort_id}/sesi", data=sessions_typed(school, is_mandatory="1")
    )
    assert answer.status_code == 303
    with app.app_context():
        rows = db.session.scalars(select(ClassSession).where(ClassSession.is_mandatory)).all()
        assert [row.held_on - school.today for row in rows] == [timedelta(days=day) for day in (1, 2, 3)]


def test_a_session_outside_the_cohort_plans_none(app: Flask, login: Login, school: School) -> None:
    answer = login(Role.TRAINER).post(f"/angkatan/{school.cohort_id}/sesi", data=sessions_typed(school, count="11"))
    assert answer.status_code == 422
    assert "di luar tanggal angkatan" in answer.text
    with app.app_context():
        assert db.session.scalar(select(func.count(ClassSession.id))) == 5


def test_a_session_moves_only_with_a_reason(app: Flask, login: Login, school: School) -> None:
    address = f"/angkatan/sesi/{school.last_session}"
    moved = {"held_on": format_date_short(school.today + timedelta(days=2)), "hours": "4"}
    answer = login(Role.TRAINER).post(address, data=moved)
    assert answer.status_code == 422
    assert "Isi alasan sesi dipindah" in answer.text
    assert login(Role.TRAINER).post(address, data={**moved, "reason": "Banjir"}).status_code == 303
    with app.app_context():
        session = db.session.get_one(ClassSession, school.last_session)
        assert (session.moved_from_on, session.move_reason) == (school.today, "Banjir")
    assert "Dipindah dari" in login(Role.TRAINER).get(f"/angkatan/{school.cohort_id}").text


def test_a_held_session_is_cancelled_not_deleted_and_its_marks_stay(app: Flask, login: Login, school: School) -> None:
    with app.app_context(), transaction():
        school.mark(school.session_ids[0], "HHHH")
    address = f"/angkatan/sesi/{school.session_ids[0]}/batal"
    assert "Isi alasan" in login(Role.TRAINER).post(address, data={"cancel_reason": " "}).text
    assert login(Role.TRAINER).post(address, data={"cancel_reason": "Salah tanggal"}).status_code == 303
    with app.app_context():
        session = db.session.get_one(ClassSession, school.session_ids[0])
        assert (session.status, session.cancel_reason) == (SessionStatus.CANCELLED, "Salah tanggal")
        assert db.session.scalar(select(func.count(Attendance.id))) == 4
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.deed == "training.cancel_session")).one()
        assert entry.before == {"status": "held"}
    again = login(Role.TRAINER).post(address, data={"cancel_reason": "Lagi"})
    assert "sudah dibatalkan" in again.text


def test_a_stranger_among_trainers_finds_nothing(login: Login, school: School) -> None:
    browser = login("trainer2")
    session, enrollment = school.last_session, school.enrollment_ids["Ani Lestari"]
    for address in (
        f"/angkatan/{school.cohort_id}",
        f"/angkatan/{school.cohort_id}/sesi",
        f"/angkatan/{school.cohort_id}/nilai",
        f"/angkatan/{school.cohort_id}/presensi",
        f"/angkatan/{school.cohort_id}/sertifikat",
        f"/angkatan/sesi/{session}",
        f"/sesi/{session}/presensi",
        f"/angkatan/peserta/{enrollment}",
    ):
        assert browser.get(address).status_code == 404, address
    assert browser.post(f"/sesi/{session}/presensi", data={"all_present": "1"}).status_code == 404
    assert browser.post(f"/angkatan/{school.cohort_id}/kelulusan").status_code == 404
    assert "belum ditunjuk sebagai pelatih" in browser.get("/angkatan").text


def test_a_substitute_sees_the_cohort_of_the_session(app: Flask, login: Login, school: School) -> None:
    with app.app_context(), transaction():
        session = db.session.get_one(ClassSession, school.last_session)
        session.trainer_id = factories.account_named("trainer2").id
    assert login("trainer2").get(f"/sesi/{school.last_session}/presensi").status_code == 200


@pytest.mark.parametrize("role", [Role.HEAD, Role.AUDITOR])
def test_readers_read_and_change_nothing(login: Login, school: School, role: Role) -> None:
    browser = login(role)
    text = browser.get(f"/angkatan/{school.cohort_id}").text
    assert NAMES[0] in text
    assert "Isi presensi" not in text
    for address in (
        f"/angkatan/{school.cohort_id}/sesi",
        f"/angkatan/{school.cohort_id}/peserta/tambah",
        f"/sesi/{school.last_session}/presensi",
        f"/angkatan/{school.cohort_id}/nilai",
        f"/angkatan/{school.cohort_id}/kelulusan",
    ):
        assert browser.post(address, data={}).status_code == 403, address


@pytest.mark.parametrize("role", ["bank", Role.ADMIN, Role.APPLICANT])
def test_others_stay_outside(login: Login, school: School, role: Role | str) -> None:
    browser = login(role)
    for address in ("/pelatihan", "/angkatan", f"/angkatan/{school.cohort_id}", "/sertifikat"):
        assert browser.get(address).status_code == 403


def test_the_list_filters_by_phase(login: Login, school: School) -> None:
    browser = login(Role.OFFICER)
    assert "Angkatan 1" in browser.get("/angkatan?keadaan=running").text
    assert "Tidak ada angkatan yang cocok" in browser.get("/angkatan?keadaan=over").text


def test_sessions_are_copied_from_a_sister_cohort(app: Flask, login: Login, school: School) -> None:
    browser = login(Role.OFFICER)
    start = school.today + timedelta(days=40)
    days = {"starts_on": format_date_short(start), "ends_on": format_date_short(start + timedelta(days=20))}
    values = {"course_id": school.course_id, "name": "Angkatan 2", "place": "Aula", "seats": 16, "cost": "5.000.000"}
    address = browser.post("/angkatan/baru", data=values | days).location
    assert "Salin sesinya" in browser.get(address).text
    copied = browser.post(f"{address}/salin", data={"source_id": school.cohort_id}, follow_redirects=True)
    assert "5 sesi disalin." in copied.text
    assert format_date_short(start + timedelta(days=6)) in copied.text
    again = browser.post(f"{address}/salin", data={"source_id": 999})
    assert again.status_code == 404
    short = {**values, "name": "Angkatan 3", "starts_on": days["starts_on"], "ends_on": days["starts_on"]}
    address = browser.post("/angkatan/baru", data=short).location
    assert "di luar tanggal angkatan" in browser.post(f"{address}/salin", data={"source_id": school.cohort_id}).text
