"""What the picture of a breakdown shows: which shape, and a number with its words for every place."""

from dataclasses import dataclass

from core.money import format_number
from harkat.reports.absorption import in_millions
from harkat.reports.breakdowns.dimensions import Dimension, Measure
from harkat.reports.breakdowns.grid import CLOSED, Figures, Grid
from harkat.reports.breakdowns.tiles import district_place, ward_places

Value = tuple[int, str]
SILENT = "belum lapor"
PER_UNIT = {"juta rupiah": 1_000_000, "persen": 100}


@dataclass(frozen=True)
class Sketch:
    """A picture before it is drawn: ``places`` are columns and rows of tiles, none for others. ``lines`` name them.

    ``per`` is how much of a value makes one of the unit that the title names.
    """

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[Value, ...]
    places: tuple[tuple[int, int], ...] = ()
    lines: tuple[str, ...] = ()
    per: int = 1

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(number for number, _ in self.values)


def sketch(grid: Grid) -> Sketch:
    """Lay out the picture of a breakdown: tiles for areas, bars for one thing, a shaded table for two."""
    measure = grid.measure
    title = f"{measure.label} ({unit_of(measure)})" if unit_of(measure) else measure.label
    names = tuple(name for _, name in grid.rows)
    if grid.column_dimension is not None:
        values = tuple(
            _value(grid, grid.cell(row, column), (row, column)) for row, _ in grid.rows for column, _ in grid.columns
        )
        return Sketch(title, names, tuple(name for _, name in grid.columns), values)
    values = tuple(_value(grid, grid.row(key), key) for key, _ in grid.rows)
    places = _places(grid)
    lines = _lines(grid, places) if grid.row_dimension is Dimension.WARD else ()
    short = tuple(name.partition(", ")[0] for name in names) if lines else names
    return Sketch(title, short, (), values, places, lines, PER_UNIT.get(unit_of(measure), 1))


def unit_of(measure: Measure) -> str:
    """Return the unit a picture writes its numbers in."""
    return "juta rupiah" if measure.is_rupiah else "persen" if measure is Measure.NPL else ""


def _value(grid: Grid, figures: Figures, place: object) -> Value:
    measure = grid.measure
    if not figures.is_reported:
        return 0, SILENT
    if measure is Measure.NPL:
        words = grid.words(figures, measure, place)
        share = figures.bad_share
        return (0 if share is None or words == CLOSED else int(share * 10_000), words)
    if grid.words(figures, measure, place) == CLOSED:
        return 0, CLOSED
    number = figures.number(measure)
    if not measure.is_rupiah:
        return number, format_number(number)
    return number, format_number(in_millions(number)) if number >= 500_000 or not number else "<1"


def _lines(grid: Grid, places: tuple[tuple[int, int], ...]) -> tuple[str, ...]:
    """Name every line of kelurahan after its kecamatan, where a kecamatan begins."""
    found: dict[int, str] = {}
    for (_, name), (_, down) in zip(grid.rows, places, strict=True):
        district = name.partition(", ")[2]
        found.setdefault(down, "" if district in found.values() else district)
    return tuple(found[down] for down in sorted(found))


def _places(grid: Grid) -> tuple[tuple[int, int], ...]:
    if grid.row_dimension is Dimension.DISTRICT:
        return tuple(district_place(key, place) for place, (key, _) in enumerate(grid.rows))
    if grid.row_dimension is Dimension.WARD:
        places = ward_places([key for key, _ in grid.rows])
        return tuple(places[key] for key, _ in grid.rows)
    return ()
