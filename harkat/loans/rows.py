"""A schedule's rows, and the joining of amounts with dates."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from operator import add
from typing import NamedTuple

from core.money import Rupiah
from harkat.loans.due_dates import pay_dates_of
from harkat.loans.methods import Columns
from harkat.loans.terms import EventKind, Terms


class Row(NamedTuple):
    """An installment, or a payment between installments (``n`` absent, ``event`` its kind); rupiah."""

    n: int | None
    due_on: date | None
    pay_on: date | None
    principal: Rupiah
    interest: Rupiah
    payment: Rupiah
    balance: Rupiah
    event: EventKind | None = None


_make_row: Callable[[Iterable[object]], Row] = partial(tuple.__new__, Row)
"""What ``Row._make`` does, without a Python call for every row."""


class Lines(NamedTuple):
    """The same rows column by column, which is how they are counted and written."""

    n: Sequence[int | None]
    due_on: Sequence[date | None]
    pay_on: Sequence[date | None]
    principal: Sequence[int]
    interest: Sequence[int]
    payment: Sequence[int]
    balance: Sequence[int]
    event: Sequence[EventKind | None]

    def rows(self) -> list[Row]:
        """Turn the columns into rows."""
        return list(map(_make_row, zip(*self, strict=True)))


def lines_of(rows: Sequence[Row]) -> Lines:
    """Turn rows into columns."""
    return Lines._make(zip(*rows, strict=True))


def dated_lines(
    terms: Terms, columns: Columns, due_dates: Sequence[date] | None, *, first: int = 0, count: int | None = None
) -> Lines:
    """Join the kernel's columns with due dates and days of payment.

    :param first: how many installments came before these columns
    :param count: how many of the columns' rows to take; all of them unless told
    """
    principal, interest, balance, payment = columns.principal, columns.interest, columns.balance, columns.payment
    if count is None:
        count = len(interest)
    else:
        principal, interest, balance, payment = principal[:count], interest[:count], balance[:count], None
    nothing = [None] * count
    days: Sequence[date | None] = nothing
    pay_days = days
    if due_dates is not None:
        due = due_dates if first == 0 and len(due_dates) == count else due_dates[first : first + count]
        days, pay_days = due, pay_dates_of(due, terms.closed_days, skip_sundays=terms.skip_sundays)
    if payment is None:
        payment = list(map(add, principal, interest))
    return Lines(range(first + 1, first + count + 1), days, pay_days, principal, interest, payment, balance, nothing)
