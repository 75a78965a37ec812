"""Reads the first filled worksheet of a workbook into rows numbered as the spreadsheet shows them."""

import io
import re
import zipfile
import zlib

from core.files.child import read_in_child
from core.files.delimited import NumberedRow
from core.files.limits import (
    LARGEST_UNPACKED,
    MOST_CELLS,
    MOST_ROWS,
    FileLocked,
    FileRefused,
)

OLE2_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MARK = b"PK\x03\x04"
_LOCKED = (
    "Berkas Excel ini terkunci sandi. Buka di Excel atau aplikasi bank dengan sandinya (biasanya tanggal lahir), "
    "simpan ulang tanpa sandi (Berkas, Info, Proteksi Buku Kerja, kosongkan sandi), lalu unggah salinan itu."
)
_BROKEN = "Berkas Excel ini rusak atau bukan buku kerja. Unduh ulang dari bank, atau simpan sebagai CSV lalu unggah."
_BOMB = "Berkas Excel ini mengembang terlalu besar saat dibuka, jadi tidak dibaca. Minta berkas asli dari bank."
_TOO_LONG = f"Buku kerja berisi lebih dari {MOST_ROWS} baris. Bagi periodenya menjadi lebih pendek."
_CELL = re.compile(rb'<(?:\w+:)?(?:c|row)\s[^>]*?\br=["\']([A-Z]{0,4})(\d{1,9})["\']')
_STRING_ITEM = re.compile(rb"<(?:\w+:)?si[\s>]")


def read_workbook(content: bytes) -> list[NumberedRow]:
    """Read the worksheet with the most filled rows; dates become ISO text, whole numbers lose their fraction.

    Formulas are not evaluated, only the values kept beside them are read. The reader builds a grid up to the far
    corner it is told of, so it runs in a child process with bounded memory.
    :raises FileLocked: when the workbook asks for a password
    :raises FileRefused: for a broken, oversized or exploding workbook
    """
    if content.startswith(OLE2_MARK):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise FileLocked(_LOCKED)
    else:
        _check_archive(content)
    answer = read_in_child("workbook", content)
    problem = answer.get("problem")
    if problem == "locked":
        raise FileLocked(_LOCKED)
    if problem == "too_long":
        raise FileRefused(_TOO_LONG)
    found = answer.get("rows")
    if problem or not isinstance(found, list):
        raise FileRefused(_BROKEN)
    if not found:
        raise FileRefused("Buku kerja ini tidak berisi baris apa pun. Unduh ulang mutasi rekening dari bank.")
    return [(int(number), tuple(str(cell) for cell in cells)) for number, cells in found]


def _check_archive(content: bytes) -> None:
    """Unpack every part once, counting, before the reader sees it: headers of an archive can lie about sizes."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > 500 or sum(member.file_size for member in members) > LARGEST_UNPACKED:
                raise FileRefused(_BOMB)
            if not any(member.filename.lower().startswith("xl/") for member in members):
                raise FileRefused(
                    "Berkas ZIP ini bukan buku kerja Excel. Keluarkan isinya, lalu unggah berkas mutasinya."
                )
            _check_parts(archive, members)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as broken:
        locked = "encrypt" in str(broken).lower() or "password" in str(broken).lower()
        raise (FileLocked(_LOCKED) if locked else FileRefused(_BROKEN)) from None


def _check_parts(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    unpacked = 0
    cells = 0
    longest = 0
    for member in members:
        name = member.filename.lower()
        with archive.open(member) as part:
            content = part.read(LARGEST_UNPACKED - unpacked + 1)
        unpacked += len(content)
        if unpacked > LARGEST_UNPACKED:
            raise FileRefused(_BOMB)
        if name.endswith("sharedstrings.xml"):
            marks = [match.start() for match in _STRING_ITEM.finditer(content)]
            gaps = (after - before for before, after in zip(marks, [*marks[1:], len(content)], strict=True))
            longest = max(gaps, default=0)
        elif "worksheets/" in name and name.endswith(".xml"):
            cells += _check_extent(content)
    if cells * max(longest, 1) > 8 * LARGEST_UNPACKED:
        raise FileRefused(_BOMB)


def _check_extent(content: bytes) -> int:
    """Count the cells of a worksheet and refuse one whose far corner would make the reader build a huge grid."""
    rows = columns = cells = 0
    for letters, digits in _CELL.findall(content):
        cells += 1
        rows = max(rows, int(digits))
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        columns = max(columns, column)
    if rows > MOST_ROWS:
        raise FileRefused(_TOO_LONG)
    if cells > MOST_CELLS or rows * columns > MOST_CELLS * 2:
        raise FileRefused(_BOMB)
    return cells
