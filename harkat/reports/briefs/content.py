"""What stands on a brief: five figures with their change, reasons, decisions, and who is late."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from core.dates import format_date
from core.money import format_number, format_rupiah
from harkat.reports.briefs.kinds import Unit

NOT_REPORTED = "belum dilaporkan"


@dataclass(frozen=True)
class Figure:
    """One figure: rupiah or persons, absent where no bank has reported; ``before`` as the brief before gave it."""

    key: str
    label: str
    unit: str
    value: int | None
    note: str = ""
    before: int | None = None

    @property
    def change(self) -> int | None:
        """What has changed since the brief before; nothing where either is not known."""
        return None if self.value is None or self.before is None else self.value - self.before

    @property
    def words(self) -> str:
        """The figure as a page shows it."""
        return NOT_REPORTED if self.value is None else write(self.value, self.unit)

    @property
    def before_words(self) -> str:
        """The figure of the brief before as a page shows it."""
        return "–" if self.before is None else write(self.before, self.unit)

    @property
    def change_words(self) -> str:
        """The change as a page shows it, with its sign."""
        if self.change is None:
            return "–"
        sign = "+" if self.change > 0 else "−" if self.change < 0 else ""
        return "tetap" if not self.change else sign + write(abs(self.change), self.unit)


@dataclass(frozen=True)
class ReasonLine:
    """Why people stand still: the reason, how many as it may be shown, and what is said of it."""

    label: str
    persons: str
    words: str


@dataclass(frozen=True)
class LateLine:
    """Who is late with what, and since when or by how much."""

    who: str
    what: str
    since: str


@dataclass(frozen=True)
class Before:
    """The brief that the figures are compared with."""

    number: str
    day: date


@dataclass(frozen=True)
class Content:
    """Everything on a brief. ``bank_day`` is the oldest of the banks' last reports."""

    day: date
    bank_day: date | None
    silent: tuple[str, ...]
    source: str
    figures: tuple[Figure, ...]
    before: Before | None
    opening: str
    reasons: tuple[ReasonLine, ...]
    decisions: tuple[str, ...]
    late: tuple[LateLine, ...]
    late_words: str

    @property
    def as_of(self) -> str:
        """How current the banks' figures are."""
        told = f"Data bank per tanggal {format_date(self.bank_day)}" if self.bank_day else f"Data bank {NOT_REPORTED}"
        return f"{told}; {NOT_REPORTED}: {', '.join(self.silent)}" if self.silent and self.bank_day else told

    @property
    def reasons_title(self) -> str:
        """What stands above the reasons, by how many there are."""
        number = {1: "Satu alasan", 2: "Dua alasan", 3: "Tiga alasan"}.get(len(self.reasons), "Alasan")
        return f"{number} dana belum terserap"

    @property
    def compared(self) -> str:
        """Which brief the change is counted from."""
        if self.before is None:
            return "Lembar pertama, belum ada pembanding"
        return f"Perubahan sejak {self.before.number}, {format_date(self.before.day)}"


def number_of(year: int, sequence: int) -> str:
    """Return a brief's number: ``LW-2026-001``."""
    return f"LW-{year}-{sequence:03}"


def usual_opening(day: date) -> str:
    """Return the sentence a brief opens with unless another is written."""
    return f"Keadaan dana BANK HARKAT per {format_date(day)}."


def move_opening(opening: str, *, old: date, new: date) -> str:
    """Let the day that an opening sentence names follow the brief's day."""
    return opening.replace(format_date(old), format_date(new))


def compare(figures: Sequence[Figure], before: Mapping[str, int | None]) -> tuple[Figure, ...]:
    """Put beside each figure what the brief before said."""
    return tuple(replace(figure, before=before.get(figure.key)) for figure in figures)


def write(value: int, unit: str) -> str:
    """Write a figure with its unit."""
    return format_rupiah(value) if unit == Unit.RUPIAH.value else f"{format_number(value)} orang"


def pack(content: Content) -> dict[str, Any]:
    """Return a content as it is kept."""
    packed = asdict(content)
    packed["day"] = content.day.isoformat()
    packed["bank_day"] = content.bank_day.isoformat() if content.bank_day else None
    packed["before"] = content.before and {"number": content.before.number, "day": content.before.day.isoformat()}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in packed.items()}


def unpack(packed: Mapping[str, Any]) -> Content:
    """Read a content as it was kept."""
    before = packed["before"]
    return Content(
        day=date.fromisoformat(packed["day"]),
        bank_day=date.fromisoformat(packed["bank_day"]) if packed["bank_day"] else None,
        silent=tuple(packed["silent"]),
        source=packed["source"],
        figures=tuple(Figure(**figure) for figure in packed["figures"]),
        before=Before(before["number"], date.fromisoformat(before["day"])) if before else None,
        opening=packed["opening"],
        reasons=tuple(ReasonLine(**line) for line in packed["reasons"]),
        decisions=tuple(packed["decisions"]),
        late=tuple(LateLine(**line) for line in packed["late"]),
        late_words=packed["late_words"],
    )


def digest_of(packed: Mapping[str, Any]) -> str:
    """Return the fingerprint of a kept content (SHA-256, hexadecimal)."""
    return sha256(json.dumps(packed, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
