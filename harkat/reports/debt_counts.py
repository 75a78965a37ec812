"""Closing small counts of persons held by debts, and the sums that would tell as much."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from core.money import format_rupiah
from harkat.reports.suppression import SMALLEST_SHOWN, Closing, Count, suppress

ONLY_TODAY = "hanya untuk hari ini"


@dataclass(frozen=True)
class DebtRow:
    """One kind of debt as it may be shown: persons held, what they owe, persons who got out."""

    kind: str
    held: Count[str]
    owed: str
    got_out: Count[str]


@dataclass(frozen=True)
class DebtCount:
    """One kind of debt as counted: ``owed`` in rupiah, by ``owed_by`` persons of whom the sum is known."""

    held: int
    owed: int
    owed_by: int
    got_out: int


def close_small(
    counts: Mapping[str, DebtCount], *, is_past: bool = False, closed: Collection[str] = ()
) -> list[DebtRow]:
    """Return the rows of the page: a count from 1 to 4 is closed, and so is a sum of fewer than five persons.

    Of a past day no rupiah are told: former balances are not kept, and the sums of two days that follow each other
    would tell what one person owes.

    :param closed: kinds whose count is closed on another page of the day, and so here too
    """
    held = [
        Count(count.key, None, Closing.PROTECTING) if count.key in closed and count.closing is None else count
        for count in suppress({kind: count.held for kind, count in counts.items()}, sensitive=counts, hides_nobody=True)
    ]
    got_out = suppress({kind: count.got_out for kind, count in counts.items()}, sensitive=counts, hides_nobody=True)
    return [
        DebtRow(kind, inside, ONLY_TODAY if is_past else _owed(count, inside), outside)
        for (kind, count), inside, outside in zip(counts.items(), held, got_out, strict=True)
    ]


def _owed(count: DebtCount, held: Count[str]) -> str:
    if held.number == 0:
        return format_rupiah(0)
    if held.number is None or count.owed_by < SMALLEST_SHOWN:
        return "ditutup"
    return format_rupiah(count.owed)
