"""From files to findings to decisions on a phone: columns confirmed by hand, a debt, an objection, a bad file."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from core.db import db
from core.people.models import Person
from scoring.screening.intake import queries as intake
from scoring.screening.intake.models import WaitingFile
from scoring.screening.origins import WaitingKind
from tests.browser.conftest import PHONE, faults

Open = Callable[..., Page]


def waiting_person(app: Flask) -> int:
    """Return the person of the sample whose statement waits for its columns."""
    with app.app_context():
        query = select(WaitingFile.person_id).where(WaitingFile.kind == WaitingKind.COLUMNS)
        key = db.session.scalar(query)
        assert key is not None
        assert intake.waiting_of(key)
        return key


def name_of(app: Flask, person_id: int) -> str:
    """Return a person's name."""
    with app.app_context():
        return db.session.get_one(Person, person_id).name


def fits(page: Page) -> bool:
    """Tell whether a page needs no sideways scrolling."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_a_statement_is_read_decided_and_objected_to(open_as: Open, sample_app: Flask, tmp_path: Path) -> None:
    person_id = waiting_person(sample_app)
    page = open_as("petugas", viewport=PHONE)
    page.goto(f"/pemeriksaan/orang/{person_id}/unggah")
    bomb = tmp_path / "bom.xlsx"
    bomb.write_bytes(b"PK\x03\x04 bukan buku kerja")
    page.set_input_files("#files", bomb)
    page.click("text=Baca berkas")
    assert "bom.xlsx" in page.inner_text(".error-summary")
    assert fits(page)
    statement = tmp_path / "mutasi.csv"
    holder = name_of(sample_app, person_id).upper()
    statement.write_text(
        f"Nama;{holder}\nTgl;Uraian;Keluar;Masuk\n"
        "03/09/2026;PENCAIRAN KREDIVO PT FINACCEL;;1.000.000,00\n"
        "03/10/2026;ANGSURAN KREDIVO PT FINACCEL;600.000,00;\n"
    )
    page.set_input_files("#files", statement)
    page.click("text=Baca berkas")
    assert "Begini akan terbaca" in page.inner_text("main")
    assert fits(page)
    assert faults(page) == []
    page.select_option("#column_2", "date")
    page.click("text=Lihat lagi")
    assert "dipilih lebih dari satu kali" in page.inner_text(".error-summary")
    page.select_option("#column_2", "text")
    page.click("text=Baca mutasi")
    assert "Menunggu keputusan" in page.inner_text("main")
    assert fits(page)
    page.click("main a.btn:has-text('Putuskan') >> nth=0")
    page.check("input[name=decision][value=confirmed]")
    page.fill("#reason", "Mengaku meminjam, masih mencicil.")
    page.click("text=Simpan keputusan")
    page.click("main a:has-text('Catat keberatan') >> nth=0")
    page.fill("#words", "Sudah saya lunasi minggu lalu.")
    page.click("text=Simpan keberatan")
    assert "Sudah saya lunasi minggu lalu." in page.inner_text("main")
    assert fits(page)
    assert faults(page) == []
