"""Schedules and refusals as the plain objects that JSON, spreadsheets and pages are made of."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from harkat.loans.due_dates import USUAL_ROWS, step
from harkat.loans.rows import Lines
from harkat.loans.schedule import Schedule
from harkat.loans.terms import Event, Terms, TermsRefused

Plain = dict[str, object]


def answer(schedule: Schedule, identity: object = None) -> Plain:
    """Lay out a schedule as the answer to a request: whole rupiah, ISO dates, rates as percent strings."""
    return {
        "id": identity,
        "rows": _rows(schedule.lines),
        "payment": schedule.payment,
        "total_interest": schedule.total_interest,
        "effective_rate_annual": _percent(schedule.effective_rate_annual),
        "compounded_rate_annual": _percent(schedule.compounded_rate_annual),
        "conventions": conventions(schedule.terms, schedule.lines.due_on[0] if schedule.lines.n[0] else None),
    }


def refusal(error: TermsRefused, identity: object = None) -> Plain:
    """Lay out a refusal as the answer to a request."""
    return {"id": identity, "error": error.message, "field": error.field}


_iso = lru_cache(maxsize=32_768)(date.isoformat)
"""Loans share their days: a portfolio of a few years has some thousands of them."""


def _rows(lines: Lines) -> list[Plain]:
    """Write the rows, which is the hot part of an answer."""
    numbers, due_dates, pay_dates, principals, interests, payments, balances, events = lines
    due_days = _iso_days(due_dates)
    pay_days = due_days if pay_dates is due_dates else _iso_days(pay_dates)
    plain: list[Plain] = [
        {
            "n": n,
            "due_on": due_on,
            "pay_on": pay_on,
            "principal": principal,
            "interest": interest,
            "payment": payment,
            "balance": balance,
        }
        for n, due_on, pay_on, principal, interest, payment, balance in zip(
            numbers, due_days, pay_days, principals, interests, payments, balances, strict=True
        )
    ]
    for line, event in zip(plain, events, strict=True) if any(events) else ():
        if event is not None:
            line["event"] = event.value
    return plain


def _iso_days(days: Sequence[date | None]) -> Sequence[str | None]:
    if days[0] is None:
        return days  # type: ignore[return-value]
    if isinstance(days, tuple) and len(days) <= USUAL_ROWS:
        return _usual_iso_days(days)
    return list(map(_iso, days))


@lru_cache(maxsize=1024)
def _usual_iso_days(days: tuple[date, ...]) -> Sequence[str]:
    """Write the due dates that loans share; ``due_dates`` hands the same ones out again and again."""
    return tuple(map(date.isoformat, days))


def conventions(terms: Terms, first_due_on: date | None = None) -> Plain:
    """Lay out every field of a request as it was used; given back as a request, it makes the same schedule.

    :param first_due_on: the due date of the first installment, where it is known already

    ``_value_`` is an enum's value without the detour of its property.
    """
    rounding = terms.rounding
    return {
        "method": terms.method._value_,
        "principal": terms.principal,
        "annual_rate": _without_exponent(terms.annual_rate),
        "n": terms.n,
        "frequency": terms.frequency._value_,
        "disbursed_on": _day(terms.disbursed_on),
        "first_due_on": _day(first_due_on) or _first_due_on(terms),
        "due_dates": None if terms.due_dates is None else [day.isoformat() for day in terms.due_dates],
        "day_count": terms.day_count._value_,
        "rounding": {
            "interest": rounding.interest._value_,
            "principal": rounding.principal._value_,
            "payment": rounding.payment._value_,
            "payment_multiple": rounding.payment_multiple,
            "remainder": rounding.remainder._value_,
        },
        "grace": {"principal": terms.grace.principal, "interest_deferred": terms.grace.interest_deferred},
        "annuity_payment": terms.annuity_payment._value_,
        "payment": terms.payment,
        "events": [_event(event) for event in sorted(terms.events, key=_day_of)] if terms.events else [],
        "closed_days": [day.isoformat() for day in sorted(terms.closed_days)] if terms.closed_days else [],
        "skip_sundays": terms.skip_sundays,
    }


def _first_due_on(terms: Terms) -> str | None:
    if terms.first_due_on is not None:
        return terms.first_due_on.isoformat()
    if terms.due_dates is not None:
        return terms.due_dates[0].isoformat()
    return None if terms.disbursed_on is None else step(terms.disbursed_on, terms.frequency, 1).isoformat()


def _day_of(event: Event) -> date:
    return event.on


def _event(event: Event) -> Plain:
    plain: Plain = {"on": event.on.isoformat(), "kind": event.kind.value}
    if event.amount is not None:
        plain["amount"] = event.amount
    return plain


def _day(day: date | None) -> str | None:
    return None if day is None else _iso(day)


def _without_exponent(rate: Decimal) -> str:
    """Write a rate out; ``str`` is the quicker way where it makes no power of ten of it."""
    text = str(rate)
    return f"{rate:f}" if "E" in text else text


def _percent(rate: Decimal | None) -> str | None:
    return None if rate is None else str(rate)
