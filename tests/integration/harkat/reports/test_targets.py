"""Perjanjian Kinerja: what the system counts is counted, what it does not is typed with its source."""

import io
from datetime import timedelta

import pypdf
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from core.db import db, transaction
from harkat.loans.models import Installment, Loan, ScheduleVersion
from tests.conftest import Login

COUNTED = {
    "year": "2026", "name": "Dana tersalurkan", "unit": "rupiah", "measure": "disbursed",
    "responsible": "Bagian Perekonomian", "target3": "8.000.000", "target4": "16.000.000",
}  # fmt: skip
TYPED = {
    "year": "2026", "name": "Kelas yang dibatalkan", "unit": "percent", "measure": "typed", "responsible": "Bank mitra",
    "target4": "5", "is_lower_better": "1",
}  # fmt: skip
QUARTER = "/laporan/kinerja?tahun=2026&triwulan=3"


def fall_behind(loan: Loan) -> None:
    """Let an installment of a loan be due that nobody paid."""
    version = ScheduleVersion(
        loan_id=loan.id, version=1, reason="Pencairan", valid_from=loan.disbursed_on, total_interest=0, terms={},
        made_at=loan.opened_at,
    )  # fmt: skip
    db.session.add(version)
    db.session.flush()
    due_on = loan.disbursed_on + timedelta(days=30)
    db.session.add(
        Installment(
            loan_id=loan.id, schedule_version_id=version.id, sequence=1, due_on=due_on, principal=1000, interest=10,
            balance=0,
        )
    )  # fmt: skip


def test_a_quarter_with_what_was_counted_and_what_was_typed(small_city: Flask, login: Login) -> None:
    client = login("economics")
    for indicator in (COUNTED, TYPED):
        assert client.post("/laporan/kinerja/indikator/baru", data=indicator).status_code == 303
    third = client.get(QUARTER).text
    assert "Rp3.999.998" in third
    assert "capaian 50,00%" in third
    assert "belum ada dokumen" in third
    assert "Data bank" in third
    url = "/laporan/kinerja/indikator/2/triwulan/4"
    assert "sumber" in client.post(url, data={"realised": "6,25"}).text
    assert client.post(url, data={"realised": "enam", "realised_from": "x"}).status_code == 422
    assert client.post(url, data={"realised": "6,25", "realised_from": "Laporan bank"}).status_code == 303
    assert (
        client.post("/laporan/kinerja/indikator/1/triwulan/4", data={"realised": "9", "realised_from": "x"}).status_code
        == 422
    )
    assert client.get("/laporan/kinerja/indikator/1/triwulan/5").status_code == 404
    assert "capaian 75,00%" in client.get("/laporan/kinerja?tahun=2026&triwulan=4").text
    assert "triwulan belum mulai" in client.get("/laporan/kinerja?tahun=2099&triwulan=1").text
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(client.get("/laporan/kinerja/triwulan.xlsx?tahun=2026&triwulan=4").data)
    )
    rows = {row[1]: row for row in book.get_sheet_by_index(0).to_python() if len(row) > 5}
    assert rows["Dana tersalurkan"][3:6] == [16_000_000, 3_999_998, 25.0]
    assert rows["Kelas yang dibatalkan"][3:6] == [5, 6.25, 75]
    printed = pypdf.PdfReader(io.BytesIO(client.get("/laporan/kinerja/triwulan.pdf?tahun=2026&triwulan=4").data))
    text = printed.pages[0].extract_text()
    assert "Sekretaris Daerah Kota Jambi" in text
    assert "PEMERINTAH KOTA JAMBI" in text


def test_what_does_not_fit_is_refused_beside_its_field(small_city: Flask, login: Login) -> None:
    client = login("economics")
    client.post("/laporan/kinerja/indikator/baru", data=COUNTED)
    for change, field in (
        ({"name": "Lain", "unit": "persons"}, "unit"),
        ({}, "name"),
        ({"name": "Lain", "source_id": "99"}, "source_id"),
        ({"name": "Lain", "target2": "banyak"}, "target2"),
        ({"name": "Lain", "year": "1"}, "year"),
    ):
        answer = client.post("/laporan/kinerja/indikator/baru", data=COUNTED | change)
        assert answer.status_code == 422, change
        assert f'id="{field}-kesalahan"' in answer.text, change
    assert login("auditor").post("/laporan/kinerja/indikator/baru", data=COUNTED | {"name": "Lain"}).status_code == 403


def test_a_quarter_or_year_that_is_none_is_not_another_one(small_city: Flask, login: Login) -> None:
    client = login("economics")
    for question in ("triwulan=9", "triwulan=satu", "tahun=26", "tahun=abcd", "tahun=1999"):
        assert client.get(f"/laporan/kinerja?{question}").status_code == 404, question
    assert client.get("/laporan/kinerja?tahun=&triwulan=").status_code == 200


def test_typed_arrears_are_closed_where_the_quality_page_closes_them(small_city: Flask, login: Login) -> None:
    with small_city.app_context(), transaction():
        fall_behind(db.session.scalars(select(Loan)).one())
    client = login("economics")
    client.post("/laporan/kinerja/indikator/baru", data=TYPED | {"name": "Kredit bermasalah (NPL)"})
    url = "/laporan/kinerja/indikator/1/triwulan/4"
    client.post(url, data={"realised": "6,25", "realised_from": "Laporan bank"})
    assert "ditutup pada laporan dan unduhan" in client.get(url).text
    last = "tahun=2026&triwulan=4"
    page = client.get(f"/laporan/kinerja?{last}").text
    assert "ditutup, menyangkut kurang dari 5 orang" in page
    assert "capaian ditutup" in page
    assert "6,25" not in page
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"/laporan/kinerja/triwulan.xlsx?{last}").data))
    assert "6.25" not in str(book.get_sheet_by_index(0).to_python())
    printed = pypdf.PdfReader(io.BytesIO(client.get(f"/laporan/kinerja/triwulan.pdf?{last}").data))
    assert "6,25" not in printed.pages[0].extract_text()


def test_what_is_reached_is_counted_before_rounding(small_city: Flask, login: Login) -> None:
    client = login("economics")
    absorbed = {"name": "Serapan", "unit": "percent", "measure": "absorption", "target3": "1", "target4": "2"}
    client.post("/laporan/kinerja/indikator/baru", data=COUNTED | absorbed)
    shown = client.get(QUARTER).text
    assert "0,00%" in shown  # Rp3.999.998 of Rp110 billion
    assert "capaian 0,36%" in shown
