"""A breakdown as a plain table, for the file."""

from datetime import date

from core.dates import format_date
from core.money import format_rupiah
from harkat.reports.breakdowns.dimensions import Measure
from harkat.reports.breakdowns.grid import CLOSED, Figures, Grid
from harkat.reports.figures import NOT_REPORTED, Front
from harkat.reports.tables import BANKS_MONEY, UNPLACED, Cell, FigureTable, front_facts, percent

CLOSING = (
    f"“{CLOSED}”: sisa pokok atau NPL kurang dari 5 orang, atau ditutup supaya yang kurang dari 5 tidak dapat dihitung "
    "balik. Jumlah baris seperti itu ditulis sebagai angka."
)
COUNTED_ONCE = (
    "Jumlah orang, kelompok, RT, dan pinjaman ditulis sebagai angka, bukan jumlah baris: yang masuk beberapa baris "
    "dihitung sekali."
)


def grid_table(grid: Grid, day: date, shown: Front) -> FigureTable:
    """Lay a breakdown out as a plain table; sums stand in its last row, because a person is counted once there."""
    facts = [*front_facts(shown), ("Keadaan per", format_date(day))]
    if outside := grid.outside(shown.total.disbursed_total):
        facts.append((UNPLACED, format_rupiah(outside)))
    measures = [grid.measure] if grid.column_dimension else list(Measure)
    heads: list[tuple[str, str, bool]] = [(grid.row_dimension.label, "text", False)]
    if grid.column_dimension:
        heads += [(name, *_kind(grid.measure)) for _, name in grid.columns]
        heads.append((grid.sum_label, *_kind(grid.measure)))
    else:
        heads += [(measure.label, *_kind(measure)) for measure in measures]
    rows: list[list[Cell]] = []
    for key, name in grid.rows:
        cells = [_cell(grid, grid.cell(key, column), grid.measure, (key, column)) for column, _ in grid.columns]
        rows.append([name, *cells, *(_cell(grid, grid.row(key), measure, key) for measure in measures)])
    sums = [_cell(grid, grid.column(column), grid.measure, column) for column, _ in grid.columns]
    told = [grid.sum_label, *sums, *(_cell(grid, grid.total, measure, None) for measure in measures)]
    title = f"Rincian menurut {_small(grid.row_dimension.label)}"
    if grid.column_dimension:
        title += f" dan {_small(grid.column_dimension.label)}: {grid.measure.label.lower()}"
    notes = [BANKS_MONEY, *([CLOSING] if grid.has_closed else [])]
    if not all(measure.is_rupiah for measure in measures):
        notes.append(COUNTED_ONCE)
    is_sum = grid.column_dimension is not None and grid.measure.is_rupiah
    return FigureTable(title, heads, rows, facts, notes, told, sums_across=is_sum)


def _kind(measure: Measure) -> tuple[str, bool]:
    """Return what a column of a measure holds, and whether its sum is the sum of its rows."""
    return "rupiah" if measure.is_rupiah else "percent" if measure is Measure.NPL else "number", measure.is_rupiah


def _cell(grid: Grid, figures: Figures, measure: Measure, place: str | tuple[str, str] | None) -> Cell:
    words = grid.words(figures, measure, place)
    if words in (CLOSED, NOT_REPORTED):
        return words
    return percent(figures.bad_share) if measure is Measure.NPL else figures.number(measure)


def _small(words: str) -> str:
    """Write a label inside a line: its first letter small, names in capitals as they are."""
    return words[0].lower() + words[1:]
