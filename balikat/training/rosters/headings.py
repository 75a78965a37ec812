"""Finding the row of headings in an office's list, also where merged cells spread it over two rows."""

import re
from collections.abc import Mapping, Sequence

from core.errors import RuleBroken

HEADING_ROWS = 20
NumberedRow = tuple[int, tuple[str, ...]]
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name": ("nama", "nama lengkap", "nama peserta", "nama anggota", "nama pelaku usaha"),
    "nik": ("nik", "no ktp", "nomor ktp", "no nik", "nomor induk kependudukan", "nik/ktp"),
    "phone": ("hp", "no hp", "nomor hp", "telepon", "no telp", "no telepon", "wa", "no wa", "nomor wa", "whatsapp"),
    "kelurahan": ("kelurahan", "kel", "desa/kelurahan", "alamat kelurahan", "kelurahan/desa"),
    "group": ("kelompok", "nama kelompok", "kelompok usaha"),
    "task": ("jabatan", "jabatan dalam kelompok", "peran"),
    "course": ("pelatihan", "nama pelatihan", "jenis pelatihan", "pelatihan yang diikuti"),
    "ended_on": ("tanggal selesai", "tgl selesai", "tanggal pelatihan", "tgl pelatihan", "selesai"),
    "hours": ("jp", "jumlah jp", "jam pelajaran", "jp hadir", "kehadiran jp", "kehadiran (jp)"),
    "score": ("nilai", "nilai akhir", "post test", "post-test", "nilai post test", "nilai post-test"),
    "certificate": ("no sertifikat", "nomor sertifikat", "sertifikat"),
}
NEEDED = ("name", "phone")


class NoHeadings(RuleBroken):
    """The list has no row of headings that can be understood."""


def find_headings(rows: Sequence[NumberedRow]) -> tuple[int, dict[str, int]]:
    """Return the position of the (last) heading row and the columns by what they hold.

    :raises NoHeadings: when no row names at least a name and a phone column
    """
    for position, (_, cells) in enumerate(rows[:HEADING_ROWS]):
        columns = columns_of(cells)
        below = rows[position + 1][1] if position + 1 < len(rows) else ()
        both = columns_of(below) | columns if "name" in columns or "phone" in columns else {}
        if _is_enough(columns):
            lone = {column for column, cell in enumerate(below) if cell.strip()} <= set(columns_of(below).values())
            return (position + 1, both) if below and lone and columns_of(below) else (position, columns)
        if _is_enough(both):
            return position + 1, both
    raise NoHeadings(
        "Baris judul tidak ditemukan. Beri judul kolom paling sedikit “Nama” dan “No HP”; boleh juga “NIK”, "
        "“Kelurahan”, “Kelompok” dan “Pelatihan”.",
        field="file",
    )


def columns_of(cells: Sequence[str]) -> dict[str, int]:
    """Return the columns whose cell is a known heading; the first of two wins."""
    columns: dict[str, int] = {}
    for column, cell in enumerate(cells):
        word = re.sub(r"[\s.:_*]+", " ", cell).strip().lower()
        for key, words in HEADINGS.items():
            if word in words:
                columns.setdefault(key, column)
    return columns


def is_heading(cells: Sequence[str]) -> bool:
    """Tell whether a row repeats the headings, as on every printed page."""
    return _is_enough(columns_of(cells))


def group_title(cells: Sequence[str]) -> str | None:
    """Return the group's name of a row that stands as a title over its members, such as ``KELOMPOK: MELATI``."""
    filled = [cell for cell in cells if cell.strip()]
    match = re.fullmatch(r"(?:nama\s+)?kelompok(?:\s+usaha)?\s*[:.\-]?\s*(.+)", " ".join(filled), re.IGNORECASE)
    return " ".join(match[1].split())[:120] if match is not None and len(filled) <= 2 else None


def _is_enough(columns: Mapping[str, int]) -> bool:
    return all(key in columns for key in NEEDED)
