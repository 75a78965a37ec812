"""The dated caps on what licensed online loans may cost."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

HALF_YEAR_DAYS = 180
_YEAR_DAYS = 360


@dataclass(frozen=True)
class Cap:
    """The most a loan may cost a day, in percent of the agreed amount, for a segment, a term and a time."""

    segment: str
    tenor: str
    percent_per_day: Decimal
    valid_from: date
    valid_to: date | None
    status: str
    source: str


def read_caps(rows: Iterable[Mapping[str, str]]) -> list[Cap]:
    """Read the table of caps; rows marked PLANNED and rows without a daily figure are left out."""
    caps: list[Cap] = []
    for row in rows:
        if row["status"].startswith("PLANNED") or not re.fullmatch(r"\d+(\.\d+)?", row["cap_percent_per_day"]):
            continue
        start = _day(row["valid_from"])
        if start is not None:
            figure = Decimal(row["cap_percent_per_day"])
            caps.append(
                Cap(row["segment"], row["tenor"], figure, start, _day(row["valid_to"]), row["status"], row["source"])
            )
    return caps


def _day(text: str) -> date | None:
    if re.fullmatch(r"\d{4}", text):
        return date(int(text), 1, 1)
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def cap_on(caps: Sequence[Cap], day: date, *, productive: bool, days: int) -> Cap | None:
    """Find the cap in force on a day for a loan of some days, consumer or productive micro; None without one."""
    fitting = [
        cap
        for cap in caps
        if cap.valid_from <= day
        and (cap.valid_to is None or day <= cap.valid_to)
        and _fits_segment(cap.segment, productive=productive)
        and _fits_tenor(cap.tenor, days)
    ]
    return max(fitting, key=lambda cap: (cap.valid_from, "micro" in cap.segment), default=None)


def _fits_segment(segment: str, *, productive: bool) -> bool:
    if not productive:
        return segment == "consumer"
    return segment == "productive" or "micro" in segment


def _fits_tenor(tenor: str, days: int) -> bool:
    if tenor.startswith("<= 6"):
        return days <= HALF_YEAR_DAYS
    if tenor.startswith("> 6"):
        return days > HALF_YEAR_DAYS
    if tenor.startswith("< 1 year"):
        return days < _YEAR_DAYS
    return tenor == "all"
