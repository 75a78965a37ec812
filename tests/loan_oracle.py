"""A second, slow schedule: Fractions and plain loops from the words of the conventions, for comparison only."""

import calendar
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

PERIODS = {"daily": 365, "weekly": 52, "two_weekly": 26, "monthly": 12, "quarterly": 4, "yearly": 1}
DAYS = {"daily": 1, "weekly": 7, "two_weekly": 14}
MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}
MODES = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "up": ROUND_CEILING, "down": ROUND_FLOOR}


class Refused(Exception):
    """The oracle finds no schedule either."""


def round_to(amount: Fraction, mode: str, multiple: int = 1) -> int:
    """Round by Decimal with room enough for every digit that matters."""
    with localcontext() as context:
        context.prec = 400
        scaled = amount / multiple
        value = Decimal(scaled.numerator) / Decimal(scaled.denominator)
        return int(value.quantize(Decimal(1), rounding=MODES[mode])) * multiple


def months_later(day: date, months: int) -> date:
    """Move by months, clamped."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def later(day: date, frequency: str, periods: int) -> date:
    """Move by periods."""
    if frequency in DAYS:
        return day + timedelta(days=DAYS[frequency] * periods)
    return months_later(day, MONTHS[frequency] * periods)


def due_dates(request: dict[str, Any]) -> list[date] | None:
    """List the due dates as the request's words have them."""
    if request.get("due_dates"):
        return [date.fromisoformat(day) for day in request["due_dates"]]
    if not request.get("disbursed_on"):
        return None
    start, frequency = date.fromisoformat(request["disbursed_on"]), request.get("frequency", "monthly")
    first = request.get("first_due_on")
    if first is None or date.fromisoformat(first) == later(start, frequency, 1):
        return [later(start, frequency, k) for k in range(1, request["n"] + 1)]
    return [later(date.fromisoformat(first), frequency, k) for k in range(request["n"])]


def year_fraction(request: dict[str, Any], start: date, end: date) -> Fraction:
    """Share of a year between two dates under a day count that looks at dates."""
    count, frequency = request["day_count"], request.get("frequency", "monthly")
    days = (end - start).days
    if count == "actual/360":
        return Fraction(days, 360)
    if count == "actual/365":
        return Fraction(days, 365)
    if count == "actual/actual":
        share, day = Fraction(0), start
        while day < end:
            stop = min(end, date(day.year + 1, 1, 1))
            share += Fraction((stop - day).days, 366 if calendar.isleap(day.year) else 365)
            day = stop
        return share
    if later(start, frequency, 1) == end or later(end, frequency, -1) == start:
        return Fraction(1, PERIODS[frequency])
    thirty = 360 * (end.year - start.year) + 30 * (end.month - start.month) + min(end.day, 30) - min(start.day, 30)
    return Fraction(thirty, 360)


def factors(request: dict[str, Any], dates: list[date] | None) -> list[Fraction]:
    """The factor of every row."""
    rate = Fraction(request["annual_rate"]) / 100
    if request.get("day_count", "period") == "period":
        return [rate / PERIODS[request.get("frequency", "monthly")]] * request["n"]
    assert dates is not None
    starts = [date.fromisoformat(request["disbursed_on"]), *dates]
    return [rate * year_fraction(request, start, end) for start, end in zip(starts, dates, strict=False)]


def annuity(request: dict[str, Any], row_factors: list[Fraction]) -> Fraction:
    """The exact payment on a principal of 1."""
    if request.get("annuity_payment", "formula") == "formula":
        i = Fraction(request["annual_rate"]) / 100 / PERIODS[request.get("frequency", "monthly")]
        row_factors = [i] * len(row_factors)
    worth, discount = Fraction(0), Fraction(1)
    for factor in row_factors:
        discount /= 1 + factor
        worth += discount
    return 1 / worth


def rows(request: dict[str, Any]) -> list[tuple[int, int, int]]:
    """Return (principal, interest, balance) of every row of a request without events.

    :raises Refused: when a part is negative or the loan is repaid before its last row
    """
    method, principal = request["method"], request["principal"]
    modes: dict[str, Any] = {
        "interest": "half_up",
        "principal": "half_up",
        "payment": "half_up",
        "payment_multiple": 1,
        "remainder": "last",
    }
    modes |= request.get("rounding", {})
    grace: dict[str, Any] = {"principal": 0, "interest_deferred": 0} | request.get("grace", {})
    row_factors = factors(request, due_dates(request))
    n, multiple, skipped = request["n"], modes["payment_multiple"], grace["principal"]
    paying = row_factors[skipped:]
    payment = portion = 0
    if method == "annuity":
        payment = round_to(principal * annuity(request, paying), modes["payment"], multiple)
    elif method == "given_payment":
        payment = round_to(Fraction(request["payment"]), modes["payment"], multiple)
        if payment <= round_to(principal * paying[0], modes["interest"]):
            raise Refused
    elif method != "bullet":
        portion = round_to(Fraction(principal, len(paying)), modes["principal"])
    first = None
    if modes["remainder"] == "first":
        first = principal - portion * (len(paying) - 1)

    def walk(first: int | None) -> tuple[list[tuple[int, int, int]], int]:
        balance, carried, result = principal, 0, []
        for k, factor in enumerate(row_factors):
            carried += round_to((principal if method == "flat" else balance) * factor, modes["interest"])
            interest = 0 if k < grace["interest_deferred"] else carried
            carried -= interest
            if k < skipped:
                part = 0
            elif k == skipped and first is not None:
                part = first
            elif k == n - 1 and first is None:
                part = balance
            elif method in ("annuity", "given_payment"):
                part = payment - interest
            elif method == "bullet":
                part = 0
            else:
                part = round_to(Fraction(portion + interest), modes["payment"], multiple) - interest
            if method == "given_payment":
                part = min(part, balance)
            balance -= part
            result.append((part, interest, balance))
            if method == "given_payment" and balance == 0 and carried == 0:
                break
        return result, balance

    result, left = walk(first)
    for _ in range(60):
        if left == 0 or first is None or multiple == 1:
            break
        first += left
        result, left = walk(first)
    if left or min(part for part, _, _ in result) < 0:
        raise Refused
    if method != "given_payment" and len(result) > 1 and result[-2][2] <= 0:
        raise Refused
    return result
