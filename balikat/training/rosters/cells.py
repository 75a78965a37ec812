"""Reading single cells of an office's list: days written in many ways, numbers, and a NIK that Excel has rounded."""

import re
from datetime import date, timedelta

from core.dates import MONTHS
from core.errors import DomainError

NIK_DIGITS = 16
SURE_DIGITS = 15
FIRST_DAY = date(1899, 12, 30)
SERIALS = (20_000, 80_000)
"""Day numbers of Excel that stand for 1954 to 2119; others are no days."""

_MONTHS = {name.lower(): number for number, name in enumerate(MONTHS, start=1)}
_SHORT = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)} | {"ags": 8, "sept": 9, "nop": 11}
_ENGLISH = {"may": 5, "aug": 8, "oct": 10, "dec": 12}


class DayText(DomainError):
    """Text in a cell that is no day."""


def read_day(text: str) -> date | None:
    """Read a day written as a date, in words, with two digits of the year, or as Excel's day number.

    :raises DayText: for anything else; an empty cell is None
    """
    cleaned = re.sub(r"\s+\d{2}:\d{2}(:\d{2})?$", "", " ".join(text.split()))
    if not cleaned or cleaned in {"-", "–"}:
        return None
    if re.fullmatch(r"\d{5}", cleaned) and SERIALS[0] <= int(cleaned) <= SERIALS[1]:
        return FIRST_DAY + timedelta(days=int(cleaned))
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", cleaned):
        year, month, day = map(int, match.groups())
        return _day(year, month, day, cleaned)
    if match := re.fullmatch(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})", cleaned):
        return _day(_year(match[3]), int(match[2]), int(match[1]), cleaned)
    if match := re.fullmatch(r"(\d{1,2})[\s-]+([A-Za-z]+)\.?[\s-]+(\d{4}|\d{2})", cleaned.split(",")[-1].strip()):
        word = match[2].lower()
        month = _MONTHS.get(word) or _SHORT.get(word) or _ENGLISH.get(word) or 0
        return _day(_year(match[3]), month, int(match[1]), cleaned)
    raise DayText(f"Tanggal “{cleaned[:40]}” tidak terbaca. Tulis seperti 31/03/2026.")


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text) if int(text) < 50 else 1900 + int(text)


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise DayText(f"Tanggal “{text[:40]}” tidak ada di kalender.") from None


def read_whole(text: str) -> int | None:
    """Read a whole number such as ``40``, ``40 JP`` or ``85,0``; anything else is None."""
    match = re.fullmatch(r"(\d{1,5})(?:[.,]0+)?\s*(?:jp|jam)?", text.strip(), re.IGNORECASE)
    return None if match is None else int(match[1])


def sure_digits(text: str) -> str | None:
    """Return the fifteen digits that are sure of a NIK shown as ``1.57102260594903e+15``; None when fewer are left."""
    match = re.fullmatch(r"(\d)[.,](\d+)e\+?15", text.strip(), re.IGNORECASE)
    digits = "" if match is None else match[1] + match[2]
    return digits if len(digits) == SURE_DIGITS else None


def is_scientific(text: str) -> bool:
    """Tell whether a NIK was turned into a number such as ``1,57102E+15``."""
    return re.fullmatch(r"[\d.,]+e\+?\d+", text, re.IGNORECASE) is not None
