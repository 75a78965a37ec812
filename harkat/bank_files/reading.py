"""Reading one row of a bank's file: amounts and dates as banks write them, one clear word for what cannot be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.dates import format_date, parse_date
from core.errors import DomainError, RuleBroken
from core.money import LARGEST_RUPIAH, format_rupiah
from harkat.bank_files.columns import FEE_COLUMNS, FileKind
from harkat.loans.classification import Collectability

NAMELESS = "Potongan tanpa nama"
_MOMENT = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_CLASS_WORDS = {
    "lancar": "1",
    "dpk": "2",
    "dalam perhatian khusus": "2",
    "kurang lancar": "3",
    "diragukan": "4",
    "macet": "5",
}


class RowRefused(RuleBroken):
    """A row that cannot be read."""


@dataclass(frozen=True)
class Fee:
    """What a bank took off a payment under one name; rupiah."""

    name: str
    amount: int


@dataclass(frozen=True)
class PaidOut:
    """A bank's payment, before what it took off; rupiah. ``part`` is the bank's own count of its parts, if any."""

    account: str
    paid_on: date
    amount: int
    application: str
    nik: str
    months: int | None
    part: str = ""
    fees: tuple[Fee, ...] = ()


@dataclass(frozen=True)
class Repaid:
    """Money a bank received; rupiah."""

    loan: str
    slip: str
    paid_on: date
    amount: int
    is_payoff: bool


@dataclass(frozen=True)
class Balance:
    """A loan at a month's end as its bank states it; rupiah."""

    loan: str
    outstanding: int
    days_late: int
    collectability: Collectability


BankRow = PaidOut | Repaid | Balance


def amount_of(text: str) -> int:
    """Read ``1.250.000``, ``1,250,000.00``, ``Rp 1.250.000,00`` or ``1250000`` as whole rupiah.

    :raises RowRefused: for anything else, and for a part of a rupiah
    """
    if not text.strip():
        raise RowRefused("Jumlah kosong. Bila di Excel berupa rumus, simpan dahulu berkasnya agar hasilnya ikut.")
    cleaned = re.sub(r"^\(?\s*(rp|idr)\.?\s*", "", text.strip(), flags=re.IGNORECASE).replace("\u00a0", "")
    cleaned = re.sub(r"[.,](0{1,2}|-)$", "", cleaned.replace(" ", ""))
    if not re.fullmatch(r"-?\d+|-?\d{1,3}(\.\d{3})+|-?\d{1,3}(,\d{3})+", cleaned):
        raise RowRefused(f"Jumlah “{text[:30]}” tidak terbaca. Tulis angka bulat, contoh 1250000.")
    amount = int(re.sub(r"[.,]", "", cleaned))
    if abs(amount) > LARGEST_RUPIAH:
        raise RowRefused("Jumlah terlalu besar. Periksa banyaknya angka nol.")
    return amount


def day_of_cell(text: str) -> date:
    """Read a date with or without a time of day, also ``20261031``.

    :raises RowRefused: for anything else
    """
    cleaned = _MOMENT.sub("", text.strip())
    if re.fullmatch(r"(19|20)\d{6}", cleaned):
        cleaned = f"{cleaned[:4]}-{cleaned[4:6]}-{cleaned[6:]}"
    try:
        return parse_date(cleaned)
    except DomainError as refused:
        raise RowRefused(refused.message) from None


def class_of(text: str) -> Collectability:
    """Read ``2``, ``Kol 2``, ``2 - DPK`` or ``Dalam Perhatian Khusus``.

    :raises RowRefused: for anything else
    """
    words = " ".join(re.sub(r"[^a-z0-9 ]", " ", text.lower()).split())
    digit = re.fullmatch(r"(?:kol(?:ektibilitas)? ?)?([1-5])(?: .*)?", words)
    value = digit[1] if digit else _CLASS_WORDS.get(words)
    if value is None:
        raise RowRefused(f"Kolektibilitas “{text[:30]}” tidak dikenal. Tulis 1 sampai 5.")
    return Collectability.of(value)


def read_row(
    kind: FileKind, cells: Mapping[str, str], *, today: date, headings: Mapping[str, str] | None = None
) -> BankRow:
    """Read a row's cells by field.

    :param headings: what each field's column is headed with; a column of deductions bears their name
    :raises RowRefused: saying which cell is wrong and how to write it
    """
    if kind is FileKind.BALANCES:
        return Balance(
            _needed(cells, "loan", "nomor pinjaman"),
            _amount(cells.get("outstanding", ""), least=0),
            _count(cells.get("days_late", ""), "Hari tunggakan"),
            class_of(cells.get("class", "")),
        )
    paid_on = _day(cells.get("paid_on", ""), today)
    amount = _amount(cells.get("amount", ""), least=1)
    if kind is FileKind.REPAYMENTS:
        is_payoff = cells.get("payoff", "").lower() in {"ya", "y", "1", "lunas", "pelunasan"}
        loan = _needed(cells, "loan", "nomor pinjaman")
        return Repaid(loan, _needed(cells, "slip", "nomor bukti bank"), paid_on, amount, is_payoff)
    months = cells.get("months", "")
    return PaidOut(
        _needed(cells, "account", "nomor rekening pinjaman"),
        paid_on,
        amount,
        cells.get("application", ""),
        re.sub(r"\D", "", cells.get("nik", "")),
        _count(months, "Jangka waktu") if months else None,
        " ".join(cells.get("part", "").split())[:20],
        _fees(cells, headings or {}, amount),
    )


def reference_of(row: BankRow) -> str:
    """Return what makes a row one row within its file, so that a double shows.

    One account may be paid in parts: its rows differ by the bank's count of them, or by their day.
    """
    if isinstance(row, PaidOut):
        return "|".join((joined(row.account), row.part.upper() or row.paid_on.isoformat()))
    return joined(row.slip if isinstance(row, Repaid) else row.loan)


def joined(name: str) -> str:
    """Return a number as numbers are compared: without spaces, in capitals."""
    return "".join(name.split()).upper()


def _fees(cells: Mapping[str, str], headings: Mapping[str, str], amount: int) -> tuple[Fee, ...]:
    """Return what was taken off; what lies between the amount and the net under no name bears none."""
    found = [
        Fee(fee_name(headings.get(name, name)), _amount(cells[name], least=0))
        for name in FEE_COLUMNS
        if cells.get(name, "").strip("-– ")
    ]
    if cells.get("fee_amount", "").strip("-– "):
        found.append(Fee(fee_name(cells.get("fee_name", "")) or NAMELESS, _amount(cells["fee_amount"], least=0)))
    taken = sum(fee.amount for fee in found)
    if taken > amount:
        raise RowRefused(f"Potongan {format_rupiah(taken)} melebihi yang dicairkan {format_rupiah(amount)}.")
    if cells.get("net"):
        net = _amount(cells["net"], least=0)
        if net + taken > amount:
            raise RowRefused(
                f"Diterima bersih {format_rupiah(net)} dan potongan {format_rupiah(taken)} melebihi yang dicairkan, "
                f"{format_rupiah(amount)}."
            )
        found.append(Fee(NAMELESS, amount - taken - net))
    return tuple(fee for fee in found if fee.amount)


def fee_name(heading: str) -> str:
    """Return the name of a deduction as the list of fees has it: without the word for fee before it."""
    words = re.sub(r"\(.*?\)", " ", heading.strip()).split()
    while len(words) > 1 and words[0].lower() in {"biaya", "bea", "potongan", "premi"}:
        words = words[1:]
    name = " ".join("Meterai" if word.lower() == "materai" else word for word in words)
    return name[:1].upper() + name[1:80]


def _needed(cells: Mapping[str, str], name: str, words: str) -> str:
    text = " ".join(cells.get(name, "").split())
    if not text:
        raise RowRefused(f"Kolom {words} kosong.")
    if text.startswith("="):
        raise RowRefused(f"Kolom {words} berisi rumus. Tulis nomornya saja.")
    if len(text) > 40:
        raise RowRefused(f"Kolom {words} paling panjang 40 huruf.")
    return text


def _amount(text: str, *, least: int) -> int:
    amount = amount_of(text)
    if amount < least:
        raise RowRefused("Jumlah harus lebih dari Rp0." if least else "Sisa pokok tidak boleh kurang dari Rp0.")
    return amount


def _count(text: str, noun: str) -> int:
    if not re.fullmatch(r"\d{1,5}", text.strip()):
        raise RowRefused(f"{noun} “{text[:20]}” harus angka bulat, contoh 0 atau 12.")
    return int(text)


def _day(text: str, today: date) -> date:
    day = day_of_cell(text)
    if day > today:
        raise RowRefused(f"Tanggal {format_date(day)} belum terjadi.")
    return day
