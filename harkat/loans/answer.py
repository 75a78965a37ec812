"""Schedules and refusals as the plain objects that JSON, spreadsheets and pages are made of."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from harkat.loans.due_dates import step
from harkat.loans.rows import Row
from harkat.loans.schedule import Schedule
from harkat.loans.terms import Event, Terms, TermsRefused

Plain = dict[str, object]


def answer(schedule: Schedule, identity: object = None) -> Plain:
    """Lay out a schedule as the answer to a request: whole rupiah, ISO dates, rates as percent strings."""
    return {
        "id": identity,
        "rows": _rows(schedule.rows),
        "payment": schedule.payment,
        "total_interest": schedule.total_interest,
        "effective_rate_annual": _percent(schedule.effective_rate_annual),
        "compounded_rate_annual": _percent(schedule.compounded_rate_annual),
        "conventions": conventions(schedule.terms),
    }


def refusal(error: TermsRefused, identity: object = None) -> Plain:
    """Lay out a refusal as the answer to a request."""
    return {"id": identity, "error": error.message, "field": error.field}


def _rows(rows: Sequence[Row]) -> list[Plain]:
    """Write the rows; the one hot loop of an answer, so everything is in its line."""
    plain: list[Plain] = [
        {
            "n": n,
            "due_on": (due := None if due_on is None else due_on.isoformat()),
            "pay_on": due if pay_on is due_on or pay_on is None else pay_on.isoformat(),
            "principal": principal,
            "interest": interest,
            "payment": payment,
            "balance": balance,
        }
        for n, due_on, pay_on, principal, interest, payment, balance, _ in rows
    ]
    for line, row in zip(plain, rows, strict=True):
        if row.event is not None:
            line["event"] = row.event.value
    return plain


def conventions(terms: Terms) -> Plain:
    """Lay out every field of a request as it was used; given back as a request, it makes the same schedule."""
    return {
        "method": terms.method.value,
        "principal": terms.principal,
        "annual_rate": f"{terms.annual_rate:f}",
        "n": terms.n,
        "frequency": terms.frequency.value,
        "disbursed_on": _day(terms.disbursed_on),
        "first_due_on": _first_due_on(terms),
        "due_dates": None if terms.due_dates is None else [day.isoformat() for day in terms.due_dates],
        "day_count": terms.day_count.value,
        "rounding": {
            "interest": terms.rounding.interest.value,
            "principal": terms.rounding.principal.value,
            "payment": terms.rounding.payment.value,
            "payment_multiple": terms.rounding.payment_multiple,
            "remainder": terms.rounding.remainder.value,
        },
        "grace": {"principal": terms.grace.principal, "interest_deferred": terms.grace.interest_deferred},
        "annuity_payment": terms.annuity_payment.value,
        "payment": terms.payment,
        "events": [_event(event) for event in sorted(terms.events, key=lambda event: event.on)],
        "closed_days": [day.isoformat() for day in sorted(terms.closed_days)],
        "skip_sundays": terms.skip_sundays,
    }


def _first_due_on(terms: Terms) -> str | None:
    if terms.first_due_on is not None:
        return terms.first_due_on.isoformat()
    if terms.due_dates is not None:
        return terms.due_dates[0].isoformat()
    return None if terms.disbursed_on is None else step(terms.disbursed_on, terms.frequency, 1).isoformat()


def _event(event: Event) -> Plain:
    plain: Plain = {"on": event.on.isoformat(), "kind": event.kind.value}
    if event.amount is not None:
        plain["amount"] = event.amount
    return plain


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _percent(rate: Decimal | None) -> str | None:
    return None if rate is None else f"{rate:f}"
