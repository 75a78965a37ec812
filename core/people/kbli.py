"""Codes of business fields (KBLI) and the business identification number (NIB)."""

import re

from core.errors import DomainError

# Divisions the international classification leaves unused in both of its last two revisions.
UNUSED_DIVISIONS = frozenset({"00", "04", "34", "40", "44", "48", "54", "57", "67", "76", "83", "89"})


class CodeText(DomainError):
    """Text that is not a KBLI code or a NIB."""


def parse_kbli(text: str) -> str:
    """Return the five digits of a KBLI code.

    :raises CodeText: for another form, or a division that no list has
    """
    digits = re.sub(r"[\s.-]", "", text)
    if not re.fullmatch(r"[0-9]{5}", digits):
        raise CodeText("Kode KBLI terdiri dari 5 angka, contoh 56102. Lihat di lembar NIB.", field="kbli_code")
    if digits[:2] in UNUSED_DIVISIONS:
        raise CodeText(f"Kode KBLI tidak ada yang diawali {digits[:2]}. Lihat lagi di lembar NIB.", field="kbli_code")
    return digits


def parse_nib(text: str) -> str:
    """Return the thirteen digits of a NIB.

    :raises CodeText: for letters or another length
    """
    digits = re.sub(r"[\s.-]", "", text)
    if not re.fullmatch(r"[0-9]*", digits):
        raise CodeText("NIB hanya berisi angka. Salin 13 angka dari lembar NIB.", field="nib")
    if len(digits) != 13:
        raise CodeText(f"NIB harus 13 angka; yang diisi {len(digits)} angka. Lihat di lembar NIB.", field="nib")
    return digits
