"""How often a loan is repaid: months become rows, and a loan repaid once at the end becomes one row."""

from dataclasses import replace
from datetime import date

from core.dates import add_months
from core.labels import LabeledEnum
from harkat.loans.rows import Lines
from harkat.loans.schedule import Schedule, build, with_figures
from harkat.loans.terms import Frequency, Grace, Method, Terms

MONTHS_A_YEAR = 12


class Pace(LabeledEnum):
    """How often a borrower pays, as the product or a visitor says it."""

    MONTHLY = ("monthly", "setiap bulan")
    WEEKLY = ("weekly", "setiap minggu")
    TWO_WEEKLY = ("two_weekly", "setiap dua minggu")
    AT_END = ("at_end", "sekali di akhir, misalnya sesudah panen")

    @property
    def frequency(self) -> Frequency:
        """How often rows fall due; a loan repaid once still counts its interest by the month."""
        return {Pace.WEEKLY: Frequency.WEEKLY, Pace.TWO_WEEKLY: Frequency.TWO_WEEKLY}.get(self, Frequency.MONTHLY)

    def rows_in(self, months: int) -> int:
        """Return how many rows some months make: 52 weeks a year, half a row counted as one."""
        if self in (Pace.MONTHLY, Pace.AT_END):
            return months
        return (months * self.frequency.periods_a_year * 2 + MONTHS_A_YEAR) // (2 * MONTHS_A_YEAR)


def paced(terms: Terms, pace: Pace, *, months: int) -> Terms:
    """Give terms a pace and a length in months; their principal grace is read as months, too.

    Repaid once means: no principal and no interest before the last month, the interest of all months with it.
    """
    if pace is Pace.AT_END:
        grace = Grace(interest_deferred=months - 1)
        return replace(terms, n=months, frequency=pace.frequency, method=Method.BULLET, grace=grace)
    grace = replace(terms.grace, principal=pace.rows_in(terms.grace.principal))
    return replace(terms, n=pace.rows_in(months), frequency=pace.frequency, grace=grace)


def once_on(terms: Terms, due_on: date) -> Terms:
    """Let terms that ask for one payment fall due on a day: as many months as lie before it, at least one.

    The terms have a day of payment.
    """
    assert terms.disbursed_on is not None
    months = 1
    while add_months(terms.disbursed_on, months) < due_on:
        months += 1
    days = (*(add_months(terms.disbursed_on, month) for month in range(1, months)), due_on)
    return replace(paced(terms, Pace.AT_END, months=months), due_dates=days, first_due_on=None)


def is_paid_once(terms: Terms) -> bool:
    """Tell whether terms ask for one payment at the end."""
    return terms.method is Method.BULLET and terms.grace.interest_deferred == terms.n - 1


def lay_out(terms: Terms) -> Schedule:
    """Build a schedule; the months without a payment before a single one are no rows.

    :raises TermsRefused: for terms no schedule can be made from
    """
    whole = build(terms)
    if not is_paid_once(terms) or terms.n == 1:
        return whole
    last = whole.lines.rows()[-1]._replace(n=1)
    lines = Lines._make([value] for value in last)
    rates = whole.effective_rate_annual, whole.compounded_rate_annual
    return Schedule(terms, lines, last.payment, whole.total_interest, *rates)


def as_written(terms: Terms, lines: Lines) -> Schedule:
    """Return rows that were written down with what they come to, a single payment counted over all its months."""
    months = terms.n - 1
    if not is_paid_once(terms) or len(lines.payment) != 1 or not months:
        return with_figures(terms, lines)
    empty, due = [None] * months, [lines.due_on[0]] * months
    waiting = Lines(
        empty, due, due, [0] * months, [0] * months, [0] * months, [terms.principal] * months, empty
    )  # fmt: skip
    padded = Lines._make([*before, *row] for before, row in zip(waiting, lines, strict=True))
    whole = with_figures(terms, padded)
    rates = whole.effective_rate_annual, whole.compounded_rate_annual
    return Schedule(terms, lines, whole.payment, whole.total_interest, *rates)
