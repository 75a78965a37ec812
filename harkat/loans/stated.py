"""A bank's own word on a loan's class: it outranks ours from its day on, until it is old."""

from datetime import date, timedelta

from core.policy.definitions import Definition, declare
from harkat.loans.classification import Collectability

STATED_DAYS = "loans.stated_class_days"


def is_in_force(stated_on: date | None, day: date, *, holds: int) -> bool:
    """Tell whether a bank's word of one day rules on another; ``holds`` is for how many days it does."""
    return stated_on is not None and stated_on <= day <= stated_on + timedelta(days=holds)


def ruling_class(
    own: Collectability, stated: Collectability | None, stated_on: date | None, *, day: date, holds: int
) -> Collectability:
    """Return the class that counts on a day: the bank's where its word rules, else ours."""
    return stated if stated is not None and is_in_force(stated_on, day, holds=holds) else own


declare(
    [
        Definition(
            STATED_DAYS,
            "Kelas dari bank berlaku setelah tanggal saldonya (hari)",
            "whole",
            45,
            "Contoh: bank melapor tiap akhir bulan, dengan kelonggaran dua minggu",
        ),
    ]
)
