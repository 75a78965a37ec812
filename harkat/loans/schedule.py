"""One loan's schedule: every row from the disbursement to the last rupiah."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from core.money import Rupiah
from harkat.loans.day_count import row_weights
from harkat.loans.due_dates import due_dates_of
from harkat.loans.events import rows_with_events
from harkat.loans.methods import Columns, repay
from harkat.loans.planning import Factors, factors_of, run_for
from harkat.loans.rates import annual_rates
from harkat.loans.refusals import refuse_result
from harkat.loans.rows import Row, dated_rows
from harkat.loans.rules import check_terms
from harkat.loans.terms import Terms


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
    if terms.events and due_dates is not None:
        return Schedule(terms, tuple(rows_with_events(terms, due_dates, weights)))
    columns = repaid_columns(terms, factors_of(terms, weights))
    return Schedule(terms, tuple(dated_rows(terms, columns, due_dates)))


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
