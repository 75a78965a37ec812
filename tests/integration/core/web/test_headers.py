"""What every answer tells the browser, and what it tells it more behind TLS."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from structlog.testing import capture_logs

from app import create_app
from core.config import read_config
from core.db import db
from tests.conftest import KEY, Login
from tests.factories import account_named

ASKED = {"X-Forwarded-For": "10.1.2.3", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "harkat.example"}


@pytest.fixture
def behind_tls(tmp_path: Path, sqlite_ground: Path) -> Iterator[Flask]:
    """The app as it runs in production behind a server that ends HTTPS."""
    shutil.copy(sqlite_ground, tmp_path / "harkat.sqlite")
    setting = {"HARKAT_INSTANCE": str(tmp_path), "HARKAT_BEHIND_TLS": "1", "HARKAT_ENVIRONMENT": "production"}
    secret = {"HARKAT_SECRET_KEY": "uji", "HARKAT_ENCRYPTION_KEYS": KEY, "HARKAT_INDEX_KEY": "uji"}
    plain_log = {"PRODUCTION": False}  # the form of the log is one for the whole test process
    application = create_app(read_config(setting | secret) | {"TESTING": True, "RATELIMIT_ENABLED": True} | plain_log)
    yield application
    with application.app_context():
        db.session.remove()
        db.engine.dispose()


def test_hsts_and_host_cookies_behind_tls(behind_tls: Flask) -> None:
    answer = behind_tls.test_client().get("/akun/masuk?next=/orang", headers=ASKED)
    assert answer.status_code == 200
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert behind_tls.config["SESSION_COOKIE_NAME"] == "__Host-session"
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert word in cookie, word
    assert "Domain=" not in cookie
    assert behind_tls.config["SECOND_FACTOR"] is True


def test_no_hsts_and_no_trust_in_forwarded_headers_without_tls(app: Flask, client: FlaskClient) -> None:
    answer = client.get("/akun/masuk", headers=ASKED)
    assert "Strict-Transport-Security" not in answer.headers
    assert not hasattr(app.wsgi_app, "x_for"), "nobody in front of us, so nobody may speak for the browser"


def test_every_kind_of_answer_bears_the_headers(login: Login) -> None:
    client = login("officer")
    for address, status in (("/", 200), ("/tidak-ada", 404), ("/akun/", 403), ("/akun/masuk", 303)):
        answer = client.get(address)
        assert answer.status_code == status
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "charset=utf-8" in answer.headers["Content-Type"]
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_refusals_and_failed_sign_ins_are_in_the_log(app: Flask, login: Login, client: FlaskClient) -> None:
    with app.app_context():
        key = account_named("officer").id
    with capture_logs() as log:
        login("officer").get("/akun/")
        login("officer").get("/orang/99999999")
        client.post("/akun/masuk", data={"username": "officer", "password": "salah-salah-salah"})
        client.post("/akun/masuk", data={"username": "tidak-dikenal", "password": "salah-salah-salah"})
    assert log == [
        {"event": "refused", "log_level": "warning", "status": 403, "endpoint": "auth.index", "account_id": key},
        {"event": "refused", "log_level": "warning", "status": 404, "endpoint": "people.show", "account_id": key},
        {"event": "sign-in failed", "log_level": "warning", "account_id": key},
        {"event": "sign-in failed", "log_level": "warning", "account_id": None},
    ]


def test_nobody_takes_pages_faster_than_anyone_reads(behind_tls: Flask) -> None:
    client = behind_tls.test_client()
    answers = [client.get("/sehat", environ_base={"REMOTE_ADDR": "10.9.9.9"}).status_code for _ in range(301)]
    assert answers[0] == answers[299] != 429
    assert answers[300] == 429
    assert client.get("/sehat", environ_base={"REMOTE_ADDR": "10.9.9.8"}).status_code == answers[0]
    with client.get("/static/style.css", environ_base={"REMOTE_ADDR": "10.9.9.9"}) as style:
        assert style.status_code == 200
