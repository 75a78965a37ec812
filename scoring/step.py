"""One step toward READY: what to do, who helps, where it begins and what it would change."""

from dataclasses import dataclass
from datetime import date

from core.labels import LabeledEnum
from scoring.facts import Fact, FactKind


class Helper(LabeledEnum):
    """Who helps with a step."""

    OFFICER = ("officer", "petugas")
    MENTOR = ("mentor", "pendamping")
    TRAINER = ("trainer", "pelatih BALIKAT")
    DEBT_MENTOR = ("debt_mentor", "pendamping penyelesaian utang")


class Start(LabeledEnum):
    """Which room a step begins in."""

    PAPERS = ("papers", "berkas")
    FACTS = ("facts", "keterangan usaha")
    SCREENING = ("screening", "pemeriksaan utang")
    TRAINING = ("training", "pelatihan")
    INCUBATION = ("incubation", "pendampingan usaha")
    DEBT_EXIT = ("debt_exit", "penyelesaian utang")
    REPAYMENT = ("repayment", "angsuran")


@dataclass(frozen=True)
class Step:
    """One thing to do. ``provided`` says what must come out of it where that is not in the person's hands.

    ``gives`` are facts as they would be, ``confirms`` kinds somebody would see, ``closes`` and ``asks`` keys of debts.
    ``order_in_chain`` ranks debts that only weigh on the month, the largest installment first.
    """

    key: str
    label: str
    helper: Helper
    start: Start
    done_on: date
    urgency: int = 2
    provided: str | None = None
    gives: tuple[Fact, ...] = ()
    confirms: tuple[FactKind, ...] = ()
    closes: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    order_in_chain: int | None = None
