"""Reading one row of a bank's file: amounts and dates as banks write them, one clear word for what cannot be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.dates import format_date, parse_date
from core.errors import DomainError, RuleBroken
from core.money import LARGEST_RUPIAH
from harkat.bank_files.columns import FileKind
from harkat.loans.classification import Collectability

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
class PaidOut:
    """A bank's payment; rupiah."""

    account: str
    paid_on: date
    amount: int
    application: str
    nik: str
    months: int | None


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


def read_row(kind: FileKind, cells: Mapping[str, str], *, today: date) -> BankRow:
    """Read a row's cells by field.

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
    )


def reference_of(row: BankRow) -> str:
    """Return what makes a row one row within its file, so that a double shows."""
    words = {PaidOut: "account", Repaid: "slip", Balance: "loan"}[type(row)]
    return "".join(str(getattr(row, words)).split()).upper()


def _needed(cells: Mapping[str, str], name: str, words: str) -> str:
    text = " ".join(cells.get(name, "").split())
    if not text:
        raise RowRefused(f"Kolom {words} kosong.")
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
