"""The one place that reads the clock; only entrances call it."""

from datetime import UTC, date, datetime

from core.dates import JAKARTA


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the calendar day in Jakarta."""
    return datetime.now(JAKARTA).date()
