"""One person registered twice: the NIK is read off the KTP, the two entries become one, and nothing is lost."""

import json
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from balikat.training import queries
from balikat.training.attendance import Mark
from balikat.training.enrollments import service as enrollments
from balikat.training.models import Attendance, Cohort, Enrollment, PastTraining
from core import clock
from core.audit.models import AuditEntry
from core.auth.roles import Role
from core.db import db, transaction
from core.groups import service as groups
from core.people.kinds import PaperKind
from core.people.models import MergedPerson, Person, UnprovenNik
from core.people.queries import find_by_number, papers_of
from core.people.repair.service import note_unproven
from tests import factories
from tests.integration.balikat.training.conftest import School

Login = Callable[..., FlaskClient]
NIK = "1571016005850013"


def twice_registered(app: Flask, school: School) -> tuple[int, int]:
    """Make ``(old, kept)``: Ani as her list gave her, in the class, and Ani with her NIK, in the same class."""
    with app.app_context(), transaction():
        old = db.session.get_one(Person, school.person_ids["Ani Lestari"])
        old.nik = old.nik_index = None
        db.session.flush()
        note_unproven(old, digits=NIK[:15], remark="Angka terakhir NIK hilang di Excel.", now=clock.now())
        db.session.add(PastTraining(person_id=old.id, course_name="Membatik", recorded_at=clock.now()))
        kept = factories.make_person("Ani L.", nik=NIK)
        cohort = db.session.get_one(Cohort, school.cohort_id)
        enrollments.enroll_all(cohort, [kept.id], actor=school.officer, now=clock.now())
        school.mark(school.session_ids[0], "HHHH")
        return old.id, kept.id


def test_a_nik_off_the_ktp_is_proven_and_the_list_shrinks(app: Flask, login: Login, school: School) -> None:
    with app.app_context(), transaction():
        person = factories.make_person("Rina Sari", nik=None)
        note_unproven(person, digits=NIK[:15], remark="Angka terakhir NIK hilang di Excel.", now=clock.now())
        key = person.id
    browser = login(Role.OFFICER)
    listed = browser.get("/orang/nik?keadaan=daftar").text
    assert "Rina Sari" in listed
    assert NIK[:15] not in listed
    assert "NIK belum sah" in browser.get("/").text
    unseen = browser.post(f"/orang/nik/{key}", data={"nik": NIK})
    assert "Centang setelah KTP-nya dilihat sendiri." in unseen.text
    assert browser.post(f"/orang/nik/{key}", data={"nik": NIK, "seen": "1"}).location == f"/orang/{key}"
    with app.app_context():
        assert db.session.get_one(Person, key).nik == NIK
        assert db.session.scalar(select(UnprovenNik.id)) is None
        assert [paper.kind for paper in papers_of(key)] == [PaperKind.KTP]
    assert "Rina Sari" not in browser.get("/orang/nik").text


def test_two_entries_become_one_and_nothing_is_lost(app: Flask, login: Login, school: School) -> None:
    old, kept = twice_registered(app, school)
    browser = login(Role.OFFICER)
    page = browser.get(f"/orang/nik/{old}").text
    assert "15 angka pertama NIK sama" in page
    known = browser.post(f"/orang/nik/{old}", data={"nik": NIK, "seen": "1"})
    assert "NIK ini sudah milik" in known.text
    values = {"kept_id": str(kept), "seen": "1", "reason": "KTP dilihat, orangnya sama"}
    with app.app_context():
        number = db.session.get_one(Person, old).number
        seats = db.session.get_one(Cohort, school.cohort_id).seats_taken
    assert browser.post(f"/orang/nik/{old}/gabung", data=values).location == f"/orang/{kept}"
    with app.app_context():
        assert db.session.get(Person, old) is None
        found = find_by_number(number)
        assert found is not None
        assert found.id == kept
        (mine,) = queries.training_state(kept, school.today)
        assert mine.marks[school.session_ids[0]].mark is Mark.PRESENT
        assert db.session.get_one(Cohort, school.cohort_id).seats_taken == seats - 1
        assert [row.course_name for row in queries.past_trainings_of(kept)] == ["Membatik"]
        merged = db.session.scalars(select(MergedPerson)).one()
        assert json.loads(merged.snapshot)["person"]["name"] == "Ani Lestari"
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.deed == "people.merge")).one()
        assert NIK not in json.dumps([entry.before, entry.after, entry.summary])
        assert db.session.scalar(select(Enrollment.id).where(Enrollment.person_id == old)) is None
        assert len(list(db.session.scalars(select(Attendance)))) == 4
    assert browser.post("/orang/cari", data={"q": number}).location == f"/orang/{kept}"


def test_what_cannot_be_carried_over_stops_the_merging(app: Flask, login: Login, school: School) -> None:
    old, kept = twice_registered(app, school)
    browser = login(Role.OFFICER)
    values = {"kept_id": str(kept), "seen": "1", "reason": "sama"}
    for key, words in ((kept, "Dua NIK berarti dua orang"), (old, "Pilih dua berkas yang berbeda")):
        answer = browser.post(f"/orang/nik/{key}/gabung", data=values | {"kept_id": str(old)})
        assert words in answer.text
    assert login(Role.TRAINER).post(f"/orang/nik/{old}/gabung", data=values).status_code == 403
    with app.app_context(), transaction():
        school_person = db.session.get_one(Person, old)
        group, _ = factories.make_group(with_sub_group=False)
        other, _ = factories.make_group(with_sub_group=False)
        groups.add_member(group, school_person.id, actor=school.officer, now=clock.now())
        groups.add_member(other, kept, actor=school.officer, now=clock.now())
    refused = browser.post(f"/orang/nik/{old}/gabung", data=values)
    assert "Keduanya anggota kelompok" in refused.text
    with app.app_context():
        assert db.session.get(Person, old) is not None
        assert len(queries.past_trainings_of(old)) == 1
