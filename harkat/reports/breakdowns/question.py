"""What a breakdown is asked for."""

from dataclasses import dataclass

from core.labels import LabeledEnum
from harkat.reports.breakdowns.dimensions import BorrowerKind, Dimension, Measure
from harkat.reports.question import Question


@dataclass(frozen=True)
class BreakdownQuestion(Question):
    """Rows, columns (may be absent), what is counted, and what the loans are narrowed to."""

    baris: Dimension | None = None
    kolom: Dimension | None = None
    ukuran: Measure | None = None
    bank: int | None = None
    kelamin: LabeledEnum | None = None
    jenis: BorrowerKind | None = None

    @property
    def rows(self) -> Dimension:
        """What the rows are."""
        return self.baris or Dimension.DISTRICT

    @property
    def columns(self) -> Dimension | None:
        """What the columns are; the same thing twice is none."""
        return None if self.kolom is self.rows else self.kolom

    @property
    def measure(self) -> Measure:
        """What the cells and the picture show."""
        return self.ukuran or Measure.DISBURSED

    @property
    def is_narrowed(self) -> bool:
        """Whether only some of the loans are asked for."""
        return any(value is not None for value in (self.bank, self.kecamatan, self.kelamin, self.jenis))
