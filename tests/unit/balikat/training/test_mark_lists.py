"""Trainers' own lists of marks and scores, and the cells they are made of."""

from datetime import date

import pytest

from balikat.training.attendance import Mark, Marked, WrongHours
from balikat.training.cells import cell_of, read_cell
from balikat.training.completion import AssessmentKind
from balikat.training.marks.lists.reading import Enrolled, MarkLine, Planned, read_marks
from balikat.training.rosters.headings import NoHeadings

SESSIONS = [Planned(1, date(2026, 11, 16), 4), Planned(2, date(2026, 11, 17), 4)]
PEOPLE = [Enrolled(7, "Siti Aminah", "HK-2026-00007"), Enrolled(8, "Budi", "HK-8"), Enrolled(9, "Budi", "HK-9")]


def read(*rows: tuple[str, ...]) -> tuple[list[MarkLine], tuple[str, ...]]:
    return read_marks(list(enumerate(rows, start=1)), SESSIONS, PEOPLE, maximum=100)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("H", Marked(Mark.PRESENT, 4)),
        ("hadir", Marked(Mark.PRESENT, 4)),
        ("✓", Marked(Mark.PRESENT, 4)),
        ("3", Marked(Mark.PRESENT, 3)),
        ("i", Marked(Mark.EXCUSED, 0)),
        ("Sakit", Marked(Mark.SICK, 0)),
        ("0", Marked(Mark.ABSENT, 0)),
        ("", None),
        (" - ", None),
    ],
)
def test_a_cell_is_read_and_written_alike(text: str, marked: Marked | None) -> None:
    assert read_cell(text, session_hours=4, name="Siti") == marked
    written = cell_of(marked, session_hours=4)
    assert read_cell(written, session_hours=4, name="Siti") == marked


@pytest.mark.parametrize("text", ["5", "x", "hadir?", "99"])
def test_a_cell_that_is_no_mark_is_refused(text: str) -> None:
    with pytest.raises(WrongHours, match="Siti"):
        read_cell(text, session_hours=4, name="Siti")


def test_days_in_the_headings_find_their_session_in_any_writing() -> None:
    headings = ("No", "Nama", "2026-11-16", "17 Nov 2026", "18/11/2026")
    (line,), unknown = read(("Judul",), headings, ("1", "SITI AMINAH", "H", "2"))
    assert line.enrollment_id == 7
    assert line.marks == {1: Marked(Mark.PRESENT, 4), 2: Marked(Mark.PRESENT, 2)}
    assert unknown == ("18/11/2026",)


def test_ones_and_noughts_mean_present_and_absent_only_where_nothing_else_stands() -> None:
    (line,), _ = read(("Nama", "Sesi 1", "Sesi 2"), ("Siti Aminah", "1", "0"))
    assert line.marks == {1: Marked(Mark.PRESENT, 4), 2: Marked(Mark.ABSENT, 0)}
    (line,), _ = read(("Nama", "Sesi 1", "Sesi 2"), ("Siti Aminah", "1", "H"))
    assert line.marks[1] == Marked(Mark.PRESENT, 1)


def test_scores_are_read_and_bad_ones_told_beside_the_row() -> None:
    lines, _ = read(
        ("Nomor", "Nama", "Post Test", "Praktik"),
        ("HK-2026-00007", "Siti A", "85", "70,0"),
        ("", "Budi", "90", ""),
        ("hk-9", "Budi", "101", ""),
        ("", "Orang Lain", "50", ""),
        ("", "Siti Aminah", "60", ""),
    )
    assert lines[0].scores == {AssessmentKind.POST_TEST: 85, AssessmentKind.PRACTICAL: 70}
    told = [" ".join(line.problems) for line in lines]
    assert told[0] == ""
    assert "Ada dua peserta bernama ini" in told[1]
    assert "bukan angka bulat 0 sampai 100" in told[2]
    assert "Bukan peserta angkatan ini" in told[3]
    assert told[4] == "Sama dengan baris 2."


def test_a_list_without_sessions_or_tests_is_refused() -> None:
    with pytest.raises(NoHeadings, match="tanggal sesi"):
        read(("Nama", "Alamat"), ("Siti", "Jambi"))
