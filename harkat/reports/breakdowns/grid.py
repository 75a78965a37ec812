"""A breakdown as a table: its rows, its columns, a value in every cell, and what may not be told."""

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from core.money import format_number, format_rupiah
from harkat.reports.breakdowns.dimensions import UNKNOWN, Dimension, Measure
from harkat.reports.figures import NOT_REPORTED
from harkat.reports.shares import share_of, write_share
from harkat.reports.suppression import SMALLEST_SHOWN, suppress

Choices = list[tuple[str, str]]
CLOSED = "ditutup"
NOT_RECORDED = "Belum dicatat"


@dataclass(frozen=True)
class Figures:
    """What is counted under one value or one pair of values; rupiah.

    ``owed`` is owed by ``owing`` persons, ``bad`` by ``bad_persons`` in NPL; nobody is counted where neither is shown.
    Nothing is known of a bank that has not reported.
    """

    persons: int = 0
    groups: int = 0
    neighborhoods: int = 0
    loans: int = 0
    disbursed: int = 0
    owed: int = 0
    owing: int = 0
    bad: int = 0
    bad_persons: int = 0
    is_reported: bool = field(default=True, kw_only=True)

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

    @property
    def is_owed_by_few(self) -> bool:
        """Whether 1 to 4 persons owe what is owed."""
        return 0 < self.owing < SMALLEST_SHOWN


NOTHING = Figures()
UNREPORTED = Figures(is_reported=False)


@dataclass(frozen=True)
class Grid:
    """A breakdown by one thing or two.

    ``rows`` and ``columns`` are keys with names, ``cells`` by both keys, ``by_row`` and ``by_column`` the same counted
    without the other thing, because a person or a group may stand in several cells and is counted once in a sum.
    ``is_whole`` tells that no loan is left out, ``silent`` the keys of banks that have not reported.
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
    may_tell_debts: bool = True
    is_whole: bool = True
    closed: frozenset[Hashable] = field(default_factory=frozenset)
    closed_owed: frozenset[Hashable] = field(default_factory=frozenset)
    silent: frozenset[str] = frozenset()

    def row(self, key: str) -> Figures:
        """Return what stands under a row."""
        return self.by_row.get(key) or self._missing(self.row_dimension, key)

    def column(self, key: str) -> Figures:
        """Return what stands under a column."""
        return self.by_column.get(key) or self._missing(self.column_dimension, key)

    def cell(self, row: str, column: str) -> Figures:
        """Return what stands in a cell."""
        missing = self._missing(self.row_dimension, row), self._missing(self.column_dimension, column)
        return self.cells.get((row, column)) or (UNREPORTED if UNREPORTED in missing else NOTHING)

    def _missing(self, dimension: Dimension | None, key: str) -> Figures:
        """Return what stands where nothing was found: nothing, or nothing known of a bank that has not reported."""
        return UNREPORTED if dimension is Dimension.BANK and key in self.silent else NOTHING

    def words(self, figures: Figures, measure: Measure, place: Hashable = None) -> str:
        """Write a value as the page shows it; ``place`` is the key under which it may be closed."""
        if not figures.is_reported:
            return NOT_REPORTED
        if measure is Measure.NPL:
            return self._npl(figures, place)
        if measure is Measure.OWED and figures.owed and not self._may_tell_owed(figures, place):
            return CLOSED
        number = figures.number(measure)
        return format_rupiah(number) if measure.is_rupiah else format_number(number)

    def _npl(self, figures: Figures, place: Hashable) -> str:
        if not figures.owed:
            return "–"
        if not self.may_tell_debts or place in self.closed or figures.is_small:
            return CLOSED
        return write_share(figures.bad_share)

    def _may_tell_owed(self, figures: Figures, place: Hashable) -> bool:
        """Tell whether nobody's repayments show: what one person owes on two days says whether the person paid."""
        return self.may_tell_debts and place not in self.closed_owed and not figures.is_owed_by_few

    def outside(self, paid_out: int) -> int:
        """Return what of the rupiah the banks paid out belongs to no borrower; 0 where only some are asked for."""
        return paid_out - self.total.disbursed if self.is_whole else 0

    @property
    def sum_label(self) -> str:
        """What the last row and the last column are called."""
        is_by_bank = Dimension.BANK in (self.row_dimension, self.column_dimension)
        return "Jumlah yang melapor" if self.silent and is_by_bank else "Jumlah"

    @property
    def has_closed(self) -> bool:
        """Whether something about debts is closed that somebody asked for."""
        if self.column_dimension is not None and self.measure not in (Measure.NPL, Measure.OWED):
            return False
        few = self.total.is_small or self.total.is_owed_by_few
        return not self.may_tell_debts or bool(self.closed or self.closed_owed) or few


def closed_places(
    by_row: Mapping[str, Figures],
    by_column: Mapping[str, Figures],
    cells: Mapping[tuple[str, str], Figures],
    *,
    persons: Callable[[Figures], int],
) -> frozenset[Hashable]:
    """Return the places of which is not told what is owed, or what of that is NPL.

    Rows and columns are each closed as one list with a known total. Cells are told only where none of them and no
    sum is small; else all cells are closed, because a pair of closed ones can often be worked out from the sums.

    :param persons: how many persons owe it
    """
    closed: set[Hashable] = set()
    for sums in (by_row, by_column):
        counts = {key: persons(figures) for key, figures in sums.items()}
        closed |= {count.key for count in suppress(counts, sensitive=counts) if count.number is None}
    if closed or any(0 < persons(figures) < SMALLEST_SHOWN for figures in cells.values()):
        closed |= set(cells)
    return frozenset(closed)


def named(choices: Choices, found: Collection[str], *, keep_empty: bool) -> Choices:
    """Return the choices that are shown: all, or those that were found; what is not recorded comes last."""
    shown = [(key, name) for key, name in choices if keep_empty or key in found]
    return [*shown, (UNKNOWN, NOT_RECORDED)] if UNKNOWN in found else shown
