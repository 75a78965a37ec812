"""Reads the dates that statements print, day first as everywhere in Indonesia."""

import re
from datetime import date, timedelta
from functools import lru_cache

_MONTHS = {
    "jan": 1, "feb": 2, "peb": 2, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7, "agu": 8, "agt": 8,
    "ags": 8, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "nop": 11, "des": 12, "dec": 12,
}  # fmt: skip
_WEEKDAY = (
    r"(?:(?:senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu|sen|sel|rab|kam|jum|sab|min|mon|tue|wed|"
    r"thu|fri|sat|sun)[a-z']*[,.]?\s+)?"
)
_NUMERIC = re.compile(
    _WEEKDAY + r"'?(\d{1,2})\s?[/.\-]\s?(\d{1,2})(?:\s?[/.\-]\s?(\d{4}|\d{2}))?(?![\d/])", re.IGNORECASE
)
_ISO = re.compile(r"'?(\d{4})[\-/.](\d{1,2})[\-/.](\d{1,2})(?!\d)")
_NAMED = re.compile(_WEEKDAY + r"'?(\d{1,2})[\s\-/.]*([a-z]{3,9})[\s\-/.,]*'?(\d{4}|\d{2})?(?!\d)", re.IGNORECASE)
_NAMED_FIRST = re.compile(r"([a-z]{3,9})\s+(\d{1,2}),\s*(\d{4})(?!\d)", re.IGNORECASE)
_PACKED = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:\d{4}|\d{6})?")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*(?:WIB|WITA|WIT|AM|PM))?", re.IGNORECASE)
_FIRST_SERIAL = date(1899, 12, 30)

PartialDay = tuple[int, int, int | None]


def read_day(text: str) -> PartialDay | None:
    """Read the date a cell begins with as (day, month, year or None); None when it begins with no date."""
    if text[10:11] == " " and text[9].isdigit() and (text[4] in "-/." or text[2] in "-/."):
        return _read_day(text[:10])  # a clock follows: one day is read once, not once a second
    return _read_day(text)


@lru_cache(maxsize=4096)
def _read_day(text: str) -> PartialDay | None:
    cleaned = text.strip()
    if not cleaned or len(cleaned) > 60:
        return None
    for pattern, order in ((_ISO, (3, 2, 1)), (_NUMERIC, (1, 2, 3))):
        match = pattern.match(cleaned)
        if match:
            day, month, year = (match[position] for position in order)
            return _checked(int(day), int(month), year)
    match = _NAMED.match(cleaned)
    if match and match[2][:3].lower() in _MONTHS:
        return _checked(int(match[1]), _MONTHS[match[2][:3].lower()], match[3])
    match = _NAMED_FIRST.match(cleaned)
    if match and match[1][:3].lower() in _MONTHS:
        return _checked(int(match[2]), _MONTHS[match[1][:3].lower()], match[3])
    packed = _PACKED.fullmatch(cleaned)
    if packed:
        return _checked(int(packed[3]), int(packed[2]), packed[1])
    return _read_serial(cleaned)


def _read_serial(cleaned: str) -> PartialDay | None:
    serial = re.fullmatch(r"(\d{5})(?:\.\d+)?", cleaned)
    if serial and 36_526 <= int(serial[1]) <= 65_000:
        day = _FIRST_SERIAL + timedelta(days=int(serial[1]))
        return day.day, day.month, day.year
    return None


def _checked(day: int, month: int, year: str | None) -> PartialDay | None:
    full = None if not year else int(year) if len(year) == 4 else 2000 + int(year)
    try:
        date(2000 if full is None else full, month, day)
    except ValueError:
        return None
    return day, month, full


def is_clock(text: str) -> bool:
    """Tell whether a cell holds nothing but a time of day, as the row under a transaction in some workbooks."""
    return bool(_CLOCK.fullmatch(text.strip()))


def find_days(text: str) -> list[PartialDay]:
    """Find all full dates in a text such as a period line, in order."""
    found: list[tuple[int, PartialDay]] = []
    for pattern in (_ISO, _NUMERIC, _NAMED):
        for match in pattern.finditer(text):
            day = read_day(match[0])
            if day is not None and all(abs(match.start() - place) > 3 for place, _ in found):
                found.append((match.start(), day))
    return [day for _, day in sorted(found, key=lambda item: item[0])]


def read_period(text: str) -> tuple[date, date] | None:
    """Read a period line's two dates; a first date without year takes the second's, or the year before it."""
    days = find_days(text)
    if not days:
        month = re.search(r"([a-z]{3,9})\s+((?:19|20)\d{2})\b", text, re.IGNORECASE)
        if month and month[1][:3].lower() in _MONTHS:
            first = date(int(month[2]), _MONTHS[month[1][:3].lower()], 1)
            return first, (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return None
    last = days[-1]
    if last[2] is None:
        return None
    end = date(last[2], last[1], last[0])
    first_day, first_month, first_year = days[0]
    if len(days) == 1:
        span = re.match(r".*?(\d{1,2})\s*(?:-|s/?d|sampai)\s*\d{1,2}\s+[a-z]", text, re.IGNORECASE)
        start = end.replace(day=min(int(span[1]), end.day)) if span and int(span[1]) >= 1 else end.replace(day=1)
        return start, end
    try:
        start = date(first_year or end.year, first_month, first_day)
        if first_year is None and start > end:
            start = start.replace(year=end.year - 1)
    except ValueError:
        return None
    return (start, end) if start <= end else (end, start)


def place_day(day: PartialDay, period: tuple[date, date] | None, fallback_year: int) -> date | None:
    """Give a date without year the year that puts it inside the period, else the nearest one to its end."""
    number, month, year = day
    years = [year] if year else [period[1].year, period[0].year] if period else [fallback_year]
    placed: list[date] = []
    for candidate in years:
        try:
            placed.append(date(candidate, month, number))
        except ValueError:
            continue
    if period:
        inside = [one for one in placed if period[0] <= one <= period[1]]
        return inside[0] if inside else placed[0] if placed else None
    return placed[0] if placed else None
