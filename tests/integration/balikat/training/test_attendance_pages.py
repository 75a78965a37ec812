"""Attendance on a phone: one post for a class, sent twice without harm, two trainers at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from balikat.training.attendance import Entry, Mark, Marked, SessionStatus
from balikat.training.cohorts.queries import session_for
from balikat.training.marks import service
from balikat.training.models import Attendance, ClassSession
from core import clock
from core.audit.models import AuditEntry
from core.auth.roles import Role
from core.db import db, transaction
from core.errors import NotAllowed
from tests import factories
from tests.integration.balikat.training.conftest import School

Login = Callable[..., FlaskClient]


def stored(session_id: int) -> dict[int, tuple[Mark, int]]:
    rows = db.session.scalars(select(Attendance).where(Attendance.session_id == session_id))
    return {row.enrollment_id: (row.mark, row.hours_present) for row in rows}


def address(school: School) -> str:
    return f"/sesi/{school.last_session}/presensi"


def key(school: School, name: str) -> int:
    return next(value for who, value in school.enrollment_ids.items() if who.startswith(name))


def test_everybody_present_then_corrected(app: Flask, login: Login, school: School) -> None:
    browser = login(Role.TRAINER)
    answer = browser.post(address(school), data={"all_present": "1"})
    assert answer.status_code == 303
    page = browser.get(answer.location).text
    assert "4 presensi tersimpan." in page
    assert page.count(" checked") == 4
    budi = key(school, "Budi")
    assert f'name="was-{budi}" value="present:4"' in page
    browser.post(address(school), data={f"mark-{budi}": "sick", f"was-{budi}": "present:4"})
    with app.app_context():
        found = stored(school.last_session)
        assert found.pop(budi) == (Mark.SICK, 0)
        assert set(found.values()) == {(Mark.PRESENT, 4)}
        assert db.session.get_one(ClassSession, school.last_session).status is SessionStatus.HELD


def test_everybody_present_leaves_what_is_chosen_and_what_is_stored(app: Flask, login: Login, school: School) -> None:
    ani, budi = key(school, "Ani"), key(school, "Budi")
    browser = login(Role.TRAINER)
    browser.post(address(school), data={f"mark-{ani}": "absent", f"was-{ani}": ""})
    browser.post(address(school), data={f"mark-{budi}": "excused", f"was-{budi}": "", "all_present": "1"})
    with app.app_context():
        found = stored(school.last_session)
        assert found[ani] == (Mark.ABSENT, 0)
        assert found[budi] == (Mark.EXCUSED, 0)
        assert len(found) == 4


def test_a_form_sent_twice_is_one_deed(app: Flask, login: Login, school: School) -> None:
    sent = {"mark-" + str(value): "present" for value in school.enrollment_ids.values()}
    browser = login(Role.TRAINER)
    for _ in range(2):
        answer = browser.post(address(school), data=sent)
        assert answer.status_code == 303
    assert "Tidak ada yang berubah" in browser.get(answer.location).text
    with app.app_context():
        deeds = db.session.scalars(select(AuditEntry).where(AuditEntry.deed == "training.mark_attendance")).all()
        assert len(deeds) == 1


def test_two_trainers_do_not_erase_each_other(app: Flask, login: Login, school: School) -> None:
    ani, budi, citra = key(school, "Ani"), key(school, "Budi"), key(school, "Citra")
    login(Role.TRAINER).post(address(school), data={f"mark-{ani}": "present", f"mark-{budi}": "absent"})
    late = login(Role.OFFICER).post(
        address(school),
        data={f"mark-{budi}": "present", f"was-{budi}": "", f"mark-{citra}": "sick", f"was-{citra}": ""},
    )
    assert late.status_code == 409
    assert "1 nama sudah ditandai orang lain" in late.text
    assert "Ditandai alpa oleh Akun trainer" in late.text
    with app.app_context():
        found = stored(school.last_session)
        assert found == {ani: (Mark.PRESENT, 4), budi: (Mark.ABSENT, 0), citra: (Mark.SICK, 0)}


def test_late_comers_have_fewer_hours(app: Flask, login: Login, school: School) -> None:
    ani = key(school, "Ani")
    login(Role.TRAINER).post(address(school), data={f"mark-{ani}": "present", f"hours-{ani}": "3"})
    with app.app_context():
        assert stored(school.last_session) == {ani: (Mark.PRESENT, 3)}


@pytest.mark.parametrize(
    ("hours", "message"),
    [
        ("5", "Ani Lestari: 5 JP melebihi lama sesi. Isi paling banyak 4 JP"),
        ("0", "Ani Lestari: yang hadir punya paling sedikit 1 JP"),
        ("tiga", "Ani Lestari: isi JP dengan angka"),
    ],
)
def test_wrong_hours_are_explained_and_nothing_is_lost(
    app: Flask, login: Login, school: School, hours: str, message: str
) -> None:
    ani, budi = key(school, "Ani"), key(school, "Budi")
    answer = login(Role.TRAINER).post(
        address(school), data={f"mark-{ani}": "present", f"hours-{ani}": hours, f"mark-{budi}": "absent"}
    )
    assert answer.status_code == 422
    assert message in answer.text
    assert f'id="mark-{budi}-absent" value="absent" autocomplete="off" checked' in answer.text
    assert f'value="{hours}"' in answer.text
    with app.app_context():
        assert stored(school.last_session) == {}


def test_a_session_ahead_has_no_attendance(app: Flask, login: Login, school: School) -> None:
    with app.app_context(), transaction():
        db.session.get_one(ClassSession, school.last_session).held_on = school.today + timedelta(days=1)
    answer = login(Role.TRAINER).post(address(school), data={"all_present": "1"})
    assert answer.status_code == 422
    assert "baru berlangsung" in answer.text


def test_a_cancelled_session_has_no_attendance(login: Login, school: School) -> None:
    browser = login(Role.TRAINER)
    browser.post(f"/angkatan/sesi/{school.last_session}/batal", data={"cancel_reason": "Banjir"})
    answer = browser.post(address(school), data={"all_present": "1"})
    assert answer.status_code == 422
    assert "Sesi ini dibatalkan (Banjir)" in answer.text


def test_attendance_for_somebody_not_enrolled_is_refused(app: Flask, login: Login, school: School) -> None:
    answer = login(Role.TRAINER).post(address(school), data={"mark-9999": "present"})
    assert answer.status_code == 422
    assert "Daftar peserta berubah" in answer.text
    with app.app_context(), pytest.raises(service.NotEnrolled), transaction():
        service.mark_attendance(
            session_for(school.last_session, school.officer),
            [Entry(9999, None, Marked(Mark.PRESENT, 4))],
            all_present=False,
            actor=school.officer,
            now=clock.now(),
            today=school.today,
        )


def test_a_stranger_cannot_mark_even_past_the_page(app: Flask, school: School) -> None:
    with app.app_context(), transaction():
        stranger = factories.account_named("trainer2").as_actor()
        session = session_for(school.last_session, school.officer)
        with pytest.raises(NotAllowed, match="Hanya pelatih angkatan ini"):
            service.mark_attendance(session, [], all_present=True, actor=stranger, now=clock.now(), today=school.today)


def test_readers_see_who_marked(login: Login, school: School) -> None:
    login(Role.TRAINER).post(address(school), data={"all_present": "1"})
    text = login(Role.AUDITOR).get(address(school)).text
    assert "Akun trainer" in text
    assert "Simpan presensi" not in text


def test_the_recap_shows_every_mark(app: Flask, login: Login, school: School) -> None:
    with app.app_context(), transaction():
        school.mark(school.session_ids[0], "HASI")
    text = login(Role.TRAINER).get(f"/angkatan/{school.cohort_id}/presensi").text
    for sign in ('recap-present">H<', 'recap-absent">A<', 'recap-sick">S<', 'recap-excused">I<'):
        assert sign in text


def test_at_risk_before_and_after_it_tips(app: Flask, login: Login, school: School) -> None:
    browser = login(Role.TRAINER)
    page = f"/angkatan/{school.cohort_id}"
    assert "masih bisa absen 1 kali" in browser.get(page).text
    assert "Terancam tidak lulus</span>" not in browser.get(page).text
    with app.app_context(), transaction():
        school.mark(school.session_ids[0], "AHHH")
    text = browser.get(page).text
    assert "tidak boleh absen lagi" in text
    assert text.index("Ani Lestari") < text.index("Budi Santoso")
    assert "Peserta yang terancam tidak lulus" in browser.get("/").text
    with app.app_context(), transaction():
        school.mark(school.session_ids[1], "AHHH")
    text = browser.get(page).text
    assert "Tidak bisa lulus" in text
    assert "Paling banyak bisa hadir 12 JP, padahal batasnya 16 JP" in text


def test_the_start_page_names_todays_session_and_the_unfilled(login: Login, school: School) -> None:
    text = login(Role.TRAINER).get("/").text
    assert "Presensi hari ini" in text
    assert f"/sesi/{school.last_session}/presensi" in text
    assert "Presensi yang belum diisi" in text
