"""The subsidy of a month by hand: rate × outstanding × days / 360, and the days that do not count."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from harkat.repayments.subsidy import SubsidizedLoan, days_of_month, subsidize

OCTOBER = days_of_month(date(2026, 10, 20))
THREE = dict.fromkeys(OCTOBER, Decimal(3))
WHOLE = SubsidizedLoan(1, date(2026, 1, 15), date(2027, 1, 15), 12_000_000)


def earned(loan: SubsidizedLoan) -> tuple[int, int]:
    line = subsidize(loan, OCTOBER, THREE)
    return line.days, line.amount


def test_a_whole_month_is_rate_times_principal_times_days_over_360() -> None:
    assert earned(WHOLE) == (31, 31_000)  # 12.000.000 × 3% × 31 / 360
    assert len(OCTOBER) == 31


def test_a_payment_counts_from_its_own_day() -> None:
    paid = replace(WHOLE, paid=((date(2026, 9, 1), 2_000_000), (date(2026, 10, 11), 4_000_000)))
    assert earned(paid) == (31, round((10_000_000 * 10 + 6_000_000 * 21) * 0.03 / 360))


def test_days_before_payment_after_maturity_after_payoff_and_of_class_five_do_not_count() -> None:
    assert earned(replace(WHOLE, begins_on=date(2026, 10, 22))) == (10, 10_000)
    assert earned(replace(WHOLE, matures_on=date(2026, 10, 10))) == (10, 10_000)
    assert earned(replace(WHOLE, paid=((date(2026, 10, 11), 12_000_000),))) == (10, 10_000)
    assert earned(replace(WHOLE, ends_on=date(2026, 10, 11))) == (10, 10_000)
    loss = ((date(2026, 5, 1), True), (date(2026, 10, 6), False), (date(2026, 10, 16), True))
    assert earned(replace(WHOLE, loss=loss)) == (10, 10_000)


def test_nothing_is_earned_while_the_city_pays_none_and_a_rate_changes_by_day() -> None:
    none = dict.fromkeys(OCTOBER, Decimal(0))
    assert subsidize(WHOLE, OCTOBER, none).amount == 0
    changed = none | {day: Decimal(6) for day in OCTOBER[-5:]}
    line = subsidize(WHOLE, OCTOBER, changed)
    assert (line.days, line.amount) == (5, 10_000)
