"""Reading a messy list of participants: where its headings are, what each row says, and what is wrong with it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.errors import RuleBroken

HEADING_ROWS = 20
NIKS_THAT_PROVE = 3
NIK_DIGITS = 16
NAME_LENGTH = 120
HEADINGS = {
    "name": ("nama", "nama lengkap", "nama peserta", "nama anggota"),
    "nik": ("nik", "no ktp", "nomor ktp", "no nik", "nomor induk kependudukan"),
    "phone": ("hp", "no hp", "nomor hp", "telepon", "no telp", "no telepon", "wa", "no wa", "nomor wa", "whatsapp"),
    "kelurahan": ("kelurahan", "kel", "desa/kelurahan", "alamat kelurahan"),
}
_NEEDED = ("name", "phone")


class NoHeadings(RuleBroken):
    """The list has no row of headings that can be understood."""


@dataclass(frozen=True)
class RosterLine:
    """One person of a list; ``problems`` keep the row out, ``remarks`` only have to be known.

    A NIK that Excel has rounded is left out: the person may be trained, and is repaired when the KTP is seen.
    """

    number: int
    name: str
    nik: str | None = None
    phone: str | None = None
    kelurahan_code: str | None = None
    kelurahan: str = ""
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def read_roster(
    rows: Sequence[tuple[int, tuple[str, ...]]], kelurahan: Mapping[str, str], *, otherwise: str | None
) -> list[RosterLine]:
    """Read a list of participants.

    :param rows: numbered as the spreadsheet shows them; titles and merged rows may stand above the headings
    :param kelurahan: codes by name in small letters
    :param otherwise: the code for rows without a kelurahan, or None to refuse them
    :raises NoHeadings: when no row names at least a name and a phone column
    """
    position, columns = _find_headings(rows)
    repeated = [columns["name"], *(columns[key] for key in ("nik",) if key in columns)]
    lines = []
    for number, cells in rows[position + 1 :]:
        values = {key: _cell(cells, column) for key, column in columns.items()}
        if not any(_cell(cells, column) for column in repeated) or _is_heading(cells):
            continue
        lines.append(_read_line(number, values, kelurahan, otherwise))
    return _mark_twins(_leave_out_rounded(lines))


def _find_headings(rows: Sequence[tuple[int, tuple[str, ...]]]) -> tuple[int, dict[str, int]]:
    for position, (_, cells) in enumerate(rows[:HEADING_ROWS]):
        columns = _columns(cells)
        if all(key in columns for key in _NEEDED):
            return position, columns
    raise NoHeadings(
        "Baris judul tidak ditemukan. Beri judul kolom paling sedikit “Nama” dan “No HP”; boleh juga “NIK” dan "
        "“Kelurahan”.",
        field="file",
    )


def _columns(cells: tuple[str, ...]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column, cell in enumerate(cells):
        word = re.sub(r"[\s.:_*]+", " ", cell).strip().lower()
        for key, words in HEADINGS.items():
            if word in words:
                columns.setdefault(key, column)
    return columns


def _is_heading(cells: tuple[str, ...]) -> bool:
    return all(key in _columns(cells) for key in _NEEDED)


def _cell(cells: tuple[str, ...], column: int) -> str:
    return " ".join(cells[column].split()) if column < len(cells) else ""


def _read_line(
    number: int, values: Mapping[str, str], kelurahan: Mapping[str, str], otherwise: str | None
) -> RosterLine:
    problems: list[str] = []
    remarks: list[str] = []
    name = values["name"]
    if sum(sign.isalpha() for sign in name) < 2 or re.search(r"\d", name):
        problems.append("Nama kosong atau berisi angka.")
    if len(name) > NAME_LENGTH:
        problems.append(f"Nama paling panjang {NAME_LENGTH} huruf.")
    place = values.get("kelurahan", "")
    code = kelurahan.get(place.lower()) if place else otherwise
    if code is None:
        problems.append(f"Kelurahan “{place}” tidak dikenal." if place else "Kelurahan kosong.")
    phone = re.sub(r"[^\d+]", "", values.get("phone", ""))
    if phone.startswith("8"):
        phone = "0" + phone  # a spreadsheet drops the first nought of a number
    if not re.fullmatch(r"(\+?62|0)\d{7,13}", phone):
        problems.append("Nomor HP kosong atau tidak lengkap.")
    nik: str | None = re.sub(r"[\s.'-]", "", values.get("nik", ""))
    if nik and re.fullmatch(r"[\d.,]+e\+?\d+", nik, re.IGNORECASE):
        nik = None
        remarks.append("NIK rusak oleh Excel. Lengkapi saat KTP dibawa.")
    elif nik and not re.fullmatch(rf"\d{{{NIK_DIGITS}}}", nik):
        problems.append(f"NIK harus 16 angka; di baris ini {len(nik)} huruf atau angka.")
    return RosterLine(number, name, nik or None, phone, code, place, tuple(problems), tuple(remarks))


def _leave_out_rounded(lines: list[RosterLine]) -> list[RosterLine]:
    """Leave out NIKs that Excel kept as numbers: it holds 15 digits, so in such a column every last digit is 0.

    One or two that end in 0 prove nothing, because one NIK in ten does.
    """
    niks = [line.nik for line in lines if line.nik is not None and len(line.nik) == NIK_DIGITS]
    if len(niks) < NIKS_THAT_PROVE or not all(nik.endswith("0") for nik in niks):
        return lines
    remark = "Angka terakhir NIK hilang di Excel. Lengkapi saat KTP dibawa."
    return [
        replace(line, nik=None, remarks=(*line.remarks, remark))
        if line.nik is not None and len(line.nik) == NIK_DIGITS
        else line
        for line in lines
    ]


def _mark_twins(lines: list[RosterLine]) -> list[RosterLine]:
    """Keep the first of rows that name the same person twice."""
    seen: dict[tuple[str, ...], int] = {}
    marked = []
    for line in lines:
        keys: list[tuple[str, ...]] = [("person", line.name.casefold(), line.phone or "")]
        if line.nik is not None:
            keys.append(("nik", line.nik))
        first = next((seen[key] for key in keys if key in seen), None)
        for key in keys:
            seen.setdefault(key, line.number)
        marked.append(
            line if first is None else replace(line, problems=(*line.problems, f"Sama dengan baris {first}."))
        )
    return marked
