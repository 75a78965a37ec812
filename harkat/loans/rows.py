"""A schedule's rows, and the joining of amounts with dates."""

from collections.abc import Sequence
from datetime import date
from itertools import repeat
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


def dated_rows(
    terms: Terms, columns: Columns, due_dates: Sequence[date] | None, *, first: int = 0, count: int | None = None
) -> list[Row]:
    """Join the kernel's columns with due dates and days of payment.

    :param first: how many installments came before these columns
    :param count: how many of the columns' rows to take; all of them unless told
    """
    count = len(columns.interest) if count is None else count
    days: Sequence[date | None] = [None] * count
    pay_days = days
    if due_dates is not None:
        days = due_dates[first : first + count]
        pay_days = pay_dates_of(due_dates[first : first + count], terms.closed_days, skip_sundays=terms.skip_sundays)
    payments = map(add, columns.principal, columns.interest)
    numbers = range(first + 1, first + count + 1)
    lines = zip(
        numbers, days, pay_days, columns.principal, columns.interest, payments, columns.balance, repeat(None)
    )  # the shortest, the numbers, says how many
    return list(map(Row._make, lines))
