"""Absorption over time: what went out month by month, and how much of the ceiling that made."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from core.dates import MONTHS, add_months
from harkat.reports.shares import share_of

MILLION = 1_000_000


@dataclass(frozen=True)
class Month:
    """One month: rupiah that went out in it (less what was reversed), and all that had gone out at its end."""

    first_day: date
    disbursed: int
    so_far: int
    absorption: Fraction | None

    @property
    def before(self) -> int:
        """Rupiah that had gone out before the month; less by reversals in it."""
        return self.so_far - self.disbursed

    @property
    def label(self) -> str:
        """The month in full: ``Maret 2026``."""
        return f"{MONTHS[self.first_day.month - 1]} {self.first_day.year}"

    @property
    def short_label(self) -> str:
        """The month under a bar: ``Mar 26``."""
        return f"{MONTHS[self.first_day.month - 1][:3]} {self.first_day:%y}"


def by_month(payments: Iterable[tuple[date, int]], *, ceiling: int, until: date) -> list[Month]:
    """Lay payments out over every month from the first one to the day's, months without any included.

    :param payments: day and rupiah, negative for a reversal; those after the day are left out
    """
    sums: Counter[date] = Counter()
    for day, amount in payments:
        if day <= until:
            sums[day.replace(day=1)] += amount
    if not sums:
        return []
    months, so_far, first = [], 0, min(sums)
    while first <= until:
        so_far += sums[first]
        months.append(Month(first, sums[first], so_far, share_of(so_far, ceiling)))
        first = add_months(first, 1)
    return months


def in_millions(amount: int) -> int:
    """Round rupiah to whole millions for the height of a bar, half up."""
    return (amount + MILLION // 2) // MILLION
