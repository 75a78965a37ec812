"""Which months of a cash book count, how many in a row, and what they say of a month."""

from datetime import date, timedelta

import pytest

from balikat.incubation.cash_book.months import (
    Bookkeeping,
    BookMonth,
    Week,
    WrongWeek,
    average_income,
    check_week,
    count_bookkeeping,
    monday_of,
    months_of,
)

TODAY = date(2026, 11, 20)  # a Friday


def month(number: int, *, profit: int = 0, complete: bool = True) -> BookMonth:
    return BookMonth(date(2026, number, 1), 4, 1_000_000 + profit, 1_000_000, complete)


def test_a_month_is_complete_with_four_of_its_mondays() -> None:
    mondays = [date(2026, 8, 31) + timedelta(days=7 * number) for number in range(9)]  # 31 Aug … 26 Oct
    months = months_of([Week(day, 100, 60) for day in mondays], weeks_in_month=4)
    assert [(row.first.month, row.weeks, row.profit, row.is_complete) for row in months] == [
        (8, 1, 40, False),
        (9, 4, 160, True),
        (10, 4, 160, True),
    ]


@pytest.mark.parametrize(
    ("numbers", "run"),
    [
        ([], None),
        ([10], Bookkeeping(1, date(2026, 10, 31))),
        ([8, 9, 10], Bookkeeping(3, date(2026, 10, 31))),
        ([7, 9, 10], Bookkeeping(2, date(2026, 10, 31))),
        ([5, 6], Bookkeeping(2, date(2026, 6, 30))),
        ([10, 11], Bookkeeping(2, TODAY)),
        ([10, 12], Bookkeeping(1, date(2026, 10, 31))),
    ],
)
def test_months_in_a_row_end_with_the_newest(numbers: list[int], run: Bookkeeping | None) -> None:
    assert count_bookkeeping([month(number) for number in numbers], on=TODAY) == run


def test_a_month_with_too_few_weeks_breaks_the_row() -> None:
    months = [month(8), month(9, complete=False), month(10)]
    assert count_bookkeeping(months, on=TODAY) == Bookkeeping(1, date(2026, 10, 31))


def test_income_is_the_average_of_the_newest_months() -> None:
    months = [month(7, profit=900), month(8, profit=100), month(9, profit=200), month(10, profit=301)]
    income = average_income(months, on=TODAY, least=3)
    assert income is not None
    assert (income.profit, income.sales, income.months, income.until) == (200, 1_000_200, 3, date(2026, 10, 31))
    assert average_income(months[1:3], on=TODAY, least=3) is None


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY + timedelta(days=7), date(2026, 9, 7)])
def test_weeks_that_cannot_be_written(day: date) -> None:
    with pytest.raises(WrongWeek):
        check_week(day, today=TODAY, earliest=date(2026, 9, 16))


def test_the_first_week_of_a_tenancy_and_this_week_can_be_written() -> None:
    for day in (date(2026, 9, 14), monday_of(TODAY)):
        check_week(day, today=TODAY, earliest=date(2026, 9, 16))
