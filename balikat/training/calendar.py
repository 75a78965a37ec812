"""Sessions of a cohort made in one go from a pattern, and the phases of a cohort."""

from datetime import date, timedelta

from core.errors import RuleBroken
from core.labels import LabeledEnum

SESSIONS_AT_MOST = 120
SATURDAY = 5


class Rhythm(LabeledEnum):
    """How sessions follow each other."""

    WORKDAYS = ("workdays", "Setiap hari kerja (Senin sampai Jumat)")
    DAILY = ("daily", "Setiap hari")
    WEEKLY = ("weekly", "Seminggu sekali")


class CohortPhase(LabeledEnum):
    """Where a cohort is in its dates."""

    UPCOMING = ("upcoming", "Akan datang")
    RUNNING = ("running", "Berjalan")
    OVER = ("over", "Selesai")


class OutsideCohort(RuleBroken):
    """A session's day lies outside the cohort's dates."""


class TooManySessions(RuleBroken):
    """A pattern asks for none or for more sessions than a cohort can have."""


def phase_on(day: date, *, starts_on: date, ends_on: date) -> CohortPhase:
    """Say where a cohort is on a day; its first and last day are part of it."""
    if day < starts_on:
        return CohortPhase.UPCOMING
    return CohortPhase.RUNNING if day <= ends_on else CohortPhase.OVER


def session_days(first_on: date, count: int, rhythm: Rhythm) -> list[date]:
    """Return the days of ``count`` sessions from a first day on.

    Workdays skip Saturday and Sunday, so a first day on a weekend moves to Monday.

    :raises TooManySessions: for a count below 1 or above what one cohort can have
    """
    if not 1 <= count <= SESSIONS_AT_MOST:
        raise TooManySessions(f"Banyaknya sesi antara 1 dan {SESSIONS_AT_MOST}.", field="count")
    step = timedelta(days=7 if rhythm is Rhythm.WEEKLY else 1)
    days: list[date] = []
    day = first_on
    while len(days) < count:
        if rhythm is not Rhythm.WORKDAYS or day.weekday() < SATURDAY:
            days.append(day)
        day += step
    return days


def check_within(day: date, *, starts_on: date, ends_on: date, field: str = "first_on") -> None:
    """Refuse a session's day outside the cohort's dates.

    :raises OutsideCohort: naming the dates
    """
    if not starts_on <= day <= ends_on:
        raise OutsideCohort(
            f"Sesi {day:%d/%m/%Y} di luar tanggal angkatan ({starts_on:%d/%m/%Y} sampai {ends_on:%d/%m/%Y}). "
            "Ubah tanggal sesi, atau perpanjang angkatan lebih dulu.",
            field=field,
        )
