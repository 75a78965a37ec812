"""How much of a target is reached, and the quarter's report as a table."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from core.dates import format_date
from core.money import format_number, format_rate, format_rupiah
from harkat.reports.tables import Cell, FigureTable
from harkat.reports.targets.kinds import Quarter, TargetUnit

HUNDREDTH = Decimal("0.01")
EXACT = Decimal("0.000001")
NOT_YET = "belum ada"
CLOSED = "ditutup"
CLOSED_WORDS = "ditutup, menyangkut kurang dari 5 orang"
ARREARS_WORDS = re.compile(r"\bnpl\b|bermasalah|macet|tunggak|kolektibilitas", re.IGNORECASE)


@dataclass(frozen=True)
class Achievement:
    """One indicator in one quarter; amounts in its unit, percents in hundredths of a percent.

    ``exact`` is the realised value before it was rounded, where it was; ``is_closed`` says that a value is known and
    not shown, because few persons stand behind it.
    """

    indicator_id: int
    name: str
    unit: TargetUnit
    is_lower_better: bool
    responsible: str
    target: int | None
    realised: int | None
    realised_from: str
    document: str
    note: str
    is_counted: bool = False
    exact: Fraction | None = None
    is_closed: bool = False

    @property
    def percent(self) -> Decimal | None:
        """The share of the target that is reached, in percent with two decimals; nothing while either is not known.

        Where less is better it is twice the target less the realised value, over the target, and never below 0 (the
        formula of government performance reports, LKjIP).
        """
        if self.target is None or self.realised is None or self.target <= 0:
            return None
        realised = Fraction(self.realised) if self.exact is None else self.exact
        reached = max(Fraction(0), 2 * self.target - realised) if self.is_lower_better else realised
        share = reached * 100 / self.target
        return (Decimal(share.numerator) / share.denominator).quantize(HUNDREDTH, ROUND_HALF_UP)

    @property
    def percent_words(self) -> str:
        """The share as a page shows it."""
        if self.is_closed:
            return CLOSED
        return NOT_YET if self.percent is None else f"{format_rate(self.percent)}%"

    @property
    def target_words(self) -> str:
        """The target as a page shows it."""
        return "belum ditetapkan" if self.target is None else write(self.target, self.unit)

    @property
    def realised_words(self) -> str:
        """The realised value as a page shows it."""
        if self.is_closed:
            return CLOSED_WORDS
        return NOT_YET if self.realised is None else write(self.realised, self.unit)


def tells_of_arrears(name: str) -> bool:
    """Tell whether an indicator's name says that it counts arrears, so that few persons may stand behind it."""
    return bool(ARREARS_WORDS.search(name))


def half_up(value: Fraction) -> int:
    """Round to the nearest whole number, a half away from zero; never asked for less than 0."""
    return math.floor(value + Fraction(1, 2))


def write(value: int, unit: TargetUnit) -> str:
    """Write an amount with its unit."""
    if unit is TargetUnit.RUPIAH:
        return format_rupiah(value)
    if unit is TargetUnit.PERCENT:
        return f"{format_rate(Decimal(value) / 100)}%"
    return f"{format_number(value)} {unit.label}"


def cell(value: int | None, unit: TargetUnit, exact: Fraction | None = None) -> Cell:
    """Return an amount as a spreadsheet holds it: a percent as exactly as it is known, anything else whole."""
    if value is None:
        return None
    if unit is not TargetUnit.PERCENT:
        return value
    if exact is not None:
        return (Decimal(exact.numerator) / exact.denominator / 100).quantize(EXACT)
    return (Decimal(value) / 100).quantize(HUNDREDTH)


def quarter_facts(quarter: Quarter, as_of: str, *, is_running: bool, counted_on: str) -> list[tuple[str, str]]:
    """Return what stands above the quarter's report."""
    span = f"{format_date(quarter.first_day)} sampai {format_date(quarter.last_day)}"
    return [
        ("Triwulan", quarter.label),
        ("Kurun", span + (", masih berjalan" if is_running else "")),
        ("Dihitung sampai", counted_on),
        ("Data bank", as_of),
    ]


def workbook_table(rows: Sequence[Achievement], facts: Sequence[tuple[str, str]], title: str) -> FigureTable:
    """Lay the quarter's report out for Excel, amounts as numbers."""
    columns = [
        ("No.", "number", False),
        ("Indikator", "text", False),
        ("Satuan", "text", False),
        ("Target", "percent", False),
        ("Realisasi", "percent", False),
        ("Capaian (%)", "percent", False),
        ("Penanggung jawab", "text", False),
        ("Sumber realisasi", "text", False),
        ("Dokumen target", "text", False),
        ("Catatan", "text", False),
    ]
    cells = [
        (
            place, row.name, row.unit.label, cell(row.target, row.unit),
            cell(row.realised, row.unit, row.exact), row.percent, row.responsible, row.realised_from, row.document,
            ". ".join(part for part in (f"Realisasi {CLOSED_WORDS}" if row.is_closed else "", row.note) if part),
        )
        for place, row in enumerate(rows, start=1)
    ]  # fmt: skip
    return FigureTable(title, columns, cells, facts, [RULE])


def printed_table(rows: Sequence[Achievement]) -> FigureTable:
    """Lay the quarter's report out for the printed page."""
    columns = [
        ("No.", "number", False),
        ("Indikator", "text", False),
        ("Target", "number", False),
        ("Realisasi", "number", False),
        ("Capaian", "number", False),
        ("Penanggung jawab", "text", False),
        ("Sumber dan catatan", "text", False),
    ]
    cells = [
        (
            place, row.name, row.target_words, row.realised_words, row.percent_words, row.responsible,
            ". ".join(part for part in (row.realised_from, f"Dokumen target: {row.document}", row.note) if part),
        )
        for place, row in enumerate(rows, start=1)
    ]  # fmt: skip
    return FigureTable("", columns, cells, (), [RULE])


RULE = (
    "Target dan realisasi dihitung dari awal program sampai akhir triwulan. Bila makin kecil makin baik, capaian = "
    "(2 × target − realisasi) / target. Capaian dihitung dari angka sebelum dibulatkan."
)
