"""What is taken away: real numbers in Excel, sums as formulas, closed counts closed there as well."""

import csv
import io
import zipfile
from datetime import date

import pypdf
import pytest
from flask import Flask
from python_calamine import CalamineWorkbook

from core.db import db, transaction
from harkat.applications.states import State
from harkat.facility.ceilings import service as ceilings
from scoring.screening.kinds import FlagReason
from tests import books, factories
from tests import factories_reports as make
from tests.conftest import Login
from tests.integration.harkat.reports.test_report_pages import TODAY, steps


@pytest.fixture
def city(app: Flask) -> Flask:
    with app.app_context(), transaction():
        ceilings.seed_ceiling_facts(now=make.noon(TODAY))
        bank = books.open_bank(ceiling=60_000_000_000)
        books.open_bank("Bank Uji Dua", ceiling=50_000_000_000)
        for place in range(9):
            person = factories.make_person(f"Orang {place}", registered_at=make.noon(date(2026, 7, 1)))
            if place < 2:
                paid = make.apply(person, [person], bank_id=bank.id, steps=steps(State.DISBURSED))
                make.pay_out(paid, [person], date(2026, 8 + place, 27))
            elif place < 5:
                make.bring_papers(person, make.PAPERS_ALONE, date(2026, 7, 10))
                make.complete_course(person, date(2026, 7, 10))
                make.raise_flag(person, FlagReason.RENTENIR, date(2026, 7, 11))
    with app.app_context():
        db.session.remove()
    return app


def test_the_workbook_has_numbers_and_formulas(city: Flask, login: Login) -> None:
    answer = login("economics").get("/laporan/serapan.xlsx")
    assert answer.status_code == 200
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    assert book.sheet_names == [
        "Serapan", "Menurut bank", "Menurut kecamatan", "Menurut bulan", "Perjalanan", "Mengapa tertahan",
    ]  # fmt: skip
    banks = book.get_sheet_by_name("Menurut bank").to_python()
    first = next(row for row in banks if row[0] == "Bank Uji Satu")
    assert first[1] == 60_000_000_000
    assert first[3] == 7_999_996
    second = next(row for row in banks if row[0] == "Bank Uji Dua")
    assert second[3] == second[4] == "belum dilaporkan"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as parts:
        sheet = parts.read("xl/worksheets/sheet2.xml").decode()
    assert "<f>SUM(" in sheet
    assert "<pane " in sheet, "the headings are frozen"


def test_the_months_add_up_in_the_workbook(city: Flask, login: Login) -> None:
    answer = login("head").get("/laporan/serapan.xlsx?tanggal=2026-10-15")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_name("Menurut bulan").to_python()
    months = {row[0]: row[1:4] for row in rows if row[0] in ("Agustus 2026", "September 2026", "Oktober 2026")}
    assert months["Agustus 2026"][0] == months["September 2026"][0] == 3_999_998
    assert months["Oktober 2026"][:2] == [0, 7_999_996]
    assert months["Oktober 2026"][2] == pytest.approx(0.007273)


def test_a_closed_count_is_closed_in_every_file(city: Flask, login: Login) -> None:
    browser = login("auditor")
    rows = list(csv.reader(io.StringIO(browser.get("/laporan/alasan.csv").text.lstrip("\ufeff"))))
    counts = dict(rows[1:])
    assert counts["Masih terjerat rentenir"] == "kurang dari 5"
    assert counts["Berkas belum lengkap"] == "ditutup", "7 less the open ones would tell"
    book = CalamineWorkbook.from_filelike(io.BytesIO(browser.get("/laporan/serapan.xlsx").data))
    cells = {row[0]: row[1] for row in book.get_sheet_by_name("Mengapa tertahan").to_python() if row[0] in counts}
    assert {name: str(cell).removesuffix(".0") for name, cell in cells.items()} == counts
    pdf = pypdf.PdfReader(io.BytesIO(browser.get("/laporan/serapan.pdf").data))
    words = " ".join(page.extract_text() for page in pdf.pages)
    assert "kurang dari 5" in words


def test_the_sheet_bears_the_letterhead_and_the_day(city: Flask, login: Login) -> None:
    answer = login("economics").get("/laporan/serapan.pdf?tanggal=30/09/2026")
    assert answer.mimetype == "application/pdf"
    assert 'filename="harkat-serapan-2026-09-30.pdf"' in answer.headers["Content-Disposition"]
    words = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.data)).pages)
    assert "BAGIAN PEREKONOMIAN" in words
    assert "30 September 2026" in words


def test_every_table_is_there_as_csv_and_no_other(city: Flask, login: Login) -> None:
    browser = login("economics")
    for name in ("serapan", "bank", "kecamatan", "bulan", "perjalanan", "alasan"):
        answer = browser.get(f"/laporan/{name}.csv")
        assert answer.status_code == 200
        assert len(list(csv.reader(io.StringIO(answer.text)))) > 1
    assert browser.get("/laporan/orang.csv").status_code == 404


def test_a_known_total_is_a_number_and_a_sum_a_formula(city: Flask, login: Login) -> None:
    browser = login("economics")
    with zipfile.ZipFile(io.BytesIO(browser.get("/laporan/rincian/tabel.xlsx?baris=bank&kolom=bulan").data)) as parts:
        crossed = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>SUM(B" in crossed, "money adds up down and across"
    whole = browser.get("/laporan/serapan.xlsx").data
    areas = CalamineWorkbook.from_filelike(io.BytesIO(whole)).get_sheet_by_name("Menurut kecamatan").to_python()
    assert next(row for row in areas if row[0] == "Jumlah")[2] == 0, "nobody is ready, and the sheet says so"
    held = CalamineWorkbook.from_filelike(io.BytesIO(whole)).get_sheet_by_name("Mengapa tertahan").to_python()
    assert next(row for row in held if row[0] == "Jumlah tertahan")[1] == 7


def test_a_part_of_the_city_is_taken_away_as_it_is_shown(city: Flask, login: Login) -> None:
    browser = login("economics")
    assert "unduh/perjalanan.csv?rute=kelompok" in browser.get("/laporan/perjalanan?rute=kelompok").text
    book = CalamineWorkbook.from_filelike(io.BytesIO(browser.get("/laporan/unduh/perjalanan.xlsx?rute=kelompok").data))
    rows = book.get_sheet_by_name("Perjalanan").to_python()
    assert ["Cakupan", "seluruh kota, lewat kelompok"] in [row[:2] for row in rows]
    assert next(row for row in rows if row[0] == "Terdaftar")[1:3] == ["wajib", 0]
    assert any(str(row[1]).startswith("per tanggal") for row in rows if row[0] == "Data bank")
    listed = browser.get("/laporan/perjalanan.csv?rute=kelompok").text
    assert "Diminta?" in listed
    assert "Data bank" in listed
    pages = pypdf.PdfReader(io.BytesIO(browser.get("/laporan/unduh/perjalanan.pdf").data)).pages
    assert "Akad" in pages[0].extract_text()
