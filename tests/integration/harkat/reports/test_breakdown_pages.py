"""Breakdowns and quality through the client: filters in the address, small counts closed, lists without names."""

import html
import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core.db import db, transaction
from core.people.kinds import Sex
from core.people.models import Person
from core.web import listing
from tests import books
from tests.conftest import Login

SECRET = "Pemohon"


@pytest.fixture
def lent(app: Flask) -> Flask:
    """Six loans, one of them long overdue; two banks, of which one never reported."""
    with app.app_context(), transaction():
        bank = books.open_bank(ceiling=600_000_000)
        books.open_bank("Bank Uji Dua", ceiling=100_000_000)
        for place in range(6):
            on = date(2026, 1, 5) if place == 0 else date(2026, 11, 2)
            loan = books.open_loan(bank, amount=5_000_000, months=6, on=on)
            person = db.session.get(Person, loan.person_id)
            assert person is not None
            person.sex = Sex.FEMALE if place % 2 else Sex.MALE
    with app.app_context():
        db.session.remove()
    return app


def words(browser: FlaskClient, address: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", browser.get(address).text).split())


def test_a_breakdown_adds_up_and_opens_numbers(lent: Flask, login: Login) -> None:
    browser = login("economics")
    shown = words(browser, "/laporan/rincian?baris=jenis_kelamin")
    assert "Jumlah Rp30.000.000" in shown
    assert "Petak, bukan peta" in words(browser, "/laporan/rincian?baris=kelurahan")
    listed = browser.get("/laporan/rincian/daftar?baris=jenis_kelamin&nilai_baris=female").text
    assert len(set(re.findall(r"PJ-\d+-\d+", listed))) == 3
    assert SECRET not in listed
    assert browser.get("/laporan/rincian/daftar?baris=bank&nilai_baris=99999").status_code == 404


def test_all_loans_are_taken_away_row_by_row(lent: Flask, login: Login) -> None:
    browser = login("economics")
    assert "/laporan/rincian/semua.csv?kelamin=female" in browser.get("/laporan/rincian?kelamin=female").text
    answer = browser.get("/laporan/rincian/semua.csv")
    assert answer.is_streamed
    lines = answer.text.strip().split("\r\n")
    assert len(lines) == 1 + 6
    assert sum(int(line.split(",")[-2]) for line in lines[1:]) == 30_000_000
    assert SECRET not in answer.text
    assert len(browser.get("/laporan/rincian/semua.csv?kelamin=female").text.strip().split("\r\n")) == 1 + 3
    assert len(browser.get("/laporan/rincian/semua.csv?tanggal=2026-02-01").text.strip().split("\r\n")) == 1 + 1
    assert browser.get("/laporan/rincian/semua.xlsx").data[:2] == b"PK"
    assert browser.get("/laporan/rincian/semua.csv?tanggal=besok").status_code == 422
    assert login("trainer").get("/laporan/rincian/semua.csv").status_code == 403


def test_the_list_behind_a_cell_goes_on(lent: Flask, login: Login, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "ROWS_A_PAGE", 2)
    browser, address, seen = login("economics"), "/laporan/rincian/daftar?baris=jenis_kelamin&urut=-tanggal", []
    while address:
        page = browser.get(address).text
        seen += re.findall(r"PJ-\d+-\d+", page)
        found = re.search(r'rel="next" href="([^"]+)"', page)
        address = html.unescape(found[1]) if found else ""
    assert len(seen) == len(set(seen)) == 6


def test_filters_and_the_day_stay_in_the_address(lent: Flask, login: Login) -> None:
    page = login("economics").get("/laporan/rincian?baris=kecamatan&kolom=bulan&kelamin=female&tanggal=2026-11-10").text
    links = re.findall(r'href="(/laporan/rincian/daftar[^"]+)"', page)
    assert links
    assert all("kelamin=female" in link and "tanggal=2026-11-10" in link for link in links)
    assert "hanya sebagian pinjaman" in page.lower()


def test_an_empty_month_of_a_kecamatan_leads_to_its_reasons(lent: Flask, login: Login) -> None:
    page = login("economics").get("/laporan/rincian?baris=kecamatan&kolom=bulan").text
    asked = "/laporan/perjalanan?kecamatan=15.71.02&amp;tanggal=31%2F05%2F2026"
    assert asked in page or asked.replace("%2F", "/") in page


def test_one_borrower_behind_is_told_nowhere(lent: Flask, login: Login) -> None:
    browser = login("economics")
    for address in ("/laporan/rincian?baris=bank", "/laporan/rincian?baris=jenis_kelamin&kolom=bulan&ukuran=npl"):
        shown = words(browser, address)
        assert "ditutup" in shown
        assert "16,67%" not in shown
    for row in ("kelurahan", "bulan", "besar"):
        taken = browser.get(f"/laporan/rincian/tabel.csv?baris={row}&kolom=jenis_kelamin&ukuran=sisa").text
        assert "ditutup" in taken, "what a few owe on two days would say who of them paid"
    assert "ditutup" in words(browser, "/laporan/rincian?baris=kelurahan&ukuran=sisa")
    assert "ditutup" in words(browser, "/laporan/rincian?baris=kecamatan&ukuran=sisa&kelamin=female")
    quality = words(browser, "/laporan/mutu")
    assert "Bagian NPL ditutup" in quality
    assert "kurang dari 5 orang" in quality
    assert "Bank Uji Dua Bank umum belum dilaporkan" in quality
    assert "bukan bukti sebab" in quality


def test_what_falls_due_taken_from_what_is_owed_does_not_leave_what_one_borrower_is_late_with(
    lent: Flask, login: Login
) -> None:
    browser = login("economics")
    page = browser.get("/laporan/perkiraan").text
    due = [int(found.replace(".", "")) for found in re.findall(r">Rp([\d.]+)</td>", page.split('id="kembali"')[1])]
    coming = sum(due[:-3:3])
    assert coming == due[-3], "the first column and its sum"
    late, outstanding = 5_000_000, 30_000_000
    assert abs(outstanding - late - coming) > 100_000
    assert all(rupiah % 1_000_000 == 0 for rupiah in due[:-3:3])
    assert "dibulatkan ke juta rupiah" in page


def test_nonsense_is_refused_with_a_word_and_a_day_before_any_loan_is_no_zero(lent: Flask, login: Login) -> None:
    browser = login("economics")
    for question in (
        "baris=rumah",
        "ukuran=x",
        "bank=abc",
        "tanggal=2030-01-01",
        "kelamin=%27",
        "bank=99",
        "kecamatan=99",
    ):
        assert browser.get(f"/laporan/rincian?{question}").status_code == 422, question
        assert browser.get(f"/laporan/rincian/tabel.csv?{question}").status_code == 422, question
    assert "Belum ada bank yang melapor" in words(browser, "/laporan/rincian?tanggal=2025-01-01")
    assert "belum dilaporkan" in words(browser, "/laporan/mutu?tanggal=2025-01-01")
    table = browser.get("/laporan/rincian/tabel.csv?baris=bank&kolom=jenis_kelamin")
    assert table.status_code == 200
    assert "30000000" in table.text.replace(".", "")


def cells(table: str) -> list[list[str]]:
    """Return the words of a table row by row, without what only a screen reader hears."""
    seen = re.sub(r'<span class="visually-hidden">.*?</span>', "", table)
    rows = (re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in re.findall(r"<tr>.*?</tr>", seen, re.S))
    return [[re.sub(r"<[^>]+>", "", cell).replace("\u00a0", " ") for cell in row] for row in rows]


def test_a_table_too_wide_for_paper_is_printed_in_parts_that_say_the_same(lent: Flask, login: Login) -> None:
    for measure in ("dicairkan", "sisa"):
        shown = login("economics").get(f"/laporan/rincian?baris=jenis_kelamin&kolom=bulan&ukuran={measure}").text
        whole, *parts = [cells(table) for table in re.findall(r"<table.*?</table>", shown, re.S)]
        assert len(parts) == 2, measure
        assert [[first[0], *first[1:], *last[1:]] for first, last in zip(*parts, strict=True)] == whole, measure
        assert shown.count("d-none d-print-table") == 2, "on paper alone"


def test_a_bank_that_has_not_sent_is_never_zero(lent: Flask, login: Login) -> None:
    browser = login("economics")
    shown = words(browser, "/laporan/rincian?baris=bank")
    assert f"Bank Uji Dua{' belum dilaporkan' * 7}" in shown
    assert "Jumlah yang melapor Rp30.000.000" in shown, shown[2500:]
    crossed = browser.get("/laporan/rincian/tabel.csv?baris=kecamatan&kolom=bank").text
    assert "belum dilaporkan" in crossed
    before = words(browser, "/laporan?tanggal=01/01/2020")
    assert "Plafon program belum dicatat" in before
    assert "Rp0" not in before
    way = words(browser, "/laporan/perjalanan?tanggal=01/01/2020")
    assert "Dicairkan belum dilaporkan bank wajib" in way
    total = re.search(r"Semua bank yang melapor Rp([\d.]+)", words(browser, "/laporan"))
    assert total is not None
    assert total[1] == "600.000.000", "the ceiling of those that reported"
