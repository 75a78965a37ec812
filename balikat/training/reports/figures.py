"""What training came to, in numbers by course, place, sex and age; small counts of combined traits are closed."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from core.labels import LabeledEnum

SMALLEST_SHOWN = 5
CLOSED = "ditutup"


class AgeGroup(LabeledEnum):
    """Years of age on the first day of a cohort."""

    UNDER_25 = ("under_25", "di bawah 25 tahun")
    FROM_25 = ("from_25", "25 sampai 34 tahun")
    FROM_35 = ("from_35", "35 sampai 44 tahun")
    FROM_45 = ("from_45", "45 sampai 54 tahun")
    FROM_55 = ("from_55", "55 tahun ke atas")
    UNKNOWN = ("unknown", "umur belum diketahui")


def age_group(years: int | None) -> AgeGroup:
    """Return the group of an age."""
    if years is None:
        return AgeGroup.UNKNOWN
    limits = ((25, AgeGroup.UNDER_25), (35, AgeGroup.FROM_25), (45, AgeGroup.FROM_35), (55, AgeGroup.FROM_45))
    return next((group for limit, group in limits if years < limit), AgeGroup.FROM_55)


@dataclass(frozen=True)
class Seat:
    """One participant of a cohort without a name; hours in JP, ``hours_due`` of the sessions held so far."""

    course: str
    kecamatan: str
    sex: str
    age: AgeGroup
    hours_attended: int
    hours_due: int
    passed: bool
    certified: bool


@dataclass(frozen=True)
class Room:
    """A cohort's seats; cost in rupiah where it is known."""

    course: str
    seats: int
    cost: int | None = None


@dataclass(frozen=True)
class Line:
    """One line of a report; cost in rupiah."""

    key: str
    participants: int
    hours_attended: int
    hours_due: int
    passed: int
    certified: int
    cohorts: int = 0
    seats: int = 0
    cost: int | None = None

    @property
    def attendance(self) -> int | None:
        """Percent of the hours held that participants attended, rounded down; None before the first session."""
        return 100 * self.hours_attended // self.hours_due if self.hours_due else None


def lines_by(seats: Sequence[Seat], key: Callable[[Seat], str]) -> list[Line]:
    """Sum participants by a trait, in the order of its words."""
    groups: dict[str, list[Seat]] = defaultdict(list)
    for seat in seats:
        groups[key(seat)].append(seat)
    return [_line(name, groups[name]) for name in sorted(groups)]


def _line(key: str, seats: Sequence[Seat]) -> Line:
    return Line(
        key,
        len(seats),
        sum(seat.hours_attended for seat in seats),
        sum(seat.hours_due for seat in seats),
        sum(seat.passed for seat in seats),
        sum(seat.certified for seat in seats),
    )


def course_lines(seats: Sequence[Seat], rooms: Sequence[Room]) -> list[Line]:
    """Sum participants, cohorts, seats and cost by course; a course whose cohorts have no cost has none."""
    by_course: dict[str, list[Room]] = defaultdict(list)
    for room in rooms:
        by_course[room.course].append(room)
    found = {line.key: line for line in lines_by(seats, lambda seat: seat.course)}
    lines = []
    for name in sorted(by_course):
        costs = [room.cost for room in by_course[name] if room.cost is not None]
        line = found.get(name) or _line(name, ())
        numbers = {"cohorts": len(by_course[name]), "seats": sum(room.seats for room in by_course[name])}
        lines.append(Line(**{**vars(line), **numbers, "cost": sum(costs) if costs else None}))
    return lines


@dataclass(frozen=True)
class Crossed:
    """Participants of a place by another trait; the cells of a closed row are not shown, its sum is."""

    key: str
    total: int
    cells: Mapping[str, int] = field(default_factory=dict)
    is_closed: bool = False

    def words(self, column: str) -> str:
        """A cell as it may be shown."""
        return str(self.cell(column))

    def cell(self, column: str) -> str | int:
        """A cell as it may be shown: its number, or that it is closed."""
        return CLOSED if self.is_closed else self.cells.get(column, 0)


def cross(seats: Sequence[Seat], key: Callable[[Seat], str], column: Callable[[Seat], str]) -> list[Crossed]:
    """Count participants by two traits and close what could point at somebody.

    A row with a cell of 1 to 4 is closed whole. Because the sums of the columns stand in another table, a single
    closed row could be worked out by subtracting; then the smallest other row that is not empty is closed too.
    """
    counted: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for seat in seats:
        counted[key(seat)][column(seat)] += 1
    closed = {name for name, cells in counted.items() if any(0 < count < SMALLEST_SHOWN for count in cells.values())}
    others = sorted((sum(cells.values()), name) for name, cells in counted.items() if name not in closed)
    if len(closed) == 1 and others:
        closed.add(others[0][1])
    return [Crossed(name, sum(counted[name].values()), dict(counted[name]), name in closed) for name in sorted(counted)]
