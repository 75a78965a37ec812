"""Exact products over int64 arrays: chosen so that nothing overflows, or declined."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.money import Rounding
from harkat.loans.methods import annuity_ratio
from harkat.loans.rounding import LARGEST_INT64, Interest, interest_rule, split_interest_rule
from harkat.loans.terms import RATE_DECIMALS, RATE_UNITS, Conventions

Ints = NDArray[np.int64]
SMALL_TABLE = 1 << 16
HUNDREDTH = 10**RATE_DECIMALS // 100
FREE_BITS = 62
"""Products are kept below 2 to this power, so that adding a bias to one cannot overflow either."""


def interest_rule_for(denominator: int, mode: Rounding, balance: int, numerator: int) -> Interest | None:
    """Choose the interest function that is exact in int64 for balances and numerators up to these, if there is one."""
    if balance * numerator + denominator <= LARGEST_INT64:
        return interest_rule(denominator, mode)
    shift = FREE_BITS - 1 - max(denominator.bit_length(), numerator.bit_length())
    if shift > 0 and (balance >> shift) * numerator <= LARGEST_INT64 and (balance >> shift) < 1 << FREE_BITS - shift:
        return split_interest_rule(denominator, mode, shift)
    return None


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates of a group of loans: counted in their common step, over a year reduced by it."""

    distinct: Sequence[int]
    step: int
    year: int

    @classmethod
    def of(cls, rates: Ints, year_weight: int) -> "Rates":
        """Find the distinct rates (millionths of a percent) and what they have in common with the year."""
        distinct = [int(rate) for rate in _distinct(rates)]
        year = RATE_UNITS * year_weight
        step = gcd(year, *distinct)
        return cls(distinct, step, year // step)


def _distinct(rates: Ints) -> Ints:
    """List the distinct rates in order: rates in hundredths of a percent are ticked off in a small table."""
    hundredths = rates // HUNDREDTH
    if int(hundredths.max()) < SMALL_TABLE and bool((hundredths * HUNDREDTH == rates).all()):
        seen = np.zeros(SMALL_TABLE, np.bool_)
        seen[hundredths] = True
        found: Ints = np.flatnonzero(seen) * HUNDREDTH
        return found
    distinct: Ints = np.unique(rates)
    return distinct


class AnnuityFactors:
    """The payment on a principal of 1 for each distinct rate, as a whole number of 2 ** -bits, rounded down."""

    def __init__(self, rates: Rates, convention: Conventions, rows: int, largest_principal: int) -> None:
        self.rows = rows
        self.year = RATE_UNITS * convention.frequency.periods_a_year
        self.mode = convention.rounding.payment
        self.multiple = convention.rounding.payment_multiple
        self.step = rates.step
        spare = 2 * FREE_BITS - 4 - largest_principal.bit_length() - self.multiple.bit_length()
        self.bits = max(1, spare // 2)
        factors = [self._factor(rate) for rate in rates.distinct]
        self.largest = max(factors) + 1
        self.keys = np.array(rates.distinct, np.int64) // self.step
        self.factors = np.array([factor if factor < 1 << FREE_BITS else 0 for factor in factors], np.int64)
        self.table: Ints | None = None
        if self.keys[-1] < SMALL_TABLE:
            self.table = np.zeros(int(self.keys[-1]) + 1, np.int64)
            self.table[self.keys] = self.factors

    def _factor(self, rate: int) -> int:
        numerator, denominator = self.ratio(rate)
        return (numerator << self.bits) // denominator

    def ratio(self, rate: int) -> tuple[int, int]:
        """Return the exact payment on a principal of 1 at a rate."""
        return annuity_ratio(rate, self.year, self.rows)

    def payments(self, principals: Ints, rates: Ints) -> Ints | None:
        """Round principal × factor to whole payments; nothing where even split products would overflow.

        The factor is known to one unit: where the unit below and the unit above round alike, that is the payment. The
        few others are settled by exact ratios.
        """
        keys = rates // self.step
        factors = self.factors[np.searchsorted(self.keys, keys)] if self.table is None else self.table[keys]
        rule = interest_rule_for(self.multiple << self.bits, self.mode, int(principals.max()), self.largest)
        if rule is None:
            return None
        payments: Ints = rule(principals, factors)
        for k in np.flatnonzero(rule(principals, factors + 1) != payments):
            numerator, denominator = self.ratio(int(rates[k]))
            denominator *= self.multiple
            payments[k] = _rounded(int(principals[k]) * numerator, denominator, self.mode)
        return payments if self.multiple == 1 else payments * self.multiple


def _rounded(numerator: int, denominator: int, mode: Rounding) -> int:
    rule: Callable[[Any, Any], Any] = interest_rule(denominator, mode)
    return int(rule(numerator, 1))
