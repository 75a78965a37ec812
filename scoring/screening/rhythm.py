"""Finds the rhythm of equal payments: daily, weekly, every two weeks, monthly."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from statistics import median

from core.labels import LabeledEnum
from scoring.screening.statement import StatementLine


class Period(LabeledEnum):
    """How often an installment falls due."""

    DAY = ("day", "harian")
    WEEK = ("week", "mingguan")
    FORTNIGHT = ("fortnight", "dua mingguan")
    MONTH = ("month", "bulanan")


_LENGTHS = {Period.DAY: (0, 3), Period.WEEK: (5, 9), Period.FORTNIGHT: (12, 16), Period.MONTH: (25, 35)}
PERIOD_DAYS = {Period.DAY: 1, Period.WEEK: 7, Period.FORTNIGHT: 14, Period.MONTH: 30}


def rhythm_of(days: Sequence[date]) -> Period | None:
    """Find the period of payments from their days; None when they come irregularly or fewer than two.

    A few skipped days do not break a rhythm: two of three gaps must fit.
    """
    ordered = sorted(set(days))
    gaps = [(after - before).days for before, after in pairwise(ordered)]
    if not gaps:
        return None
    middle = median(gaps)
    for period, (least, most) in _LENGTHS.items():
        if least <= middle <= most:
            fitting = sum(least <= gap <= most for gap in gaps)
            return period if fitting * 3 >= len(gaps) * 2 else None
    return None


def commonest_amount(lines: Sequence[StatementLine]) -> tuple[int, int]:
    """Give the amount paid most often and how often, in whole rupiah."""
    if not lines:
        return 0, 0
    return max(Counter(line.amount for line in lines).items(), key=lambda item: (item[1], item[0]))


def going_on(outs: Sequence[StatementLine], last_day: date | None) -> bool:
    """Tell whether regular payments run up to the end of what the statement shows."""
    days = [line.day for line in outs if line.day]
    if len(days) < 2 or last_day is None:
        return False
    period = rhythm_of(days)
    if period is None:
        return False
    return (last_day - max(days)).days <= _LENGTHS[period][1]
