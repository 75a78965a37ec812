"""What a household can pay back a month."""

from dataclasses import replace
from datetime import date

import pytest

from scoring.capacity import (
    NO_INCOME_SHARE,
    BindingLimit,
    CapacityRules,
    IncomeBasis,
    installments,
    largest_loan,
    largest_loans,
    measure_capacity,
)
from scoring.facts import DebtFact, Fact, FactKind, Facts, Sureness
from scoring.first_scorecard import FIRST_SCORECARD
from scoring.scorecard import read_scorecard

RULES: CapacityRules = read_scorecard(FIRST_SCORECARD).capacity
DAY = date(2026, 11, 1)


def known(sureness: Sureness = Sureness.MENTOR, **values: int) -> Facts:
    return Facts(tuple(Fact(FactKind.of(kind), value, "uji", DAY, sureness) for kind, value in values.items()))


def test_profit_is_read_from_the_cash_book_before_selling_days_before_a_stated_figure() -> None:
    facts = known(
        profit_monthly=9_000_000,
        profit_per_selling_day=150_000,
        selling_days=26,
        household_cost=2_000_000,
        debt_interview=1,
    )
    by_days = measure_capacity(facts, RULES)
    assert by_days is not None
    assert (by_days.basis, by_days.business_profit) == (IncomeBasis.SELLING_DAYS, 3_900_000)
    book = facts.with_facts([Fact(FactKind.CASH_BOOK_PROFIT, 3_500_000, "buku", DAY, Sureness.DOCUMENT)])
    by_book = measure_capacity(book, RULES)
    assert by_book is not None
    assert (by_book.basis, by_book.business_profit) == (IncomeBasis.CASH_BOOK, 3_500_000)
    stated = measure_capacity(facts.without([FactKind.SELLING_DAYS]), RULES)
    assert stated is not None
    assert stated.basis is IncomeBasis.STATED


def test_room_is_three_quarters_of_the_surplus() -> None:
    capacity = measure_capacity(
        known(profit_monthly=3_000_000, household_cost=2_000_000, other_income=200_000, debt_interview=1), RULES
    )
    assert capacity is not None
    assert capacity.surplus == 1_200_000
    assert capacity.room == 900_000
    assert capacity.binding is BindingLimit.SURPLUS
    assert capacity.stress_surplus == 300_000
    assert capacity.stress_room == 225_000


def test_all_installments_together_stay_within_their_share_of_income() -> None:
    facts = replace(
        known(profit_monthly=10_000_000, household_cost=1_000_000, debt_interview=1),
        debts=(DebtFact("a", "Bank", 3_000_000),),
    )
    capacity = measure_capacity(facts, RULES)
    assert capacity is not None
    assert capacity.room == 500_000
    assert capacity.binding is BindingLimit.DEBT_SERVICE
    assert capacity.debt_service_percent == 30


def test_a_debt_without_an_installment_is_spread_over_a_year_and_rounded_against_the_borrower() -> None:
    asked = known(debt_interview=1)
    assert installments(replace(asked, debts=(DebtFact("a", "Koperasi", outstanding=1_000_000),)), RULES) == 83_334


@pytest.mark.parametrize("missing", [FactKind.HOUSEHOLD_COST, FactKind.PROFIT_MONTHLY, FactKind.DEBT_INTERVIEW])
def test_what_is_not_known_is_never_taken_for_zero(missing: FactKind) -> None:
    facts = known(profit_monthly=3_000_000, household_cost=1_000_000, debt_interview=1).without([missing])
    assert measure_capacity(facts, RULES) is None


def test_a_debt_of_unknown_size_leaves_the_burden_unknown() -> None:
    facts = replace(
        known(profit_monthly=3_000_000, household_cost=1_000_000, debt_interview=1), debts=(DebtFact("a", "X"),)
    )
    assert measure_capacity(facts, RULES) is None


def test_installments_without_income_are_the_heaviest_burden() -> None:
    facts = replace(
        known(profit_monthly=0, household_cost=0, debt_interview=1), debts=(DebtFact("a", "X", installment_monthly=1),)
    )
    capacity = measure_capacity(facts, RULES)
    assert capacity is not None
    assert capacity.debt_service_percent == NO_INCOME_SHARE
    assert capacity.room == 0


def test_the_largest_loan_is_what_the_room_pays_back_at_three_percent() -> None:
    # 10 million over 12 months at 3% is 846,937 a month
    assert largest_loan(846_936, 12, RULES) == 9_950_000
    assert largest_loan(846_937, 12, RULES) == 10_000_000
    assert largest_loan(0, 36, RULES) == 0
    without_interest = replace(RULES, annual_rate_percent=RULES.annual_rate_percent * 0)
    assert largest_loan(100_000, 10, without_interest) == 1_000_000


def test_longer_terms_carry_larger_loans_and_bad_times_smaller_ones() -> None:
    capacity = measure_capacity(known(profit_monthly=4_000_000, household_cost=2_500_000, debt_interview=1), RULES)
    assert capacity is not None
    rows = largest_loans(capacity, RULES)
    amounts = [row.amount for row in rows]
    assert amounts == sorted(amounts)
    assert all(row.amount_under_stress <= row.amount for row in rows)


def test_capacity_is_as_sure_as_its_weakest_part() -> None:
    facts = known(profit_monthly=3_000_000, debt_interview=1).with_facts(
        [Fact(FactKind.HOUSEHOLD_COST, 1_000_000, "lisan", DAY, Sureness.SELF_REPORTED)]
    )
    capacity = measure_capacity(facts, RULES)
    assert capacity is not None
    assert capacity.sureness is Sureness.SELF_REPORTED
