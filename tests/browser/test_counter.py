"""At the counter: daftar cepat with the keyboard alone, a slip to print, and drafts that save themselves."""

import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from core.auth.roles import Role
from core.db import transaction
from tests import factories
from tests.browser.conftest import PHONE, faults

Login = Callable[..., FlaskClient]
Counter = Callable[..., Page]
KEYS_AT_MOST = 100  # at two keys a second under a minute, which leaves another for reading the consents out


@pytest.fixture
def counter(app: Flask, login: Login, browser: Browser) -> Iterator[Counter]:
    """Return a function that opens a window of an officer on an empty city."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    site = f"http://127.0.0.1:{server.server_port}"
    cookie = login(Role.OFFICER).get_cookie("session")
    assert cookie is not None
    contexts = []

    def open_page(*, javascript: bool = True) -> Page:
        context = browser.new_context(base_url=site, java_script_enabled=javascript, locale="id-ID")
        context.add_cookies([{"name": "session", "value": cookie.value, "url": site}])
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    server.shutdown()
    thread.join()


def test_somebody_is_registered_with_the_keyboard_alone(counter: Counter) -> None:
    page = counter()
    page.goto("/orang/daftar")
    keys = 0
    for words in ("1571016005850003", "Siti Aminah", "081234567890", "Simpang", "5", "Tambah modal"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
        keys += len(words) + 1
    for _ in range(3):
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        keys += 2
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Sudah terdaftar")
    assert keys + 1 <= KEYS_AT_MOST
    number = page.locator(".confirmation-number").inner_text()
    page.get_by_role("link", name="Buka lembar untuk dicetak").press("Enter")
    page.emulate_media(media="print")
    expect(page.locator("main").get_by_text("Layanan ini gratis.").first).to_be_visible()
    expect(page.get_by_text(number)).to_be_visible()
    expect(page.get_by_text("Kartu Keluarga")).to_be_visible()
    expect(page.locator(".site-header")).to_be_hidden()


def test_wrong_input_is_shown_beside_its_field_and_reached_by_a_link(counter: Counter) -> None:
    page = counter()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto("/orang/daftar")
    page.fill("#nik", "15710160058500")
    page.keyboard.press("Enter")
    page.get_by_role("alert").get_by_role("link", name="NIK harus 16 angka").click()
    expect(page.locator("#nik")).to_be_focused()
    expect(page.locator("#nik")).to_have_value("15710160058500")
    assert faults(page) == []


def test_a_draft_saves_itself_and_is_there_again(app: Flask, counter: Counter) -> None:
    with app.app_context(), transaction():
        person_id = factories.make_person().id
    page = counter()
    page.goto(f"/orang/{person_id}/ubah")
    page.locator("#address").press_sequentially("Jalan Melati 3")
    expect(page.get_by_text("Draf tersimpan")).to_be_visible(timeout=15_000)
    again = counter()
    again.goto(f"/orang/{person_id}/ubah")
    expect(again.locator("#address")).to_have_value("Jalan Melati 3")
    expect(again.get_by_text("Ini draf Anda")).to_be_visible()
    assert faults(again) == []


def test_a_draft_is_kept_by_its_button_without_javascript(app: Flask, counter: Counter) -> None:
    with app.app_context(), transaction():
        person_id = factories.make_person().id
    page = counter(javascript=False)
    page.goto(f"/orang/{person_id}/ubah")
    page.fill("#address", "Jalan Melati 3")
    page.get_by_role("button", name="Simpan draf").click()
    expect(page.get_by_text("Draf disimpan")).to_be_visible()
    expect(page.locator("#address")).to_have_value("Jalan Melati 3")
