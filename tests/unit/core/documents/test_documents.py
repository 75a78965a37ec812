import io
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pypdf
import pytest
import python_calamine

from core.documents.delimited import BYTE_ORDER_MARK, harmless, to_csv
from core.documents.pdf import Sheet, Signature, to_pdf
from core.documents.picture import Layer, as_source, drawn_in, stacked_bars
from core.documents.tables import Cell, Column, Kind, Table, show
from core.documents.workbook import to_xlsx

EVIL = '=HYPERLINK("http://contoh","klik")'
TABLE = Table(
    "Rekap [Januari]: *semua*/bagian",
    [Column("Nama"), Column("NIK"), Column("Jumlah", Kind.RUPIAH, summed=True), Column("Tanggal", Kind.DATE)],
    [
        [EVIL, "1571022605949039", 1_250_000, date(2026, 1, 31)],
        ["Siti", "@x", 750_000, None],
        ["+62", "-1", None, None],
    ],
    facts=[("Bank", "Contoh")],
    notes=["=1+1"],
)


def test_csv_defuses_what_a_spreadsheet_would_run() -> None:
    lines = to_csv(TABLE).splitlines()
    assert lines[0] == f"{BYTE_ORDER_MARK}Nama,NIK,Jumlah,Tanggal"
    assert lines[1].startswith("\"'=HYPERLINK(")
    assert lines[1].endswith(",1571022605949039,1250000,2026-01-31")
    assert lines[2] == "Siti,'@x,750000,"
    assert lines[3] == "'+62,'-1,,"
    assert not to_csv(TABLE, for_spreadsheet=False).startswith(BYTE_ORDER_MARK)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\tx", "\rx", " =1", "＝1"])
def test_a_text_that_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert harmless(text) == "'" + text


def test_plain_texts_stay_as_they_are() -> None:
    assert [harmless(text) for text in ("Siti", "3-1", "", "a=b")] == ["Siti", "3-1", "", "a=b"]


def test_excel_keeps_texts_as_texts_and_sums_numbers() -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(to_xlsx([TABLE, TABLE])))
    assert len(book.sheet_names) == 2
    assert all(len(name) <= 31 for name in book.sheet_names)
    lines = book.get_sheet_by_index(0).to_python()
    cells = [cell for line in lines for cell in line]
    assert EVIL in cells
    assert "=1+1" in cells
    assert "1571022605949039" in cells
    total = next(line for line in lines if line[0] == "Jumlah")
    assert total[2] == 2_000_000
    assert date(2026, 1, 31) in cells


def test_equal_tables_give_equal_files() -> None:
    assert to_xlsx([TABLE]) == to_xlsx([TABLE])


def test_a_pdf_prints_every_text_as_it_is() -> None:
    name = "O'Brien #let x = 1 $a$ *tebal* @ref <label> \\ \""
    sheet = Sheet(
        "Surat", ["Pemerintah Kota Jambi"], facts=[("Nama", name)], tables=[TABLE], signatures=[Signature("Ketua")]
    )
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(to_pdf(sheet))).pages)
    assert "#let x = 1 $a$ *tebal* @ref <label>" in text
    assert "2.000.000" in text
    assert "31/01/2026" in text
    assert "Ketua" in text


def test_the_columns_of_a_wide_table_never_run_into_each_other() -> None:
    months = [f"Bulan {month} 2026" for month in range(1, 26)]
    columns = [Column("Kecamatan tempat tinggal"), *(Column(month, Kind.RUPIAH, summed=True) for month in months)]
    rows: list[list[Cell]] = [
        [f"Danau Telanaipura {row}", *(110_000_000_000 + row * 100 + k for k in range(25))] for row in range(3)
    ]
    reader = pypdf.PdfReader(io.BytesIO(to_pdf(Sheet("Lebar", tables=[Table("Lebar", columns, rows)]))))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert reader.pages[0].mediabox.width > reader.pages[0].mediabox.height, "the sheet is turned"
    assert "Bagian 1 dari 3" in text
    assert text.count("Jumlah") == 3, "every part repeats the first column"
    words = set(text.split())
    assert {f"110.000.000.{row * 100 + k:03}" for row in range(3) for k in range(25)} <= words, "none is jammed"


def test_a_printed_table_bears_its_picture() -> None:
    svg = stacked_bars(("Jan 26",), (Layer("Dicairkan bulan itu", "#0b4f6c", (5,)),), across="Bulan", upward="Juta")
    table = Table(
        "Bulan", [Column("Bulan"), Column("Juta", Kind.NUMBER)], [["Jan", 5]], picture=drawn_in(as_source(svg))
    )
    page = pypdf.PdfReader(io.BytesIO(to_pdf(Sheet("Serapan", tables=[table])))).pages[0]
    assert "Dicairkan bulan itu" in page.extract_text()


def test_a_pure_file_can_hand_over_a_table_without_knowing_us() -> None:
    plain = SimpleNamespace(
        title="T", columns=[("A", "text", False), ("B", "rupiah", True)], rows=[["x", 5]], facts=[], notes=[]
    )
    table = Table.of(plain)
    assert table.totals() == [None, 5]
    assert table.has_totals


def test_cells_are_shown_the_indonesian_way() -> None:
    assert show(1_250_000, Kind.RUPIAH) == "1.250.000"
    assert show(Decimal("27.448980"), Kind.PERCENT) == "27,45%"
    assert show(Decimal("0.000909"), Kind.PERCENT) == "0,001%", "a part that is there is not written away"
    assert show(Decimal("99.999"), Kind.PERCENT) == "99,999%"
    assert show(Decimal("2.5"), Kind.DECIMAL) == "2,5"
    assert show(date(2026, 3, 31), Kind.DATE) == "31/03/2026"
    assert show(None, Kind.TEXT) == ""
    assert show("007", Kind.TEXT) == "007"


def test_a_picture_is_drawn_without_inline_styles_or_scripts() -> None:
    svg = stacked_bars(
        ("1", "2<b>"),
        (Layer("Pokok", "#0b4f6c", (5, 6)), Layer("Bunga", "#e08a00", (2, 1))),
        across="Ke-",
        upward="Rupiah",
    )
    assert svg.startswith("<svg")
    assert " style=" not in svg
    assert "<script" not in svg
    assert "<b>" not in svg
