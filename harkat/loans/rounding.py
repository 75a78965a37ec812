"""Exact products divided into whole rupiah, by the same lines for Python ints and int64 arrays."""

from collections.abc import Callable
from typing import Any

from core.money import Rounding

LARGEST_INT64 = 2**63 - 1

_UP, _DOWN, _HALF_EVEN = Rounding.UP, Rounding.DOWN, Rounding.HALF_EVEN
"""Looked up once: finding a member through its class costs as much as a division."""

Whole = Any
"""A Python int or an integer array: the arithmetic below reads the same for both."""

Interest = Callable[[Whole, Whole], Whole]
"""(balance, numerator of the row's factor) to whole rupiah of interest."""


def divide(product: Whole, denominator: Whole, mode: Rounding) -> Whole:
    """Divide a product that is not negative into whole rupiah, rounded in the mode."""
    raised = product + rounding_bias(denominator, mode)
    quotient = raised // denominator
    if mode is _HALF_EVEN:
        tied = (quotient * denominator == raised) & (denominator % 2 == 0)
        return quotient - (tied & (quotient & 1))
    return quotient


def rounding_bias(denominator: Whole, mode: Rounding) -> Whole:
    """Return what a product gains before the floor division that then rounds it in the mode."""
    if mode is _UP:
        return denominator - 1
    return denominator * 0 if mode is _DOWN else denominator // 2


def round_to_multiple(amount: Whole, multiple: int, mode: Rounding) -> Whole:
    """Round whole rupiah to a multiple in the mode."""
    return amount if multiple == 1 else divide(amount, multiple, mode) * multiple


def interest_rule(denominator: int, mode: Rounding) -> Interest:
    """Return the function from a balance and a row's numerator to interest, for products that fit."""
    bias = rounding_bias(denominator, mode)
    if mode is Rounding.HALF_EVEN and denominator % 2 == 0:
        return lambda balance, numerator: divide(balance * numerator, denominator, mode)
    return lambda balance, numerator: (balance * numerator + bias) // denominator


def plain_parts(denominator: int, mode: Rounding) -> tuple[int, int] | None:
    """Return bias and denominator where rounding in the mode is one floor division; not so for half even."""
    return None if mode is Rounding.HALF_EVEN else (rounding_bias(denominator, mode), denominator)


def split_interest_rule(denominator: int, mode: Rounding, shift: int) -> Interest:
    """Return the same function for int64 products that do not fit: the balance is cut at ``shift`` bits.

    Exact like long division by hand: the remainder of the upper part is carried into the lower one.
    """
    bias = rounding_bias(denominator, mode)
    to_even = mode is Rounding.HALF_EVEN and denominator % 2 == 0

    def interest_on(balance: Whole, numerator: Whole) -> Whole:
        upper = balance >> shift
        product = upper * numerator
        quotient = product // denominator
        rest = product - quotient * denominator
        raised = (rest << shift) + (balance - (upper << shift)) * numerator + bias
        small = raised // denominator
        interest = (quotient << shift) + small
        return interest - ((small * denominator == raised) & (interest & 1)) if to_even else interest

    return interest_on
