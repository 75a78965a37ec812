"""Due dates and row weights of many loans at once, by the rules of ``due_dates`` and ``day_count``."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from harkat.loans.day_count import days_30e_360, leap_years_before
from harkat.loans.terms import DayCount, Frequency, year_weight

Days = NDArray[np.datetime64]
LAST_DAY = np.datetime64("9999-12-31", "D")


def step(start: Days, frequency: Frequency, periods: Any) -> Days:
    """Move every date by a number of periods, clamped at the end of a shorter month."""
    if frequency.days:
        shifted: Days = start + np.asarray(periods * frequency.days).astype("timedelta64[D]")
        return shifted
    months = start.astype("datetime64[M]")
    day = start - months.astype("datetime64[D]")
    moved = months + np.asarray(periods * frequency.months).astype("timedelta64[M]")
    first = moved.astype("datetime64[D]")
    last = (moved + 1).astype("datetime64[D]") - first - 1
    moved_days: Days = first + np.minimum(day, last)
    return moved_days


def due_dates_of(frequency: Frequency, disbursed_on: Days, first_due_on: Days | None, n: int) -> list[Days]:
    """List the due dates of every row, each an array over the loans; no first date (NaT) means the usual one."""
    usual = step(disbursed_on, frequency, 1)
    if first_due_on is None:
        return [usual, *(step(disbursed_on, frequency, k) for k in range(2, n + 1))]
    keeps_day = np.isnat(first_due_on) | (first_due_on == usual)
    anchor = np.where(keeps_day, disbursed_on, first_due_on)
    return [step(anchor, frequency, k + keeps_day) for k in range(n)]


def row_weights(day_count: DayCount, frequency: Frequency, disbursed_on: Days, due_dates: Sequence[Days]) -> list[Any]:
    """Weigh every row under a day count that looks at dates, each weight an int64 array over the loans."""
    spans = zip([disbursed_on, *due_dates[:-1]], due_dates, strict=True)
    return [_span_weight(day_count, frequency, start, end) for start, end in spans]


def _span_weight(day_count: DayCount, frequency: Frequency, start: Days, end: Days) -> Any:
    days = (end - start).astype(np.int64)
    if day_count is DayCount.THIRTY_360:
        whole = year_weight(day_count, frequency.periods_a_year)
        thirties = days_30e_360(*_parts(start), *_parts(end)) * (whole // 360)
        return np.where(_is_regular(start, end, days, frequency), whole // frequency.periods_a_year, thirties)
    if day_count is DayCount.ACTUAL_ACTUAL:
        leap_days = _leap_days_before(end) - _leap_days_before(start)
        return leap_days * 365 + (days - leap_days) * 366
    return days


def _is_regular(start: Days, end: Days, days: Any, frequency: Frequency) -> Any:
    if frequency.days:
        return days == frequency.days
    return (step(start, frequency, 1) == end) | (step(end, frequency, -1) == start)


def _parts(day: Days) -> tuple[Any, Any, Any]:
    month = day.astype("datetime64[M]")
    months = month.astype(np.int64) + 1970 * 12
    return months // 12, months % 12 + 1, (day - month.astype("datetime64[D]")).astype(np.int64) + 1


def _leap_days_before(day: Days) -> Any:
    start = day.astype("datetime64[Y]")
    year = start.astype(np.int64) + 1970
    before = leap_years_before(year)
    within = (day - start.astype("datetime64[D]")).astype(np.int64)
    return 366 * before + within * (leap_years_before(year + 1) > before)
