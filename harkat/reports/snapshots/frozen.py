"""What is frozen of a month end, and how three answers to the same question differ."""

import calendar
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from core.dates import add_months
from core.money import format_number, format_rupiah
from harkat.facility.position import Position
from harkat.reports.tables import FigureTable

MONEY = {
    "ceiling": "Plafon bank",
    "committed": "Disetujui, belum cair",
    "disbursed_total": "Dicairkan",
    "outstanding": "Sisa pokok berjalan",
    "available": "Tersedia",
    "written_off": "Hapus buku",
    "exception": "Pengecualian",
}
RUPIAH, PERSONS = "rupiah", "orang"
ALL_BANKS = "Semua bank"
MOST_MONTHS = 60


@dataclass(frozen=True)
class Line:
    """One figure of a month end; absent where it was not frozen, or cannot be told as known then."""

    subject: str
    label: str
    unit: str
    frozen: int | None
    known: int | None
    corrected: int | None

    @property
    def difference(self) -> int | None:
        """By how much the figure of that day is another one today than when it was frozen."""
        return None if self.frozen is None or self.corrected is None else self.corrected - self.frozen

    @property
    def is_changed(self) -> bool:
        """Whether a later correction changed it."""
        return bool(self.difference)

    def words(self, value: int | None) -> str:
        """Write one of the values as a page shows it."""
        if value is None:
            return "–"
        return format_rupiah(value) if self.unit == RUPIAH else format_number(value)

    @property
    def difference_words(self) -> str:
        """The difference with its sign."""
        if not self.difference:
            return "tetap" if self.difference == 0 else "–"
        return ("+" if self.difference > 0 else "−") + self.words(abs(self.difference))


def money_of(position: Position) -> dict[str, int]:
    """Return the figures of a position that are frozen; rupiah."""
    return {name: getattr(position, name) for name in MONEY}


def month_ends(first: date, *, until: date) -> list[date]:
    """Return the last days of the months from the one a day lies in up to the last that ended before a day.

    At most the newest sixty, so that a mistyped year does not freeze for hours.
    """
    found, month = [], first.replace(day=1)
    while (end := month.replace(day=calendar.monthrange(month.year, month.month)[1])) < until:
        found.append(end)
        month = add_months(month, 1)
    return found[-MOST_MONTHS:]


def last_month_end(day: date) -> date:
    """Return the last day of the month before the one a day lies in."""
    return day.replace(day=1) - timedelta(days=1)


def digest_of(content: Mapping[str, object]) -> str:
    """Return the fingerprint of a frozen content (SHA-256, hexadecimal)."""
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def compare(
    frozen: Mapping[str, Mapping[str, int]],
    known: Mapping[str, Mapping[str, int]],
    corrected: Mapping[str, Mapping[str, int]],
    *,
    labels: Mapping[str, str],
    unit: str,
) -> Iterator[Line]:
    """Put three answers beside each other, by subject and figure."""
    for subject in {**frozen, **corrected}:
        for key, label in labels.items():
            values = (answer.get(subject, {}).get(key) for answer in (frozen, known, corrected))
            line = Line(subject, label, unit, *values)
            if line.frozen or line.known or line.corrected or subject == ALL_BANKS:
                yield line


def comparison_table(lines: Sequence[Line], facts: Sequence[tuple[str, str]]) -> FigureTable:
    """Lay the comparison out to take away."""
    columns = [
        ("Bagian", "text", False),
        ("Angka", "text", False),
        ("Satuan", "text", False),
        ("Saat dibekukan", "number", False),
        ("Yang tercatat pada hari itu", "number", False),
        ("Dengan koreksi sampai sekarang", "number", False),
        ("Selisih", "number", False),
    ]
    rows = [
        (line.subject, line.label, line.unit, line.frozen, line.known, line.corrected, line.difference)
        for line in lines
    ]
    notes = ["Selisih = dengan koreksi sampai sekarang dikurangi saat dibekukan. Dana milik bank mitra."]
    return FigureTable("Akhir bulan", columns, rows, facts, notes)
