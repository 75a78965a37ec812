"""The report's sums, and the closing of small counts where two traits meet."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balikat.training.reports.figures import AgeGroup, Room, Seat, age_group, course_lines, cross, lines_by

SEAT = Seat("Pembukuan", "Telanaipura", "Perempuan", AgeGroup.FROM_35, 16, 20, passed=True, certified=False)


def people(count: int, kecamatan: str, sex: str) -> list[Seat]:
    return [replace(SEAT, kecamatan=kecamatan, sex=sex)] * count


def test_courses_are_summed_with_seats_and_cost_where_known() -> None:
    rooms = [Room("Pembukuan", 16, 5_000_000), Room("Pembukuan", 16), Room("Menjahit", 20)]
    seats = [SEAT, replace(SEAT, hours_attended=4, passed=False), replace(SEAT, certified=True)]
    empty, full = course_lines(seats, rooms)
    assert (empty.key, empty.participants, empty.seats, empty.cost, empty.attendance) == ("Menjahit", 0, 20, None, None)
    assert (full.cohorts, full.seats, full.cost, full.participants) == (2, 32, 5_000_000, 3)
    assert (full.attendance, full.passed, full.certified) == (60, 2, 1)


def test_a_small_cell_closes_its_row_and_one_more() -> None:
    seats = [*people(3, "A", "Perempuan"), *people(9, "A", "Laki-laki"), *people(20, "B", "Perempuan")]
    seats += [*people(6, "C", "Perempuan"), *people(7, "C", "Laki-laki")]
    rows = {row.key: row for row in cross(seats, lambda seat: seat.kecamatan, lambda seat: seat.sex)}
    assert [rows[key].is_closed for key in "ABC"] == [True, False, True]
    assert rows["A"].words("Perempuan") == "ditutup"
    assert rows["B"].words("Laki-laki") == "0"
    assert rows["A"].total == 12


@given(st.dictionaries(st.sampled_from("ABCDE"), st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1))
def test_no_open_cell_is_small_and_no_closed_row_stands_alone(counts: dict[str, tuple[int, int]]) -> None:
    """Claim: a reader who knows every sum never sees 1 to 4 people of a place and a sex, nor can subtract to them."""
    seats = [seat for key, (women, men) in counts.items() for seat in people(women, key, "P") + people(men, key, "L")]
    rows = cross(seats, lambda seat: seat.kecamatan, lambda seat: seat.sex)
    for row in rows:
        if not row.is_closed:
            assert all(count == 0 or count >= 5 for count in row.cells.values())
    closed = [row for row in rows if row.is_closed]
    assert len(closed) != 1 or len(rows) == 1


@pytest.mark.parametrize(
    ("years", "group"),
    [
        (24, AgeGroup.UNDER_25),
        (25, AgeGroup.FROM_25),
        (55, AgeGroup.FROM_55),
        (None, AgeGroup.UNKNOWN),
    ],
)
def test_ages_fall_into_their_group(years: int | None, group: AgeGroup) -> None:
    assert age_group(years) is group
    assert lines_by([SEAT], lambda seat: seat.age.label)[0].key == "35 sampai 44 tahun"
