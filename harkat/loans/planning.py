"""From one loan's terms to the kernel's run: factors of the rows, the payment, the portion of principal."""

import operator
from collections.abc import Callable, Sequence
from math import gcd
from typing import NamedTuple

from core.money import Rounding
from harkat.loans.methods import Run, annuity_ratio, level_ratio, repay
from harkat.loans.rounding import Whole, divide, interest_rule, plain_parts, round_to_multiple
from harkat.loans.terms import RATE_UNITS, AnnuityPayment, Method, Remainder, Terms, year_weight

MOST_REMAINDER_TRIES = 60


class Factors(NamedTuple):
    """The share of the balance that each row bears as interest: numerator / denominator."""

    numerators: Sequence[int]
    denominator: int


def factors_of(terms: Terms, weights: Sequence[int]) -> Factors:
    """Write rate × weight / year weight of every row as whole numbers over one denominator, reduced."""
    rate, year = terms.rate_units, RATE_UNITS * year_weight(terms.day_count, terms.frequency.periods_a_year)
    common = gcd(rate, year)
    rate, year = rate // common, year // common
    return Factors([rate * weight for weight in weights], year)


def payment_for(terms: Terms, principal: int, factors: Factors) -> int:
    """Return the annuity's whole payment that repays a principal in the rows given, in the terms' rounding."""
    if terms.annuity_payment is AnnuityPayment.LEVEL:
        numerator, denominator = level_ratio(factors.numerators, factors.denominator)
    else:
        rate, year = terms.rate_units, RATE_UNITS * terms.frequency.periods_a_year
        numerator, denominator = annuity_ratio(rate, year, len(factors.numerators))
    multiple = terms.rounding.payment_multiple
    return round_ratio(principal * numerator, denominator * multiple, terms.rounding.payment) * multiple


def round_ratio(numerator: int, denominator: int, mode: Rounding) -> int:
    """Round an exact ratio to a whole number in the mode."""
    return int(divide(numerator, denominator, mode))


def run_for(terms: Terms, factors: Factors, *, balance: int, grace: int, deferred: int, carried: int = 0) -> Run:
    """Plan the repayment of a balance in the rows given; the same for a new loan and for what a prepayment leaves."""
    rounding = terms.rounding
    run = Run(
        balance=balance,
        numerators=factors.numerators,
        interest_on=interest_rule(factors.denominator, rounding.interest),
        flat_on=terms.principal if terms.method is Method.FLAT else None,
        grace=grace,
        deferred=deferred,
        carried=carried,
        plain=plain_parts(factors.denominator, rounding.interest),
    )
    paying = Factors(factors.numerators[grace:], factors.denominator)
    if terms.method is Method.ANNUITY:
        run.payment = payment_for(terms, balance, paying)
    elif terms.method is Method.GIVEN_PAYMENT:
        run.payment = round_to_multiple(terms.payment, rounding.payment_multiple, rounding.payment)
        run.ends_early = True
    elif terms.method is Method.BULLET:
        run.portion = 0
    else:
        run.portion = round_ratio(balance, len(paying.numerators), rounding.principal)
        run.multiple, run.multiple_mode = rounding.payment_multiple, rounding.payment
        if rounding.remainder is Remainder.FIRST:
            run.remainder_first = first_remainder(run)
    return run


def _forget(row: tuple[Whole, Whole, Whole]) -> None:
    """Leave a row of a mere trial unwritten."""


def first_remainder(run: Run, *, is_zero: Callable[[Whole], bool] = operator.not_) -> Whole:
    """Return the principal of the first paying row that leaves nothing after the last.

    Where payments are rounded to a multiple, the other rows' principal hangs on their interest and so on this very
    figure: it is corrected by what is left over until nothing is. A few loans have no such figure.
    """
    first = run.balance - run.portion * (len(run.numerators) - run.grace - 1)
    if run.multiple == 1:
        return first
    carried = run.carried
    for _ in range(MOST_REMAINDER_TRIES):
        run.remainder_first = first
        left = repay(run, _forget)
        run.carried = carried
        if is_zero(left):
            break
        first = first + left
    return first
