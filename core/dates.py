"""Calendar dates as Indonesian offices read and write them."""

import calendar
import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.errors import DomainError

JAKARTA = ZoneInfo("Asia/Jakarta")
HOURS_A_DAY = 24
MINUTES_AN_HOUR = 60

MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
DAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]


class DateText(DomainError):
    """Text that is not a date of the calendar."""


class TimeText(DomainError):
    """Text that is not an hour of the day."""


def parse_date(text: str) -> date:
    """Read ``2026-03-31``, ``31/03/2026`` or ``31-03-2026``, day first as everywhere in Indonesia.

    :raises DateText: for another form or a day that does not exist
    """
    cleaned = text.strip()
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", cleaned)
    local = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", cleaned)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif local:
        day, month, year = (int(part) for part in local.groups())
    else:
        raise DateText("Tulis tanggal sebagai tanggal/bulan/tahun, contoh 31/03/2026.")
    try:
        return date(year, month, day)
    except ValueError:
        raise DateText(f"Tanggal {cleaned} tidak ada di kalender. Periksa hari dan bulannya.") from None


def add_months(start: date, months: int) -> date:
    """Move a date by whole months, keeping its day and clamping it at the end of a shorter month."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def format_date(day: date) -> str:
    """Write ``31 Maret 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def format_month(day: date) -> str:
    """Write the month of a day: ``Maret 2026``."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def format_date_short(day: date) -> str:
    """Write ``31/03/2026``."""
    return f"{day:%d/%m/%Y}"


def format_weekday(day: date) -> str:
    """Write ``Selasa, 31 Maret 2026``."""
    return f"{DAYS[day.weekday()]}, {format_date(day)}"


def parse_time(text: str) -> time:
    """Read an hour of the day as people write it: ``08.00``, ``8:00``, ``8``.

    :raises TimeText: for another form or an hour no day has
    """
    found = re.fullmatch(r"([0-9]{1,2})(?:[.:]([0-9]{2}))?", text.strip())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (HOURS_A_DAY, 0)
    if hour >= HOURS_A_DAY or minute >= MINUTES_AN_HOUR:
        raise TimeText("Tulis jam dengan titik, contoh 08.00 atau 13.30.")
    return time(hour, minute)


def format_time(hour: time) -> str:
    """Write an hour of the day, for example ``08.00``."""
    return f"{hour:%H.%M}"


def format_moment(moment: datetime) -> str:
    """Write an aware moment in Jakarta time: ``31 Maret 2026 pukul 14.05``."""
    local = moment.astimezone(JAKARTA)
    return f"{format_date(local.date())} pukul {local:%H.%M}"


def day_of(moment: datetime) -> date:
    """Return the calendar day in Jakarta of an aware moment."""
    return moment.astimezone(JAKARTA).date()


def count_days(start: date, end: date) -> int:
    """Count the days from start to end, end not included."""
    return (end - start) // timedelta(days=1)


def age_on(born_on: date, day: date) -> int:
    """Count the full years of age on a day."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
