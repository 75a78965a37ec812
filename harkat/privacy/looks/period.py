"""The days a reader of the access log asks for, out of what was typed."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.dates import parse_date
from core.errors import DomainError

MOST_DAYS = 31
EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True)
class Period:
    """From which to which day, both included; ``note`` says what of the typed days could not be used."""

    first: date
    last: date
    note: str | None = None


def read_period(typed_first: str, typed_last: str, today: date) -> Period:
    """Return the days asked for: the last 31 when nothing is typed, never ahead of today, never more than 31."""
    last, last_note = _day(typed_last, today, today)
    usual = last - timedelta(days=MOST_DAYS - 1)
    first, first_note = _day(typed_first, usual, last)
    note = first_note or last_note
    if first < usual:
        first, note = (
            usual,
            f"Paling banyak {MOST_DAYS} hari sekali tampil; mundurkan “Sampai” untuk hari yang lebih lama.",
        )
    return Period(first, last, note)


def _day(typed: str, usual: date, latest: date) -> tuple[date, str | None]:
    if not typed.strip():
        return usual, None
    try:
        day = parse_date(typed)
    except DomainError as error:
        return usual, error.message
    if not EARLIEST <= day <= latest:
        return usual, "Tanggalnya di luar rentang yang ada; dipakai rentang yang biasa."
    return day, None
