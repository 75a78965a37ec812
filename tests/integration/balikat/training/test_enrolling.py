"""Seats, the waiting list, whole groups, and leaving with a reason."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from balikat.training.attendance import EnrollmentStatus
from balikat.training.cohorts.queries import cohort_for, enrollment_for
from balikat.training.enrollments import service
from balikat.training.models import Cohort, Enrollment
from core import clock
from core.auth.roles import Role
from core.db import db, transaction
from tests import factories
from tests.integration.balikat.training.conftest import School, build

Login = Callable[..., FlaskClient]


@pytest.fixture
def small_school(app: Flask) -> School:
    """A school with five seats, four of them taken."""
    with app.app_context(), transaction():
        return build(seats=5)


def statuses(school: School) -> list[EnrollmentStatus]:
    query = select(Enrollment.status).where(Enrollment.cohort_id == school.cohort_id).order_by(Enrollment.id)
    return list(db.session.scalars(query))


def test_more_people_than_seats_wait(app: Flask, login: Login, small_school: School) -> None:
    with app.app_context(), transaction():
        people = [factories.make_person(f"Orang {number}").id for number in range(3)]
    answer = login(Role.OFFICER).post(
        f"/angkatan/{small_school.cohort_id}/peserta/tambah", data={"person_ids": [str(key) for key in people]}
    )
    assert answer.status_code == 303
    page = login(Role.OFFICER).get(answer.location).text
    assert "Daftar tunggu" in page
    with app.app_context():
        seated = [EnrollmentStatus.ENROLLED] * 5
        assert statuses(small_school) == [*seated, EnrollmentStatus.WAITING, EnrollmentStatus.WAITING]
        assert db.session.get_one(Cohort, small_school.cohort_id).seats_taken == 5


def test_a_whole_group_is_enrolled_at_once_and_only_once(app: Flask, login: Login, school: School) -> None:
    with app.app_context(), transaction():
        group, _ = factories.make_group("Kelompok Mawar", size=6)
        group_id, name = group.id, group.name
    address = f"/angkatan/{school.cohort_id}/peserta/tambah"
    assert "Tambah semua anggota (6)" in login(Role.OFFICER).get(f"{address}?q={name}").text
    browser = login(Role.OFFICER)
    browser.post(address, data={"group_id": str(group_id)})
    answer = browser.post(address, data={"group_id": str(group_id)})
    assert "6 orang sudah ada di angkatan ini." in browser.get(answer.location).text
    with app.app_context():
        assert len(statuses(school)) == 10


def test_nobody_ticked_is_explained_and_the_search_stays(login: Login, school: School) -> None:
    answer = login(Role.OFFICER).post(f"/angkatan/{school.cohort_id}/peserta/tambah", data={"q": "Ani"})
    assert answer.status_code == 422
    assert "Centang paling sedikit satu orang" in answer.text
    assert 'value="Ani"' in answer.text


def test_one_person_twice_is_refused(app: Flask, school: School) -> None:
    with app.app_context(), transaction():
        cohort = cohort_for(school.cohort_id, school.officer)
        with pytest.raises(service.AlreadyEnrolled):
            service.enroll(cohort, school.person_ids["Ani Lestari"], actor=school.officer, now=clock.now())


def test_an_unknown_person_enrolls_nobody(app: Flask, login: Login, school: School) -> None:
    with app.app_context(), transaction():
        known = factories.make_person("Eka").id
    answer = login(Role.OFFICER).post(
        f"/angkatan/{school.cohort_id}/peserta/tambah", data={"person_ids": [str(known), "99999"]}
    )
    assert answer.status_code == 404
    with app.app_context():
        assert len(statuses(school)) == 4


def test_who_stops_leaves_a_seat_for_who_waits(app: Flask, login: Login, small_school: School) -> None:
    with app.app_context(), transaction():
        people = [factories.make_person(f"Orang {number}").id for number in range(2)]
        cohort = cohort_for(small_school.cohort_id, small_school.officer)
        outcome = service.enroll_all(cohort, people, actor=small_school.officer, now=clock.now())
        waiting = outcome.waiting[0].id
    browser = login(Role.OFFICER)
    full = browser.post(f"/angkatan/peserta/{waiting}/kursi")
    assert full.status_code == 409
    assert "Semua kursi terisi" in full.text
    leaver = small_school.enrollment_ids["Budi Santoso"]
    assert "Isi alasan" in browser.post(f"/angkatan/peserta/{leaver}/berhenti", data={}).text
    assert browser.post(f"/angkatan/peserta/{leaver}/berhenti", data={"reason": "Pindah kota"}).status_code == 303
    assert "ada kursi" in browser.get("/").text
    assert browser.post(f"/angkatan/peserta/{waiting}/kursi").status_code == 303
    page = browser.get(f"/angkatan/{small_school.cohort_id}").text
    assert "Budi Santoso</a>: berhenti, Pindah kota" in page
    with app.app_context():
        assert db.session.get_one(Cohort, small_school.cohort_id).seats_taken == 5
        assert db.session.get_one(Enrollment, leaver).status is EnrollmentStatus.DROPPED


def test_who_waits_is_refused_with_a_reason_and_may_come_back(app: Flask, login: Login, small_school: School) -> None:
    with app.app_context(), transaction():
        people = [factories.make_person(f"Orang {number}").id for number in range(2)]
        cohort = cohort_for(small_school.cohort_id, small_school.officer)
        outcome = service.enroll_all(cohort, people, actor=small_school.officer, now=clock.now())
        waiting = outcome.waiting[0].id
    browser = login(Role.OFFICER)
    browser.post(f"/angkatan/peserta/{waiting}/berhenti", data={"reason": "Usaha di luar kota"})
    with app.app_context():
        row = db.session.get_one(Enrollment, waiting)
        assert (row.status, row.reason) == (EnrollmentStatus.REFUSED, "Usaha di luar kota")
        assert db.session.get_one(Cohort, small_school.cohort_id).seats_taken == 5
    assert "Beri kursi" in browser.get(f"/angkatan/peserta/{waiting}").text


def test_a_participant_is_not_refused_and_a_waiting_one_does_not_stop(app: Flask, school: School) -> None:
    with app.app_context(), transaction():
        enrollment = enrollment_for(school.enrollment_ids["Ani Lestari"], school.officer)
        with pytest.raises(service.NotWaiting):
            service.refuse(enrollment, reason="x", actor=school.officer, now=clock.now())


def test_a_trainer_enrolls_nobody(login: Login, school: School) -> None:
    assert login(Role.TRAINER).get(f"/angkatan/{school.cohort_id}/peserta/tambah").status_code == 403


def test_seats_hold_on_both_databases(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        with transaction():
            school = build(seats=4)
            person = factories.make_person("Eka").id
        with transaction():
            cohort = cohort_for(school.cohort_id, school.officer)
            outcome = service.enroll_all(cohort, [person], actor=school.officer, now=clock.now())
            assert [row.status for row in outcome.waiting] == [EnrollmentStatus.WAITING]
