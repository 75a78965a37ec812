"""Signing in through the pages."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core.auth import passwords, service
from core.auth.passwords import hash_password
from core.auth.roles import SYSTEM
from core.db import db, transaction
from tests.conftest import Login
from tests.factories import NOW, account_named

PASSWORD = "pisang goreng hangat"


def give_password(app: Flask, username: str) -> None:
    with app.app_context():
        with transaction():
            account_named(username).password_hash = hash_password(PASSWORD)
        db.session.remove()


def test_right_password_opens_the_start_page(app: Flask, client: FlaskClient) -> None:
    give_password(app, "officer")
    answer = client.post("/akun/masuk", data={"username": "officer", "password": PASSWORD}, follow_redirects=True)
    assert answer.status_code == 200
    assert "Selamat bekerja, Akun officer" in answer.text


def test_wrong_name_and_wrong_password_read_the_same(app: Flask, client: FlaskClient) -> None:
    give_password(app, "officer")
    wrong_password = client.post("/akun/masuk", data={"username": "officer", "password": "salah salah"})
    wrong_name = client.post("/akun/masuk", data={"username": "nobody", "password": PASSWORD})
    assert wrong_password.status_code == wrong_name.status_code == 422
    assert service.WRONG in wrong_password.text
    assert service.WRONG in wrong_name.text


def test_sixth_try_is_braked_even_with_the_right_password(app: Flask, client: FlaskClient) -> None:
    give_password(app, "officer")
    for _ in range(5):
        client.post("/akun/masuk", data={"username": "officer", "password": "salah salah"})
    answer = client.post("/akun/masuk", data={"username": "officer", "password": PASSWORD})
    assert "Tunggu 15 menit" in answer.text


def test_a_name_nobody_has_costs_the_same_work(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Claim: the time of an answer does not tell who has an account. Told by counting hashes, never by a clock."""
    give_password(app, "officer")
    give_password(app, "head")
    with app.app_context(), transaction():
        account_named("head").is_active = False
    seen: list[tuple[str, str]] = []
    verify = passwords._hasher.verify

    def counted(password: str, password_hash: str) -> bool:
        seen.append((password, password_hash.rpartition("$")[0].rpartition("$")[0]))
        return verify(password, password_hash)

    monkeypatch.setattr(passwords._hasher, "verify", counted)
    for username in ("officer", "officer2", "head", "nobody"):
        answer = client.post("/akun/masuk", data={"username": username, "password": "salah salah salah"})
        assert answer.status_code == 422
        assert len(seen) == 1, f"one hash for {username}, with or without an account, password or access"
        assert seen.pop() == ("salah salah salah", "$argon2id$v=19$m=65536,t=3,p=4"), "and one of the same cost"


def test_typed_name_is_kept_and_the_password_is_not(client: FlaskClient) -> None:
    answer = client.post("/akun/masuk", data={"username": "siti", "password": "rahasia-sekali"})
    assert 'value="siti"' in answer.text
    assert "rahasia-sekali" not in answer.text


def test_stranger_is_sent_to_sign_in_and_back(client: FlaskClient) -> None:
    answer = client.get("/akun/?q=siti")
    assert answer.status_code == 302
    assert answer.location == "/akun/masuk?next=/akun/?q%3Dsiti"


def test_next_page_on_another_site_is_ignored(app: Flask, client: FlaskClient) -> None:
    give_password(app, "officer")
    for target in ("https://jahat.example", "//jahat.example", "/\\jahat.example"):
        form = {"username": "officer", "password": PASSWORD, "next": target}
        assert app.test_client().post("/akun/masuk", data=form).location == "/"


def test_one_time_link_sets_a_password_once(app: Flask, client: FlaskClient, login: Login) -> None:
    with app.app_context(), transaction():
        token = service.make_reset_link(account_named("officer"), actor=SYSTEM, now=NOW.replace(year=2090))
    page = f"/akun/sandi/{token}"
    weak = client.post(page, data={"password": "officer12345", "again": "officer12345"})
    assert "mudah ditebak" in weak.text
    unlike = client.post(page, data={"password": PASSWORD, "again": "lain sama sekali"})
    assert "belum sama" in unlike.text
    assert client.post(page, data={"password": PASSWORD, "again": PASSWORD}).status_code == 303
    assert client.post("/akun/masuk", data={"username": "officer", "password": PASSWORD}).status_code == 303
    assert client.get(page).status_code == 404


def test_signing_out_everywhere_ends_other_sessions(login: Login) -> None:
    first, second = login("officer"), login("officer")
    assert second.get("/").text.count("Selamat bekerja") == 1
    first.post("/akun/keluar", data={"everywhere": "1"})
    assert "Selamat bekerja" not in second.get("/").text


def test_admin_closes_an_account_and_its_session_ends(app: Flask, login: Login) -> None:
    admin, officer = login("admin"), login("officer")
    with app.app_context():
        key = account_named("officer").id
    admin.post(f"/akun/{key}/aktif", data={"is_active": "0"})
    assert officer.get("/akun/").status_code == 302
    assert "Ditutup" in admin.get("/akun/").text


def test_new_account_shows_its_link_once(login: Login) -> None:
    admin = login("admin")
    without_bank = admin.post("/akun/baru", data={"username": "budi", "name": "Budi", "role": "bank"})
    assert "Pilih bank tempat petugas ini bekerja." in without_bank.text
    created = admin.post("/akun/baru", data={"username": "budi", "name": "Budi", "role": "officer"})
    assert "/akun/sandi/" in created.text
    again = admin.post("/akun/baru", data={"username": "BUDI", "name": "Budi", "role": "officer"})
    assert again.status_code == 422
    assert "sudah dipakai" in again.text


def test_other_roles_may_not_keep_accounts(login: Login) -> None:
    for role in ("officer", "head", "bank", "trainer", "mentor", "economics", "auditor"):
        assert login(role).get("/akun/").status_code == 403
