"""Sessions from a pattern, and where a cohort is in its dates."""

from datetime import date

import pytest

from balikat.training.calendar import (
    CohortPhase,
    OutsideCohort,
    Rhythm,
    TooManySessions,
    check_within,
    phase_on,
    session_days,
)

FRIDAY = date(2026, 3, 6)


def test_workdays_step_over_the_weekend() -> None:
    assert session_days(FRIDAY, 3, Rhythm.WORKDAYS) == [FRIDAY, date(2026, 3, 9), date(2026, 3, 10)]


def test_workdays_that_begin_on_a_saturday_begin_on_monday() -> None:
    assert session_days(date(2026, 3, 7), 1, Rhythm.WORKDAYS) == [date(2026, 3, 9)]


def test_every_day_means_every_day() -> None:
    assert session_days(FRIDAY, 3, Rhythm.DAILY) == [FRIDAY, date(2026, 3, 7), date(2026, 3, 8)]


def test_weekly_crosses_months() -> None:
    assert session_days(date(2026, 3, 27), 2, Rhythm.WEEKLY) == [date(2026, 3, 27), date(2026, 4, 3)]


@pytest.mark.parametrize("count", [0, -1, 121])
def test_none_or_too_many_are_refused(count: int) -> None:
    with pytest.raises(TooManySessions, match="antara 1 dan 120"):
        session_days(FRIDAY, count, Rhythm.DAILY)


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (date(2026, 3, 1), CohortPhase.UPCOMING),
        (date(2026, 3, 2), CohortPhase.RUNNING),
        (date(2026, 3, 31), CohortPhase.RUNNING),
        (date(2026, 4, 1), CohortPhase.OVER),
    ],
)
def test_first_and_last_day_are_part_of_a_cohort(day: date, phase: CohortPhase) -> None:
    assert phase_on(day, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 31)) is phase


def test_a_day_outside_is_refused_with_the_dates() -> None:
    check_within(date(2026, 3, 2), starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 31))
    with pytest.raises(
        OutsideCohort, match=r"Sesi 01/04/2026 di luar tanggal angkatan \(02/03/2026 sampai 31/03/2026\)"
    ):
        check_within(date(2026, 4, 1), starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 31))
