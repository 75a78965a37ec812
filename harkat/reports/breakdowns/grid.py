"""A breakdown as a table: its rows, its columns, a value in every cell, and what may not be told."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from core.money import format_number, format_rupiah
from harkat.reports.breakdowns.dimensions import UNKNOWN, Dimension, Measure
from harkat.reports.shares import share_of, write_share
from harkat.reports.suppression import SMALLEST_SHOWN, suppress

Choices = list[tuple[str, str]]
CLOSED = "ditutup"
NOT_RECORDED = "Belum dicatat"


@dataclass(frozen=True)
class Figures:
    """What is counted under one value or one pair of values; rupiah. ``bad`` is owed by ``bad_persons`` in NPL."""

    persons: int = 0
    groups: int = 0
    neighborhoods: int = 0
    loans: int = 0
    disbursed: int = 0
    owed: int = 0
    bad: int = 0
    bad_persons: int = 0

    def number(self, measure: Measure) -> int:
        """Return the whole number of a measure that has one."""
        return {
            Measure.PERSONS: self.persons,
            Measure.GROUPS: self.groups,
            Measure.NEIGHBORHOODS: self.neighborhoods,
            Measure.LOANS: self.loans,
            Measure.DISBURSED: self.disbursed,
            Measure.OWED: self.owed,
        }[measure]

    @property
    def bad_share(self) -> Fraction | None:
        """The share of what is owed that is NPL; nothing where nothing is owed."""
        return share_of(self.bad, self.owed)

    @property
    def is_small(self) -> bool:
        """Whether its NPL is owed by 1 to 4 persons."""
        return 0 < self.bad_persons < SMALLEST_SHOWN


NOTHING = Figures()


@dataclass(frozen=True)
class Grid:
    """A breakdown by one thing or two.

    ``rows`` and ``columns`` are keys with names, ``cells`` by both keys, ``by_row`` and ``by_column`` the same counted
    without the other thing, because a person or a group may stand in several cells and is counted once in a sum.
    ``is_whole`` tells that no loan is left out.
    """

    measure: Measure
    row_dimension: Dimension
    column_dimension: Dimension | None
    rows: Choices
    columns: Choices
    by_row: Mapping[str, Figures]
    by_column: Mapping[str, Figures]
    cells: Mapping[tuple[str, str], Figures]
    total: Figures
    may_tell_npl: bool = True
    is_whole: bool = True
    closed: frozenset[Hashable] = field(default_factory=frozenset)

    def row(self, key: str) -> Figures:
        """Return what stands under a row."""
        return self.by_row.get(key, NOTHING)

    def column(self, key: str) -> Figures:
        """Return what stands under a column."""
        return self.by_column.get(key, NOTHING)

    def cell(self, row: str, column: str) -> Figures:
        """Return what stands in a cell."""
        return self.cells.get((row, column), NOTHING)

    def words(self, figures: Figures, measure: Measure, place: Hashable = None) -> str:
        """Write a value as the page shows it; ``place`` is the key under which it may be closed."""
        if measure is Measure.NPL:
            return self._npl(figures, place)
        number = figures.number(measure)
        return format_rupiah(number) if measure.is_rupiah else format_number(number)

    def _npl(self, figures: Figures, place: Hashable) -> str:
        if not figures.owed:
            return "–"
        if not self.may_tell_npl or place in self.closed or figures.is_small:
            return CLOSED
        return write_share(figures.bad_share)

    def outside(self, paid_out: int) -> int:
        """Return what of the rupiah the banks paid out belongs to no borrower; 0 where only some are asked for."""
        return paid_out - self.total.disbursed if self.is_whole else 0

    @property
    def has_closed(self) -> bool:
        """Whether an NPL share is closed that somebody asked for."""
        asks = self.measure is Measure.NPL or self.column_dimension is None
        return asks and (not self.may_tell_npl or bool(self.closed) or self.total.is_small)


def closed_places(
    by_row: Mapping[str, Figures], by_column: Mapping[str, Figures], cells: Mapping[tuple[str, str], Figures]
) -> frozenset[Hashable]:
    """Return the places whose NPL share is not told.

    Rows and columns are each closed as one list with a known total. Cells are told only where none of them and no
    sum is small; else all cells are closed, because a pair of closed ones can often be worked out from the sums.
    """
    closed: set[Hashable] = set()
    for sums in (by_row, by_column):
        counts = {key: figures.bad_persons for key, figures in sums.items()}
        closed |= {count.key for count in suppress(counts, sensitive=counts) if count.number is None}
    if closed or any(figures.is_small for figures in cells.values()):
        closed |= set(cells)
    return frozenset(closed)


def named(choices: Choices, found: Collection[str], *, keep_empty: bool) -> Choices:
    """Return the choices that are shown: all, or those that were found; what is not recorded comes last."""
    shown = [(key, name) for key, name in choices if keep_empty or key in found]
    return [*shown, (UNKNOWN, NOT_RECORDED)] if UNKNOWN in found else shown
