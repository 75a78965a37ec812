"""One loan's schedule: every row from the disbursement to the last rupiah."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from core.money import Rupiah
from harkat.loans.day_count import row_weights
from harkat.loans.due_dates import due_dates_of
from harkat.loans.events import rows_with_events
from harkat.loans.methods import Columns, repay
from harkat.loans.plain import plain_columns
from harkat.loans.planning import factors_of, run_for
from harkat.loans.rates import annual_rates
from harkat.loans.refusals import refuse_result, refuse_uneven
from harkat.loans.rows import Lines, Row, dated_lines, lines_of
from harkat.loans.rules import check_terms
from harkat.loans.terms import Terms


@dataclass(frozen=True)
class Schedule:
    """The table a borrower is promised, with the terms it came from and the figures it comes to; rupiah and percent."""

    terms: Terms
    lines: Lines
    """The rows, column by column."""
    payment: Rupiah
    """What the first installment that pays principal pays in all."""
    total_interest: Rupiah
    effective_rate_annual: Decimal | None
    """The rate per period × periods a year, as Indonesian lenders and OJK quote it."""
    compounded_rate_annual: Decimal | None
    """The rate per period compounded over a year."""

    def __init__(  # the generated one sets every field of a frozen class by a call of its own
        self,
        terms: Terms,
        lines: Lines,
        payment: Rupiah,
        total_interest: Rupiah,
        effective_rate_annual: Decimal | None,
        compounded_rate_annual: Decimal | None,
    ) -> None:
        vars(self).update(
            terms=terms,
            lines=lines,
            payment=payment,
            total_interest=total_interest,
            effective_rate_annual=effective_rate_annual,
            compounded_rate_annual=compounded_rate_annual,
        )

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows in order, events among the installments."""
        return tuple(self.lines.rows())


def build(terms: Terms) -> Schedule:
    """Build the schedule of one loan.

    :raises TermsRefused: for terms no schedule can be made from, with the field to change
    """
    check_terms(terms)
    due_dates = due_dates_of(terms)
    weights = row_weights(terms.day_count, terms.frequency, terms.disbursed_on, due_dates, terms.n)
    if terms.events and due_dates is not None:
        return with_figures(terms, lines_of(rows_with_events(terms, due_dates, weights)))
    columns = repaid_columns(terms, weights)
    return with_figures(terms, dated_lines(terms, columns, due_dates))


def with_figures(terms: Terms, lines: Lines) -> Schedule:
    """Join rows, computed now or written down earlier, with what they come to."""
    total_interest = sum(lines.interest)
    seed = total_interest / (terms.principal + sum(lines.balance))
    effective, compounded = annual_rates(terms.principal, lines.payment, terms.frequency.periods_a_year, seed)
    payment = lines.payment[_first_paying(lines)]
    return Schedule(terms, lines, Rupiah(payment), Rupiah(total_interest), effective, compounded)


def _first_paying(lines: Lines) -> int:
    """Return the place of the first installment that pays principal; where only events do, of the first event."""
    found = 0
    for k, principal in enumerate(lines.principal):
        if principal and lines.n[k] is not None:
            return k
        found = found or (k if principal else 0)
    return found


def repaid_columns(terms: Terms, weights: Sequence[int]) -> Columns:
    """Run the kernel over one loan without events: its amounts alone, rupiah.

    :param weights: the share of a year that each row bears interest for, as ``row_weights`` counts it
    :raises TermsRefused: when the rows do not repay the loan, or repay it before the last
    """
    plain = plain_columns(terms)
    if plain is not None:
        refuse_uneven(terms, plain, left=0)
        return plain
    factors, grace = factors_of(terms, weights), terms.grace
    run = run_for(terms, factors, balance=terms.principal, grace=grace.principal, deferred=grace.interest_deferred)
    rows: list[tuple[int, int, int]] = []
    left = repay(run, rows.append)
    columns = Columns.of(rows)
    refuse_result(terms, run, columns, left)
    return columns
