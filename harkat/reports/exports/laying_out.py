"""Pages whose figures are words on screen, laid out as tables with numbers where the words are numbers."""

from collections.abc import Sequence

from harkat.reports.cells import as_cell
from harkat.reports.debt_counts import DebtRow
from harkat.reports.figures import NOT_REPORTED
from harkat.reports.quality.banks import BankLine
from harkat.reports.quality.comparing import Comparison
from harkat.reports.quality.figures import CohortLine, Line
from harkat.reports.tables import BANKS_MONEY, CLOSING_NOTE, Cell, FigureTable
from harkat.reports.ways_out_figures import ByClass

Facts = Sequence[tuple[str, str]]


def debts_table(rows: Sequence[DebtRow], facts: Facts) -> FigureTable:
    """Lay out how many are held by which kind of debt; closed counts stay words."""
    columns = [
        ("Jenis utang", "text", False),
        ("Orang tertahan", "number", False),
        ("Sisa utang yang diketahui", "rupiah", False),
        ("Orang yang sudah keluar", "number", False),
    ]
    cells = [(row.kind, as_cell(row.held.words), as_cell(row.owed), as_cell(row.got_out.words)) for row in rows]
    notes = ["Orang yang tertahan dua jenis dihitung di keduanya.", CLOSING_NOTE]
    return FigureTable("Tertahan utang", columns, cells, facts, notes)


def ways_out_tables(
    under_way: ByClass, *, got_out: str, dropped: str, burden_left: str, facts: Facts
) -> list[FigureTable]:
    """Lay out who is on the way out of debt and what became of the others."""
    classes = [
        ("Jenis utang terberat", "text", False),
        ("Orang", "number", True),
        ("Sisa utang", "rupiah", True),
    ]
    rows = [(count.key.label, as_cell(count.words), as_cell(amount)) for count, amount in under_way.rows]
    told = ("Jumlah", as_cell(under_way.persons), as_cell(under_way.amount))
    ends = [
        ("Sudah keluar, terbukti (orang)", as_cell(got_out)),
        ("Beban yang hilang (rupiah sebulan)", as_cell(burden_left)),
        ("Berhenti di tengah (orang)", as_cell(dropped)),
    ]
    return [
        FigureTable("Sedang dibina", classes, rows, facts, [CLOSING_NOTE], told),
        FigureTable("Hasil pembinaan", [("Angka", "text", False), ("Nilai", "number", False)], ends, facts),
    ]


def quality_tables(
    facts: Facts,
    figures: Sequence[tuple[str, str]],
    classes: Sequence[Line],
    bands: Sequence[Line],
    banks: Sequence[BankLine],
    cohorts: Sequence[CohortLine],
    ages: Sequence[int],
) -> list[FigureTable]:
    """Lay out how well the loans are repaid.

    :param ages: the months since disbursement that a cohort's shares stand for
    """
    heads = [("Angka", "text", False), ("Nilai", "percent", False)]
    cohort_heads = [("Bulan cair", "text", False), ("Pinjaman", "number", True), ("Dicairkan", "rupiah", True)]
    cohort_heads += [(f"Pernah menunggak sampai {months} bulan (%)", "percent", False) for months in ages]
    return [
        FigureTable(
            "Mutu", heads, [(label, as_cell(words)) for label, words in figures], facts, [BANKS_MONEY, CLOSING_NOTE]
        ),
        _lines("Kolektibilitas", "Kelas", "Sisa pokok", classes, facts),
        _banks(banks, facts),
        _lines("Tunggakan menurut umur", "Terlambat", "Angsuran tertunggak", bands, facts),
        FigureTable(
            "Menurut bulan cair",
            cohort_heads,
            [(row.month, row.loans, row.disbursed, *(as_cell(share) for share in row.shares)) for row in cohorts],
            facts,
        ),
    ]


def comparison_table(comparisons: Sequence[Comparison], facts: Facts) -> FigureTable:
    """Lay out the compared borrowers with their uncertainty."""
    columns = [
        ("Perbandingan", "text", False),
        ("Peminjam", "text", False),
        ("Pinjaman", "number", False),
        ("Menunggak", "number", False),
        ("Bagian (%)", "percent", False),
        ("Rentang 95%", "text", False),
        ("Terbayar dari jatuh tempo (%)", "percent", False),
    ]
    rows = [
        (
            found.trait.label, side.side.label, side.loans, as_cell(side.behind_words), as_cell(side.share_words),
            side.range_words, as_cell(side.repaid),
        )
        for found in comparisons
        for side in found.sides
    ]  # fmt: skip
    notes = [f"{found.trait.label}: {found.verdict}" for found in comparisons]
    return FigureTable("Dibandingkan", columns, rows, facts, [*notes, "Ini perbandingan, bukan bukti sebab."])


def _lines(title: str, heading: str, amount: str, rows: Sequence[Line], facts: Facts) -> FigureTable:
    columns = [
        (heading, "text", False),
        ("Pinjaman", "number", False),
        ("Orang", "number", False),
        (amount, "rupiah", False),
        ("Bagian (%)", "percent", False),
    ]
    cells = [
        (row.name, as_cell(row.loans), as_cell(row.persons), as_cell(row.amount), as_cell(row.share)) for row in rows
    ]
    return FigureTable(title, columns, cells, facts, [CLOSING_NOTE])


def _banks(rows: Sequence[BankLine], facts: Facts) -> FigureTable:
    columns = [
        ("Bank", "text", False),
        ("Skala", "text", False),
        ("Pinjaman berjalan", "number", True),
        ("Sisa pokok", "rupiah", True),
        ("NPL (%)", "percent", False),
        ("Cadangan", "rupiah", False),
    ]
    cells: list[tuple[Cell, ...]] = [
        (row.name, row.scale, row.loans, row.owed, as_cell(row.npl), as_cell(row.provision))
        if row.has_reported
        else (row.name, row.scale, *[NOT_REPORTED] * 4)
        for row in rows
    ]
    return FigureTable("Mutu menurut bank", columns, cells, facts)
