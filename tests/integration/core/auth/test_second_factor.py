"""Signing in with a second step: set up, used, braked, recovered, removed; and the list of browsers."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pyotp
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from core import clock
from core.auth.factors import queries, service
from core.auth.models import SecondFactor
from core.auth.passwords import hash_password
from core.db import db, transaction
from tests.conftest import Login
from tests.factories import account_named

PASSWORD = "pisang goreng hangat"
SIGN_IN = {"username": "officer", "password": PASSWORD}


@pytest.fixture
def strict(app: Flask) -> Flask:
    """The app that asks for a code, with an officer who has a password."""
    app.config["SECOND_FACTOR"] = True
    with app.app_context():
        with transaction():
            account_named("officer").password_hash = hash_password(PASSWORD)
        db.session.remove()
    return app


@pytest.fixture
def moving() -> Iterator[time_machine.Traveller]:
    """A clock that a test moves on."""
    with time_machine.travel(clock.now(), tick=False) as coordinates:
        yield coordinates


def code_now(app: Flask) -> str:
    with app.app_context():
        factor = db.session.get(SecondFactor, account_named("officer").id)
        assert factor is not None
        return pyotp.TOTP(factor.secret).at(clock.now())


def set_up(app: Flask, client: FlaskClient) -> list[str]:
    assert client.post("/akun/masuk", data=SIGN_IN).location == "/akun/kode"
    assert client.get("/akun/kode").location == "/akun/kode/pasang"
    assert "data:image/svg" in client.get("/akun/kode/pasang").text
    shown = client.post("/akun/kode/pasang", data={"code": code_now(app)}).text
    return re.findall(r"<li><code>([^<]+)</code>", shown)


def test_an_account_must_set_its_code_up_before_it_sees_anything(strict: Flask, client: FlaskClient) -> None:
    client.post("/akun/masuk", data=SIGN_IN)
    assert client.get("/orang/").location.startswith("/akun/masuk")
    wrong = client.post("/akun/kode/pasang", data={"code": "000000"})
    assert wrong.status_code == 422
    assert "belum cocok" in wrong.text
    assert client.get("/orang/").status_code == 302
    assert len(set_up(strict, client)) == 10
    assert "Selamat bekerja" in client.get("/").text


def test_a_code_signs_in_once_and_the_next_one_again(
    strict: Flask, client: FlaskClient, moving: time_machine.Traveller
) -> None:
    set_up(strict, client)
    used = code_now(strict)
    other = strict.test_client()
    other.post("/akun/masuk", data=SIGN_IN | {"next": "/orang/"})
    assert "sudah dipakai" in other.post("/akun/kode", data={"code": used}).text
    moving.shift(timedelta(seconds=31))
    assert other.post("/akun/kode", data={"code": code_now(strict)}).location == "/orang/"


def test_a_recovery_code_works_once(strict: Flask, client: FlaskClient) -> None:
    codes = set_up(strict, client)
    for expected in (303, 422):
        other = strict.test_client()
        other.post("/akun/masuk", data=SIGN_IN)
        assert other.post("/akun/kode", data={"code": codes[0].lower()}).status_code == expected
    with strict.app_context():
        assert queries.codes_left(account_named("officer").id) == 9


def test_codes_cannot_be_tried_at_will(strict: Flask, client: FlaskClient) -> None:
    set_up(strict, client)
    other = strict.test_client()
    other.post("/akun/masuk", data=SIGN_IN)
    for _ in range(5):
        other.post("/akun/kode", data={"code": "123456"})
    assert "Tunggu 15 menit" in other.post("/akun/kode", data={"code": code_now(strict)}).text


def test_the_second_step_has_five_minutes(strict: Flask, client: FlaskClient, moving: time_machine.Traveller) -> None:
    set_up(strict, client)
    other = strict.test_client()
    other.post("/akun/masuk", data=SIGN_IN)
    moving.shift(timedelta(minutes=6))
    late = other.post("/akun/kode", data={"code": code_now(strict)}, follow_redirects=True)
    assert "Waktu untuk mengetik kode habis" in late.text


def test_sample_accounts_and_trainers_need_no_code(strict: Flask) -> None:
    with strict.app_context(), transaction():
        trainer, officer = account_named("trainer"), account_named("officer")
        assert not queries.must_have(trainer)
        assert queries.must_have(officer)
        officer.is_sample = True
        assert not queries.must_have(officer)


def test_an_admin_takes_the_code_off_a_lost_phone_but_not_off_their_own(
    strict: Flask, client: FlaskClient, login: Login
) -> None:
    set_up(strict, client)
    with strict.app_context():
        officer_id, admin_id = account_named("officer").id, account_named("admin").id
    admin = login("admin")
    assert "Lepas kode masuk" in admin.get("/akun/").text
    assert admin.post(f"/akun/{officer_id}/kode/lepas").status_code == 303
    assert admin.post(f"/akun/{admin_id}/kode/lepas").status_code == 422
    assert login("officer2").post(f"/akun/{officer_id}/kode/lepas").status_code == 403
    again = strict.test_client()
    again.post("/akun/masuk", data=SIGN_IN)
    assert again.get("/akun/kode").location == "/akun/kode/pasang"


def test_one_browser_can_be_put_out_from_another(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        with transaction():
            account_named("officer").password_hash = hash_password(PASSWORD)
        db.session.remove()
    other = app.test_client()
    client.post("/akun/masuk", data=SIGN_IN, headers={"User-Agent": "Mozilla (Windows NT 10) Firefox/130"})
    other.post("/akun/masuk", data=SIGN_IN, headers={"User-Agent": "Mozilla (Linux; Android 13) Chrome/120"})
    assert "Chrome di Android" in client.get("/akun/perangkat").text
    with app.app_context():
        phone = queries.open_devices(account_named("officer").id)[0].id
    assert client.post(f"/akun/perangkat/{phone}/keluar").status_code == 303
    assert other.get("/orang/").status_code == 302
    assert client.get("/orang/").status_code == 200
    assert client.post(f"/akun/perangkat/{phone}/keluar").status_code == 404


def test_two_sign_ins_with_one_code_at_once_are_one(strict: Flask, client: FlaskClient) -> None:
    set_up(strict, client)
    now: datetime = clock.now() + timedelta(seconds=60)
    with strict.app_context(), transaction():
        owner = account_named("officer")
        factor = queries.factor_of(owner.id)
        assert factor is not None
        code = pyotp.TOTP(factor.secret).at(now)
        service.check(owner, code, now=now)
        with pytest.raises(service.WrongCode):
            service.check(owner, code, now=now)
