"""Whole rupiah: rounding at one address, reading what people type, and words for printed forms."""

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NewType

from core.errors import DomainError
from core.labels import LabeledEnum

Rupiah = NewType("Rupiah", int)

LARGEST_RUPIAH = 10**15


class Rounding(LabeledEnum):
    """How a fraction of a rupiah becomes a whole one."""

    HALF_UP = ("half_up", "setengah ke atas")
    HALF_EVEN = ("half_even", "setengah ke genap")
    UP = ("up", "selalu ke atas")
    DOWN = ("down", "selalu ke bawah")


_DECIMAL_MODES = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.UP: ROUND_CEILING,
    Rounding.DOWN: ROUND_FLOOR,
}


class MoneyText(DomainError):
    """Text that cannot be read as an amount of rupiah."""


def round_rupiah(amount: Decimal | Fraction | int, mode: Rounding = Rounding.HALF_UP) -> Rupiah:
    """Round an exact amount to whole rupiah.

    :param amount: exact, not negative; a float is never accepted because it is already wrong
    """
    if isinstance(amount, Fraction):
        whole, rest = divmod(amount.numerator, amount.denominator)
        twice = 2 * rest - amount.denominator
        up = {
            Rounding.HALF_UP: twice >= 0,
            Rounding.HALF_EVEN: twice > 0 or (twice == 0 and whole % 2 == 1),
            Rounding.UP: rest > 0,
            Rounding.DOWN: False,
        }[mode]
        return Rupiah(whole + up)
    return Rupiah(int(Decimal(amount).quantize(Decimal(1), rounding=_DECIMAL_MODES[mode])))


_PLAIN = re.compile(r"-?\d+")
_GROUPED = re.compile(r"-?\d{1,3}(\.\d{3})+")
_WORDS = re.compile(r"\d\s*(juta|jt|ribu|rb|miliar|milyar|m|k)\b", re.IGNORECASE)


def parse_rupiah(text: str) -> Rupiah:
    """Read ``1000000``, ``1.000.000`` or ``Rp1.000.000`` (with or without ``,00``) as whole rupiah.

    :raises MoneyText: for anything else, with a message that shows how to write it
    """
    cleaned = re.sub(r"^(-?)\s*rp\.?\s*", r"\1", text.strip(), flags=re.IGNORECASE)
    cleaned = re.sub(r",(00?|-)$", "", cleaned).replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
    if _WORDS.search(text):
        raise MoneyText("Tulis angka lengkap, contoh 1.000.000 untuk satu juta.")
    if _PLAIN.fullmatch(cleaned) or _GROUPED.fullmatch(cleaned):
        digits = cleaned.replace(".", "")
        if len(digits) <= 16 and abs(int(digits)) <= LARGEST_RUPIAH:
            return Rupiah(int(digits))
        raise MoneyText("Jumlah terlalu besar. Periksa banyaknya angka nol.")
    if re.search(r",\d", cleaned):
        raise MoneyText("Tulis rupiah bulat tanpa sen, dengan titik sebagai pemisah ribuan, contoh 1.000.000.")
    raise MoneyText("Jumlah harus berupa angka, contoh 1.000.000.")


def format_rupiah(amount: int) -> str:
    """Write an amount as ``Rp1.250.000``; compared with Babel's id_ID format by a test."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{format_number(abs(amount))}"


def format_number(number: int) -> str:
    """Write a whole number with Indonesian thousands separators: ``1.250.000``."""
    return f"{number:,}".replace(",", ".")


def format_percent(share: Decimal | Fraction, *, decimals: int = 2) -> str:
    """Write a share (1 = 100%) as ``0,27%``, half up, with the decimals asked for."""
    scaled = Decimal(share.numerator) * 100 / Decimal(share.denominator) if isinstance(share, Fraction) else share * 100
    return format_rate(scaled, decimals=decimals) + "%"


def format_rate(percent: Decimal, *, decimals: int = 2) -> str:
    """Write a percentage without its sign, Indonesian style: ``30,03``."""
    quantum = Decimal(1).scaleb(-decimals)
    return f"{percent.quantize(quantum, rounding=ROUND_HALF_UP):,f}".translate(str.maketrans(",.", ".,"))


def spell_rupiah(amount: int) -> str:
    """Write an amount in words, as receipts and agreements need it: ``satu juta seribu rupiah``."""
    from lokal import terbilang  # its region data is heavy, and only printed forms need it

    return f"{terbilang(amount)} rupiah"
