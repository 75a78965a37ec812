"""The arithmetic of repayment: one kernel whose lines serve a Python int and an int64 array of loans alike."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import gcd
from typing import Any

from core.money import Rounding
from harkat.loans.rounding import Interest, Whole, round_to_multiple

USUAL_ROWS = 120

Write = Callable[[tuple[Whole, Whole, Whole]], object]


@dataclass(slots=True)
class Columns:
    """A loan's amounts column by column, rupiah."""

    interest: Any = field(default_factory=list)
    principal: Any = field(default_factory=list)
    balance: Any = field(default_factory=list)
    payment: Any = None
    """Principal and interest together, where it is known already."""

    @classmethod
    def of(cls, rows: Sequence[tuple[int, int, int]]) -> "Columns":
        """Turn the rows that the kernel wrote for one loan into columns."""
        interest, principal, balance = zip(*rows, strict=True)
        return cls(interest, principal, balance)


@dataclass(slots=True)
class Run:
    """One run of the kernel: what is owed, the factor of each row, and what a row pays.

    Either ``payment`` is set and the principal follows, or a ``portion`` of principal is set and the payment follows.
    """

    balance: Whole
    numerators: Sequence[Whole]
    interest_on: Interest
    payment: Whole = None
    portion: Whole = None
    flat_on: Whole = None
    """The first principal, which flat interest is counted on in every row."""
    grace: int = 0
    deferred: int = 0
    carried: Whole = 0
    multiple: int = 1
    multiple_mode: Rounding = Rounding.HALF_UP
    remainder_first: Whole = None
    """The principal of the first paying row, where that row takes the remainder."""
    ends_early: bool = False
    """Whether the rows stop when nothing is left; else there is one for every factor."""
    plain: tuple[int, int] | None = None
    """Bias and denominator, where interest is just (balance × numerator + bias) // denominator."""
    carried_after: list[Whole] | None = None
    """Where wanted: the deferred interest not yet paid, after each row that the general loop wrote."""


def _is_zero(amount: int) -> bool:
    return amount == 0


def repay(
    run: Run,
    write: Write,
    *,
    smaller: Callable[[Whole, Whole], Whole] = min,
    is_zero: Callable[[Whole], bool] = _is_zero,
) -> Whole:
    """Write (interest, principal, balance) of every row, and return what the last row leaves over.

    ``smaller`` and ``is_zero`` are the two questions that ints and arrays answer differently. Nothing is refused here:
    a negative principal, or a loan repaid before its last row, is for the caller to see.
    """
    last = len(run.numerators) - 1
    if run.ends_early or run.multiple > 1:
        return _walk(run, run.balance, range(last + 1), write, smaller, is_zero)
    opening = run.grace + (run.remainder_first is not None)
    if run.deferred or not is_zero(run.carried):
        opening = max(opening, run.deferred + 1)
    opening = min(opening, last)
    balance = _walk(run, run.balance, range(opening), write, smaller, is_zero) if opening else run.balance
    pay = _pay_level if run.portion is None else _pay_portion
    balance = pay(run, balance, run.numerators[opening:last], write)
    return _walk(run, balance, range(last, last + 1), write, smaller, is_zero)


def _pay_level(run: Run, balance: Whole, numerators: Iterable[Whole], write: Write) -> Whole:
    """Pay the set payment in rows that have neither grace nor deferred interest: the bulk of an annuity."""
    payment, interest_on = run.payment, run.interest_on
    if run.plain is None:
        for numerator in numerators:
            interest = interest_on(balance, numerator)
            principal = payment - interest
            balance = balance - principal
            write((interest, principal, balance))
        return balance
    bias, denominator = run.plain
    for numerator in numerators:
        interest = (balance * numerator + bias) // denominator
        principal = payment - interest
        balance = balance - principal
        write((interest, principal, balance))
    return balance


def _pay_portion(run: Run, balance: Whole, numerators: Iterable[Whole], write: Write) -> Whole:
    """Pay the set portion of principal in such rows: the bulk of an effective, flat or bullet loan."""
    portion, interest_on, flat_on = run.portion, run.interest_on, run.flat_on
    for numerator in numerators:
        interest = interest_on(balance if flat_on is None else flat_on, numerator)
        balance = balance - portion
        write((interest, portion, balance))
    return balance


def _walk(
    run: Run,
    balance: Whole,
    rows: range,
    write: Write,
    smaller: Callable[[Whole, Whole], Whole],
    is_zero: Callable[[Whole], bool],
) -> Whole:
    """Pay rows of any kind: grace, deferred interest, a remainder row, a multiple, an early end."""
    last = len(run.numerators) - 1
    for k in rows:
        accrued = run.interest_on(balance if run.flat_on is None else run.flat_on, run.numerators[k])
        unpaid = run.carried + accrued
        interest, run.carried = (accrued * 0, unpaid) if k < run.deferred else (unpaid, accrued * 0)
        if k < run.grace:
            principal = accrued * 0
        elif k == run.grace and run.remainder_first is not None:
            principal = run.remainder_first
        elif k == last and run.remainder_first is None:
            principal = balance
        elif run.portion is None:
            principal = run.payment - interest
        else:
            principal = round_to_multiple(run.portion + interest, run.multiple, run.multiple_mode) - interest
        if run.ends_early:
            principal = smaller(principal, balance)
        balance = balance - principal
        write((interest, principal, balance))
        if run.carried_after is not None:
            run.carried_after.append(run.carried)
        if run.ends_early and is_zero(balance) and is_zero(run.carried):
            break
    return balance


def annuity_ratio(numerator: int, denominator: int, rows: int) -> tuple[int, int]:
    """Return the exact payment on a principal of 1 over equal rows, as numerator and denominator.

    i / (1 - (1 + i) ** -rows) for i = numerator / denominator, and 1 / rows where i is 0.
    """
    common = gcd(numerator, denominator)
    ratio = _usual_ratio if rows <= USUAL_ROWS else _ratio
    return ratio(numerator // common, denominator // common, rows)


def _ratio(numerator: int, denominator: int, rows: int) -> tuple[int, int]:
    if numerator == 0:
        return 1, rows
    grown, still = (numerator + denominator) ** rows, denominator**rows
    return numerator * grown, denominator * (grown - still)


_usual_ratio = lru_cache(maxsize=1024)(_ratio)
"""Lenders have few rates and lengths; the ratios of long loans are too large to keep."""


def level_ratio(numerators: Sequence[int], denominator: int) -> tuple[int, int]:
    """Return the exact payment on a principal of 1 that repays it under rows of unequal factors.

    The debt after all rows is owed − payment × paid; the payment is where that is 0.
    """
    if len(set(numerators)) == 1:
        return annuity_ratio(numerators[0], denominator, len(numerators))
    owed, paid, scale = 1, 0, 1
    for numerator in numerators:
        growth = denominator + numerator
        owed, paid, scale = owed * growth, paid * growth + scale * denominator, scale * denominator
    return owed, paid
