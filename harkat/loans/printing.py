"""A schedule as the words and tables a trader reads, on paper or on a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from core.dates import format_date
from core.money import format_rate, format_rupiah, spell_rupiah
from harkat.loans.paces import is_paid_once
from harkat.loans.schedule import Schedule
from harkat.loans.terms import DayCount, Frequency, Method, Remainder, Terms
from harkat.loans.words import INTEREST_WORDING, Wording

Cell = str | int | Decimal | date | None

ESTIMATE = "Ini perkiraan; bank yang menentukan."
FROM_BANK = "Jadwal ini dari bank dan disalin apa adanya. HARKAT tidak menghitung apa pun di atas pokok."
PAID_ONCE = (
    "Pokok dan bunga dibayar sekaligus pada akhir masa pinjaman, misalnya sesudah panen. Bunga dihitung untuk semua "
    "bulan yang ditunggu."
)
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
    wording: Wording = INTEREST_WORDING


class PrintedTable(NamedTuple):
    """A table in plain values; each column is its heading, its kind, and whether it is summed."""

    title: str
    columns: Sequence[tuple[str, str, bool]]
    rows: Sequence[Sequence[Cell]]
    facts: Sequence[tuple[str, str]]
    notes: Sequence[str]


def schedule_table(schedule: Schedule, wording: Wording = INTEREST_WORDING) -> PrintedTable:
    """Lay out the rows of a schedule with what it is called and which conventions it used."""
    dated = any(row.due_on is not None for row in schedule.rows)
    moved = any(row.pay_on != row.due_on for row in schedule.rows)
    columns = [("Angsuran", "text", False)]
    columns += [("Jatuh tempo", "date", False)] if dated else []
    columns += [("Dibayar pada", "date", False)] if moved else []
    columns += [
        ("Pokok", "rupiah", True),
        (wording.head, "rupiah", True),
        ("Angsuran (Rp)", "rupiah", True),
        ("Sisa pinjaman", "rupiah", False),
    ]
    rows: list[list[Cell]] = []
    for row in schedule.rows:
        line: list[Cell] = [str(row.n) if row.event is None else row.event.label]
        line += [row.due_on] if dated else []
        line += [row.pay_on] if moved else []
        rows.append([*line, row.principal, row.interest, row.payment, row.balance])
    facts = schedule_facts(schedule, wording)
    return PrintedTable("Jadwal angsuran", columns, rows, facts, [convention_words(schedule.terms, wording)])


def schedule_facts(schedule: Schedule, wording: Wording = INTEREST_WORDING) -> list[tuple[str, str]]:
    """List the figures above a schedule, each with its label."""
    terms = schedule.terms
    costs = [
        (f"Jumlah {wording.cost}", format_rupiah(schedule.total_interest)),
        ("Jumlah yang dibayar", format_rupiah(terms.principal + schedule.total_interest)),
    ]
    if wording.by_bank:
        return [
            ("Cara hitung", "jadwal dari bank"),
            ("Pokok pembiayaan", format_rupiah(terms.principal)),
            ("Jangka waktu", length_words(schedule, wording)),
            ("Angsuran pertama", format_rupiah(schedule.lines.payment[0])),
            *costs,
        ]
    rate_name = "Suku bunga" if wording.cost == "bunga" else wording.head
    return [
        ("Metode", terms.method.label),
        ("Pinjaman", format_rupiah(terms.principal)),
        (rate_name, f"{format_plain_rate(terms.annual_rate)}% setahun"),
        ("Jangka waktu", length_words(schedule, wording)),
        ("Angsuran", format_rupiah(schedule.payment)),
        *costs,
        (f"{wording.head} efektif setahun", percent_words(schedule.effective_rate_annual)),
        (f"{wording.head} majemuk setahun", percent_words(schedule.compounded_rate_annual)),
    ]


def length_words(schedule: Schedule, wording: Wording = INTEREST_WORDING) -> str:
    """Say how many installments there are and how often one falls due."""
    installments = sum(row.n is not None for row in schedule.rows)
    if wording.by_bank:
        return f"{installments} angsuran menurut jadwal bank"
    if is_paid_once(schedule.terms) and installments == 1:
        return f"sekali bayar, sesudah {schedule.terms.n} bulan"
    return f"{installments} angsuran, setiap {INSTALLMENT_OF[schedule.terms.frequency]}"


def method_words(schedule: Schedule, wording: Wording = INTEREST_WORDING) -> str:
    """Say how a schedule is counted, in the lender's own word."""
    if wording.by_bank:
        return FROM_BANK
    words = PAID_ONCE if is_paid_once(schedule.terms) else METHOD_IN_WORDS[schedule.terms.method]
    return _in_lenders_word(words, wording)


def _in_lenders_word(words: str, wording: Wording) -> str:
    return words.replace("Bunga", wording.head).replace("bunga", wording.cost)


def amounts_in_words(schedule: Schedule, wording: Wording = INTEREST_WORDING) -> list[tuple[str, str]]:
    """List the amounts that a printed form repeats in words (terbilang)."""
    return [
        ("Terbilang pinjaman", spell_rupiah(schedule.terms.principal)),
        ("Terbilang angsuran", spell_rupiah(schedule.payment)),
        (f"Terbilang jumlah {wording.cost}", spell_rupiah(schedule.total_interest)),
    ]


def convention_words(terms: Terms, wording: Wording = INTEREST_WORDING) -> str:
    """Say in one sentence how a schedule was counted and rounded, so that it can be counted again."""
    if wording.by_bank:
        return "Cara hitung: jadwal dari bank, tidak dihitung ulang."
    rounding, parts = terms.rounding, []
    if terms.grace.principal:
        parts.append(f"{terms.grace.principal} angsuran pertama tanpa pokok")
    if terms.grace.interest_deferred and not is_paid_once(terms):
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
    return _in_lenders_word("Cara hitung: " + "; ".join(parts) + ".", wording)


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
