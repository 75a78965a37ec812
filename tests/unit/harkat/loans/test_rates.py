import random
import time
from decimal import Decimal

import numpy_financial
import pytest

from core.money import Rupiah
from harkat.loans.rates import annual_rates, period_rate, period_rate_exactly
from harkat.loans.schedule import build
from harkat.loans.terms import Frequency, Method, Terms


@pytest.mark.parametrize("seed", range(30))
def test_the_root_is_numpy_financials(seed: int) -> None:
    chance = random.Random(seed)
    principal = chance.randint(10_000, 10**9)
    rows = chance.randint(1, 24)
    payments = [chance.randint(principal // rows, 3 * principal // rows + 1) for _ in range(rows)]
    payments[-1] += max(0, principal - sum(payments)) + 1
    expected = numpy_financial.irr([-principal, *payments])
    assert period_rate(principal, payments) == pytest.approx(expected, rel=1e-8, abs=1e-10)


def test_any_seed_finds_the_same_root() -> None:
    payments = [700_000] * 18
    roots = {round(period_rate(10_000_000, payments, seed), 13) for seed in (0.0, 0.001, 0.02, 0.5, 5.0)}
    assert len(roots) == 1


def test_a_daily_loan_of_a_year_takes_less_than_two_milliseconds() -> None:
    loan = build(Terms(Method.FLAT, Rupiah(5_000_000), Decimal(24), 365, frequency=Frequency.DAILY))
    best = 1.0
    for _ in range(20):
        start = time.process_time()
        annual_rates(loan.terms.principal, loan.lines.payment, 365)
        best = min(best, time.process_time() - start)
    assert best < 0.002


def test_no_interest_is_exactly_nothing() -> None:
    assert annual_rates(1_200, [100] * 12, 12) == (Decimal("0.0000"), Decimal("0.0000"))


def test_figures_a_float_cannot_settle_are_settled_exactly() -> None:
    # one payment of 1.0234565 × the principal: exactly on the tie of the fifth decimal
    effective, compounded = annual_rates(20_000_000, [20_469_131], 1)
    assert effective == compounded == Decimal("2.3457")
    assert period_rate_exactly(20_000_000, [20_469_131], 0.02, 30) == pytest.approx(Decimal("0.02345655"))


def test_a_rate_beyond_all_sense_is_still_a_figure() -> None:
    effective, compounded = annual_rates(1, [1_000_000] * 365, 365)
    assert effective == Decimal("36500000000.0000")
    assert compounded > Decimal(10) ** 2_000


@pytest.mark.parametrize("rate", ["0.000001", "1", "12", "60", "100"])
@pytest.mark.parametrize("n", [2, 12, 60])
def test_a_flat_loan_costs_more_than_it_says_and_the_others_what_they_say(rate: str, n: int) -> None:
    def effective(method: Method) -> Decimal:
        found = build(Terms(method, Rupiah(10**12), Decimal(rate), n)).effective_rate_annual
        assert found is not None
        return found

    assert effective(Method.FLAT) >= Decimal(rate).quantize(Decimal("0.0001"))
    if Decimal(rate) >= 1:
        assert effective(Method.FLAT) > Decimal(rate)
    assert effective(Method.ANNUITY) == effective(Method.EFFECTIVE) == Decimal(rate).quantize(Decimal("0.0001"))
