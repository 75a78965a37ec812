"""Marks: what they count, how they travel in a form, and how two trainers' marks come together."""

import pytest

from balikat.training.attendance import (
    Counting,
    Entry,
    Mark,
    Marked,
    WrongHours,
    counted_hours,
    mark_for,
    merge,
    read_code,
)

PRESENT = Marked(Mark.PRESENT, 4)
ABSENT = Marked(Mark.ABSENT, 0)
SICK = Marked(Mark.SICK, 0)


@pytest.mark.parametrize("marked", [PRESENT, ABSENT, SICK, Marked(Mark.PRESENT, 1), Marked(Mark.EXCUSED, 0)])
def test_a_mark_survives_its_way_through_a_form(marked: Marked) -> None:
    assert read_code(marked.code) == marked


@pytest.mark.parametrize(
    "code", ["", "present", "present:", "present:-1", "hadir:4", "present:4:4", "present:9999", ":4"]
)
def test_a_mangled_mark_is_no_mark(code: str) -> None:
    assert read_code(code) is None


def test_present_without_hours_is_the_whole_session() -> None:
    assert mark_for(Mark.PRESENT, None, session_hours=4, name="Siti") == PRESENT


def test_late_is_fewer_hours() -> None:
    assert mark_for(Mark.PRESENT, 3, session_hours=4, name="Siti") == Marked(Mark.PRESENT, 3)


@pytest.mark.parametrize("mark", [Mark.ABSENT, Mark.SICK, Mark.EXCUSED])
def test_who_is_not_there_has_no_hours_whatever_was_typed(mark: Mark) -> None:
    assert mark_for(mark, 4, session_hours=4, name="Siti") == Marked(mark, 0)


def test_more_hours_than_the_session_are_refused_by_name() -> None:
    with pytest.raises(WrongHours, match=r"Siti: 5 JP melebihi lama sesi. Isi paling banyak 4 JP"):
        mark_for(Mark.PRESENT, 5, session_hours=4, name="Siti")


def test_present_for_no_hour_is_refused() -> None:
    with pytest.raises(WrongHours, match="Pilih alpa"):
        mark_for(Mark.PRESENT, 0, session_hours=4, name="Siti")


@pytest.mark.parametrize(
    ("marked", "counting", "hours"),
    [
        (PRESENT, Counting(), 4),
        (Marked(Mark.PRESENT, 3), Counting(), 3),
        (Marked(Mark.PRESENT, 6), Counting(), 4),
        (ABSENT, Counting(excused=True, sick=True), 0),
        (SICK, Counting(), 0),
        (SICK, Counting(sick=True), 4),
        (Marked(Mark.EXCUSED, 0), Counting(sick=True), 0),
        (Marked(Mark.EXCUSED, 0), Counting(excused=True), 4),
    ],
)
def test_counted_hours(marked: Marked, counting: Counting, hours: int) -> None:
    assert counted_hours(marked, session_hours=4, counting=counting) == hours


def test_a_row_left_as_shown_changes_nothing_even_when_another_trainer_marked_it() -> None:
    merged = merge([Entry(1, shown=None, chosen=None), Entry(2, shown=ABSENT, chosen=ABSENT)], {1: SICK, 2: PRESENT})
    assert merged.changes == {}
    assert merged.clashes == ()


def test_a_changed_row_is_written() -> None:
    assert merge([Entry(1, shown=ABSENT, chosen=PRESENT)], {1: ABSENT}).changes == {1: PRESENT}


def test_a_form_sent_again_changes_nothing() -> None:
    merged = merge([Entry(1, shown=None, chosen=PRESENT)], {1: PRESENT})
    assert (merged.changes, merged.clashes) == ({}, ())


def test_an_older_page_does_not_erase_a_newer_mark_but_says_so() -> None:
    merged = merge([Entry(1, shown=None, chosen=ABSENT), Entry(2, shown=None, chosen=PRESENT)], {1: PRESENT})
    assert merged.changes == {2: PRESENT}
    assert merged.clashes == (1,)
