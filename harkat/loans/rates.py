"""The rates a year that a table of payments comes to."""

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

DECIMALS = 4
_SCALE = 10_000.0
_CLOSE_TO_TIE = 1e-3
_LARGEST_FLOAT_PERCENT = 1e8
_CLOSE_ENOUGH = 3e-8
_STEEP_ENOUGH = 1e-3
"""The rate per period above which 1 − v keeps digits enough to be divided by."""


def period_rate(principal: int, payments: Sequence[int], seed: float = 0.0) -> float:
    """Find the rate per period at which the payments are worth the principal (the internal rate of return).

    Payments come at the ends of equal periods and sum to the principal or more, so there is exactly one such rate, 0
    or above. Newton's method in v = 1 / (1 + rate), where the worth of the payments is convex and rising: after the
    first step it comes down on the root from one side.
    """
    if sum(payments) <= principal:
        return 0.0
    first, last = payments[0], payments[-1]
    if seed > _STEEP_ENOUGH and first == payments[-2:][0] and payments.count(first) == len(payments) - (last != first):
        rate = _level_rate(principal, first, last, len(payments), seed)
        if rate is not None:
            return rate
    backwards = payments[::-1]
    v = 1.0 / (1.0 + seed)
    for _ in range(200):
        worth = slope = 0.0
        for payment in backwards:
            slope = slope * v + worth
            worth = worth * v + payment
        slope = slope * v + worth
        worth *= v
        change = (worth - principal) / slope
        v -= change
        if abs(change) <= _CLOSE_ENOUGH * v:  # the next step would be its square
            break
    return 1.0 / v - 1.0


def _level_rate(principal: int, payment: int, last: int, rows: int, seed: float) -> float | None:
    """Take one step of Newton's method for equal payments and a last one, whose worth is a sum in closed form.

    Nothing where one step from the seed is not enough.
    """
    v = 1.0 / (1.0 + seed)
    short = 1.0 - v
    power = v ** (rows - 1)
    level = payment * (1.0 - power) / short
    worth = level * v + last * power * v
    slope = (level - payment * (rows - 1) * power) / short + last * rows * power
    change = (worth - principal) / slope
    return 1.0 / (v - change) - 1.0 if abs(change) <= _CLOSE_ENOUGH * v else None


def period_rate_exactly(principal: int, payments: Sequence[int], seed: float, digits: int) -> Decimal:
    """Find the same rate to a number of digits, for the few figures a float cannot settle."""
    with localcontext() as context:
        context.prec = digits + 10
        backwards = payments[::-1]
        v = 1 / (1 + Decimal(seed))
        for _ in range(200):
            worth = slope = Decimal(0)
            for payment in backwards:
                slope = slope * v + worth
                worth = worth * v + payment
            slope = slope * v + worth
            change = (worth * v - principal) / slope
            v -= change
            if abs(change) <= v.scaleb(-digits):
                break
        return 1 / v - 1


def annual_rates(
    principal: int, payments: Sequence[int], periods_a_year: int, seed: float = 0.0
) -> tuple[Decimal, Decimal]:
    """Return the effective rate a year as OJK quotes it and the compounded one, percent with four decimals, half up.

    The first is the rate per period × periods a year (OJK's example: 17% flat over 12 months is 30.03%), the second
    (1 + rate per period) ** periods a year − 1.
    """
    rate = period_rate(principal, payments, seed)
    if rate == 0.0:
        return Decimal("0.0000"), Decimal("0.0000")
    try:
        figures = rate * periods_a_year * 100, ((1 + rate) ** periods_a_year - 1) * 100
    except OverflowError:
        figures = (float("inf"), float("inf"))
    if _is_settled(figures[0]) and _is_settled(figures[1]):
        return Decimal(f"{figures[0]:.4f}"), Decimal(f"{figures[1]:.4f}")
    return _annual_rates_exactly(principal, payments, periods_a_year, rate)


def _is_settled(percent: float) -> bool:
    """Tell whether a float is far enough from a rounding tie to be printed with four decimals."""
    if percent > _LARGEST_FLOAT_PERCENT:
        return False
    scaled = percent * _SCALE
    return abs(scaled - int(scaled) - 0.5) > _CLOSE_TO_TIE


def _annual_rates_exactly(
    principal: int, payments: Sequence[int], periods_a_year: int, seed: float
) -> tuple[Decimal, Decimal]:
    with localcontext() as context:
        digits = int(math.log10(1 + seed) * periods_a_year) + 30
        context.prec = digits + 10
        rate = period_rate_exactly(principal, payments, seed, digits)
        quantum = Decimal(1).scaleb(-DECIMALS)
        effective = (rate * periods_a_year * 100).quantize(quantum, rounding=ROUND_HALF_UP)
        compounded = (((1 + rate) ** periods_a_year - 1) * 100).quantize(quantum, rounding=ROUND_HALF_UP)
        return effective, compounded
