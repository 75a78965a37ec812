"""Classes, arrears by age, banks and cohorts as the quality page shows them, small counts closed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.money import format_number, format_rupiah, round_rupiah
from harkat.loans.classification import Collectability
from harkat.reports.shares import share_of, write_share
from harkat.reports.suppression import SMALLEST_SHOWN, suppress

CLOSED = "ditutup"
BAND_LIMITS = (30, 60, 90, 120, 180)
AGES_ON_BOOK = ((3, 91), (6, 183), (9, 274), (12, 365))
"""Months on the book at which cohorts are compared, and the same in days."""


@dataclass(frozen=True)
class Held:
    """Loans of one kind: how many, of how many persons, and in rupiah what is owed and what of it is late."""

    loans: int = 0
    persons: int = 0
    owed: int = 0
    overdue: int = 0

    def __add__(self, other: "Held") -> "Held":
        """Add two kinds that share no loan; a person in both is counted twice."""
        return Held(
            self.loans + other.loans,
            self.persons + other.persons,
            self.owed + other.owed,
            self.overdue + other.overdue,
        )

    @property
    def is_small(self) -> bool:
        """Whether it is about 1 to 4 persons."""
        return 0 < self.persons < SMALLEST_SHOWN


@dataclass(frozen=True)
class Line:
    """A line of a table in words: loans, persons, what is owed (or late), and its share of all."""

    name: str
    loans: str
    persons: str
    amount: str
    share: str
    bar: int | None


def class_lines(classes: Mapping[int, Held]) -> list[Line]:
    """Lay the five classes out; those from 2 on are closed where small, and class 1 where it would give one away."""
    whole = sum(held.owed for held in classes.values())
    counts = {rank: classes.get(rank, Held()).persons for rank in range(1, 6)}
    closed = {count.key for count in suppress(counts, sensitive=range(2, 6)) if count.number is None}
    return [
        _line(
            Collectability.of(str(rank)).label,
            classes.get(rank, Held()),
            whole,
            is_closed=rank in closed,
            overdue=False,
        )
        for rank in range(1, 6)
    ]


def band_lines(bands: Mapping[int, Held]) -> list[Line]:
    """Lay arrears out by their age; ``bands`` are keyed by their place, youngest first."""
    names = band_names()
    whole = sum(held.overdue for held in bands.values())
    counts = {place: bands.get(place, Held()).persons for place in range(len(names))}
    closed = {count.key for count in suppress(counts, sensitive=counts) if count.number is None}
    return [
        _line(name, bands.get(place, Held()), whole, is_closed=place in closed, overdue=True)
        for place, name in enumerate(names)
    ]


def band_names() -> list[str]:
    """Return what each age of arrears is called."""
    lows = [1, *(limit + 1 for limit in BAND_LIMITS)]
    names = [f"{low}–{high} hari" for low, high in zip(lows, BAND_LIMITS, strict=False)]
    return [*names, f"lebih dari {BAND_LIMITS[-1]} hari"]


def sum_words(held: Held, *, overdue: bool = False) -> tuple[str, str]:
    """Write persons and rupiah of a sum, or that both are closed."""
    if held.is_small:
        return "kurang dari 5 orang", CLOSED
    return f"{format_number(held.persons)} orang", format_rupiah(held.overdue if overdue else held.owed)


def npl_words(bad: Held, owed: int) -> str:
    """Write the NPL share, or that it is closed."""
    return CLOSED if bad.is_small else write_share(share_of(bad.owed, owed))


def provision(classes: Mapping[int, Held], percents: Mapping[int, Decimal]) -> int:
    """Return what a lender's scale asks to set aside, each class rounded half up; rupiah, percents by class."""
    return sum(
        int(round_rupiah(Fraction(held.owed) * Fraction(percents[rank]) / 100))
        for rank, held in classes.items()
        if rank in percents
    )


@dataclass(frozen=True)
class Cohort:
    """The loans of a month: at every age how many are old enough, fell behind by then, and of how many persons."""

    month: str
    loans: int
    disbursed: int
    old_enough: tuple[int, ...]
    behind: tuple[int, ...]
    persons_behind: tuple[int, ...]


@dataclass(frozen=True)
class CohortLine:
    """A cohort in words: at every age the share that had fallen behind by then."""

    month: str
    loans: int
    disbursed: int
    shares: tuple[str, ...]


def cohort_lines(cohorts: Iterable[Cohort]) -> list[CohortLine]:
    """Lay cohorts out; small counts of an age are closed, as many others as that takes, and what would undo it."""
    rows = list(cohorts)
    closed = []
    for place in range(len(AGES_ON_BOOK)):
        counts = {number: row.persons_behind[place] for number, row in enumerate(rows)}
        closed.append({count.key for count in suppress(counts, sensitive=counts) if count.number is None})
    lines = []
    for number, row in enumerate(rows):
        stays = stay_closed([number in keys for keys in closed], row.persons_behind)
        words = (_cohort_words(row, place, is_closed=is_closed) for place, is_closed in enumerate(stays))
        lines.append(CohortLine(row.month, row.loans, row.disbursed, tuple(words)))
    return lines


def stay_closed(closed: Sequence[bool], counts: Sequence[int]) -> list[bool]:
    """Return which counts are closed of a row that only grows.

    After a closed count none is told below five: as many or fewer stood in the closed one, so that 0 says nobody did.
    """
    return [
        is_closed or (count < SMALLEST_SHOWN and any(closed[:place]))
        for place, (is_closed, count) in enumerate(zip(closed, counts, strict=True))
    ]


def _cohort_words(row: Cohort, place: int, *, is_closed: bool) -> str:
    if not row.old_enough[place]:
        return "belum cukup umur"
    if is_closed:
        return CLOSED
    share = write_share(share_of(row.behind[place], row.old_enough[place]))
    few = "" if row.old_enough[place] == row.loans else f" dari {row.old_enough[place]}"
    return share + few


def _line(name: str, held: Held, whole: int, *, is_closed: bool, overdue: bool) -> Line:
    amount = held.overdue if overdue else held.owed
    if is_closed:
        words = "kurang dari 5" if held.is_small else CLOSED
        return Line(name, CLOSED, words, CLOSED, CLOSED, None)
    share = write_share(share_of(amount, whole))
    return Line(name, format_number(held.loans), format_number(held.persons), format_rupiah(amount), share, amount)
