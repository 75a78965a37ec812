"""The arrays of a portfolio: loans going in, schedules coming out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.money import LARGEST_RUPIAH
from harkat.loans.array_dates import Days
from harkat.loans.rules import LARGEST_RATE
from harkat.loans.terms import MOST_ROWS, RATE_DECIMALS, Conventions, DayCount, Method, Remainder

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Loans:
    """The loans of a portfolio, one entry of every array for each.

    ``principals`` and ``payments`` are rupiah, ``rates`` millionths of a percent a year (6% is 6,000,000), ``rows`` the
    number of installments, ``convention`` the place of a loan's conventions in ``conventions`` (the first unless told).
    Dates are ``datetime64[D]``, NaT where there is none.
    """

    conventions: Sequence[Conventions]
    principals: Ints
    rates: Ints
    rows: Ints
    convention: Ints | None = None
    payments: Ints | None = None
    disbursed_on: Days | None = None
    first_due_on: Days | None = None


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The schedules of a portfolio: rupiah as int64 arrays [loans, periods], zeros after a loan's last row."""

    principal: Ints
    interest: Ints
    balance: Ints
    refused: NDArray[np.bool_]
    """[loans]: no schedule can be made from these; ``schedule.build`` says why."""

    @property
    def payment(self) -> Ints:
        """What every row pays in all, rupiah, [loans, periods]."""
        return self.principal + self.interest


def against_the_rules(loans: Loans) -> NDArray[np.bool_]:
    """Mark the loans whose own terms contradict themselves, before anything is computed."""
    refused: NDArray[np.bool_] = (
        (loans.principals <= 0)
        | (loans.principals > LARGEST_RUPIAH)
        | (loans.rates < 0)
        | (loans.rates > LARGEST_RATE * 10**RATE_DECIMALS)
        | (loans.rows < 1)
        | (loans.rows > MOST_ROWS)
    )
    for place, convention in enumerate(loans.conventions):
        wrong: Any = loans.rows <= max(convention.grace.principal, convention.grace.interest_deferred)
        if convention.method is Method.GIVEN_PAYMENT:
            if loans.payments is None:
                wrong = True
            else:
                wrong = wrong | (loans.payments <= 0) | (loans.payments > LARGEST_RUPIAH)
        if convention.rounding.remainder is Remainder.FIRST and convention.method not in (
            Method.FLAT,
            Method.EFFECTIVE,
        ):
            wrong = True
        if convention.day_count is not DayCount.PERIOD:
            wrong = wrong | (True if loans.disbursed_on is None else np.isnat(loans.disbursed_on))
        refused |= wrong if loans.convention is None else wrong & (loans.convention == place)
    if loans.disbursed_on is not None and loans.first_due_on is not None:
        refused |= loans.first_due_on <= loans.disbursed_on
    return refused
