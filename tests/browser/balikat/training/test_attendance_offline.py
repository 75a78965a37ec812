"""Marking a class of forty on a phone whose network comes and goes: nothing is lost, nothing doubled."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select
from werkzeug.serving import make_server

from balikat.training import queries
from balikat.training.attendance import Mark
from balikat.training.calendar import Rhythm
from balikat.training.cohorts import service as cohorts
from balikat.training.courses import service as courses
from balikat.training.drafts import CohortDraft, CourseDraft, SessionsDraft
from balikat.training.enrollments import service as enrollments
from balikat.training.models import Attendance
from core import clock
from core.audit.models import AuditEntry
from core.auth.roles import Role
from core.db import db, transaction
from tests import factories
from tests.browser.conftest import PHONE, faults

PEOPLE = 40


@pytest.fixture
def session_id(app: Flask) -> int:
    """A session of today with forty participants, taught by the trainer."""
    with app.app_context(), transaction():
        now, today = clock.now(), clock.today()
        officer = factories.account_named("officer").as_actor()
        trainer = factories.account_named("trainer").as_actor()
        course = courses.create_course(
            CourseDraft("Pembukuan usaha", "Keuangan", 20, counts_for_credit=True, share_percent=80),
            actor=officer,
            now=now,
        )
        draft = CohortDraft("Angkatan 1", today, today + timedelta(days=9), "Aula", PEOPLE, (trainer.id or 0,))
        cohort = cohorts.create_cohort(course, draft, actor=officer, now=now)
        pattern = SessionsDraft(today, 5, Rhythm.DAILY, 4, topic=None, is_mandatory=False)
        sessions = cohorts.plan_sessions(cohort, pattern, actor=officer, now=now)
        people = [factories.make_person(f"Peserta {number:02}").id for number in range(1, PEOPLE + 1)]
        enrollments.enroll_all(cohort, people, actor=officer, now=now)
        assert len(queries.participant_names(cohort.id)) == PEOPLE
        return sessions[0].id


@pytest.fixture
def phone(app: Flask, browser: Browser, session_id: int) -> Iterator[Page]:
    """The trainer's phone on the attendance page."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    base = f"http://127.0.0.1:{server.server_port}"
    cookie = factories.signing_in(app)(Role.TRAINER).get_cookie("session")
    assert cookie is not None
    context = browser.new_context(viewport=PHONE, base_url=base, locale="id-ID")  # type: ignore[arg-type]
    context.add_cookies([{"name": "session", "value": cookie.value, "url": base}])
    page = context.new_page()
    page.goto(f"/sesi/{session_id}/presensi")
    yield page
    context.close()
    server.shutdown()
    thread.join()


def stored(app: Flask) -> dict[Mark, int]:
    with app.app_context():
        rows = db.session.execute(select(Attendance.mark, func.count()).group_by(Attendance.mark))
        return {row[0]: row[1] for row in rows}


def mark(page: Page, name: str, word: str) -> None:
    page.get_by_role("group", name=name).get_by_text(word, exact=True).click()


def test_a_class_of_forty_in_one_go(app: Flask, phone: Page) -> None:
    phone.get_by_role("button", name="Semua hadir").click()
    expect(phone.get_by_role("status")).to_have_text(f"{PEOPLE} dari {PEOPLE} ditandai, belum disimpan.")
    mark(phone, "Peserta 07", "Alpa")
    mark(phone, "Peserta 09", "Sakit")
    assert faults(phone) == []
    phone.get_by_role("button", name="Simpan presensi").click()
    expect(phone.get_by_text(f"{PEOPLE} presensi tersimpan.")).to_be_visible()
    assert stored(app) == {Mark.PRESENT: PEOPLE - 2, Mark.ABSENT: 1, Mark.SICK: 1}


def test_a_lost_network_loses_no_mark_and_doubles_none(app: Flask, phone: Page) -> None:
    mark(phone, "Peserta 01", "Hadir")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Semua hadir").click()
    mark(phone, "Peserta 03", "Izin")
    phone.get_by_role("button", name="Simpan presensi").click()
    expect(phone.get_by_role("status")).to_contain_text("Tidak ada sinyal")
    assert stored(app) == {}
    phone.context.set_offline(False)
    expect(phone.get_by_text(f"{PEOPLE} presensi tersimpan.")).to_be_visible()
    assert stored(app) == {Mark.PRESENT: PEOPLE - 1, Mark.EXCUSED: 1}
    with app.app_context():
        deeds = select(func.count(AuditEntry.id)).where(AuditEntry.deed == "training.mark_attendance")
        assert db.session.scalar(deeds) == 1


def test_marks_survive_a_closed_page(app: Flask, phone: Page, session_id: int) -> None:
    mark(phone, "Peserta 05", "Alpa")
    phone.goto("about:blank")
    phone.goto(f"/sesi/{session_id}/presensi")
    expect(phone.get_by_text("1 presensi tersimpan.")).to_be_visible()
    assert stored(app) == {Mark.ABSENT: 1}


def test_wrong_hours_stop_with_the_servers_words(app: Flask, phone: Page) -> None:
    mark(phone, "Peserta 02", "Hadir")
    phone.get_by_role("group", name="Peserta 02").get_by_label("JP").fill("9")
    phone.get_by_role("button", name="Simpan presensi").click()
    expect(phone.get_by_role("alert")).to_contain_text("9 JP melebihi lama sesi")
    phone.get_by_role("group", name="Peserta 02").get_by_label("JP").fill("2")
    phone.get_by_role("button", name="Simpan presensi").click()
    expect(phone.get_by_text("1 presensi tersimpan.")).to_be_visible()


def test_a_mark_of_another_trainer_stands_and_is_explained(app: Flask, phone: Page, session_id: int) -> None:
    other = factories.signing_in(app)(Role.OFFICER)
    with app.app_context():
        first = min(queries.participant_names(1))
    other.post(f"/sesi/{session_id}/presensi", data={f"mark-{first}": "absent", f"was-{first}": ""})
    mark(phone, "Peserta 01", "Hadir")
    phone.get_by_role("button", name="Simpan presensi").click()
    expect(phone.get_by_role("alert")).to_contain_text("1 nama sudah ditandai orang lain")
    assert stored(app) == {Mark.ABSENT: 1}
