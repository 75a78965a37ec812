"""Logging visits on a phone whose network comes and goes: few taps, nothing lost, nothing doubled, nothing left."""

import re
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Dialog, Page, expect
from pypdf import PdfReader
from sqlalchemy import select
from werkzeug.serving import make_server

from balikat.incubation.models import Visit
from core.auth.roles import Role
from core.db import db, transaction
from tests import factories
from tests.browser.conftest import PHONE, faults
from tests.integration.balikat.incubation.conftest import Care, build

SAVED = re.compile(r"/kunjungan/\d+$")
KEPT = "Object.entries(localStorage).map(([name, value]) => name + value).join()"


@pytest.fixture
def care(app: Flask) -> Care:
    """A tenant of the mentor's."""
    with app.app_context(), transaction():
        return build()


@pytest.fixture
def phone(app: Flask, browser: Browser, care: Care) -> Iterator[Page]:
    """The mentor's phone on the route of the day."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    base = f"http://127.0.0.1:{server.server_port}"
    cookie = factories.signing_in(app)(Role.MENTOR).get_cookie("session")
    assert cookie is not None
    context = browser.new_context(viewport=PHONE, base_url=base, locale="id-ID")  # type: ignore[arg-type]
    context.set_default_timeout(20_000)
    context.add_cookies([{"name": "session", "value": cookie.value, "url": base}])
    page = context.new_page()
    page.goto("/kunjungan")
    yield page
    context.close()
    server.shutdown()
    thread.join()


def stored(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Visit.done).order_by(Visit.id)))


def write(page: Page, words: str) -> None:
    page.get_by_label("Yang dilakukan").fill(words)
    page.get_by_role("button", name="Simpan kunjungan").click()


def test_two_taps_and_a_sentence_log_a_visit(app: Flask, phone: Page) -> None:
    assert faults(phone) == []
    phone.get_by_role("link", name="Catat kunjungan ke Siti Aminah").click()
    assert faults(phone) == []
    write(phone, "Menata buku kas")
    phone.wait_for_url(SAVED)
    expect(phone.get_by_text("Menata buku kas")).to_be_visible()
    assert stored(app) == ["Menata buku kas"]
    assert phone.evaluate(KEPT) == ""


def test_visits_without_a_network_wait_on_the_phone_and_go_out_once(
    app: Flask, phone: Page, care: Care, tmp_path: Path
) -> None:
    phone.goto(f"/kunjungan/catat?binaan={care.tenant_id}")
    photo = tmp_path / "foto.png"
    phone.screenshot(path=photo)
    phone.context.set_offline(True)
    phone.get_by_text("Tanggal lain, janji kunjungan, foto").click()
    phone.get_by_label("Foto").set_input_files(photo)
    write(phone, "Melihat stok")
    expect(phone.get_by_role("status")).to_contain_text("1 kunjungan tersimpan di HP ini")
    phone.get_by_label("Binaan").select_option(str(care.tenant_id))
    write(phone, "Menghitung harga pokok")
    expect(phone.get_by_role("status")).to_contain_text("2 kunjungan tersimpan di HP ini")
    expect(phone.get_by_role("list", name="Kunjungan yang belum terkirim").get_by_role("listitem")).to_have_count(2)
    assert stored(app) == []
    assert "Siti" not in phone.evaluate(KEPT)
    phone.context.set_offline(False)
    expect(phone.get_by_role("status")).to_have_text("Semua kunjungan di HP ini sudah terkirim.")
    assert stored(app) == ["Melihat stok", "Menghitung harga pokok"]
    assert phone.evaluate(KEPT) == ""
    phone.reload()
    assert stored(app) == ["Melihat stok", "Menghitung harga pokok"]
    printed = PdfReader(BytesIO(phone.context.request.get("/kunjungan/1/laporan.pdf").body()))
    assert len(printed.pages[0].images) == 1
    with app.app_context():
        assert db.session.scalars(select(Visit.photo_type).order_by(Visit.id)).all() == ["image/jpeg", None]


def test_what_the_server_refuses_is_mended_and_what_waits_goes_with_the_sign_out(
    app: Flask, phone: Page, care: Care
) -> None:
    phone.goto(f"/kunjungan/catat?binaan={care.tenant_id}")
    phone.context.set_offline(True)
    phone.get_by_label("Penjualan sebulan").fill("5000000")
    phone.get_by_label("Laba sebulan").fill("6000000")
    write(phone, "Bertanya angka")
    expect(phone.get_by_role("status")).to_contain_text("1 kunjungan tersimpan")
    phone.context.set_offline(False)
    expect(phone.get_by_role("list", name="Kunjungan yang belum terkirim")).to_contain_text("lebih besar daripada")
    phone.get_by_role("button", name="Perbaiki").click()
    expect(phone.get_by_role("alert")).to_contain_text("Tanyakan lagi")
    phone.get_by_label("Angka sudah ditanyakan lagi").check()
    phone.get_by_role("button", name="Simpan kunjungan").click()
    phone.wait_for_url(SAVED)
    assert stored(app) == ["Bertanya angka"]

    phone.goto(f"/kunjungan/catat?binaan={care.tenant_id}")
    phone.route("**/kunjungan/catat", lambda route: route.abort())
    write(phone, "Tidak pernah sampai")
    expect(phone.get_by_role("status")).to_contain_text("1 kunjungan tersimpan")
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    phone.on("dialog", agree)
    phone.get_by_role("button", name="Keluar").click()
    phone.wait_for_url("**/akun/masuk")
    assert "1 kunjungan belum terkirim" in asked[0]
    assert phone.evaluate(KEPT) == ""
    assert stored(app) == ["Bertanya angka"]
