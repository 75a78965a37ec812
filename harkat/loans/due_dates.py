"""When installments fall due: the day of the month kept, closed days avoided."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import repeat

from core.dates import add_months
from harkat.loans.terms import Frequency, Terms, TermsRefused

SUNDAY = 6
USUAL_ROWS = 120


def step(start: date, frequency: Frequency, periods: int) -> date:
    """Return the date a number of periods after a start, clamped at the end of a shorter month."""
    if frequency.days:
        return start + timedelta(days=frequency.days * periods)
    return add_months(start, frequency.months * periods)


def due_dates_of(terms: Terms) -> Sequence[date] | None:
    """List the due date of every row, or nothing for terms without dates.

    A first due date that is exactly one period after the disbursement keeps the day of the disbursement, so 31 January
    gives 28 February and then 31 March; any other keeps its own day.

    :raises TermsRefused: when the calendar ends before the loan does
    """
    if terms.due_dates is not None:
        return terms.due_dates
    if terms.disbursed_on is None:
        return None
    try:
        first_due_on = terms.first_due_on
        if first_due_on is None or first_due_on == step(terms.disbursed_on, terms.frequency, 1):
            return _regular_dates(terms.disbursed_on, terms.frequency, 1, terms.n)
        return _regular_dates(first_due_on, terms.frequency, 0, terms.n)
    except (OverflowError, ValueError):
        raise TermsRefused(
            "Jatuh tempo melewati akhir kalender (tahun 9999). Kurangi jumlah angsuran.", field="n"
        ) from None


def _regular_dates(anchor: date, frequency: Frequency, first: int, count: int) -> Sequence[date]:
    laid_out = _usual_dates if count <= USUAL_ROWS else _dates
    return laid_out(anchor, frequency.days, frequency.months, first, count)


def _dates(anchor: date, days: int, months: int, first: int, count: int) -> tuple[date, ...]:
    if days:
        start = anchor.toordinal()
        return tuple(date.fromordinal(start + days * k) for k in range(first, first + count))
    if anchor.day > 28:
        return tuple(add_months(anchor, months * k) for k in range(first, first + count))
    month = anchor.year * 12 + anchor.month - 1 + months * first
    places = range(month, month + months * count, months)
    return tuple(map(date, [m // 12 for m in places], [m % 12 + 1 for m in places], repeat(anchor.day)))


_usual_dates = lru_cache(maxsize=1024)(_dates)
"""Loans are paid out on few days and for few lengths: a batch meets the same dates again and again."""


def is_regular(start: date, end: date, frequency: Frequency) -> bool:
    """Tell whether a row is exactly one period long, month-end clamping read either way."""
    if frequency.days:
        return (end - start).days == frequency.days
    if (end.year - start.year) * 12 + end.month - start.month != frequency.months:
        return False
    return (
        end.day == start.day
        or add_months(start, frequency.months) == end
        or add_months(end, -frequency.months) == start
    )


def open_day(day: date, closed_days: Collection[date], *, skip_sundays: bool) -> date:
    """Return the first day from a day on that is neither closed nor, if asked, a Sunday.

    :raises TermsRefused: when the calendar ends first
    """
    try:
        while day in closed_days or (skip_sundays and day.weekday() == SUNDAY):
            day += timedelta(days=1)
    except OverflowError:
        raise TermsRefused("Hari tutup menutup kalender sampai akhirnya.", field="closed_days") from None
    return day


def pay_dates_of(due_dates: Sequence[date], closed_days: Collection[date], *, skip_sundays: bool) -> Sequence[date]:
    """List the day each row is paid on: its due date, or the next open day."""
    if not closed_days and not skip_sundays:
        return due_dates
    return [open_day(due_on, closed_days, skip_sundays=skip_sundays) for due_on in due_dates]
