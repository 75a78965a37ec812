"""Collectability 1 to 5 by the lender's own dated scale; banks and BPR differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from core.dates import count_days
from core.labels import LabeledEnum
from core.policy.definitions import Definition, declare
from harkat.facility.terms import LenderType

BANK_SCALE = "loans.collectability_bank"
BPR_SCALE = "loans.collectability_bpr"
SCALES = {LenderType.BANK: BANK_SCALE, LenderType.BPR: BPR_SCALE}


class Collectability(LabeledEnum):
    """How a loan is paid, from 1 (current) to 5 (loss)."""

    CURRENT = ("1", "1 Lancar")
    SPECIAL_MENTION = ("2", "2 Dalam perhatian khusus")
    SUBSTANDARD = ("3", "3 Kurang lancar")
    DOUBTFUL = ("4", "4 Diragukan")
    LOSS = ("5", "5 Macet")

    @property
    def rank(self) -> int:
        """The number of the class, 1 to 5."""
        return int(self.value)

    @property
    def tone(self) -> str:
        """How a page colours the class, beside its word."""
        return {1: "good", 2: "warn"}.get(self.rank, "bad")

    @property
    def is_non_performing(self) -> bool:
        """Whether the class counts as NPL."""
        return self.rank >= 3


@dataclass(frozen=True)
class Step:
    """One class of a scale: from how many days late, and from how many days after maturity (None: not by maturity).

    ``provision`` is percent of the outstanding principal the lender sets aside.
    """

    collectability: Collectability
    days_from: int
    matured_from: int | None
    provision: Decimal


def read_scale(rows: Sequence[Mapping[str, Any]]) -> tuple[Step, ...]:
    """Read a scale out of its policy table, mildest class first."""
    steps = [
        Step(
            Collectability.of(str(row["class"])),
            int(row["days_from"]),
            None if row["matured_from"] is None else int(row["matured_from"]),
            Decimal(str(row["provision"])),
        )
        for row in rows
    ]
    return tuple(sorted(steps, key=lambda step: step.collectability.rank))


def classify(scale: Sequence[Step], *, days_late: int, days_matured: int = 0) -> Step:
    """Return the worst class that the days late or the days since maturity lead to.

    :param days_matured: days since the last installment fell due while principal is still owed, 0 before
    """
    reached = scale[0]
    for step in scale:
        by_maturity = step.matured_from is not None and 0 < step.matured_from <= days_matured
        if days_late >= step.days_from or by_maturity:
            reached = step
    return reached


def days_late(oldest_due_on: date | None, today: date) -> int:
    """Return by how many days the oldest open installment is late; 0 on its due date."""
    return 0 if oldest_due_on is None else max(0, count_days(oldest_due_on, today))


def days_matured(matures_on: date, today: date, *, outstanding: int) -> int:
    """Return the days since a loan's last due date while principal is still owed (rupiah), 0 before."""
    return max(0, count_days(matures_on, today)) if outstanding else 0


def _rows(*steps: tuple[int, int, int | None, str]) -> list[dict[str, Any]]:
    return [
        {"class": name, "days_from": late, "matured_from": matured, "provision": provision}
        for name, late, matured, provision in steps
    ]


declare(
    [
        Definition(
            BANK_SCALE,
            "Kolektibilitas bank umum (hari tunggakan, PPKA persen)",
            "table",
            _rows(
                (1, 0, None, "1"), (2, 1, None, "5"), (3, 91, None, "15"), (4, 121, None, "50"), (5, 181, None, "100")
            ),
            "Hari: berita tentang kolektibilitas bank; PPKA: POJK 40/2019, belum diperiksa pada naskahnya",
        ),
        Definition(
            BPR_SCALE,
            "Kolektibilitas BPR (hari tunggakan, hari lewat jatuh tempo, PPKA persen)",
            "table",
            _rows((1, 0, None, "0.5"), (2, 31, 1, "3"), (3, 91, 16, "10"), (4, 181, 31, "50"), (5, 361, 61, "100")),
            "POJK 1/2024 lewat bss.mediabpr.com dan bprpnt.com; sebagian batas hari belum diperiksa pada naskahnya",
        ),
    ]
)
