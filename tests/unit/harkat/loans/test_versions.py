from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from core.money import Rupiah
from harkat.loans.comparison import compare
from harkat.loans.schedule import build
from harkat.loans.terms import DayCount, Event, EventKind, Grace, Method, Terms, TermsRefused
from harkat.loans.versions import Restructuring, first_version, quote_payoff, restructure

LOAN = Terms(
    Method.ANNUITY,
    Rupiah(12_000_000),
    Decimal(12),
    12,
    disbursed_on=date(2025, 1, 15),
    day_count=DayCount.ACTUAL_365,
)


def test_a_payoff_costs_the_balance_and_the_days_since_the_last_due_date() -> None:
    quote = quote_payoff(LOAN, date(2025, 4, 25))
    row = build(LOAN).rows[2]
    assert quote.principal == row.balance
    assert quote.interest == round(row.balance * 0.12 * 10 / 365)
    assert quote.total == quote.principal + quote.interest
    assert quote_payoff(LOAN, date(2025, 4, 15)).interest == 0


def test_a_flat_payoff_asks_for_no_interest_between_due_dates() -> None:
    quote = quote_payoff(replace(LOAN, method=Method.FLAT, day_count=DayCount.PERIOD), date(2025, 4, 25))
    assert quote.interest == 0
    assert quote.principal == 9_000_000


def test_a_payoff_counts_the_prepayments_before_it() -> None:
    paid = replace(LOAN, events=(Event(date(2025, 2, 20), EventKind.PREPAY_LOWER_PAYMENT, Rupiah(3_000_000)),))
    assert quote_payoff(paid, date(2025, 4, 25)).principal < quote_payoff(LOAN, date(2025, 4, 25)).principal - 2_000_000


@pytest.mark.parametrize("on", [date(2025, 1, 14), date(2026, 1, 15), date(2030, 1, 1)])
def test_there_is_no_payoff_before_or_after_the_loan(on: date) -> None:
    with pytest.raises(TermsRefused) as refused:
        quote_payoff(LOAN, on)
    assert refused.value.field == "on"


def test_a_restructuring_is_a_new_version_and_the_old_one_stays() -> None:
    old = first_version(build(LOAN))
    change = Restructuring(
        Decimal(6), 24, Grace(principal=3), unpaid_principal=Rupiah(900_000), unpaid_interest=Rupiah(110_000)
    )
    new = restructure(old, date(2025, 5, 1), change)
    assert new.number == 2
    assert new.replaces is old
    assert old.schedule == build(LOAN)
    assert new.valid_from == date(2025, 5, 1)
    accrued = quote_payoff(LOAN, date(2025, 5, 1)).interest
    assert new.schedule.terms.principal == old.schedule.rows[2].balance + 900_000
    assert new.owed_beside == 110_000 + accrued
    assert len(new.schedule.rows) == 24
    assert [row.principal for row in new.schedule.rows[:3]] == [0, 0, 0]


def test_capitalised_arrears_become_principal() -> None:
    old = first_version(build(LOAN))
    change = Restructuring(Decimal(6), 24, unpaid_interest=Rupiah(110_000), capitalise=True)
    new = restructure(old, date(2025, 5, 1), change)
    accrued = quote_payoff(LOAN, date(2025, 5, 1)).interest
    assert new.owed_beside == 0
    assert new.schedule.terms.principal == old.schedule.rows[2].balance + 110_000 + accrued
    again = restructure(new, date(2025, 8, 1), Restructuring(Decimal(3), 36))
    assert again.number == 3
    assert again.replaces is new


@pytest.mark.parametrize(
    ("on", "change", "field"),
    [
        (date(2025, 1, 1), Restructuring(Decimal(6), 24), "on"),
        (date(2025, 3, 1), Restructuring(Decimal(6), 24, unpaid_principal=Rupiah(5_000_000)), "unpaid_principal"),
        (date(2025, 3, 1), Restructuring(Decimal(6), 24, unpaid_interest=Rupiah(-1)), "unpaid_interest"),
        (date(2025, 3, 1), Restructuring(Decimal(6), 0), "n"),
    ],
)
def test_an_impossible_restructuring_is_refused(on: date, change: Restructuring, field: str) -> None:
    with pytest.raises(TermsRefused) as refused:
        restructure(first_version(build(LOAN)), on, change)
    assert refused.value.field == field


def test_the_three_methods_stand_side_by_side() -> None:
    compared = compare(replace(LOAN, day_count=DayCount.PERIOD))
    assert list(compared) == [Method.FLAT, Method.EFFECTIVE, Method.ANNUITY]
    flat, effective, annuity = (schedule.total_interest for schedule in compared.values())
    assert effective < annuity < flat
