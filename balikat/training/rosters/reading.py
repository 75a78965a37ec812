"""Reading a messy list of people: what each row says, and what is wrong with it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from balikat.training.rosters.cells import (
    NIK_DIGITS,
    SURE_DIGITS,
    DayText,
    is_scientific,
    read_day,
    read_whole,
    sure_digits,
)
from balikat.training.rosters.headings import NoHeadings, NumberedRow, find_headings, group_title, is_heading

__all__ = ["NoHeadings", "PastTraining", "RosterLine", "read_roster"]

NIKS_THAT_PROVE = 3
NAME_LENGTH = 120
ROUNDED = "Angka terakhir NIK hilang di Excel. Lengkapi saat KTP dibawa."
BROKEN = "NIK rusak oleh Excel. Lengkapi saat KTP dibawa."


@dataclass(frozen=True)
class PastTraining:
    """A training that somebody had before; hours in JP."""

    course: str
    ended_on: str | None = None
    hours: int | None = None
    score: int | None = None
    certificate: str | None = None

    @property
    def ended(self) -> date | None:
        """The day it ended."""
        return None if self.ended_on is None else date.fromisoformat(self.ended_on)


@dataclass(frozen=True)
class RosterLine:
    """One person of a list; ``problems`` keep the row out, ``remarks`` only have to be known.

    A NIK that Excel has rounded is left out (*NIK belum sah*): the person may be trained, and is repaired when the
    KTP is seen. ``sure`` are the digits of it that stand.
    """

    number: int
    name: str
    nik: str | None = None
    phone: str | None = None
    kelurahan_code: str | None = None
    kelurahan: str = ""
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    sure: str | None = None
    group: str | None = None
    is_chair: bool = False
    past: PastTraining | None = None


def read_roster(
    rows: Sequence[NumberedRow], kelurahan: Mapping[str, str], *, otherwise: str | None
) -> list[RosterLine]:
    """Read a list of people.

    :param rows: numbered as the spreadsheet shows them; titles and merged rows may stand above the headings
    :param kelurahan: codes by name in small letters
    :param otherwise: the code for rows without a kelurahan, or None to refuse them
    :raises NoHeadings: when no row names at least a name and a phone column
    """
    position, columns = find_headings(rows)
    repeated = [columns["name"], *(columns[key] for key in ("nik",) if key in columns)]
    lines = []
    group = _title_above(rows[:position])
    for number, cells in rows[position + 1 :]:
        title = group_title(cells)
        if title is not None:
            group = title
            continue
        values = {key: _cell(cells, column) for key, column in columns.items()}
        if not any(_cell(cells, column) for column in repeated) or is_heading(cells) or _numbers_columns(cells):
            continue
        lines.append(_read_line(number, {"group": group, **_filled(values)}, kelurahan, otherwise))
    return _mark_twins(_leave_out_rounded(lines))


def _numbers_columns(cells: Sequence[str]) -> bool:
    """Tell whether a row only counts the columns (1, 2, 3, …), as official tables do under their headings."""
    return all(re.fullmatch(r"\(?\d{1,2}\)?", cell.strip()) for cell in cells if cell.strip())


def _title_above(rows: Sequence[NumberedRow]) -> str:
    return next((title for _, cells in reversed(rows) if (title := group_title(cells))), "")


def _filled(values: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in values.items() if value not in {"", "-", "–"} or key == "name"}


def _cell(cells: tuple[str, ...], column: int) -> str:
    return " ".join(cells[column].split()) if column < len(cells) else ""


def _read_line(
    number: int, values: Mapping[str, str], kelurahan: Mapping[str, str], otherwise: str | None
) -> RosterLine:
    problems: list[str] = []
    name = values["name"]
    if sum(sign.isalpha() for sign in name) < 2 or re.search(r"\d", name):
        problems.append("Nama kosong atau berisi angka.")
    if len(name) > NAME_LENGTH:
        problems.append(f"Nama paling panjang {NAME_LENGTH} huruf.")
    place = values.get("kelurahan", "")
    code = kelurahan.get(re.sub(r"^kel(urahan|\.)?\s+", "", place.lower())) if place else otherwise
    if code is None:
        problems.append(f"Kelurahan “{place}” tidak dikenal." if place else "Kelurahan kosong.")
    phone = re.sub(r"[^\d+]", "", re.split(r"[/,;]", values.get("phone", ""))[0])
    if phone.startswith("8"):
        phone = "0" + phone  # a spreadsheet drops the first nought of a number
    if not re.fullmatch(r"(\+?62|0)\d{7,13}", phone):
        problems.append("Nomor HP kosong atau tidak lengkap.")
    line = RosterLine(
        number,
        name,
        phone=phone,
        kelurahan_code=code,
        kelurahan=place,
        group=values.get("group") or None,
        is_chair=values.get("task", "").lower().startswith("ketua"),
        past=_read_past(values, problems),
    )
    return _read_nik(line, values.get("nik", ""), problems)


def _read_nik(line: RosterLine, typed: str, problems: list[str]) -> RosterLine:
    nik, sure = re.sub(r"[\s'-]", "", typed), None
    remarks: tuple[str, ...] = ()
    if nik and is_scientific(nik):
        sure = sure_digits(nik)
        nik, remarks = "", (ROUNDED if sure else BROKEN,)
    nik = nik.replace(".", "")
    if nik and not re.fullmatch(rf"\d{{{NIK_DIGITS}}}", nik):
        problems.append(f"NIK harus 16 angka; di baris ini {len(nik)} huruf atau angka.")
    return replace(line, nik=nik or None, sure=sure, problems=tuple(problems), remarks=remarks)


def _read_past(values: Mapping[str, str], problems: list[str]) -> PastTraining | None:
    course = values.get("course", "")
    if not course:
        return None
    ended = None
    try:
        ended = read_day(values.get("ended_on", ""))
    except DayText as error:
        problems.append(error.message)
    numbers: dict[str, int | None] = {}
    for key, noun in (("hours", "JP"), ("score", "Nilai")):
        typed = values.get(key, "")
        numbers[key] = read_whole(typed)
        if typed and numbers[key] is None:
            problems.append(f"{noun} “{typed[:20]}” bukan angka bulat.")
    return PastTraining(
        course[:NAME_LENGTH],
        None if ended is None else ended.isoformat(),
        numbers["hours"],
        numbers["score"],
        values.get("certificate", "")[:60] or None,
    )


def _leave_out_rounded(lines: list[RosterLine]) -> list[RosterLine]:
    """Leave out NIKs that Excel kept as numbers: it holds 15 digits, so in such a column the last digit is 0.

    One or two that end in 0 prove nothing, because one NIK in ten does; most of a column does.
    """
    niks = [line.nik for line in lines if line.nik is not None and len(line.nik) == NIK_DIGITS]
    ending = sum(nik.endswith("0") for nik in niks)
    if ending < NIKS_THAT_PROVE or 2 * ending <= len(niks):
        return lines
    return [
        replace(line, nik=None, sure=line.nik[:SURE_DIGITS], remarks=(*line.remarks, ROUNDED))
        if line.nik is not None and len(line.nik) == NIK_DIGITS and line.nik.endswith("0")
        else line
        for line in lines
    ]


def _mark_twins(lines: list[RosterLine]) -> list[RosterLine]:
    """Keep the first of rows that name the same person twice; another training of theirs is no second person."""
    seen: dict[tuple[str, ...], int] = {}
    marked = []
    for line in lines:
        past = () if line.past is None else (line.past.course.casefold(), line.past.ended_on or "")
        keys: list[tuple[str, ...]] = [("person", line.name.casefold(), line.phone or "", *past)]
        if line.nik is not None:
            keys.append(("nik", line.nik, *past))
        first = next((seen[key] for key in keys if key in seen), None)
        for key in keys:
            seen.setdefault(key, line.number)
        marked.append(
            line if first is None else replace(line, problems=(*line.problems, f"Sama dengan baris {first}."))
        )
    return marked
