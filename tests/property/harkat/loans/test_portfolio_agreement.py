"""Claim: arrays and single loans agree to the rupiah. Attack: 100,000 random loans under 200 sets of conventions."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from core.money import Rupiah
from harkat.loans.day_count import row_weights
from harkat.loans.due_dates import due_dates_of
from harkat.loans.loan_arrays import Loans
from harkat.loans.portfolio import schedule_portfolio
from harkat.loans.request import read_terms
from harkat.loans.rules import check_terms
from harkat.loans.schedule import repaid_columns
from harkat.loans.terms import AnnuityPayment, DayCount, Method, Terms, TermsRefused
from tests.loan_requests import random_request

LOANS = 100_000
SETS = 200
NO_DATE = np.datetime64("NaT", "D")


def _terms(chance: random.Random, base: Terms) -> Terms:
    """Vary what is a loan's own: amount, rate, payment."""
    principal = chance.choice([110_000_000_000, chance.randint(1, 3_000), chance.randint(10**5, 10**9)])
    rate = chance.choice([Decimal(3), Decimal(100), Decimal(chance.randint(0, 100_000_000)).scaleb(-6)])
    payment = None
    if base.method is Method.GIVEN_PAYMENT:
        payment = Rupiah(max(1, principal // chance.randint(1, base.n + 3)))
    return replace(base, principal=Rupiah(principal), annual_rate=rate, payment=payment)


def _portfolio() -> tuple[list[Terms], Loans]:
    chance = random.Random(20261122)
    bases: list[Terms] = []
    while len(bases) < SETS:
        base = read_terms(random_request(chance, longest=30))
        # a level payment over actual days is made loan by loan in both paths: a few are enough
        if base.annuity_payment is AnnuityPayment.FORMULA or base.day_count is DayCount.PERIOD or len(bases) < 5:
            bases.append(base)
    terms = [_terms(chance, base) for base in bases for _ in range(LOANS // SETS)]
    return terms, _arrays(terms, bases)


def _arrays(terms: list[Terms], bases: list[Terms]) -> Loans:
    def days(pick: list[date | None]) -> np.ndarray:
        return np.array([NO_DATE if day is None else np.datetime64(day, "D") for day in pick])

    return Loans(
        conventions=[base.conventions for base in bases],
        principals=np.array([loan.principal for loan in terms]),
        rates=np.array([loan.rate_units for loan in terms]),
        rows=np.array([loan.n for loan in terms]),
        convention=np.repeat(np.arange(len(bases)), len(terms) // len(bases)),
        payments=np.array([loan.payment or 0 for loan in terms]),
        disbursed_on=days([loan.disbursed_on for loan in terms]),
        first_due_on=days([loan.first_due_on for loan in terms]),
    )


def test_a_hundred_thousand_loans_agree_to_the_rupiah() -> None:
    terms, loans = _portfolio()
    result = schedule_portfolio(loans)
    interest, principal, balance = result.interest.tolist(), result.principal.tolist(), result.balance.tolist()
    refused = 0
    for place, loan in enumerate(terms):
        try:
            check_terms(loan)
            due_dates = due_dates_of(loan)
            weights = row_weights(loan.day_count, loan.frequency, loan.disbursed_on, due_dates, loan.n)
            columns = repaid_columns(loan, weights)
        except TermsRefused:
            assert result.refused[place], loan
            refused += 1
            continue
        count = len(columns.interest)
        assert not result.refused[place], loan
        assert interest[place][:count] == list(columns.interest), loan
        assert principal[place][:count] == list(columns.principal), loan
        assert balance[place][:count] == list(columns.balance), loan
        assert not any(interest[place][count:]), loan
    assert 1_000 < refused < LOANS // 2


def test_an_earlier_result_is_written_over_without_a_trace() -> None:
    _, loans = _portfolio()
    fresh = schedule_portfolio(loans)
    kept = [column.copy() for column in (fresh.interest, fresh.principal, fresh.balance)]
    for column in (fresh.interest, fresh.principal, fresh.balance):
        column[:] = 7
    again = schedule_portfolio(loans, over=fresh)
    assert np.shares_memory(again.interest, fresh.interest)
    for before, after in zip(kept, (again.interest, again.principal, again.balance), strict=True):
        assert (before == after).all()


@pytest.mark.parametrize("day_count", list(DayCount))
@pytest.mark.parametrize("method", [Method.FLAT, Method.EFFECTIVE, Method.ANNUITY, Method.BULLET])
def test_the_whole_facility_at_a_hundred_percent_computes(method: Method, day_count: DayCount) -> None:
    base = Terms(
        method, Rupiah(110_000_000_000), Decimal(100), 36, day_count=day_count, disbursed_on=date(2023, 12, 31)
    )
    result = schedule_portfolio(_arrays([base], [base]))
    due_dates = due_dates_of(base)
    columns = repaid_columns(base, row_weights(day_count, base.frequency, base.disbursed_on, due_dates, 36))
    assert not result.refused.any()
    assert result.principal.sum() == base.principal
    assert result.interest[0].tolist() == list(columns.interest)
    assert result.payment[0].tolist() == [a + b for a, b in zip(columns.interest, columns.principal, strict=True)]
