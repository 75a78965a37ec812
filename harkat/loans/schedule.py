"""One loan's schedule: every row from the disbursement to the last rupiah."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import repeat
from operator import add
from typing import NamedTuple

from core.money import Rupiah
from harkat.loans.day_count import row_weights
from harkat.loans.due_dates import due_dates_of, pay_dates_of
from harkat.loans.methods import Columns, repay
from harkat.loans.planning import Factors, factors_of, run_for
from harkat.loans.rates import annual_rates
from harkat.loans.refusals import refuse_result
from harkat.loans.rules import check_terms
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


@dataclass(frozen=True)
class Schedule:
    """The table a borrower is promised, with the terms it came from."""

    terms: Terms
    rows: tuple[Row, ...]

    @cached_property
    def payment(self) -> Rupiah:
        """The payment of the first installment that pays principal, in rupiah."""
        paying = [row for row in self.rows if row.principal]
        return next((row for row in paying if row.n is not None), paying[0]).payment

    @cached_property
    def total_interest(self) -> Rupiah:
        """The sum of the rows' interest, in rupiah."""
        return Rupiah(sum([row.interest for row in self.rows]))

    @property
    def effective_rate_annual(self) -> Decimal | None:
        """Percent a year: the rate per period × periods a year, as Indonesian lenders and OJK quote it."""
        return self._annual_rates[0]

    @property
    def compounded_rate_annual(self) -> Decimal | None:
        """Percent a year: the rate per period compounded over a year."""
        return self._annual_rates[1]

    @cached_property
    def _annual_rates(self) -> tuple[Decimal, Decimal]:
        outstanding = self.terms.principal + sum([row.balance for row in self.rows])
        payments = [row.payment for row in self.rows]
        periods = self.terms.frequency.periods_a_year
        return annual_rates(self.terms.principal, payments, periods, self.total_interest / outstanding)


def build(terms: Terms) -> Schedule:
    """Build the schedule of one loan.

    :raises TermsRefused: for terms no schedule can be made from, with the field to change
    """
    check_terms(terms)
    due_dates = due_dates_of(terms)
    weights = row_weights(terms.day_count, terms.frequency, terms.disbursed_on, due_dates, terms.n)
    if terms.events:
        raise NotImplementedError("events")
    columns = repaid_columns(terms, factors_of(terms, weights))
    return Schedule(terms, dated_rows(terms, columns, due_dates))


def repaid_columns(terms: Terms, factors: Factors) -> Columns:
    """Run the kernel over one loan without events: its amounts alone, rupiah.

    :raises TermsRefused: when the rows do not repay the loan, or repay it before the last
    """
    run = run_for(
        terms, factors, balance=terms.principal, grace=terms.grace.principal, deferred=terms.grace.interest_deferred
    )
    columns = Columns()
    left = repay(run, columns)
    refuse_result(terms, run, columns, left)
    return columns


def dated_rows(terms: Terms, columns: Columns, due_dates: Sequence[date] | None) -> tuple[Row, ...]:
    """Join the kernel's columns with the due dates and the days of payment."""
    count = len(columns.interest)
    days: Sequence[date | None] = [None] * count
    pay_days = days
    if due_dates is not None:
        days = due_dates[:count]
        pay_days = pay_dates_of(due_dates[:count], terms.closed_days, skip_sundays=terms.skip_sundays)
    payments = map(add, columns.principal, columns.interest)
    numbers = range(1, count + 1)
    lines = zip(
        numbers,
        days,
        pay_days,
        columns.principal,
        columns.interest,
        payments,
        columns.balance,
        repeat(None, count),
        strict=True,
    )
    return tuple(map(Row._make, lines))
