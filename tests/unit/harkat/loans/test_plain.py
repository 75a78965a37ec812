"""A plain loan counted by its own short loop is the kernel's, row for row."""

import random
from decimal import Decimal

import pytest

from core.money import Rounding, Rupiah
from harkat.loans.methods import Columns, repay
from harkat.loans.plain import plain_columns
from harkat.loans.planning import factors_of, run_for
from harkat.loans.terms import DayCount, Grace, Method, Remainder, RoundingRules, Terms


@pytest.mark.parametrize("method", [Method.ANNUITY, Method.EFFECTIVE])
@pytest.mark.parametrize("interest", [Rounding.HALF_UP, Rounding.UP, Rounding.DOWN])
def test_it_is_the_kernels_row_for_row(method: Method, interest: Rounding) -> None:
    chance = random.Random(f"{method}{interest}")
    for _ in range(300):
        rounding = RoundingRules(interest, chance.choice(list(Rounding)), chance.choice(list(Rounding)))
        rate = Decimal(chance.randrange(0, 90_000_000)).scaleb(-6)
        terms = Terms(method, Rupiah(chance.randrange(1, 10**11)), rate, chance.randrange(2, 121), rounding=rounding)
        short = plain_columns(terms)
        if short is None:
            assert method is Method.EFFECTIVE
            continue
        rows: list[tuple[int, int, int]] = []
        repay(
            run_for(terms, factors_of(terms, [1] * terms.n), balance=terms.principal, grace=0, deferred=0), rows.append
        )
        long = Columns.of(rows)
        assert (tuple(short.interest), tuple(short.principal)) == (long.interest, long.principal)
        assert tuple(short.balance) == long.balance
        assert list(short.payment) == [a + b for a, b in zip(short.interest, short.principal, strict=True)]


@pytest.mark.parametrize(
    "changes",
    [
        {"method": Method.FLAT},
        {"n": 1},
        {"n": 121},
        {"day_count": DayCount.ACTUAL_365},
        {"grace": Grace(principal=1)},
        {"grace": Grace(interest_deferred=1)},
        {"rounding": RoundingRules(payment_multiple=100)},
        {"rounding": RoundingRules(interest=Rounding.HALF_EVEN)},
        {"method": Method.EFFECTIVE, "rounding": RoundingRules(remainder=Remainder.FIRST)},
        {"method": Method.EFFECTIVE, "principal": 3},
    ],
)
def test_every_other_loan_is_left_to_the_kernel(changes: dict[str, object]) -> None:
    loan: dict[str, object] = {"method": Method.ANNUITY, "principal": 10**7, "annual_rate": Decimal(6), "n": 12}
    assert plain_columns(Terms(**{**loan, **changes})) is None  # type: ignore[arg-type]
