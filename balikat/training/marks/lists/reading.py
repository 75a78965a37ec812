"""Reading a trainer's list: a column a session (its day in the heading) or a test, a row a participant."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from balikat.training.attendance import Marked, WrongHours
from balikat.training.cells import only_ones, read_cell
from balikat.training.completion import AssessmentKind
from balikat.training.rosters.cells import DayText, read_day, read_whole
from balikat.training.rosters.headings import HEADING_ROWS, HEADINGS, NoHeadings, NumberedRow

TESTS: Mapping[str, AssessmentKind] = {
    "pre test": AssessmentKind.PRE_TEST,
    "pre-test": AssessmentKind.PRE_TEST,
    "pretest": AssessmentKind.PRE_TEST,
    "post test": AssessmentKind.POST_TEST,
    "post-test": AssessmentKind.POST_TEST,
    "posttest": AssessmentKind.POST_TEST,
    "nilai akhir": AssessmentKind.POST_TEST,
    "praktik": AssessmentKind.PRACTICAL,
    "praktek": AssessmentKind.PRACTICAL,
}
NUMBERS = ("nomor", "no pendaftaran", "nomor pendaftaran", "nomor peserta", "no peserta")


@dataclass(frozen=True)
class Planned:
    """A session that may be marked; hours in JP."""

    id: int
    held_on: date
    hours: int


@dataclass(frozen=True)
class Enrolled:
    """A participant as the list may name them."""

    enrollment_id: int
    name: str
    number: str


@dataclass(frozen=True)
class MarkLine:
    """One row of a list: whose it is, what it says, and what is wrong with it."""

    number: int
    name: str
    enrollment_id: int | None
    marks: Mapping[int, Marked] = field(default_factory=dict)
    scores: Mapping[AssessmentKind, int] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Columns:
    name: int
    number: int | None
    sessions: Mapping[int, Planned]
    tests: Mapping[int, AssessmentKind]
    unknown: tuple[str, ...]


def read_marks(
    rows: Sequence[NumberedRow], sessions: Sequence[Planned], people: Sequence[Enrolled], *, maximum: int
) -> tuple[list[MarkLine], tuple[str, ...]]:
    """Read a list; also return the headings that look like days but fit no session.

    :param sessions: those that may be marked, in order
    :param maximum: the highest score of the course's tests
    :raises NoHeadings: when no row names a name column and a session or test
    """
    position, columns = _find_columns(rows, sessions)
    body = [(number, cells) for number, cells in rows[position + 1 :] if _cell(cells, columns.name)]
    ones = only_ones([_cell(cells, column) for _, cells in body for column in columns.sessions])
    by_number = {person.number.lower(): person for person in people}
    by_name: dict[str, list[Enrolled]] = {}
    for person in people:
        by_name.setdefault(_plain(person.name), []).append(person)
    lines: list[MarkLine] = []
    for number, cells in body:
        name = _cell(cells, columns.name)
        told = "" if columns.number is None else _cell(cells, columns.number).lower()
        found = [by_number[told]] if told in by_number else by_name.get(_plain(name), [])
        line = _read_line(number, name, found, cells, columns, maximum, ones=ones)
        first = next((row.number for row in lines if line.enrollment_id and row.enrollment_id == line.enrollment_id), 0)
        if first:
            line = MarkLine(number, name, None, problems=(f"Sama dengan baris {first}.",))
        lines.append(line)
    return lines, columns.unknown


def _find_columns(rows: Sequence[NumberedRow], sessions: Sequence[Planned]) -> tuple[int, _Columns]:
    for position, (_, cells) in enumerate(rows[:HEADING_ROWS]):
        words = [re.sub(r"[\s.:_*]+", " ", cell).strip().lower() for cell in cells]
        name = next((place for place, word in enumerate(words) if word in HEADINGS["name"]), None)
        if name is None:
            continue
        number = next((place for place, word in enumerate(words) if word in NUMBERS), None)
        tests = {place: TESTS[word] for place, word in enumerate(words) if word in TESTS}
        found, unknown = _session_columns(cells, sessions)
        if found or tests:
            return position, _Columns(name, number, found, tests, tuple(unknown))
    raise NoHeadings(
        "Baris judul tidak ditemukan. Judul kolomnya “Nama”, lalu tanggal sesi (contoh 31/03/2026) atau “Sesi 1”, "
        "atau “Pre-test”, “Post-test”, “Praktik”.",
        field="file",
    )


def _session_columns(cells: Sequence[str], sessions: Sequence[Planned]) -> tuple[dict[int, Planned], list[str]]:
    found: dict[int, Planned] = {}
    unknown = []
    for place, cell in enumerate(cells):
        match = re.fullmatch(r"(?:sesi|pertemuan|hari|ke|p|s)[\s\-.]*(?:ke[\s\-.]*)?(\d{1,3})", cell.strip().lower())
        if match is not None:
            if 1 <= int(match[1]) <= len(sessions):
                found[place] = sessions[int(match[1]) - 1]
            else:
                unknown.append(cell)
            continue
        try:
            day = read_day(cell)
        except DayText:
            continue
        if day is None:
            continue
        free = [session for session in sessions if session.held_on == day and session not in found.values()]
        if free:
            found[place] = free[0]
        else:
            unknown.append(cell)
    return found, unknown


def _read_line(
    number: int,
    name: str,
    found: Sequence[Enrolled],
    cells: Sequence[str],
    columns: _Columns,
    maximum: int,
    *,
    ones: bool,
) -> MarkLine:
    problems = []
    if not found:
        problems.append("Bukan peserta angkatan ini.")
    elif len(found) > 1:
        problems.append("Ada dua peserta bernama ini. Tambahkan kolom “Nomor”.")
    marks: dict[int, Marked] = {}
    for place, session in columns.sessions.items():
        try:
            marked = read_cell(_cell(cells, place), session_hours=session.hours, name=name, ones=ones)
        except WrongHours as error:
            problems.append(error.message)
            continue
        if marked is not None:
            marks[session.id] = marked
    scores: dict[AssessmentKind, int] = {}
    for place, kind in columns.tests.items():
        typed = _cell(cells, place)
        score = read_whole(typed)
        if typed and (score is None or score > maximum):
            problems.append(f"{kind.label} “{typed[:12]}” bukan angka bulat 0 sampai {maximum}.")
        elif score is not None:
            scores[kind] = score
    key = found[0].enrollment_id if len(found) == 1 else None
    return MarkLine(number, name, key, marks, scores, tuple(problems))


def _cell(cells: Sequence[str], place: int) -> str:
    return " ".join(cells[place].split()) if place < len(cells) else ""


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace(".", " ").split())
