"""A session begins anew at every sign-in and ends: when nobody uses it, and after nine hours whatever happens."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from core.auth.passwords import hash_password
from core.db import db, transaction
from tests.factories import account_named

PASSWORD = "pisang goreng hangat"
START = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
INSIDE = "/akun/perangkat"


@pytest.fixture
def officer(app: Flask) -> FlaskClient:
    with app.app_context():
        with transaction():
            account_named("officer").password_hash = hash_password(PASSWORD)
        db.session.remove()
    return app.test_client()


def sign_in(client: FlaskClient) -> None:
    assert client.post("/akun/masuk", data={"username": "officer", "password": PASSWORD}).status_code == 303


def test_what_was_planted_before_signing_in_is_gone_afterwards(officer: FlaskClient) -> None:
    with officer.session_transaction() as held:
        held["planted"] = "yes"
    sign_in(officer)
    with officer.session_transaction() as held:
        assert "planted" not in held
        assert "_user_id" in held


def test_who_rests_too_long_signs_in_again(officer: FlaskClient) -> None:
    with time_machine.travel(START, tick=False) as clock:
        sign_in(officer)
        clock.shift(timedelta(minutes=29))
        assert officer.get(INSIDE).status_code == 200
        clock.shift(timedelta(minutes=31))
        assert officer.get(INSIDE).status_code == 302


def test_who_never_rests_signs_in_again_after_nine_hours(officer: FlaskClient) -> None:
    with time_machine.travel(START, tick=False) as clock:
        sign_in(officer)
        for _ in range(18):
            clock.shift(timedelta(minutes=29))
            assert officer.get(INSIDE).status_code == 200
        clock.shift(timedelta(minutes=29))
        assert officer.get(INSIDE).status_code == 302
