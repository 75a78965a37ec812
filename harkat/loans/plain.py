"""The plain loan, most loans there are: equal periods, no grace, the remainder last; the kernel without its choices.

The arithmetic is that of ``methods.repay``, row for row; only the questions that a plain loan answers once are not
asked again in every row.
"""

from functools import lru_cache
from itertools import repeat
from math import gcd
from typing import NamedTuple

from core.money import Rounding
from harkat.loans.methods import USUAL_ROWS, Columns, annuity_ratio
from harkat.loans.rounding import divide, rounding_bias
from harkat.loans.terms import RATE_UNITS, DayCount, Method, Remainder, Terms

_PERIOD, _LAST, _HALF_EVEN = DayCount.PERIOD, Remainder.LAST, Rounding.HALF_EVEN
_ANNUITY, _EFFECTIVE = Method.ANNUITY, Method.EFFECTIVE


class _Rate(NamedTuple):
    """A rate per period as a reduced fraction, and the exact payment on a principal of 1 as another."""

    numerator: int
    denominator: int
    paid: int
    owed: int


def _read_rate(rate: int, periods_a_year: int, rows: int) -> _Rate:
    year = RATE_UNITS * periods_a_year
    common = gcd(rate, year)
    return _Rate(rate // common, year // common, *annuity_ratio(rate, year, rows))


_rate_of = lru_cache(maxsize=1024)(_read_rate)
"""Lenders have few rates and lengths."""


def plain_columns(terms: Terms) -> Columns | None:
    """Return the amounts of a plain annuity or effective loan, rupiah; nothing for any other loan."""
    rows, rounding, grace = terms.n, terms.rounding, terms.grace
    if (
        terms.day_count is not _PERIOD
        or not 1 < rows <= USUAL_ROWS
        or grace.principal
        or grace.interest_deferred
        or rounding.payment_multiple != 1
        or rounding.remainder is not _LAST
        or rounding.interest is _HALF_EVEN
    ):
        return None
    rate = _rate_of(terms.rate_units, terms.frequency.periods_a_year, rows)
    bias = rounding_bias(rate.denominator, rounding.interest)
    if terms.method is _ANNUITY:
        payment = divide(terms.principal * rate.paid, rate.owed, rounding.payment)
        return _level(terms.principal, rate, bias, payment, rows)
    if terms.method is _EFFECTIVE:
        portion = divide(terms.principal, rows, rounding.principal)
        return _even(terms.principal, rate, bias, portion, rows) if portion else None
    return None


def _level(principal: int, rate: _Rate, bias: int, payment: int, rows: int) -> Columns:
    """Pay the set payment in every row but the last, which pays the balance."""
    numerator, denominator, balance = rate.numerator, rate.denominator, principal
    interests: list[int] = []
    principals: list[int] = []
    balances: list[int] = []
    for _ in range(rows - 1):
        interest = (balance * numerator + bias) // denominator
        interests.append(interest)
        part = payment - interest
        principals.append(part)
        balance -= part
        balances.append(balance)
    interests.append((balance * numerator + bias) // denominator)
    principals.append(balance)
    balances.append(0)
    return Columns(interests, principals, balances, [*repeat(payment, rows - 1), balance + interests[-1]])


def _even(principal: int, rate: _Rate, bias: int, portion: int, rows: int) -> Columns:
    """Pay the set portion of principal in every row but the last, which pays the balance."""
    numerator, denominator, balance = rate.numerator, rate.denominator, principal
    interests: list[int] = []
    payments: list[int] = []
    balances: list[int] = []
    for _ in range(rows - 1):
        interest = (balance * numerator + bias) // denominator
        interests.append(interest)
        payments.append(portion + interest)
        balance -= portion
        balances.append(balance)
    interests.append((balance * numerator + bias) // denominator)
    payments.append(balance + interests[-1])
    balances.append(0)
    return Columns(interests, [*repeat(portion, rows - 1), balance], balances, payments)
