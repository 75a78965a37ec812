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


class Kind(LabeledEnum):
    """What a column holds, which decides how it is written and aligned."""

    TEXT = ("text", "teks")
    NUMBER = ("number", "bilangan")
    RUPIAH = ("rupiah", "rupiah")
    PERCENT = ("percent", "persen")
    DATE = ("date", "tanggal")

    @property
    def is_numeric(self) -> bool:
        """Whether values are aligned to the right and kept as numbers in a spreadsheet."""
        return self in (Kind.NUMBER, Kind.RUPIAH, Kind.PERCENT)


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
    tall: bool = False
    """Whether printed rows leave room for a signature."""

    def totals(self) -> list[int | None]:
        """Sum the columns that ask for it; absent cells count as nothing."""
        return [
            sum(cell for row in self.rows if isinstance(cell := row[k], int)) if column.summed else None
            for k, column in enumerate(self.columns)
        ]

    @classmethod
    def of(cls, plain: "PlainTable") -> "Table":
        """Take over a table that a pure file wrote down without knowing this package."""
        kinds = {kind.value: kind for kind in Kind}
        columns = [Column(heading, kinds[kind], summed) for heading, kind, summed in plain.columns]
        return cls(plain.title, columns, plain.rows, plain.facts, plain.notes)

    @property
    def has_totals(self) -> bool:
        """Whether any column is summed."""
        return any(column.summed for column in self.columns)


def show(cell: Cell, kind: Kind) -> str:
    """Write a cell as people in Indonesia read it: ``1.250.000``, ``30,03``, ``31/03/2026``; absent is empty."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        exponent = cell.as_tuple().exponent
        return format_rate(cell, decimals=-exponent if isinstance(exponent, int) and exponent < 0 else 0)
    if isinstance(cell, date):
        return format_date_short(cell)
    return format_number(cell) if isinstance(cell, int) and kind.is_numeric else str(cell)
