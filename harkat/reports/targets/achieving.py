"""How much of a target is reached, and the quarter's report as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from core.dates import format_date
from core.money import format_number, format_rate, format_rupiah
from harkat.reports.tables import Cell, FigureTable
from harkat.reports.targets.kinds import Quarter, TargetUnit

HUNDREDTH = Decimal("0.01")
NOT_YET = "belum ada"


@dataclass(frozen=True)
class Achievement:
    """One indicator in one quarter; amounts in its unit, percents in hundredths of a percent."""

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

    @property
    def percent(self) -> Decimal | None:
        """The share of the target that is reached, in percent with two decimals; nothing while either is not known.

        Where less is better it is twice the target less the realised value, over the target, and never below 0 (the
        formula of government performance reports, LKjIP).
        """
        if self.target is None or self.realised is None or self.target <= 0:
            return None
        reached = max(0, 2 * self.target - self.realised) if self.is_lower_better else self.realised
        return (Decimal(reached) * 100 / Decimal(self.target)).quantize(HUNDREDTH, ROUND_HALF_UP)

    @property
    def percent_words(self) -> str:
        """The share as a page shows it."""
        return NOT_YET if self.percent is None else f"{format_rate(self.percent)}%"

    @property
    def target_words(self) -> str:
        """The target as a page shows it."""
        return "belum ditetapkan" if self.target is None else write(self.target, self.unit)

    @property
    def realised_words(self) -> str:
        """The realised value as a page shows it."""
        return NOT_YET if self.realised is None else write(self.realised, self.unit)


def write(value: int, unit: TargetUnit) -> str:
    """Write an amount with its unit."""
    if unit is TargetUnit.RUPIAH:
        return format_rupiah(value)
    if unit is TargetUnit.PERCENT:
        return f"{format_rate(Decimal(value) / 100)}%"
    return f"{format_number(value)} {unit.label}"


def cell(value: int | None, unit: TargetUnit) -> Cell:
    """Return an amount as a spreadsheet holds it: a percent with two decimals, anything else whole."""
    if value is None:
        return None
    return (Decimal(value) / 100).quantize(HUNDREDTH) if unit is TargetUnit.PERCENT else value


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
            place, row.name, row.unit.label, cell(row.target, row.unit), cell(row.realised, row.unit), row.percent,
            row.responsible, row.realised_from, row.document, row.note,
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
    "(2 × target − realisasi) / target."
)
