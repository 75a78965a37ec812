"""What a statement says once it is read: its lines, holder, period and whether its sums agree."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from core.labels import LabeledEnum
from scoring.screening.columns import ColumnPlan
from scoring.screening.normalising import shape_of


class SumCheck(LabeledEnum):
    """Whether the balances and totals printed agree with the lines."""

    AGREES = ("agrees", "saldo dan jumlah cocok")
    DIFFERS = ("differs", "saldo atau jumlah tidak cocok")
    NOT_PRINTED = ("not_printed", "saldo tidak tercetak")


@dataclass(frozen=True)
class StatementLine:
    """One movement: ``sen`` is positive for money in and negative for money out; ``number`` as people see it."""

    number: int
    day: date | None
    texts: tuple[str, ...]
    sen: int
    balance: int | None = None

    shapes: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep the texts with their numbers made equal, for judging what the line says."""
        object.__setattr__(self, "shapes", tuple([shape_of(text) for text in self.texts]))

    @property
    def text(self) -> str:
        """Join the texts of the line."""
        return " ".join(self.texts)

    @property
    def shape(self) -> str:
        """Join the shapes of the line."""
        return " ".join(self.shapes)

    @property
    def amount(self) -> int:
        """Give the movement in whole rupiah, without sign, half up."""
        return (abs(self.sen) + 50) // 100

    @property
    def is_in(self) -> bool:
        """Tell whether money came in."""
        return self.sen > 0


@dataclass(frozen=True)
class PrintedSums:
    """What the file prints about itself, in sen; a tuple because a page may repeat or subtotal."""

    opening: int | None = None
    closing: int | None = None
    totals_in: tuple[int, ...] = ()
    totals_out: tuple[int, ...] = ()


@dataclass(frozen=True)
class Statement:
    """A statement as read; ``unread`` are the numbers of lines that look like movements but could not be read."""

    lines: tuple[StatementLine, ...]
    columns: ColumnPlan | None
    holder: str | None
    account: str | None
    period: tuple[date, date] | None
    bank: str | None
    sums: PrintedSums
    check: SumCheck
    unread: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Tell whether every line was read and nothing printed contradicts them."""
        return not self.unread and self.check is not SumCheck.DIFFERS

    @property
    def last_day(self) -> date | None:
        """Give the last day the statement speaks of: its period's end, or the last line's day."""
        days = [line.day for line in self.lines if line.day]
        latest = max(days) if days else None
        if self.period and (latest is None or self.period[1] > latest):
            return self.period[1]
        return latest


def total_in(lines: Sequence[StatementLine]) -> int:
    """Add what came in, in sen."""
    return sum(line.sen for line in lines if line.sen > 0)


def total_out(lines: Sequence[StatementLine]) -> int:
    """Add what went out, in sen, as a positive number."""
    return -sum(line.sen for line in lines if line.sen < 0)
