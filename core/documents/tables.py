"""A table of plain values, the one shape that every export is made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from core.dates import format_date_short
from core.labels import LabeledEnum
from core.money import format_number, format_rate

Cell = str | int | Decimal | date | None

MOST_DECIMALS = 6


class Kind(LabeledEnum):
    """What a column holds, which decides how it is written and aligned."""

    TEXT = ("text", "teks")
    NUMBER = ("number", "bilangan")
    RUPIAH = ("rupiah", "rupiah")
    PERCENT = ("percent", "persen")
    DECIMAL = ("decimal", "bilangan dengan pecahan")
    DATE = ("date", "tanggal")

    @property
    def is_numeric(self) -> bool:
        """Whether values are aligned to the right and kept as numbers in a spreadsheet."""
        return self in (Kind.NUMBER, Kind.RUPIAH, Kind.PERCENT, Kind.DECIMAL)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what it holds, and whether its whole numbers are summed below."""

    heading: str
    kind: Kind = Kind.TEXT
    summed: bool = False


class PlainTable(Protocol):
    """A table as a pure file writes it: a column is its heading, its ``Kind``'s value, and whether it is summed."""

    @property
    def title(self) -> str: ...
    @property
    def columns(self) -> Sequence[tuple[str, str, bool]]: ...
    @property
    def rows(self) -> Sequence[Sequence[Cell]]: ...
    @property
    def facts(self) -> Sequence[tuple[str, str]]: ...
    @property
    def notes(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; every row has one cell for every column."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    facts: Sequence[tuple[str, str]] = ()
    """Label and value pairs that stand above the table."""
    notes: Sequence[str] = ()
    """Sentences that stand below it."""
    told: Sequence[Cell] = ()
    """The last row as it is known: sums, and what is no sum of the rows, such as persons who stand in several."""
    sums_across: bool = False
    """Whether the last column is the sum of the columns between the first and it."""
    tall: bool = False
    """Whether printed rows leave room for a signature."""
    picture: str = ""
    """An SVG picture above the printed table, with ``picture_words`` for those who cannot see it."""
    picture_words: str = ""

    def totals(self) -> list[Cell]:
        """Return the last row: what is told, and else the sums asked for, where absent cells count as nothing."""
        told = self.told or [None] * len(self.columns)
        return [
            told[k] if told[k] is not None or not column.summed else self._sum(k)
            for k, column in enumerate(self.columns)
        ]

    def adds_up(self, k: int) -> bool:
        """Tell whether the last row of a column is the sum of its rows, so that a formula may stand there."""
        known = all(cell is None or isinstance(cell, int) for cell in (row[k] for row in self.rows))
        is_untold = not self.told or self.told[k] is None
        return self.columns[k].summed and (is_untold or (known and self._sum(k) == self.told[k]))

    def adds_up_across(self, row: Sequence[Cell]) -> bool:
        """Tell whether the last cell of a row is the sum of the cells between the first and it."""
        parts = [cell for cell in row[1:-1] if isinstance(cell, int)]
        return self.sums_across and len(parts) == len(row) - 2 > 0 and sum(parts) == row[-1]

    def _sum(self, k: int) -> int:
        return sum(cell for row in self.rows if isinstance(cell := row[k], int))

    @classmethod
    def of(cls, plain: "PlainTable") -> "Table":
        """Take over a table that a pure file wrote down without knowing this package."""
        kinds = {kind.value: kind for kind in Kind}
        columns = [Column(heading, kinds[kind], summed) for heading, kind, summed in plain.columns]
        told, across = getattr(plain, "told", ()), getattr(plain, "sums_across", False)
        return cls(plain.title, columns, plain.rows, plain.facts, plain.notes, told, across)

    @property
    def has_totals(self) -> bool:
        """Whether there is a last row of sums."""
        return bool(self.told) or any(column.summed for column in self.columns)


def show(cell: Cell, kind: Kind) -> str:
    """Write a cell as people in Indonesia read it: ``1.250.000``, ``30,03%``, ``31/03/2026``; absent is empty."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return _percent(cell) if kind is Kind.PERCENT else _decimal(cell)
    if isinstance(cell, date):
        return format_date_short(cell)
    return format_number(cell) if isinstance(cell, int) and kind.is_numeric else str(cell)


def _percent(cell: Decimal) -> str:
    """Write a percentage with two decimals, and with more where two would lose a part or claim a missing one."""
    decimals = 2
    while decimals < MOST_DECIMALS and not _is_true(cell, decimals):
        decimals += 1
    return f"{format_rate(cell, decimals=decimals)}%"


def _is_true(cell: Decimal, decimals: int) -> bool:
    rounded = round(cell, decimals)
    return (cell == 0 or rounded != 0) and (cell == 100 or rounded != 100)


def _decimal(cell: Decimal) -> str:
    exponent = cell.as_tuple().exponent
    return format_rate(cell, decimals=-exponent if isinstance(exponent, int) and exponent < 0 else 0)
