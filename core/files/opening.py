"""Opens a file of any known kind, found by its content and never by its name."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.files.delimited import DelimitedTables, NumberedRow
from core.files.json_tree import looks_like_json, read_json
from core.files.limits import FileRefused, OnlyPicture, check_size
from core.files.pdf import read_pdf_lines
from core.files.pictures import is_picture
from core.files.text import decode_text
from core.files.web_tables import looks_like_html, read_web_table
from core.files.workbook import OLE2_MARK, ZIP_MARK, read_workbook


@dataclass(frozen=True)
class OpenedFile:
    """One file's content: a JSON value, or tables (the likeliest first), or text lines.

    ``json_value`` is None unless the file is JSON; ``tables`` are rows numbered as people see them.
    """

    name: str
    json_value: object = None
    tables: Sequence[tuple[NumberedRow, ...]] = ()
    lines: tuple[str, ...] = field(default=())


def open_file(name: str, content: bytes, *, password: str | None = None) -> OpenedFile:
    """Open a file's bytes by what they are: JSON, delimited text, workbook, web table, PDF.

    :raises FileLocked: when a password is needed
    :raises OnlyPicture: for a picture or a scan
    :raises FileRefused: for anything that cannot be read, with a word on what to bring
    """
    check_size(content)
    if content.startswith((OLE2_MARK, ZIP_MARK)):
        return OpenedFile(name, tables=(tuple(read_workbook(content)),))
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return OpenedFile(name, lines=tuple(read_pdf_lines(content, password=password)))
    if is_picture(content):
        raise OnlyPicture("Berkas ini gambar. Simpan sebagai bukti dan ketik baris yang penting.")
    text = decode_text(content)
    if _is_binary(text):
        raise FileRefused("Berkas ini tidak dikenali. Unggah CSV, Excel, PDF berisi teks, atau iDeb (.txt).")
    if looks_like_json(text):
        return OpenedFile(name, json_value=read_json(text))
    if looks_like_html(text):
        return OpenedFile(name, tables=(tuple(read_web_table(text)),))
    tables = DelimitedTables(text)
    return OpenedFile(name, tables=tables, lines=tuple(tables.lines))


def _is_binary(text: str) -> bool:
    start = text[:4000]
    odd = sum(1 for sign in start if (sign < " " and sign not in "\t\r\n\x0c\x1a\x00") or sign == "\ufffd")
    return odd > max(8, len(start) // 10)
