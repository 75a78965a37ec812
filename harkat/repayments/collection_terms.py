"""The dated rules of collecting, and what a list of who paid looks like."""

from dataclasses import dataclass
from datetime import date

from core.policy.definitions import Definition, declare
from harkat.repayments.members import Line

COLLECTION_DAYS = "repayments.collection_days"


@dataclass(frozen=True)
class CollectionDraft:
    """A group's list as typed: who paid for whom (rupiah), when, and the slip or its photo."""

    loan_id: int
    collected_on: date
    lines: tuple[Line, ...]
    reference: str
    slip: str | None = None
    photo: bytes | None = None
    photo_type: str | None = None


declare(
    [
        Definition(
            COLLECTION_DAYS,
            "Setoran terkumpul harus sampai di bank dalam (hari)",
            "whole",
            3,
            "Contoh: angka kami, belum ada aturan program",
        ),
    ]
)
