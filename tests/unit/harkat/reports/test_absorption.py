"""Absorption month by month."""

from datetime import date
from fractions import Fraction

from harkat.reports.absorption import by_month, in_millions

CEILING = 110_000_000_000


def test_months_without_payments_are_there_too() -> None:
    months = by_month(
        [(date(2025, 11, 3), 20_000_000), (date(2026, 2, 27), 5_000_000)], ceiling=CEILING, until=date(2026, 3, 1)
    )
    assert [month.label for month in months] == [
        "November 2025", "Desember 2025", "Januari 2026", "Februari 2026", "Maret 2026",
    ]  # fmt: skip
    assert [month.disbursed for month in months] == [20_000_000, 0, 0, 5_000_000, 0]
    assert [month.so_far for month in months] == [20_000_000, 20_000_000, 20_000_000, 25_000_000, 25_000_000]
    assert months[-1].absorption == Fraction(25_000_000, CEILING)
    assert months[0].short_label == "Nov 25"


def test_a_reversal_takes_back_in_its_own_month() -> None:
    months = by_month(
        [(date(2026, 1, 5), 9_000_000), (date(2026, 2, 1), -9_000_000)], ceiling=CEILING, until=date(2026, 2, 28)
    )
    assert [month.so_far for month in months] == [9_000_000, 0]


def test_what_comes_after_the_day_is_left_out() -> None:
    payments = [(date(2026, 1, 5), 1_000_000), (date(2026, 1, 20), 2_000_000)]
    assert by_month(payments, ceiling=CEILING, until=date(2026, 1, 10))[-1].so_far == 1_000_000
    assert by_month(payments, ceiling=CEILING, until=date(2025, 12, 31)) == []


def test_without_a_ceiling_there_is_no_share() -> None:
    assert by_month([(date(2026, 1, 5), 1)], ceiling=0, until=date(2026, 1, 31))[0].absorption is None


def test_bars_are_in_whole_millions() -> None:
    assert [in_millions(amount) for amount in (0, 499_999, 500_000, 20_400_000)] == [0, 0, 1, 20]
