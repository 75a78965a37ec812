"""A bank decides from a file and corrects itself, while an officer filters the queue on a phone and calls a number."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from flask import Flask
from playwright.sync_api import Page, expect

from app import create_app
from core.db import db
from core.files.workbook import read_workbook
from harkat.applications.states import State
from harkat.facility import queries as facility
from tests import factories
from tests.browser.conftest import PHONE, faults, serving
from tests.conftest import settings
from tests.integration.harkat.applications.conftest import bring_to, lay_case, the

Window = Callable[..., Page]


@pytest.fixture
def desk_app(tmp_path: Path) -> Flask:
    """The app with a person's and a sub-group's application at one bank."""
    application = create_app(settings(f"sqlite:///{tmp_path / 'desk.sqlite'}", tmp_path) | {"WTF_CSRF_ENABLED": True})
    with application.app_context():
        db.create_all()
        factories.lay_ground()
        case = lay_case()
        assert [bring_to("at_bank", case), bring_to("at_bank", case, group=True)] == [1, 2]
        db.session.remove()
    return application


def entered(application: Flask, windows: Window, address: str, who: str, **values: object) -> Page:
    """Open a window that is signed in already."""
    client = factories.signing_in(application)(who)
    cookie = client.get_cookie("session")
    assert cookie is not None
    page = windows(address, None, **values)
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": address}])
    return page


def filled(content: bytes) -> bytes:
    """Fill the person's row in well and the sub-group's above what was recommended."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for line, (_, cells) in enumerate(read_workbook(content)):
            row: list[object] = [*cells, *[""] * (10 - len(cells))]
            if str(row[0]).startswith("PM-"):
                row[2], row[3] = "Setuju", 4_000_000 if "Siti" in str(row[1]) else 9_000_000
            sheet.write_row(line, 0, row)
    return file.getvalue()


def filter_on_a_phone(page: Page) -> None:
    """Ask the queue, take a file, and stand where one stood."""
    page.goto("/permohonan/antrean")
    page.get_by_role("link", name=re.compile("^Di bank")).click()
    page.fill("#q", "siti")
    page.get_by_role("button", name="Tampilkan").click()
    expect(page.locator(".queue-list li")).to_have_count(1)
    page.get_by_role("button", name="Ambil").click()
    expect(page.locator(".queue-list")).to_contain_text("Dipegang Akun officer")
    assert "menunggu=bank" in page.url
    assert "q=siti" in page.url
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert faults(page) == []


def decide_from_a_file(page: Page) -> None:
    """Download, fill in, send back, and read what became of the rows."""
    page.goto("/permohonan/berkas-keputusan")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Unduh berkas Excel").click()
    content = filled(Path(waiting.value.path()).read_bytes())
    page.set_input_files("#file", {"name": "keputusan.xlsx", "mimeType": "application/octet-stream", "buffer": content})
    page.get_by_role("button", name="Unggah keputusan").click()
    expect(page.locator("main")).to_contain_text("1 baris tercatat")
    expect(page.locator("main")).to_contain_text("paling banyak sebesar rekomendasi")
    assert faults(page) == []
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Unduh 1 baris untuk diperbaiki").click()
    back = [cells[1] for _, cells in read_workbook(Path(waiting.value.path()).read_bytes()) if len(cells) > 1]
    assert any("PERBAIKI: Bank menyetujui paling banyak" in cell for cell in back)


def correct_on_the_page(page: Page) -> None:
    """Say another amount, with the reason; the old word stays."""
    page.goto("/permohonan/1")
    page.get_by_role("link", name="Koreksi keputusan").click()
    page.fill("#amount", "3.000.000")
    page.fill("#why", "Salah ketik plafon")
    assert faults(page) == []
    page.get_by_role("button", name="Simpan koreksi").click()
    expect(page.locator("main")).to_contain_text("turun Rp1.000.000, dari Rp4.000.000 ke Rp3.000.000")
    expect(page.locator("main del")).to_contain_text("Setuju Rp4.000.000")


def split_a_smaller_amount(page: Page) -> None:
    """Approve less for the sub-group, the members' shares proposed by the button."""
    page.goto("/permohonan/2/bank/setujui")
    page.fill("#amount", "4.500.000")
    page.get_by_role("button", name="Bagi ulang").click()
    expect(page.locator("input[id^=share_]").last).to_have_value("749.999")
    page.get_by_role("button", name="Setujui dan sisihkan dana").click()
    expect(page.locator("main")).to_contain_text("Persetujuan bank tercatat")


def call_a_number(page: Page) -> None:
    """Draw a number, call it and serve it, on the phone."""
    page.goto("/loket?loket=2")
    page.get_by_label("Bertanya").check()
    page.get_by_role("button", name="Ambil nomor").click()
    expect(page.locator(".counter-number")).to_have_text("001")
    page.get_by_role("link", name="Kembali ke loket").click()
    page.get_by_role("button", name="Panggil berikutnya").click()
    expect(page.locator(".counter-number")).to_have_text("001")
    assert faults(page) == []
    page.get_by_role("button", name="Selesai").click()
    expect(page.locator("main")).to_contain_text("Semua nomor sudah dilayani")


def test_a_bank_decides_from_a_file_and_an_officer_works_on_a_phone(desk_app: Flask, windows: Window) -> None:
    with serving(desk_app) as address:
        officer = entered(desk_app, windows, address, "officer", viewport=PHONE)
        filter_on_a_phone(officer)
        bank = entered(desk_app, windows, address, "bank")
        decide_from_a_file(bank)
        correct_on_the_page(bank)
        split_a_smaller_amount(bank)
        call_a_number(officer)
    with desk_app.app_context():
        assert (the(1).state, the(2).approved) == (State.APPROVED, 4_500_000)
        assert facility.position(the(1).bank_id).committed == 7_500_000
        assert facility.verify() == []
        db.session.remove()
        db.engine.dispose()
