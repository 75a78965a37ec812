"""How a tenant's numbers grew over the visits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Measure:
    """The numbers of one visit, rupiah; what was not asked is None."""

    on: date
    sales: int | None
    profit: int | None
    stock: int | None


@dataclass(frozen=True)
class Growth:
    """The measures of a tenant, oldest first, and in whole percent how sales moved from the first to the last."""

    measures: tuple[Measure, ...]
    sales_percent: int | None

    @property
    def words(self) -> str:
        """The change in one sentence."""
        if self.sales_percent is None:
            return "Belum ada dua angka penjualan untuk dibandingkan."
        if self.sales_percent == 0:
            return "Penjualan sama dengan kunjungan pertama yang bertanya angka."
        way = "naik" if self.sales_percent > 0 else "turun"
        return f"Penjualan {way} {abs(self.sales_percent)}% sejak kunjungan pertama yang bertanya angka."


def grow(measures: Sequence[Measure]) -> Growth:
    """Put measures in order and compare the first and the last sales."""
    ordered = tuple(sorted(measures, key=lambda row: row.on))
    sales = [row.sales for row in ordered if row.sales is not None]
    percent = None
    if len(sales) >= 2 and sales[0] > 0:
        percent = round((sales[-1] - sales[0]) * 100 / sales[0])
    return Growth(ordered, percent)
