from datetime import date
from decimal import Decimal

import pytest

from core.money import Rupiah
from harkat.loans.day_count import row_weights, span_weight
from harkat.loans.due_dates import due_dates_of, is_regular, open_day
from harkat.loans.schedule import build
from harkat.loans.terms import DayCount, Frequency, Method, Terms, TermsRefused


def terms(**fields: object) -> Terms:
    base: dict[str, object] = {
        "method": Method.BULLET,
        "principal": Rupiah(36_600_000),
        "annual_rate": Decimal(10),
        "n": 4,
        "disbursed_on": date(2024, 1, 31),
    }
    return Terms(**(base | fields))  # type: ignore[arg-type]


def test_the_day_of_the_month_is_kept_and_clamped() -> None:
    assert list(due_dates_of(terms()) or ()) == [
        date(2024, 2, 29),
        date(2024, 3, 31),
        date(2024, 4, 30),
        date(2024, 5, 31),
    ]
    assert list(due_dates_of(terms(disbursed_on=date(2025, 1, 31), n=2)) or ()) == [
        date(2025, 2, 28),
        date(2025, 3, 31),
    ]


def test_a_first_due_date_of_its_own_keeps_its_own_day() -> None:
    dates = due_dates_of(terms(first_due_on=date(2024, 3, 5)))
    assert list(dates or ()) == [date(2024, 3, 5), date(2024, 4, 5), date(2024, 5, 5), date(2024, 6, 5)]


def test_the_usual_first_due_date_written_out_changes_nothing() -> None:
    assert due_dates_of(terms(first_due_on=date(2024, 2, 29))) == due_dates_of(terms())


@pytest.mark.parametrize(
    ("frequency", "second"),
    [
        (Frequency.DAILY, date(2024, 2, 2)),
        (Frequency.WEEKLY, date(2024, 2, 14)),
        (Frequency.TWO_WEEKLY, date(2024, 2, 28)),
        (Frequency.QUARTERLY, date(2024, 7, 31)),
        (Frequency.YEARLY, date(2026, 1, 31)),
    ],
)
def test_every_frequency_steps_by_its_own_length(frequency: Frequency, second: date) -> None:
    dates = due_dates_of(terms(frequency=frequency))
    assert dates is not None
    assert dates[1] == second


def test_closed_days_move_the_payment_and_never_the_interest() -> None:
    plain = build(terms(day_count=DayCount.ACTUAL_365))
    closed = frozenset({date(2024, 2, 29), date(2024, 3, 1), date(2024, 4, 1)})
    moved = build(terms(day_count=DayCount.ACTUAL_365, closed_days=closed, skip_sundays=True))
    assert [row.pay_on for row in moved.rows][:2] == [date(2024, 3, 2), date(2024, 4, 2)]
    assert [row.due_on for row in moved.rows] == [row.due_on for row in plain.rows]
    assert [row.interest for row in moved.rows] == [row.interest for row in plain.rows]


def test_a_calendar_that_never_opens_is_refused() -> None:
    with pytest.raises(TermsRefused) as refused:
        open_day(date(9999, 12, 31), {date(9999, 12, 31)}, skip_sundays=False)
    assert refused.value.field == "closed_days"


@pytest.mark.parametrize(
    ("day_count", "expected"),
    [
        (DayCount.PERIOD, 305_000),
        (DayCount.THIRTY_360, 305_000),
        (DayCount.ACTUAL_360, 294_833),
        (DayCount.ACTUAL_365, 290_795),
        (DayCount.ACTUAL_ACTUAL, 290_000),
    ],
)
def test_february_of_a_leap_year_under_every_day_count(day_count: DayCount, expected: int) -> None:
    assert build(terms(day_count=day_count)).rows[0].interest == expected


def test_a_long_first_period_counts_its_thirties_and_the_others_stay_regular() -> None:
    long_first = terms(day_count=DayCount.THIRTY_360, first_due_on=date(2024, 3, 15), n=2)
    rows = build(long_first).rows
    assert rows[0].interest == 36_600_000 * 10 * 45 // 36_000
    assert rows[1].interest == 305_000
    assert build(terms(first_due_on=date(2024, 3, 15), n=2)).rows[0].interest == 305_000


def test_actual_actual_splits_at_new_year() -> None:
    weight = span_weight(DayCount.ACTUAL_ACTUAL, Frequency.MONTHLY, date(2023, 12, 16), date(2024, 1, 16))
    assert weight == 16 * 366 + 15 * 365


def test_clamped_months_are_regular_read_either_way() -> None:
    assert is_regular(date(2025, 1, 31), date(2025, 2, 28), Frequency.MONTHLY)
    assert is_regular(date(2025, 2, 28), date(2025, 3, 31), Frequency.MONTHLY)
    assert not is_regular(date(2025, 2, 27), date(2025, 3, 31), Frequency.MONTHLY)
    assert row_weights(DayCount.PERIOD, Frequency.MONTHLY, None, None, 3) == [1, 1, 1]
