"""A session moved by a flood: everybody is told, by WhatsApp links or by e-mail, nobody twice."""

import smtplib
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from balikat.training.notices.jobs import remind_of_tomorrow
from balikat.training.notices.models import SessionNotice
from core import clock
from core.auth.roles import Role
from core.dates import JAKARTA, format_date_short
from core.db import db, transaction
from core.mail.kinds import MailState
from core.mail.models import OutgoingMail
from core.people.models import Person
from harkat.reminders.jobs import send_waiting
from tests.integration.balikat.training.conftest import School

Login = Callable[..., FlaskClient]


class Server(smtplib.SMTP):
    """A mail server that keeps what it is given; it refuses the names in ``refuses``."""

    sent: list[EmailMessage] = []  # noqa: RUF012 - one for all connections of a test
    refuses: set[str] = set()  # noqa: RUF012

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        pass

    def send_message(self, message: EmailMessage, *_: object, **__: object) -> dict[str, tuple[int, bytes]]:  # type: ignore[override]
        if message["To"] in self.refuses:
            raise smtplib.SMTPDataError(450, b"nanti")
        self.sent.append(message)
        return {}


@pytest.fixture
def server(app: Flask, monkeypatch: pytest.MonkeyPatch) -> type[Server]:
    Server.sent, Server.refuses = [], set()
    monkeypatch.setattr(smtplib, "SMTP", Server)
    app.config["SMTP_URL"] = "smtp://surel.contoh:2525"
    return Server


def give_address(app: Flask, school: School, name: str, address: str) -> None:
    with app.app_context(), transaction():
        db.session.get_one(Person, school.person_ids[name]).email = address


def move(browser: FlaskClient, school: School) -> str:
    day = format_date_short(school.today + timedelta(days=3))
    values = {"held_on": day, "hours": "4", "reason": "banjir"}
    return browser.post(f"/angkatan/sesi/{school.last_session}", data=values).location


def test_a_moved_session_leads_to_prepared_messages(app: Flask, login: Login, school: School) -> None:
    browser = login(Role.TRAINER)
    address = move(browser, school)
    assert address == f"/sesi/{school.last_session}/kabar"
    page = browser.get(address).text
    assert page.count("https://wa.me/62812") == 4
    assert "banjir" in page
    assert "Surel belum dinyalakan" in page
    keys = list(school.enrollment_ids.values())[:2]
    told = browser.post(address, data={"enrollment_ids": [str(key) for key in keys]}, follow_redirects=True)
    assert "2 dari 4 peserta sudah dikabari" in told.text
    browser.post(address, data={"enrollment_ids": [str(key) for key in keys]})
    browser.post(f"{address}/surel")
    with app.app_context():
        assert len(list(db.session.scalars(select(SessionNotice)))) == 2
        assert db.session.scalars(select(OutgoingMail)).all() == []
    assert login("trainer2").get(address).status_code == 404


def test_the_night_before_reminds_once_by_email_and_never_of_the_past(
    app: Flask, school: School, server: type[Server]
) -> None:
    give_address(app, school, "Ani Lestari", "ani@contoh.id")
    eve = school.today - timedelta(days=1)
    with app.app_context():
        assert remind_of_tomorrow(eve, clock.now()) == "1 surel pengingat disiapkan"
        assert remind_of_tomorrow(eve, clock.now()) == "0 surel pengingat disiapkan"
        assert "sudah lewat" in remind_of_tomorrow(eve - timedelta(days=1), clock.now())
        app.config["SMTP_URL"] = ""
        assert remind_of_tomorrow(eve, clock.now()) == "0 surel pengingat disiapkan"
        assert len(list(db.session.scalars(select(SessionNotice)))) == 1


def test_a_trainers_start_page_asks_to_remind_of_tomorrow(login: Login, school: School) -> None:
    browser = login(Role.TRAINER)
    assert "Ingatkan peserta sesi besok" not in browser.get("/").text
    tomorrow = {"held_on": format_date_short(school.today + timedelta(days=1)), "hours": "4", "reason": "hujan"}
    browser.post(f"/angkatan/sesi/{school.last_session}", data=tomorrow)
    assert f'href="/sesi/{school.last_session}/kabar"' in browser.get("/").text
    browser.post(
        f"/sesi/{school.last_session}/kabar", data={"enrollment_ids": [str(next(iter(school.enrollment_ids.values())))]}
    )
    assert "Ingatkan peserta sesi besok" not in browser.get("/").text


def test_a_changed_hour_is_told_again(login: Login, school: School) -> None:
    browser = login(Role.TRAINER)
    session, address = f"/angkatan/sesi/{school.last_session}", f"/sesi/{school.last_session}/kabar"
    values = {"held_on": format_date_short(school.today), "hours": "4"}
    keys = {"enrollment_ids": [str(key) for key in school.enrollment_ids.values()]}
    assert "4 dari 4 peserta sudah dikabari" in browser.post(address, data=keys, follow_redirects=True).text
    assert "contoh 08.00 atau 13.30" in browser.post(session, data={**values, "starts_at_time": "jam 8"}).text
    moved = browser.post(session, data={**values, "starts_at_time": "13:30"}, follow_redirects=True).text
    assert "0 dari 4 peserta sudah dikabari" in moved
    assert "pukul 13.30 WIB di" in moved
    assert "13.30" in browser.get("/jadwal").text


def test_email_goes_once_to_whoever_has_an_address(
    app: Flask, login: Login, school: School, server: type[Server]
) -> None:
    give_address(app, school, "Ani Lestari", "ani@contoh.id")
    give_address(app, school, "Budi Santoso", "budi@contoh.id")
    server.refuses = {"budi@contoh.id"}
    browser = login(Role.TRAINER)
    address = move(browser, school)
    for words in ("2 surel disiapkan, 1 terkirim.", "Tidak ada surel baru untuk dikirim."):
        assert words in browser.post(f"{address}/surel", follow_redirects=True).text
    (message,) = server.sent
    assert message["To"] == "ani@contoh.id"
    assert "dipindah ke" in message.get_content()
    with app.app_context():
        noon = clock.now().astimezone(JAKARTA).replace(hour=12)
        assert send_waiting(school.today, noon) == "0 surel terkirim"
        states = {row.recipient: row.state for row in db.session.scalars(select(OutgoingMail))}
        assert states == {"ani@contoh.id": MailState.SENT, "budi@contoh.id": MailState.FAILED}
    assert len(server.sent) == 1
