"""Telling screening what was proven, in the transaction that closes a plan, or that a debt has come back."""

from dataclasses import dataclass
from datetime import date, datetime

from balikat.debt_exit.grounds import queries
from balikat.debt_exit.kinds import Outcome
from balikat.debt_exit.models import DebtExitDebt
from core.auth.roles import Actor
from core.errors import RuleBroken
from scoring.screening import queries as screening
from scoring.screening.decisions import service as decisions
from scoring.screening.drafts import ClosingDraft, LiftDraft, SettledDraft
from scoring.screening.hold_rules import HoldLifting
from scoring.screening.holds import queries as holds
from scoring.screening.holds import service as lifting
from scoring.screening.kinds import FlagClosing
from scoring.screening.models import DebtFlag
from scoring.screening.telling import service as telling


class NoLetterNumber(RuleBroken):
    """A hold is lifted with the number of the creditor's letter."""


@dataclass(frozen=True)
class Proven:
    """How and when a debt was left behind, in words for the record, and the number of the letter where it has one."""

    outcome: Outcome
    on: date
    words: str
    paper_number: str | None = None


def let_go(row: DebtExitDebt, proven: Proven, *, actor: Actor, now: datetime, today: date) -> None:
    """Close the flag, or lift the hold, behind a debt that is proven to be left behind; done once."""
    if queries.is_let_go(row):
        return
    if row.flag_id is None:
        _lift(row, proven, actor=actor, now=now, today=today)
        return
    flag = screening.flag(row.flag_id)
    told = None if flag.declared_debt_id is None else screening.declared_debt(flag.declared_debt_id)
    if told is not None and told.closed_on is None and proven.outcome is Outcome.SETTLED:
        closed_on = max(proven.on, told.taken_on)
        telling.settle(told, SettledDraft(closed_on, proven.words), actor=actor, now=now, today=today)
        return
    closing = FlagClosing.SETTLED if proven.outcome is Outcome.SETTLED else FlagClosing.RESTRUCTURED
    decisions.close_flag(flag, ClosingDraft(closing, proven.words), actor=actor, now=now)


def _lift(row: DebtExitDebt, proven: Proven, *, actor: Actor, now: datetime, today: date) -> None:
    assert row.finding_id is not None
    hold = holds.latest_of_finding(row.finding_id)
    if hold is None:
        return
    if proven.paper_number is None:
        raise NoLetterNumber("Nomor suratnya belum dicatat. Unggah lagi surat atau iDeb itu beserta nomornya.")
    how = HoldLifting.SETTLED if proven.outcome is Outcome.SETTLED else HoldLifting.RESTRUCTURED
    draft = LiftDraft(how, proven.paper_number, proven.on, note=proven.words)
    lifting.lift(hold, draft, actor=actor, now=now, today=today)


def hold_again(row: DebtExitDebt, *, actor: Actor, now: datetime) -> DebtFlag | None:
    """Flag the person again for a debt of a plan that has come back; a hold comes back with the next iDeb alone."""
    if row.flag_id is None or not queries.is_let_go(row):
        return None
    old = screening.flag(row.flag_id)
    if old.finding_id is not None:
        return decisions.raise_flag(old.reason, screening.finding(old.finding_id), actor=actor, now=now)
    if old.declared_debt_id is not None:
        return decisions.raise_flag(old.reason, screening.declared_debt(old.declared_debt_id), actor=actor, now=now)
    assert old.question_id is not None
    return decisions.raise_flag(old.reason, screening.question(old.question_id), actor=actor, now=now)
