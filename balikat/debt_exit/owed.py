"""What is still owed month by month, for a small picture and the table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from balikat.debt_exit.debts import ExitDebt, owed_on
from core.dates import MONTHS, add_months

MONTHS_AT_MOST = 24


@dataclass(frozen=True)
class MonthOwed:
    """What was owed at the end of a month, or today. Rupiah; ``unknown`` debts had no balance yet."""

    on: date
    owed: int
    down: int
    unknown: int

    @property
    def short_label(self) -> str:
        """The month under a bar and in the table."""
        return f"{MONTHS[self.on.month - 1][:3]} {self.on:%y}"


def by_month(debts: Sequence[ExitDebt], *, since: date, until: date) -> tuple[MonthOwed, ...]:
    """Return what was owed at the end of every month from the plan's first day on; rupiah.

    ``down`` is how far the sum has come down from its highest month so far. At most the last 24 months.
    """
    counted = [debt for debt in debts if not debt.is_withdrawn]
    months, highest = [], 0
    for day in month_ends(since, until):
        amounts = [owed_on(debt, day) for debt in counted]
        owed = sum(amount for amount in amounts if amount is not None)
        highest = max(highest, owed)
        months.append(MonthOwed(day, owed, highest - owed, sum(amount is None for amount in amounts)))
    return tuple(months[-MONTHS_AT_MOST:])


def month_ends(since: date, until: date) -> list[date]:
    """Return the last days of the months from one day to another; the last one is the day itself."""
    days = []
    first = since.replace(day=1)
    while (last := add_months(first, 1) - timedelta(days=1)) < until:
        days.append(last)
        first = add_months(first, 1)
    return [*days, until]


def burden_left_behind(debts: Sequence[ExitDebt], *, until: date) -> int:
    """Add up the installments a month, as they were at the start, of the debts that are paid off by a day; rupiah."""
    return sum(
        debt.installment_monthly or 0
        for debt in debts
        if not debt.is_withdrawn and debt.proofs and owed_on(debt, until) == 0
    )
