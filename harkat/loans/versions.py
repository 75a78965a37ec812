"""A loan's schedule as it changes: what a payoff costs on a day, and a restructuring as a new version."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from core.money import Rupiah, format_rupiah
from harkat.loans.schedule import Schedule, build
from harkat.loans.terms import Event, EventKind, Frequency, Grace, Method, Terms, TermsRefused

NOTHING = Rupiah(0)


@dataclass(frozen=True, slots=True)
class PayoffQuote:
    """What ends a loan on a day: the principal left, the interest accrued to that day, nothing of later interest."""

    on: date
    principal: Rupiah
    interest: Rupiah

    @property
    def total(self) -> Rupiah:
        """What the borrower pays that day, in rupiah."""
        return Rupiah(self.principal + self.interest)


@dataclass(frozen=True, slots=True)
class Version:
    """A schedule that holds from a day on; the one it replaces is kept."""

    number: int
    valid_from: date
    schedule: Schedule
    owed_beside: Rupiah = NOTHING
    """Interest in arrears that was not capitalised: still owed, outside the rows."""
    replaces: "Version | None" = None


@dataclass(frozen=True, slots=True)
class Restructuring:
    """What changes: rate (percent a year), rows, grace, and what becomes of arrears.

    ``unpaid_principal`` and ``unpaid_interest`` are rupiah of installments that fell due and were not paid.
    """

    annual_rate: Decimal
    n: int
    grace: Grace = field(default_factory=Grace)
    method: Method | None = None
    frequency: Frequency | None = None
    first_due_on: date | None = None
    payment: Rupiah | None = None
    unpaid_principal: Rupiah = NOTHING
    unpaid_interest: Rupiah = NOTHING
    capitalise: bool = False


def quote_payoff(terms: Terms, on: date) -> PayoffQuote:
    """Say what paying a loan off on a day costs, events up to that day counted.

    :raises TermsRefused: field ``on`` when the loan is repaid by then or not disbursed yet
    """
    events = tuple(event for event in terms.events if event.on <= on and event.kind is not EventKind.PAYOFF)
    try:
        rows = build(replace(terms, events=(*events, Event(on, EventKind.PAYOFF)))).rows
    except TermsRefused as error:
        if error.field == f"events[{len(events)}].on":
            raise TermsRefused(error.message, field="on") from None
        raise
    return PayoffQuote(on, rows[-1].principal, rows[-1].interest)


def first_version(schedule: Schedule) -> Version:
    """Open the history of a schedule on the day the loan was paid out.

    :raises TermsRefused: for a schedule without dates
    """
    if schedule.terms.disbursed_on is None:
        raise TermsRefused("Jadwal tanpa tanggal pencairan belum dapat diubah.", field="disbursed_on")
    return Version(1, schedule.terms.disbursed_on, schedule)


def restructure(version: Version, on: date, change: Restructuring) -> Version:
    """Lay out what is owed on a day anew, as the next version; the present one is kept as it is.

    Owed are the principal not yet due, the unpaid principal, and the interest accrued since the last due date together
    with the unpaid interest: capitalised into the new principal, or left beside the rows.

    :raises TermsRefused: for a day before the version holds, arrears beyond what fell due, or impossible new terms
    """
    old = version.schedule.terms
    if on < version.valid_from:
        raise TermsRefused("Tanggal perubahan tidak boleh sebelum jadwal yang berlaku.", field="on")
    due = [row for row in version.schedule.rows if row.due_on is not None and row.due_on <= on]
    _check_arrears("unpaid_principal", change.unpaid_principal, sum(row.principal for row in due))
    _check_arrears("unpaid_interest", change.unpaid_interest, sum(row.interest for row in due))
    left = due[-1].balance if due else old.principal
    accrued = quote_payoff(old, on).interest if left else 0
    interest = change.unpaid_interest + accrued
    method = change.method or old.method
    terms = replace(
        old,
        method=method,
        principal=Rupiah(left + change.unpaid_principal + (interest if change.capitalise else 0)),
        annual_rate=change.annual_rate,
        n=change.n,
        frequency=change.frequency or old.frequency,
        disbursed_on=on,
        first_due_on=change.first_due_on,
        due_dates=None,
        grace=change.grace,
        payment=change.payment if method is Method.GIVEN_PAYMENT else None,
        events=(),
    )
    beside = Rupiah(version.owed_beside + (0 if change.capitalise else interest))
    return Version(version.number + 1, on, build(terms), beside, version)


def _check_arrears(name: str, unpaid: int, due: int) -> None:
    if not 0 <= unpaid <= due:
        raise TermsRefused(f"Tunggakan harus antara 0 dan yang sudah jatuh tempo, {format_rupiah(due)}.", field=name)
