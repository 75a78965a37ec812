"""One person's entries are copied, limited and destroyed in a browser; planted scripts never run."""

import json
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Dialog, Page, expect

from core.auth.roles import SYSTEM, Role
from core.db import transaction
from core.groups.models import Group
from core.people.kinds import ConsentPurpose
from core.people.models import Business
from core.people.service import record_consent
from tests.browser.conftest import DESKTOP, PHONE, faults, serving
from tests.factories import NOW, TODAY, WARD, make_person

Login = Callable[..., FlaskClient]
Open = Callable[[Role], Page]
MARKER = '"><img src=x onerror=alert(1)><script>window.planted=1</script>'


@pytest.fixture
def siti(app: Flask) -> int:
    """The key of a person in whose every text a script was planted."""
    with app.app_context(), transaction() as session:
        planted = {"address": MARKER, "need": MARKER, "email": "siti@contoh.id", "rt": "<b>1"}
        person = make_person(f"Siti {MARKER}", **planted)
        session.add(Business(person_id=person.id, name=f"Warung {MARKER}", created_at=NOW))
        group = {"kelurahan_code": WARD, "formed_on": TODAY, "registered_at": NOW}
        session.add(Group(number="KL-UJI-MARKA", name=f"Kelompok {MARKER}", **group))
        for purpose in ConsentPurpose:
            record_consent(person, purpose, is_given=True, actor=SYSTEM, now=NOW)
        return person.id


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def opening(request: pytest.FixtureRequest, app: Flask, login: Login, browser: Browser) -> Iterator[Open]:
    """Return a function that opens a window of a role; a dialog that opens by itself fails the test."""
    dialogs: list[str] = []
    contexts = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    with serving(app) as site:

        def open_window(role: Role) -> Page:
            cookie = login(role).get_cookie("session")
            assert cookie is not None
            context = browser.new_context(viewport=request.param, base_url=site, locale="id-ID")
            context.add_cookies([{"name": "session", "value": cookie.value, "url": site}])
            contexts.append(context)
            page = context.new_page()
            page.on("dialog", note)
            return page

        yield open_window
        for context in contexts:
            context.close()
    assert dialogs == []


def read(page: Page, address: str) -> None:
    """Open a page and find it quiet, accessible and no wider than the window."""
    page.goto(address)
    assert page.evaluate("window.planted") is None
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults(page) == []


def test_a_person_is_copied_limited_and_destroyed(opening: Open, siti: int) -> None:
    officer, head = opening(Role.OFFICER), opening(Role.HEAD)
    for address in ("/orang", f"/orang/{siti}", "/kelompok", f"/orang/{siti}/lembar"):
        read(officer, address)

    read(officer, f"/data-pribadi/orang/{siti}")
    officer.select_option("#kind", "limit")
    officer.fill("#words", "Jangan dipakai dulu")
    officer.click("text=Catat permintaan")
    expect(officer.locator("#batas")).to_have_text("Pemakaian datanya dibatasi")
    expect(officer.locator(".tag").first).to_contain_text("sisa 7")

    with officer.expect_download() as download:
        officer.click("text=Salinan untuk program lain")
    held = json.loads(download.value.path().read_text())
    assert held["tables"]["business"][0]["name"] == f"Warung {MARKER}"
    read(officer, f"/data-pribadi/orang/{siti}/salinan")
    expect(officer.locator("main")).to_contain_text("Warung")

    read(head, f"/data-pribadi/orang/{siti}/hapus")
    number = head.locator("#number-petunjuk").inner_text()
    head.fill("#number", number)
    head.fill("#reason", "Permintaan orangnya")
    head.click("text=Hapus data")
    expect(head.locator(".alert-success")).to_contain_text("Dimusnahkan")
    expect(head.locator("main")).to_contain_text("Jawaban atas persetujuan")
    assert "Siti" not in head.locator("main").inner_text()
    read(officer, f"/orang/{siti}")
    assert "Warung" not in officer.locator("main").inner_text()
