"""Reads amounts in either number style from statement cells, in whole sen (hundredths of a rupiah)."""

import re
from dataclasses import dataclass
from functools import lru_cache

from core.labels import LabeledEnum

LARGEST_SEN = 10**17

_MARKS = {
    "db": -1, "dr": -1, "d": -1, "debet": -1, "debit": -1, "out": -1, "keluar": -1,
    "cr": 1, "c": 1, "k": 1, "kr": 1, "kredit": 1, "credit": 1, "in": 1, "masuk": 1,
}  # fmt: skip
_FAST = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d{1,2}))?")
_SHAPE = re.compile(
    r"(?P<left>[+\-\u2212\u2013(]*)\s*(?:(?:rp|idr)\.?\s*)?(?P<inner>[+\-\u2212\u2013]?)\s*"
    r"(?P<digits>[.,]?\d[\d.,' \u00a0\u202f]*?)(?:e\+?(?P<power>\d{1,2}))?\s*(?:idr|"
    r"rp)?\s*,?(?P<right>[\-\u2212\u2013+)]*)"
    r"\s*(?P<mark>[a-z]{1,6})?\.?",
    re.IGNORECASE,
)


class NumberStyle(LabeledEnum):
    """How a file writes its amounts, where somebody says so by hand."""

    AUTO = ("auto", "Kenali sendiri")
    COMMA = ("comma", "1.234.567,89 (titik untuk ribuan)")
    POINT = ("point", "1,234,567.89 (koma untuk ribuan)")


_IN_STYLE = {
    NumberStyle.COMMA: re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?"),
    NumberStyle.POINT: re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?"),
}
_NUMBER = re.compile(r"\d[\d.,]*")


def in_style(text: str, style: NumberStyle) -> str:
    """Rewrite an amount out of a stated style into plain digits with a decimal point.

    An amount that is not in the style comes back unreadable, so that its line is reported and never misread.
    """
    number = _NUMBER.search(text)
    if style is NumberStyle.AUTO or number is None:
        return text
    fits = _IN_STYLE[style].fullmatch(number[0])
    if fits is None:
        return f"#{text}"
    plain = re.sub("[.,]", "", fits[1]) + (f".{fits[2]}" if fits[2] else "")
    return f"{text[: number.start()]}{plain}{text[number.end() :]}"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as printed: ``sen`` without sign, ``sign`` -1 or 1 where a sign or a letter says so, else 0."""

    sen: int
    sign: int


@lru_cache(maxsize=8192)
def read_amount(text: str) -> Amount | None:
    """Read ``1,234,567.89``, ``1.234.567,89``, ``-Rp46.065``, ``287,490.00 DB`` or ``.00``; None when it is no amount.

    A lone separator before exactly three digits separates thousands, because no rupiah has three decimals.
    """
    cleaned = text.strip().lstrip("'")
    if not cleaned or len(cleaned) > 40:
        return None
    fast = _FAST.fullmatch(cleaned)
    if fast and (fast[1] or fast[2]):
        whole = (fast[1] or "0").replace(",", "")
        return Amount(int(whole) * 100 + int((fast[2] or "").ljust(2, "0") or 0), 0) if len(whole) <= 15 else None
    shape = _SHAPE.fullmatch(cleaned)
    if shape is None:
        return None
    sen = _read_digits(re.sub(r"[' \u00a0\u202f]", "", shape["digits"]), int(shape["power"] or 0))
    if sen is None or sen > LARGEST_SEN:
        return None
    mark = (shape["mark"] or "").lower()
    if mark and mark not in _MARKS:
        return None
    signs = shape["left"] + shape["inner"] + shape["right"]
    minus = any(sign in signs for sign in "-\u2212\u2013(")
    sign = -1 if minus else _MARKS.get(mark, 1 if "+" in signs else 0)
    return Amount(sen, sign)


def _read_digits(digits: str, power: int) -> int | None:
    separators = [sign for sign in digits if sign in ".,"]
    kinds = set(separators)
    whole, fraction = digits, ""
    if len(kinds) == 2:
        last = separators[-1]
        if separators.count(last) > 1:
            return None
        whole, fraction = digits.rsplit(last, 1)
    elif len(separators) == 1:
        left, right = digits.split(separators[0])
        if not (len(right) == 3 and 1 <= len(left) <= 3 and left != "0" and not power):
            whole, fraction = left, right
    elif separators and any(len(group) != 3 for group in re.split("[.,]", digits)[1:]):
        return None
    whole = re.sub("[.,]", "", whole) or "0"
    if len(whole) > 15:
        return None
    if power:
        scaled = (whole + fraction).ljust(len(whole) + power, "0")
        whole, fraction = scaled[: len(whole) + power], scaled[len(whole) + power :]
        if len(whole) > 15:
            return None
    return int(whole) * 100 + int((fraction + "00")[:2])


def read_direction(text: str) -> int:
    """Read a direction cell: -1 for money out (DB, D, Debet, Keluar, -), 1 for in (CR, K, C, Masuk, +), else 0."""
    word = re.sub(r"[^a-z+\-]", " ", text.lower()).split()
    if not word:
        return 0
    if word[0] in ("+", "-"):
        return 1 if word[0] == "+" else -1
    for part in word:
        if part in _MARKS:
            return _MARKS[part]
        for begin, sign in _DIRECTION_WORDS.items():
            if part.startswith(begin):
                return sign
    return 0


_DIRECTION_WORDS = {
    "pengeluaran": -1, "penarikan": -1, "pembayaran": -1, "outgoing": -1, "withdraw": -1, "payment": -1,
    "pemasukan": 1, "penerimaan": 1, "incoming": 1, "deposit": 1, "setoran": 1, "terima": 1, "refund": 1,
}  # fmt: skip
