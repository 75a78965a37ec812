"""Month ends: frozen once by the nightly job, unchanged by a later correction, which shows as a difference."""

import io
from datetime import date

from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from core.db import db, transaction
from harkat.loans.models import Loan
from harkat.reports.snapshots.jobs import freeze_months
from harkat.reports.snapshots.models import MonthSnapshot
from tests import factories_reports as make
from tests.conftest import Login

AFTER = date(2026, 11, 1)


def test_a_month_is_frozen_once_and_a_later_correction_is_only_a_difference(small_city: Flask, login: Login) -> None:
    with small_city.app_context():
        first = freeze_months(AFTER, make.noon(AFTER))
        kept = {row.month_end: row.digest for row in db.session.scalars(select(MonthSnapshot))}
        assert date(2026, 10, 31) in kept
        assert date(2026, 11, 30) not in kept
        assert "31 Oktober 2026" in first
        assert "per 1 November 2026" in first
        assert "tidak ada yang baru" in freeze_months(AFTER, make.noon(AFTER))
        with transaction():
            loan = db.session.scalars(select(Loan)).one()
            make.repay(loan, 1_000_000, date(2026, 10, 20))
        freeze_months(AFTER, make.noon(AFTER))
        assert kept == {row.month_end: row.digest for row in db.session.scalars(select(MonthSnapshot))}
    client = login("auditor")
    page = client.get("/laporan/akhir-bulan/2026-10-31").text
    assert "isi utuh" in page
    assert "berubah sesudah dibekukan" in page
    assert "−Rp1.000.000" in page
    assert "Data bank saat dibekukan" in page
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/laporan/akhir-bulan/2026-10-31/banding.xlsx").data))
    rows = {(row[0], row[1]): row for row in book.get_sheet_by_index(0).to_python()}
    owed = rows["Semua bank", "Sisa pokok berjalan"]
    assert (owed[3], owed[5], owed[6]) == (3_999_998, 2_999_998, -1_000_000)
    for kind in ("csv", "pdf"):
        assert client.get(f"/laporan/akhir-bulan/2026-10-31/banding.{kind}").status_code == 200
    assert client.get("/laporan/akhir-bulan/2019-01-31").status_code == 404
    assert client.get("/laporan/akhir-bulan/kapan").status_code == 404


def test_a_frozen_row_that_was_tampered_with_says_so(small_city: Flask, login: Login) -> None:
    with small_city.app_context():
        freeze_months(AFTER, make.noon(AFTER))
        with transaction():
            row = db.session.get(MonthSnapshot, date(2026, 10, 31))
            assert row is not None
            row.content = row.content | {"bank_day": None}
    assert "tidak cocok dengan sidiknya" in login("economics").get("/laporan/akhir-bulan/2026-10-31").text
