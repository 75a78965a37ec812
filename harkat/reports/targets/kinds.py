"""What an indicator counts, in which unit, and the quarters of a year."""

import calendar
from dataclasses import dataclass
from datetime import date

from core.labels import LabeledEnum


class TargetUnit(LabeledEnum):
    """The unit of an indicator; percents are kept in hundredths of a percent."""

    RUPIAH = ("rupiah", "rupiah")
    PERCENT = ("percent", "persen")
    PERSONS = ("persons", "orang")
    APPLICATIONS = ("applications", "permohonan")
    PIECES = ("pieces", "buah")


class Measure(LabeledEnum):
    """Where the realised value comes from: counted by the system up to the quarter's end, or typed."""

    TYPED = ("typed", "Diisi tangan dengan sumber")
    DISBURSED = ("disbursed", "Dana dicairkan sampai akhir triwulan")
    ABSORPTION = ("absorption", "Serapan plafon program")
    BORROWERS = ("borrowers", "Orang yang sudah menerima")
    APPLIED = ("applied", "Permohonan yang diajukan")
    TRAINED = ("trained", "Orang lulus pelatihan BALIKAT")
    REGISTERED = ("registered", "Orang terdaftar")


UNIT_OF: dict[Measure, TargetUnit] = {
    Measure.DISBURSED: TargetUnit.RUPIAH,
    Measure.ABSORPTION: TargetUnit.PERCENT,
    Measure.BORROWERS: TargetUnit.PERSONS,
    Measure.APPLIED: TargetUnit.APPLICATIONS,
    Measure.TRAINED: TargetUnit.PERSONS,
    Measure.REGISTERED: TargetUnit.PERSONS,
}
"""The only unit that fits what the system counts."""

QUARTERS = (1, 2, 3, 4)
ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}
FIRST_YEAR, LAST_YEAR = 2024, 2100


@dataclass(frozen=True)
class Quarter:
    """A quarter of a year."""

    year: int
    number: int

    @property
    def first_day(self) -> date:
        """The day it begins."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        """The day it ends."""
        month = 3 * self.number
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def label(self) -> str:
        """How a report names it: ``Triwulan III 2026``."""
        return f"Triwulan {ROMAN[self.number]} {self.year}"


def quarter_of(day: date) -> Quarter:
    """Return the quarter a day lies in."""
    return Quarter(day.year, (day.month + 2) // 3)
