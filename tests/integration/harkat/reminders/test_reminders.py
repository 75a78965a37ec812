"""The queue of reminders: once each, claimed before it goes out, quiet at night, and never again by itself."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

import core.mail.jobs
from core.auth.roles import SYSTEM
from core.contacts import service as contacts
from core.contacts.drafts import ReachDraft
from core.contacts.kinds import PhoneShared
from core.dates import JAKARTA
from core.db import db, transaction
from core.people.kinds import ConsentPurpose
from core.people.models import Consent, Person
from harkat.reminders import jobs, queries, service
from harkat.reminders.kinds import DropReason, ReminderState
from harkat.reminders.models import Reminder
from tests import factories
from tests.conftest import Login
from tests.factories import TODAY, account_named

MORNING = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=JAKARTA)
NIGHT = MORNING.replace(hour=21)


def somebody(name: str = "Siti Aminah", **values: Any) -> int:
    """Add somebody who registered eight days ago and has brought nothing yet."""
    with transaction():
        person = factories.make_person(name, registered_at=MORNING - timedelta(days=8), **values)
        db.session.add(
            Consent(
                person_id=person.id, purpose=ConsentPurpose.REGISTRATION, is_given=True, text_version="1",
                answered_at=MORNING,
            )
        )  # fmt: skip
        return person.id


def prepared() -> list[Reminder]:
    with transaction():
        service.prepare(now=MORNING, today=TODAY)
    return list(db.session.query(Reminder).order_by(Reminder.id))


def officer() -> Any:
    return account_named("officer").as_actor()


def the(reminder_id: int) -> Reminder:
    return queries.reminder_for(reminder_id, SYSTEM)


def test_preparing_again_makes_nothing_twice(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        somebody()
        assert len(prepared()) == 1
        assert len(prepared()) == 1


def test_of_two_officers_one_has_it(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        somebody()
        key = prepared()[0].id
        with transaction():
            mine, yours = the(key), the(key)
            service.claim(mine, actor=officer(), now=MORNING)
            with pytest.raises(service.TakenAlready):
                service.claim(yours, actor=officer(), now=MORNING)


def test_a_sent_one_stays_sent_and_a_claimed_one_goes_back_only_by_hand(app: Flask) -> None:
    with app.app_context():
        somebody()
        key = prepared()[0].id
        with transaction():
            service.claim(the(key), actor=officer(), now=MORNING)
        with transaction():
            service.prepare(now=MORNING, today=TODAY)
        assert the(key).state is ReminderState.CLAIMED, "the morning's job leaves it to be looked at"
        with transaction():
            service.put_back(the(key), actor=officer(), now=MORNING)
            service.claim(the(key), actor=officer(), now=MORNING)
            service.mark_sent(the(key), actor=officer(), now=MORNING)
        for undo in (service.put_back, lambda row, **rest: service.drop(row, DropReason.TOLD, **rest)):
            with pytest.raises(service.TakenAlready), transaction():
                undo(the(key), actor=officer(), now=MORNING)


def test_nothing_goes_out_at_night_or_outside_safe_hours_or_to_a_family_in_mourning(app: Flask) -> None:
    with app.app_context():
        person_id = somebody()
        key = prepared()[0].id
        with pytest.raises(service.NotNow), transaction():
            service.claim(the(key), actor=officer(), now=NIGHT)
        for draft in (
            ReachDraft(PhoneShared.OWN, from_hour=13, until_hour=15),
            ReachDraft(PhoneShared.OWN, died_on=TODAY),
        ):
            with transaction():
                person = db.session.get_one(Person, person_id)
                contacts.keep_reach(person, draft, actor=officer(), now=MORNING, today=TODAY)
            with pytest.raises(service.NotNow), transaction():
                service.claim(the(key), actor=officer(), now=MORNING)
        with transaction():
            db.session.query(Reminder).delete()
        assert prepared() == [], "of somebody who died nothing is prepared"


def test_what_comes_too_late_is_taken_out(app: Flask) -> None:
    with app.app_context():
        somebody()
        prepared()
        with transaction():
            service.prepare(now=MORNING + timedelta(days=30), today=TODAY + timedelta(days=30))
        row = db.session.query(Reminder).one()
        assert (row.state, row.drop_reason) == (ReminderState.DROPPED, DropReason.LATE)


def test_one_tap_marks_and_goes_on_to_the_next(app: Flask, login: Login, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.clock.now", lambda: MORNING)
    monkeypatch.setattr("core.clock.today", lambda: TODAY)
    with app.app_context():
        somebody("Siti Aminah", phone="081234567890")
        somebody("Budi Santoso")
        first, second = (row.id for row in prepared())
    browser = login("officer")
    assert "2 siap dikirim" in browser.get("/pengingat").get_data(as_text=True)
    browser.post(f"/pengingat/{first}/ambil")
    shown = browser.get(f"/pengingat/{first}").get_data(as_text=True)
    assert "https://wa.me/6281234567890?text=Salam%20Siti" in shown
    assert browser.post(f"/pengingat/{first}/terkirim").headers["Location"] == f"/pengingat/{second}"
    page = browser.get("/pengingat").get_data(as_text=True)
    assert "Perlu dicek" in page
    assert "0 siap dikirim, 1 terkirim hari ini" in page
    assert login("mentor").get(f"/pengingat/{second}").status_code == 404, "not the mentor's own binaan"
    assert login("mentor").post(f"/pengingat/{second}/batal").status_code == 404, "with or without a reason"
    assert login("trainer").get("/pengingat").status_code == 403


@contextmanager
def posting_to(file: Path, *, dies: bool) -> Iterator[Any]:
    """Stand in for the mail server: write what was sent to a file, then die before anybody hears of it."""

    class Server:
        def send_message(self, message: Any) -> None:
            with file.open("a") as sent:
                sent.write(f"{message['To']}\n")
                sent.flush()
                os.fsync(sent.fileno())
            if dies:
                os.kill(os.getpid(), signal.SIGKILL)

    yield Server()


def test_killed_between_sending_and_marking_it_is_not_sent_again(
    app_on_both: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Claim: at most once. The job is killed right after the server took the mail, and then runs again twice."""
    posted = tmp_path / "posted"
    app_on_both.config["SMTP_URL"] = "smtp://nowhere.invalid"
    with app_on_both.app_context():
        somebody(email="siti@contoh.id")
        db.session.remove()
        db.engine.dispose()
    child = os.fork()
    if child == 0:
        monkeypatch.setattr(core.mail.jobs, "_server", lambda: posting_to(posted, dies=True))
        with app_on_both.app_context():
            jobs.prepare(TODAY, MORNING)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    monkeypatch.setattr(core.mail.jobs, "_server", lambda: posting_to(posted, dies=False))
    with app_on_both.app_context():
        for _ in range(2):
            jobs.prepare(TODAY, MORNING)
    assert posted.read_text().splitlines() == ["siti@contoh.id"]


def test_no_mail_leaves_in_quiet_hours(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[datetime] = []

    def deliver(now: datetime) -> int:
        sent.append(now)
        return len(sent)

    monkeypatch.setattr(jobs, "deliver", deliver)
    app.config["SMTP_URL"] = "smtp://nowhere.invalid"
    job = next(job for job in jobs.JOBS if job.name == "mail.send")
    with app.app_context():
        assert 8 <= job.hour < 20
        for hour in (6, 7, 20, 23):
            assert "jam tenang" in job.run(TODAY, MORNING.replace(hour=hour))
            jobs.prepare(TODAY, MORNING.replace(hour=hour))
        assert sent == []
        assert job.run(TODAY, MORNING.replace(hour=8)) == "1 surel terkirim"
        assert len(sent) == 1
