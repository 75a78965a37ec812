"""Which step of the arrears work a loan is at, by the dated days of the rule, and when nobody may be called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from core.dates import count_days
from core.errors import RuleBroken
from core.labels import LabeledEnum
from core.policy.definitions import Definition, declare

STEPS = "repayments.arrears_steps"
QUIET_FROM = "repayments.quiet_from"
QUIET_UNTIL = "repayments.quiet_until"


class ArrearsStep(LabeledEnum):
    """One step of the work on a due date."""

    REMINDER = ("reminder", "Ingatkan")
    CALL = ("call", "Telepon")
    SECOND_CALL = ("second_call", "Telepon lagi")
    VISIT = ("visit", "Kunjungi")
    JOINT_VISIT = ("joint_visit", "Kunjungi bersama bank")


class ContactResult(LabeledEnum):
    """What came of a contact."""

    PROMISED = ("promised", "Berjanji membayar")
    PAID = ("paid", "Mengaku sudah membayar ke bank")
    NOT_REACHED = ("not_reached", "Tidak tersambung atau tidak di tempat")
    HARDSHIP = ("hardship", "Sedang kesulitan")
    REFUSED = ("refused", "Menolak membayar")


class Hardship(LabeledEnum):
    """Why a borrower cannot pay; a ground to ask the bank to restructure."""

    FLOOD = ("flood", "Banjir")
    ILLNESS = ("illness", "Sakit")
    SEASON = ("season", "Sepi musiman")
    DEATH = ("death", "Peminjam meninggal")
    OTHER = ("other", "Lainnya")


@dataclass(frozen=True)
class NextStep:
    """The step that is due for a due date, and since when."""

    step: ArrearsStep
    since: date


def steps_of(rows: Sequence[Mapping[str, object]]) -> list[tuple[ArrearsStep, int]]:
    """Read the rule: each step with its days after (or, below zero, before) the due date, earliest first."""
    read = [(ArrearsStep.of(row["step"]), int(str(row["days"]))) for row in rows]
    return sorted(read, key=lambda pair: pair[1])


def next_step(
    steps: Sequence[tuple[ArrearsStep, int]],
    due_on: date,
    done: Sequence[ArrearsStep],
    *,
    today: date,
    promised_on: date | None = None,
) -> NextStep | None:
    """Return the furthest step that is due today and not done for this due date; nothing while a promise runs.

    :param promised_on: the day until which the borrower promised to pay
    """
    if promised_on is not None and promised_on >= today:
        return None
    reached = [(step, days) for step, days in steps if count_days(due_on, today) >= days]
    if not reached:
        return None
    step, days = reached[-1]
    if step in done or (step is ArrearsStep.REMINDER and today > due_on):
        return None
    return NextStep(step, due_on + timedelta(days=days))


def check_hour(at: time, *, quiet_from: int, quiet_until: int) -> None:
    """Refuse a contact in the quiet hours, given as whole hours of the day.

    :raises RuleBroken: naming the hours in which nobody may be called or visited
    """
    if at.hour >= quiet_from or at.hour < quiet_until:
        raise RuleBroken(
            f"Peminjam tidak boleh dihubungi antara pukul {quiet_from}.00 dan {quiet_until:02}.00. Periksa jamnya.",
            field="hour",
        )


declare(
    [
        Definition(
            STEPS,
            "Langkah penagihan (hari terhadap jatuh tempo)",
            "table",
            [
                {"step": "reminder", "days": -3},
                {"step": "call", "days": 1},
                {"step": "second_call", "days": 7},
                {"step": "visit", "days": 15},
                {"step": "joint_visit", "days": 30},
            ],
            "Contoh: angka kami, belum ada aturan program",
            check=lambda rows: steps_of(rows),
        ),
        Definition(
            QUIET_FROM, "Tidak boleh menghubungi mulai pukul (jam)", "whole", 20, "Kebiasaan penagihan yang santun"
        ),
        Definition(
            QUIET_UNTIL, "Boleh menghubungi lagi mulai pukul (jam)", "whole", 8, "Kebiasaan penagihan yang santun"
        ),
    ]
)
