"""What came of a mentoring visit, and numbers that must be asked about before they are kept."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.errors import RuleBroken
from core.labels import LabeledEnum
from core.money import format_rupiah


class VisitOutcome(LabeledEnum):
    """What came of a visit."""

    MET = ("met", "Bertemu")
    NOT_MET = ("not_met", "Tidak bertemu")
    BY_PHONE = ("by_phone", "Lewat telepon")


class StrangeNumbers(RuleBroken):
    """Numbers that are unlikely; they are kept only after somebody asked again and says so."""


class VisitDay(RuleBroken):
    """A visit on a day that cannot be."""


@dataclass(frozen=True)
class Numbers:
    """Sales and profit of the last month and the goods in stock, in rupiah; what was not asked is None."""

    sales: int | None = None
    profit: int | None = None
    stock: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked."""
        return self.sales is None and self.profit is None and self.stock is None


def questions(numbers: Numbers, before: Numbers | None, *, largest_sales: int) -> list[str]:
    """List what is odd about the numbers of a visit, each as a question to ask the tenant again.

    :param before: the numbers of the visit before, if any
    :param largest_sales: rupiah a month above which sales are asked about
    """
    asked = []
    if numbers.sales is not None and numbers.profit is not None and numbers.profit > numbers.sales:
        asked.append(
            f"Laba {format_rupiah(numbers.profit)} lebih besar daripada penjualan {format_rupiah(numbers.sales)}."
        )
    if numbers.sales is not None and numbers.sales > largest_sales:
        asked.append(f"Penjualan {format_rupiah(numbers.sales)} sebulan sangat besar untuk usaha binaan.")
    if before and before.sales and numbers.sales is not None and numbers.sales >= 10 * before.sales:
        asked.append(f"Penjualan sepuluh kali lipat dari kunjungan sebelumnya ({format_rupiah(before.sales)}).")
    if numbers.stock is not None and numbers.stock > largest_sales:
        asked.append(f"Nilai stok {format_rupiah(numbers.stock)} sangat besar untuk usaha binaan.")
    return asked


def check_numbers(numbers: Numbers, before: Numbers | None, *, largest_sales: int, is_sure: bool) -> None:
    """Ask again about odd numbers unless somebody has said that they were asked about.

    :raises StrangeNumbers: with the questions
    """
    asked = questions(numbers, before, largest_sales=largest_sales)
    if asked and not is_sure:
        words = " ".join(asked)
        raise StrangeNumbers(
            f"{words} Tanyakan lagi; bila memang begitu, centang “Angka sudah ditanyakan lagi”.", field="is_sure"
        )


def check_day(visited_on: date, next_on: date | None, *, earliest: date, late_days: int, today: date) -> None:
    """Refuse a day ahead, a day before the tenancy or too long ago, and a next visit in the past.

    :raises VisitDay: beside the field
    """
    if visited_on > today:
        raise VisitDay("Tanggal kunjungan ada di masa depan. Isi hari kunjungan itu terjadi.", field="visited_on")
    if visited_on < earliest:
        raise VisitDay("Tanggal kunjungan sebelum orang ini menjadi binaan. Periksa tanggalnya.", field="visited_on")
    if visited_on < today - timedelta(days=late_days):
        raise VisitDay(
            f"Kunjungan dicatat paling lambat {late_days} hari sesudahnya. Tulis isinya pada kunjungan berikutnya.",
            field="visited_on",
        )
    if next_on is not None and next_on <= visited_on:
        raise VisitDay("Kunjungan berikutnya harus sesudah kunjungan ini.", field="next_on")
