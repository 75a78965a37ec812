"""From a flag to a person no longer held, on a phone: plan, steps, letter, proof, closed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from core import clock
from core.auth.roles import Role
from core.dates import format_date_short
from core.db import transaction
from scoring.screening import queries as screening
from scoring.screening.decisions import service as decisions
from scoring.screening.drafts import DecisionDraft
from scoring.screening.kinds import Decision
from scoring.screening.lenders import DebtKind, LenderKind
from tests import factories
from tests.browser.conftest import PHONE, faults, serving
from tests.debt_exit_cases import PICTURE, actor
from tests.screening_cases import make_finding, make_owner

TODAY = clock.today()


@pytest.fixture
def person_id(app: Flask) -> int:
    """Somebody flagged for a licensed online loan in arrears."""
    with app.app_context():
        key = make_owner("Taufik Akbar")
        values = {"kind": DebtKind.PINJOL_LICENSED, "lender_kind": LenderKind.P2P_LICENSED, "quality": 3}
        finding_id = make_finding(key, lender="Danamas", outstanding=1_260_000, days_late=95, **values)
        with transaction():
            draft = DecisionDraft(Decision.CONFIRMED, "Diakui orangnya.")
            decisions.decide(screening.finding(finding_id), draft, actor=actor(), now=clock.now())
        return key


@pytest.fixture
def phone(app: Flask, browser: Browser) -> Iterator[Page]:
    """An officer's phone."""
    with serving(app) as address:
        cookie = factories.signing_in(app)(Role.OFFICER).get_cookie("session")
        assert cookie is not None
        context = browser.new_context(viewport=PHONE, base_url=address, locale="id-ID")  # type: ignore[arg-type]
        context.set_default_timeout(20_000)
        context.add_cookies([{"name": "session", "value": cookie.value, "url": address}])
        yield context.new_page()
        context.close()


def send(page: Page, label: str) -> None:
    """Press a button, and see that no error came back and that the page fits and is accessible."""
    page.get_by_role("button", name=label, exact=True).first.click()
    page.wait_for_load_state("networkidle")
    assert page.locator(".error-summary").count() == 0, page.locator(".error-summary").inner_text()
    look(page)


def look(page: Page) -> None:
    """See that a page is accessible and not wider than the phone."""
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_an_officer_leads_somebody_out_on_a_phone(app: Flask, phone: Page, person_id: int, tmp_path: Path) -> None:
    paper = tmp_path / "lunas.png"
    paper.write_bytes(PICTURE)
    phone.goto(f"/pemeriksaan/orang/{person_id}")
    send(phone, "Buka rencana pembinaan")
    match = re.search(r"/pembinaan/\d+", phone.url)
    assert match is not None
    plan = match[0]
    assert "Danamas" not in phone.title()
    first = phone.locator(".exit-steps > li").first
    expect(first).to_contain_text("Tanyakan ancaman")
    expect(first).to_contain_text("Sumber:")
    first.get_by_role("link", name="Tandai selesai").click()
    look(phone)
    phone.fill("#note", "Tidak ada ancaman.")
    send(phone, "Tandai selesai")
    phone.get_by_role("link", name=re.compile("^Surat keringanan")).click()
    look(phone)
    phone.check("input[name=relief][value=longer]")
    phone.fill("#reason", "Dagangan sepi sejak September.")
    phone.fill("#can_pay_monthly", "150 ribu")
    phone.get_by_role("button", name="Buat surat").click()
    expect(phone.locator(".error-summary")).to_contain_text("Tulis angka lengkap")
    assert phone.input_value("#reason") == "Dagangan sepi sejak September."
    phone.fill("#can_pay_monthly", "150.000")
    send(phone, "Buat surat")
    address = phone.get_by_role("link", name=re.compile(r"\(PDF\)")).get_attribute("href")
    assert address is not None
    assert phone.request.get(address).body().startswith(b"%PDF-")
    phone.get_by_role("button", name="Selesaikan rencana").click()
    expect(phone.locator(".error-summary")).to_contain_text("1 utang belum terbukti selesai")
    phone.goto(f"{plan}/bukti")
    look(phone)
    phone.check("input[name=kind][value=settlement_letter]")
    phone.check("input[name=shows][value=settled]")
    phone.select_option("#debt_id", label="Danamas")
    phone.fill("#on", format_date_short(TODAY))
    phone.set_input_files("#file", paper)
    send(phone, "Simpan bukti")
    expect(phone.locator("#utang").locator("..")).to_contain_text("terbukti lunas")
    send(phone, "Selesaikan rencana")
    expect(phone.locator("main")).to_contain_text("Selesai dengan bukti")
    phone.goto(f"/pemeriksaan/orang/{person_id}")
    expect(phone.locator("main")).to_contain_text("Utang terbukti lunas")
    phone.goto("/pembinaan?keadaan=closed")
    look(phone)
    expect(phone.locator("main")).to_contain_text("Taufik Akbar")
    with app.app_context():
        assert screening.open_flags(person_id) == []
        assert screening.known_debts(person_id) == []
