"""Turns the lines an officer saw on a picture and typed into a statement that can be screened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.errors import RuleBroken
from scoring.screening.statement import PrintedSums, Statement, StatementLine, SumCheck

MOST_LINES = 60


@dataclass(frozen=True)
class SeenLine:
    """One line of a passbook or screenshot. Whole rupiah; exactly one of the two is more than 0."""

    day: date
    text: str
    money_in: int
    money_out: int


class SeenBadly(RuleBroken):
    """Typed lines that cannot stand on a statement."""


def check_lines(lines: Sequence[SeenLine], *, today: date) -> None:
    """Refuse lines that no statement holds.

    :raises SeenBadly: naming the line
    """
    if not lines:
        raise SeenBadly("Ketik paling sedikit satu baris yang penting.", field="text_1")
    for number, line in enumerate(lines, start=1):
        if line.day > today:
            raise SeenBadly(f"Tanggal baris {number} sesudah hari ini.", field=f"day_{number}")
        if (line.money_in > 0) == (line.money_out > 0):
            raise SeenBadly(
                f"Isi uang masuk atau uang keluar di baris {number}, salah satu.", field=f"money_in_{number}"
            )


def as_statement(lines: Sequence[SeenLine], *, holder: str | None) -> Statement:
    """Return the lines as a statement; it is never complete, because only the lines that matter were typed."""
    numbered = tuple(
        StatementLine(number, line.day, (line.text,), (line.money_in - line.money_out) * 100)
        for number, line in enumerate(lines, start=1)
    )
    return Statement(
        lines=numbered,
        columns=None,
        holder=holder,
        account=None,
        period=None,
        bank=None,
        sums=PrintedSums(),
        check=SumCheck.NOT_PRINTED,
        warnings=("Hanya baris yang diketik petugas dari gambarnya yang dibaca.",),
    )


def as_rows(lines: Sequence[SeenLine]) -> list[dict[str, object]]:
    """Return the lines as JSON-ready rows, to be kept with the picture."""
    return [
        {"day": line.day.isoformat(), "text": line.text, "money_in": line.money_in, "money_out": line.money_out}
        for line in lines
    ]
