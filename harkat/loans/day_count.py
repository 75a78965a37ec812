"""How much of a year's interest each row bears, as whole numbers over a common year."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from harkat.loans.due_dates import is_regular
from harkat.loans.terms import DayCount, Frequency, year_weight

_PERIOD = DayCount.PERIOD


def row_weights(
    day_count: DayCount, frequency: Frequency, disbursed_on: date | None, due_dates: Sequence[date] | None, n: int
) -> list[int]:
    """Weigh every row, so that it bears rate × weight / ``year_weight``."""
    if day_count is _PERIOD:
        return [1] * n
    assert disbursed_on is not None
    assert due_dates is not None
    return [span_weight(day_count, frequency, start, end) for start, end in pairwise([disbursed_on, *due_dates])]


def span_weight(day_count: DayCount, frequency: Frequency, start: date, end: date) -> int:
    """Weigh the time from start to end, end not included, under a day count that looks at dates.

    30/360 counts a regular period as its share of the year and any other by 30E/360; actual/actual is ISDA's: days in
    leap years over 366, the others over 365.
    """
    if day_count is DayCount.THIRTY_360:
        whole = year_weight(day_count, frequency.periods_a_year)
        if is_regular(start, end, frequency):
            return whole // frequency.periods_a_year
        days = int(days_30e_360(start.year, start.month, start.day, end.year, end.month, end.day))
        return days * (whole // 360)
    days = end.toordinal() - start.toordinal()
    if day_count is DayCount.ACTUAL_ACTUAL:
        if start.year == end.year and not _is_leap(start.year):
            return days * 366
        leap_days = _leap_days_before(end) - _leap_days_before(start)
        return leap_days * 365 + (days - leap_days) * 366
    return days


def days_30e_360(from_year: Any, from_month: Any, from_day: Any, to_year: Any, to_month: Any, to_day: Any) -> Any:
    """Count days in months of 30, the 31st read as the 30th at both ends (30E/360); ints or arrays."""
    return (
        360 * (to_year - from_year)
        + 30 * (to_month - from_month)
        + (to_day - (to_day == 31))
        - (from_day - (from_day == 31))
    )


def leap_years_before(year: Any) -> Any:
    """Count the leap years before a year; int or array."""
    past = year - 1
    return past // 4 - past // 100 + past // 400


def _is_leap(year: int) -> bool:
    return bool(leap_years_before(year + 1) > leap_years_before(year))


def _leap_days_before(day: date) -> int:
    """Count the days before a day that lie in leap years."""
    within = day.toordinal() - date(day.year, 1, 1).toordinal() if _is_leap(day.year) else 0
    return 366 * int(leap_years_before(day.year)) + within
