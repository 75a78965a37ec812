"""Workbooks: rows as the spreadsheet shows them, and bombs that cost little."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from core.files.limits import FileRefused
from core.files.workbook import read_workbook

SAMPLE = Path("tests/samples/statements/d04.xlsx").read_bytes()


def made(write: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        write(book)
    return content.getvalue()


def changed(old: bytes, new: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SAMPLE)) as source, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old, new))
    return content.getvalue()


def test_rows_are_numbered_as_the_spreadsheet_shows_them() -> None:
    def write(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("kosong")
        page = book.add_worksheet("mutasi")
        page.write(4, 1, "Tanggal")
        page.write_datetime(6, 1, datetime(2026, 8, 5), book.add_format({"num_format": "dd/mm/yyyy"}))  # noqa: DTZ001
        page.write(6, 2, 1500000)
        page.write_formula(6, 3, "=1+1", None, 2)

    rows = read_workbook(made(write))
    assert [(number, [cell for cell in cells if cell]) for number, cells in rows] == [
        (5, ["Tanggal"]),
        (7, ["2026-08-05", "1500000", "2"]),
    ]


def test_the_sample_keeps_its_rows() -> None:
    rows = dict(read_workbook(SAMPLE))
    assert "GETTUNAI" in " ".join(rows[26])
    assert len(rows) == 91


@pytest.mark.parametrize(
    "corner",
    [
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
        b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row></sheetData>",
        b'<row r="40000"><c r="XFD40000"><v>1</v></c></row></sheetData>',
    ],
)
def test_a_far_corner_is_refused_and_costs_nothing(corner: bytes) -> None:
    with pytest.raises(FileRefused):
        read_workbook(changed(b"</sheetData>", corner))


def test_a_zip_bomb_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "x")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 100_000_000)
    with pytest.raises(FileRefused, match="mengembang"):
        read_workbook(content.getvalue())


@pytest.mark.parametrize(
    "content", [SAMPLE[:3000], b"PK\x03\x04" + b"x" * 100, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 900]
)
def test_broken_workbooks_are_refused(content: bytes) -> None:
    with pytest.raises(FileRefused):
        read_workbook(content)
