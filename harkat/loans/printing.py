"""A schedule as the words and tables a trader reads, on paper or on a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from core.dates import format_date
from core.money import format_rate, format_rupiah, spell_rupiah
from harkat.loans.schedule import Schedule
from harkat.loans.terms import DayCount, Frequency, Method, Remainder, Terms

Cell = str | int | Decimal | date | None

ESTIMATE = "Ini perkiraan; bank yang menentukan."
PROMISED = "Jadwal ini dihitung saat pencairan dicatat. Yang mengikat adalah akad dengan bank."

METHOD_IN_WORDS = {
    Method.FLAT: (
        "Bunga dihitung dari pinjaman awal setiap kali mengangsur, walaupun sisa pinjaman sudah berkurang. Angsurannya "
        "sama besar, tetapi beban bunganya lebih tinggi daripada persen yang tertulis."
    ),
    Method.EFFECTIVE: (
        "Pokok dibayar sama besar setiap kali, dan bunga dihitung dari sisa pinjaman. Angsuran pertama paling berat, "
        "makin lama makin ringan."
    ),
    Method.ANNUITY: (
        "Angsurannya sama besar dari awal sampai akhir, dan bunga dihitung dari sisa pinjaman. Bagian bunganya makin "
        "kecil, bagian pokoknya makin besar."
    ),
    Method.GIVEN_PAYMENT: (
        "Besar angsuran ditentukan lebih dulu, dan bunga dihitung dari sisa pinjaman. Angsuran terakhir melunasi apa "
        "yang masih tersisa."
    ),
    Method.BULLET: (
        "Selama masa pinjaman yang dibayar hanya bunganya. Pokok dibayar sekaligus pada angsuran terakhir, misalnya "
        "setelah panen atau setelah musim ramai."
    ),
}

INSTALLMENT_OF = {
    Frequency.DAILY: "hari",
    Frequency.WEEKLY: "minggu",
    Frequency.TWO_WEEKLY: "dua minggu",
    Frequency.MONTHLY: "bulan",
    Frequency.QUARTERLY: "tiga bulan",
    Frequency.YEARLY: "tahun",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """What a schedule to take away is called, and what it says beside its own figures."""

    name: str = "jadwal-angsuran"
    """The file's name without its ending."""
    title: str = "Jadwal angsuran"
    facts: Sequence[tuple[str, str]] = ()
    note: str = ESTIMATE


class PrintedTable(NamedTuple):
    """A table in plain values; each column is its heading, its kind, and whether it is summed."""

    title: str
    columns: Sequence[tuple[str, str, bool]]
    rows: Sequence[Sequence[Cell]]
    facts: Sequence[tuple[str, str]]
    notes: Sequence[str]


def schedule_table(schedule: Schedule) -> PrintedTable:
    """Lay out the rows of a schedule with what it is called and which conventions it used."""
    dated = any(row.due_on is not None for row in schedule.rows)
    moved = any(row.pay_on != row.due_on for row in schedule.rows)
    columns = [("Angsuran", "text", False)]
    columns += [("Jatuh tempo", "date", False)] if dated else []
    columns += [("Dibayar pada", "date", False)] if moved else []
    columns += [
        ("Pokok", "rupiah", True),
        ("Bunga", "rupiah", True),
        ("Angsuran (Rp)", "rupiah", True),
        ("Sisa pinjaman", "rupiah", False),
    ]
    rows: list[list[Cell]] = []
    for row in schedule.rows:
        line: list[Cell] = [str(row.n) if row.event is None else row.event.label]
        line += [row.due_on] if dated else []
        line += [row.pay_on] if moved else []
        rows.append([*line, row.principal, row.interest, row.payment, row.balance])
    return PrintedTable("Jadwal angsuran", columns, rows, schedule_facts(schedule), [convention_words(schedule.terms)])


def schedule_facts(schedule: Schedule) -> list[tuple[str, str]]:
    """List the figures above a schedule, each with its label."""
    terms = schedule.terms
    installments = sum(row.n is not None for row in schedule.rows)
    return [
        ("Metode", terms.method.label),
        ("Pinjaman", format_rupiah(terms.principal)),
        ("Suku bunga", f"{format_plain_rate(terms.annual_rate)}% setahun"),
        ("Jangka waktu", f"{installments} angsuran, setiap {INSTALLMENT_OF[terms.frequency]}"),
        ("Angsuran", format_rupiah(schedule.payment)),
        ("Jumlah bunga", format_rupiah(schedule.total_interest)),
        ("Jumlah yang dibayar", format_rupiah(terms.principal + schedule.total_interest)),
        ("Bunga efektif setahun", percent_words(schedule.effective_rate_annual)),
        ("Bunga majemuk setahun", percent_words(schedule.compounded_rate_annual)),
    ]


def amounts_in_words(schedule: Schedule) -> list[tuple[str, str]]:
    """List the amounts that a printed form repeats in words (terbilang)."""
    return [
        ("Terbilang pinjaman", spell_rupiah(schedule.terms.principal)),
        ("Terbilang angsuran", spell_rupiah(schedule.payment)),
        ("Terbilang jumlah bunga", spell_rupiah(schedule.total_interest)),
    ]


def convention_words(terms: Terms) -> str:
    """Say in one sentence how a schedule was counted and rounded, so that it can be counted again."""
    rounding, parts = terms.rounding, []
    if terms.grace.principal:
        parts.append(f"{terms.grace.principal} angsuran pertama tanpa pokok")
    if terms.grace.interest_deferred:
        parts.append(f"bunga {terms.grace.interest_deferred} angsuran pertama ditunda")
    if terms.day_count is not DayCount.PERIOD:
        parts.append(f"hari bunga {terms.day_count.label}")
    parts.append(f"bunga dibulatkan {rounding.interest.label}")
    if terms.method.sets_payment:
        parts.append(f"angsuran dibulatkan {rounding.payment.label}")
    else:
        parts.append(f"pokok dibulatkan {rounding.principal.label}")
    if rounding.payment_multiple > 1:
        parts.append(f"angsuran kelipatan {format_rupiah(rounding.payment_multiple)}")
    where = "pertama" if rounding.remainder is Remainder.FIRST else "terakhir"
    parts.append(f"sisa pembulatan di angsuran {where}")
    return "Cara hitung: " + "; ".join(parts) + "."


def format_plain_rate(percent: Decimal) -> str:
    """Write a rate with no more decimals than it has: ``6``, ``5,75``."""
    plain = percent.normalize()
    exponent = plain.as_tuple().exponent
    return format_rate(plain, decimals=max(0, -exponent) if isinstance(exponent, int) else 0)


def percent_words(percent: Decimal | None) -> str:
    """Write a rate a year with two decimals, as lenders print it, or say that there is none."""
    return "tidak ada" if percent is None else f"{format_rate(percent)}%"


def first_and_last(schedule: Schedule) -> tuple[str, str]:
    """Return the first and the last due date in words, or dashes where there are none."""
    first, last = schedule.rows[0].due_on, schedule.rows[-1].due_on
    return ("–" if first is None else format_date(first), "–" if last is None else format_date(last))
