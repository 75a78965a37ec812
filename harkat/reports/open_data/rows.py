"""What a release holds, as rows for the CSV and as the words that describe them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from core.dates import format_date
from core.labels import LabeledEnum
from core.money import format_number, format_rupiah
from harkat.reports.figures import NOT_REPORTED
from harkat.reports.open_data.rounding import SMALLEST, Published, coarsen
from harkat.reports.tables import FigureTable

MOST_SHARES = 10
"""Rupiah are rounded to at least ten times the largest sum of one person, so that none shows."""


class Dimension(LabeledEnum):
    """By what the sums are laid out."""

    KECAMATAN = ("kecamatan", "Kecamatan")
    SEX = ("sex", "Jenis kelamin")
    BANK = ("bank", "Bank")
    BORROWER = ("borrower", "Penerima")


class OpenMeasure(LabeledEnum):
    """What is counted."""

    REGISTERED = ("registered", "Orang terdaftar")
    TRAINED = ("trained", "Orang lulus pelatihan")
    APPLIED = ("applied", "Orang yang mengajukan")
    BORROWERS = ("borrowers", "Orang yang menerima")
    DISBURSED = ("disbursed", "Rupiah dicairkan")


@dataclass(frozen=True)
class Counted:
    """The true sums of a day by measure, dimension and key, and the largest rupiah of one person."""

    tables: Mapping[OpenMeasure, Mapping[str, Mapping[str, int]]]
    largest: int


@dataclass(frozen=True)
class OpenRow:
    """One cell of a release; nothing where it is closed."""

    dimension: str
    group: str
    measure: str
    value: int | None
    upto: int | None
    unit: str


def publish(counted: Counted, *, rupiah_base: int, before: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Round the sums of a day so that they and all earlier releases together give nobody away.

    :param rupiah_base: the least that rupiah are rounded to
    :param before: earlier releases as they were kept, oldest first
    """
    answer: dict[str, Any] = {}
    for measure, tables in counted.tables.items():
        is_money = measure is OpenMeasure.DISBURSED
        base, need = SMALLEST, SMALLEST
        if is_money:
            base = -(-max(rupiah_base, MOST_SHARES * counted.largest) // rupiah_base) * rupiah_base
            need = max(base // 2, SMALLEST * counted.largest)
        known = [unpack(release[measure.value]) for release in before if measure.value in release]
        answer[measure.value] = pack(coarsen(tables, base=base, least_range=need, before=known))
    return answer


def pack(published: Published) -> dict[str, Any]:
    """Return a rounded measure as it is kept."""
    return {"base": published.base, "tables": {name: dict(cells) for name, cells in published.tables.items()}}


def unpack(kept: Mapping[str, Any]) -> Published:
    """Read a rounded measure as it was kept."""
    return Published(kept["base"], kept["tables"])


def rows_of(content: Mapping[str, Any]) -> list[OpenRow]:
    """Return the cells of a release; rupiah are closed where fewer than five may have received them."""
    borrowers = content[OpenMeasure.BORROWERS.value]["tables"]
    rows = []
    for measure in OpenMeasure:
        kept = content[measure.value]
        for dimension in Dimension:
            for group, value in kept["tables"].get(dimension.value, {}).items():
                is_money = measure is OpenMeasure.DISBURSED
                closed = is_money and borrowers[dimension.value].get(group, 0) < SMALLEST
                rows.append(
                    OpenRow(
                        dimension.label, group, measure.label, None if closed else value,
                        None if closed else value + kept["base"] - 1, "rupiah" if is_money else "orang",
                    )
                )  # fmt: skip
    return rows


def release_table(content: Mapping[str, Any], day: date, bank_day: date | None) -> FigureTable:
    """Lay a release out as the table that is given away."""
    columns = [
        ("rilis", "date", False),
        ("dimensi", "text", False),
        ("kelompok", "text", False),
        ("ukuran", "text", False),
        ("paling_sedikit", "number", False),
        ("paling_banyak", "number", False),
        ("satuan", "text", False),
        ("data_bank_per", "date", False),
    ]
    told = bank_day or NOT_REPORTED
    cells = [
        (day, row.dimension, row.group, row.measure, row.value, row.upto, row.unit, told) for row in rows_of(content)
    ]
    facts = [
        ("Rilis", format_date(day)),
        ("Data bank", f"per tanggal {format_date(bank_day)}" if bank_day else NOT_REPORTED),
    ]
    return FigureTable("Data terbuka BANK HARKAT", columns, cells, facts, [HOW])


def bases_in_words(content: Mapping[str, Any]) -> str:
    """Say how coarsely each measure of a release is rounded."""
    told = []
    for measure in OpenMeasure:
        base = content[measure.value]["base"]
        told.append(
            f"{measure.label}: {format_rupiah(base) if measure is OpenMeasure.DISBURSED else format_number(base)}"
        )
    return "; ".join(told)


def last_quarter_end(day: date) -> date:
    """Return the last day of the quarter before the one a day lies in."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1) - timedelta(days=1)


HOW = (
    "Setiap angka dibulatkan ke bawah; nilai sebenarnya antara paling_sedikit dan paling_banyak. Jumlah keseluruhan "
    "tidak diterbitkan. Rupiah kosong: kurang dari 5 orang, atau mungkin kurang dari 5."
)
