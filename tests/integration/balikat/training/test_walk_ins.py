"""Somebody who came without being enrolled: added in one short form, present at once, never doubled."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from balikat.training.attendance import Mark
from balikat.training.models import Attendance, Cohort, Enrollment
from core.auth.roles import Role
from core.db import db, transaction
from core.people.models import Person
from tests import factories
from tests.integration.balikat.training.conftest import School, build

Login = Callable[..., FlaskClient]
TYPED = {"name": "Fitri Yani", "phone": "0812-7777-0001", "kelurahan_code": factories.WARD, "consent": "1"}


def test_a_walk_in_is_registered_without_nik_enrolled_and_present(app: Flask, login: Login, school: School) -> None:
    answer = login(Role.TRAINER).post(f"/sesi/{school.last_session}/dadakan", data=TYPED)
    assert answer.status_code == 303
    assert "#baris-" in answer.location
    with app.app_context():
        person = db.session.scalars(select(Person).where(Person.name == "Fitri Yani")).one()
        enrollment = db.session.scalars(select(Enrollment).where(Enrollment.person_id == person.id)).one()
        mark = db.session.scalars(select(Attendance).where(Attendance.enrollment_id == enrollment.id)).one()
        assert person.nik is None
        assert (mark.mark, mark.hours_present) == (Mark.PRESENT, 4)
        assert db.session.get_one(Cohort, school.cohort_id).seats_taken == 5


def test_who_is_registered_already_is_not_doubled(app: Flask, login: Login, school: School) -> None:
    with app.app_context(), transaction():
        factories.make_person("Fitri Yani", phone="081277770001")
    login(Role.TRAINER).post(f"/sesi/{school.last_session}/dadakan", data={**TYPED, "name": "fitri yani"})
    again = login(Role.TRAINER).post(f"/sesi/{school.last_session}/dadakan", data=TYPED)
    assert again.status_code == 422
    assert "sudah tercatat di angkatan ini" in again.text
    with app.app_context():
        assert db.session.scalar(select(func.count(Person.id)).where(Person.phone == "081277770001")) == 1


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ("consent", "Tanyakan persetujuannya"),
        ("name", "Isi nama"),
        ("phone", "Isi nomor HP"),
        ("kelurahan_code", "Pilih kelurahan"),
    ],
)
def test_what_is_missing_is_said_and_nobody_is_kept(
    app: Flask, login: Login, school: School, missing: str, message: str
) -> None:
    typed = {name: value for name, value in TYPED.items() if name != missing}
    answer = login(Role.TRAINER).post(f"/sesi/{school.last_session}/dadakan", data=typed)
    assert answer.status_code == 422
    assert message in answer.text
    with app.app_context():
        assert db.session.scalar(select(func.count(Enrollment.id))) == 4


def test_a_full_class_keeps_nobody_half_registered(app: Flask, login: Login) -> None:
    with app.app_context(), transaction():
        school = build(seats=4)
    answer = login(Role.TRAINER).post(f"/sesi/{school.last_session}/dadakan", data=TYPED)
    assert answer.status_code == 422
    assert "Semua kursi terisi" in answer.text
    with app.app_context():
        assert db.session.scalar(select(func.count(Person.id)).where(Person.name == "Fitri Yani")) == 0


def test_a_stranger_and_a_reader_add_nobody(login: Login, school: School) -> None:
    assert login("trainer2").post(f"/sesi/{school.last_session}/dadakan", data=TYPED).status_code == 404
    assert login(Role.HEAD).post(f"/sesi/{school.last_session}/dadakan", data=TYPED).status_code == 403
