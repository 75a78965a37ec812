"""Files opened by content: text in any encoding, delimiters, JSON wrapped in JSON, web tables, and refusals."""

import json
from io import BytesIO

import pytest
from pypdf import PdfWriter

from core.files.delimited import rank_delimiters, read_delimited
from core.files.json_tree import read_json
from core.files.limits import LARGEST_FILE, MOST_ROWS, FileLocked, FileRefused, OnlyPicture
from core.files.opening import open_file
from core.files.packaged import read_packaged_table
from core.files.text import decode_text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"])
def test_text_in_any_encoding(encoding: str) -> None:
    text = "Tanggal;Keterangan;Jumlah\n01/08/2026;Kedai é;1.000"
    assert decode_text(text.encode(encoding)) == text


def test_a_letter_cut_in_the_middle_is_still_utf8() -> None:
    assert decode_text("kedai é".encode()[:-1]) == "kedai "


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_that_cuts_evenly_comes_first(delimiter: str) -> None:
    rows = [delimiter.join(["01/08/2026", "beli kopi", "1000", "5000"]) for _ in range(5)]
    assert rank_delimiters("\n".join(["Judul, dengan koma", *rows]))[0] == delimiter


def test_rows_keep_their_physical_line() -> None:
    rows = read_delimited('a,b\n\n"satu\ndua",3\nlain,4', ",")
    assert rows == [(1, ("a", "b")), (3, ("satu\ndua", "3")), (5, ("lain", "4"))]


def test_a_quote_left_open_costs_one_line() -> None:
    rows = read_delimited('a,"buka\n' + "\n".join(f"{number},x" for number in range(30)), ",")
    assert len(rows) == 31
    assert rows[-1] == (31, ("29", "x"))


def test_json_is_opened_through_strings_and_keeps_long_numbers_as_text() -> None:
    inner = '{"a": ' + "9" * 400 + ', "b": 1.5, "c": NaN, "d": 7}'
    for text in (inner, json.dumps(inner), json.dumps(json.dumps(inner)), "\ufeff" + inner):
        value = open_file("x.txt", text.encode()).json_value
        assert value == {"a": "9" * 400, "b": "1.5", "c": "NaN", "d": 7}


@pytest.mark.parametrize("text", ['{"a": ', "[" * 10_000 + "]" * 10_000, '{"a":' * 5_000, '"abc', '{"a": "\\'])
def test_broken_or_deep_json_is_refused(text: str) -> None:
    with pytest.raises(FileRefused):
        read_json(text)


def test_brackets_inside_strings_are_not_depth() -> None:
    assert read_json(json.dumps({"a": "[" * 500})) == {"a": "[" * 500}


def test_a_web_page_under_a_spreadsheets_name() -> None:
    head = "<html><body><table>\n<tr><th>Tanggal</th><th>Jumlah</th></tr>"
    page = head + "\n<tr><td>01/08/2026</td><td>1.000</td></tr></table>"
    (table,) = open_file("mutasi.xls", page.encode()).tables
    assert [cells for _, cells in table] == [("Tanggal", "Jumlah"), ("01/08/2026", "1.000")]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 500,
        b"   \r\n ",
        b"a" * (LARGEST_FILE + 1),
        b"\x89PNG\r\n\x1a\n123",
        b"%PDF-1.4 rusak",
        b"PK\x03\x04rusak",
        b"a,b\n" * (MOST_ROWS + 1),
        b"<html><body>kosong</body></html>",
        bytes(range(32)) * 20,
    ],
)
def test_what_cannot_be_read_is_refused_with_a_word(content: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        open_file("x", content)
    assert refused.value.message.endswith(".")


def test_a_locked_workbook_tells_how_to_unlock_it() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(FileLocked, match="tanpa sandi"):
        open_file("x.xlsx", locked)


def test_a_locked_pdf_asks_for_its_password_and_says_when_it_is_wrong() -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("rahasia1")
    writer.write(locked := BytesIO())
    for password, word in ((None, "terkunci sandi"), ("keliru", "salah")):
        with pytest.raises(FileLocked, match=word) as refused:
            open_file("x.pdf", locked.getvalue(), password=password)
        assert refused.value.field == "password"
    with pytest.raises(OnlyPicture):
        open_file("x.pdf", locked.getvalue(), password="rahasia1")


def test_packaged_tables_are_read_by_name() -> None:
    rows = read_packaged_table("scoring.screening.facts", "pinjol_caps.csv")
    assert len(rows) == 14
    assert all(row["source"] for row in rows)
