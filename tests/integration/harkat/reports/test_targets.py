"""Perjanjian Kinerja: what the system counts is counted, what it does not is typed with its source."""

import io

import pypdf
from flask import Flask
from python_calamine import CalamineWorkbook

from tests.conftest import Login

COUNTED = {
    "year": "2026", "name": "Dana tersalurkan", "unit": "rupiah", "measure": "disbursed",
    "responsible": "Bagian Perekonomian", "target3": "8.000.000", "target4": "16.000.000",
}  # fmt: skip
TYPED = {
    "year": "2026", "name": "Kredit bermasalah", "unit": "percent", "measure": "typed", "responsible": "Bank mitra",
    "target4": "5", "is_lower_better": "1",
}  # fmt: skip
QUARTER = "/laporan/kinerja?tahun=2026&triwulan=3"


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
    assert rows["Kredit bermasalah"][3:6] == [5, 6.25, 75]
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
