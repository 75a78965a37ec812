"""On a phone: from the receipt over the code to the next step, a photo and a question; then the officer's reminders."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from core import clock
from core.auth.roles import Role
from core.dates import JAKARTA
from core.db import transaction
from core.people.kinds import ConsentPurpose
from core.people.models import Consent
from tests import factories
from tests.browser.conftest import PHONE, faults, serving
from tests.conftest import Login
from tests.pictures import photo

Counter = Callable[..., Page]
LIGHT_ENOUGH = 20_000
"""Bytes of the first page with everything it loads; a slow line brings them in a few seconds."""


@pytest.fixture
def counter(app: Flask, login: Login, browser: Browser) -> Iterator[Counter]:
    """Return a function that opens a window of an officer, or (for nobody) of a phone without JavaScript."""
    cookie = login(Role.OFFICER).get_cookie("session")
    assert cookie is not None
    contexts = []
    with serving(app) as site:

        def open_page(*, officer: bool = True) -> Page:
            context = browser.new_context(base_url=site, java_script_enabled=officer, locale="id-ID")
            if officer:
                context.add_cookies([{"name": "session", "value": cookie.value, "url": site}])
            contexts.append(context)
            page = context.new_page()
            page.set_viewport_size(PHONE)  # type: ignore[arg-type]
            return page

        yield open_page
        for context in contexts:
            context.close()


def test_a_status_is_followed_on_a_phone_from_receipt_to_next_step(
    app: Flask, counter: Counter, tmp_path: Path
) -> None:
    with app.app_context(), transaction():
        person_id = factories.make_person().id
    office = counter()
    office.goto(f"/orang/{person_id}/lembar")
    number = office.locator(".print-head strong").inner_text()
    office.goto(f"/orang/{person_id}")
    office.get_by_role("button", name="Beri kode pemohon").click()
    code = office.locator(".confirmation-number").inner_text()
    phone = counter(officer=False)
    loaded: list[int] = []
    phone.on("requestfinished", lambda request: loaded.append(request.sizes()["responseBodySize"]))
    phone.goto("/status")
    assert sum(loaded) < LIGHT_ENOUGH
    phone.fill("#number", number)
    phone.fill("#code", code)
    phone.get_by_role("button", name="Buka").click()
    expect(phone.locator("#langkah")).to_be_visible()
    expect(phone.locator(".next")).to_contain_text("Serahkan atau kirim foto: KTP")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    (tmp_path / "ktp.jpg").write_bytes(photo())
    phone.get_by_role("link", name="Kirim foto KTP").click()
    phone.set_input_files("#file", tmp_path / "ktp.jpg")
    phone.get_by_role("button", name="Kirim foto").click()
    expect(phone.locator("main")).to_contain_text("KTP: menunggu dicek petugas")
    expect(phone.locator("footer")).to_contain_text("Layanan ini gratis")
    office.goto("/dari-pemohon")
    expect(office.locator("main")).to_contain_text("KTP, Siti Aminah")
    phone.get_by_role("button", name="Keluar").click()
    expect(phone.locator(".notice")).to_contain_text("Anda sudah keluar")
    phone.goto("/saya")
    expect(phone.locator("h1")).to_have_text("Masuk")
    assert faults(office) == []


def test_a_reminder_is_one_tap_and_the_next_one_is_there(
    app: Flask,
    counter: Counter,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    today = clock.today()
    morning = datetime(today.year, today.month, today.day, 9, tzinfo=JAKARTA)
    monkeypatch.setattr(clock, "now", lambda: morning)
    with app.app_context(), transaction() as session:
        for name in ("Siti Aminah", "Budi Santoso"):
            person = factories.make_person(name, registered_at=morning - timedelta(days=8))
            given = {"purpose": ConsentPurpose.REGISTRATION, "is_given": True, "text_version": "1"}
            session.add(Consent(person_id=person.id, answered_at=morning, **given))
    page = counter()
    page.goto("/pengingat")
    page.get_by_role("button", name="Perbarui daftar").click()
    assert faults(page) == []
    page.get_by_role("button", name="Mulai dari").click()
    first = page.locator("h1").inner_text()
    link = page.get_by_role("link", name="Buka WhatsApp").get_attribute("href")
    assert link is not None
    assert link.startswith("https://wa.me/62812")
    page.get_by_role("button", name="Sudah terkirim, lanjut").click()
    assert page.locator("h1").inner_text() != first
    assert faults(page) == []
    page.goto("/pengingat")
    expect(page.locator("main")).to_contain_text("1 terkirim hari ini")
    expect(page.locator("main")).to_contain_text("Perlu dicek")
