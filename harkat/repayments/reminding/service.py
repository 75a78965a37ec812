"""Recording a contact with a borrower."""

from dataclasses import dataclass
from datetime import date, datetime

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import JAKARTA, day_of
from core.db import db
from core.errors import RuleBroken
from core.policy.queries import whole_on
from harkat.loans import queries as loans
from harkat.repayments.arrears_steps import (
    QUIET_FROM,
    QUIET_UNTIL,
    ArrearsStep,
    ContactResult,
    Hardship,
    check_hour,
)
from harkat.repayments.reminding import queries
from harkat.repayments.reminding.models import ArrearsContact


@dataclass(frozen=True)
class ContactDraft:
    """A contact as typed; ``promised_on`` for a promise, ``hardship`` for a difficulty."""

    loan_id: int
    step: ArrearsStep
    result: ContactResult
    held_at: datetime
    reference: str
    promised_on: date | None = None
    hardship: Hardship | None = None
    note: str | None = None


def contact(draft: ContactDraft, *, actor: Actor, now: datetime) -> ArrearsContact:
    """Record what came of a reminder, call or visit about the oldest open due date.

    :raises RuleBroken: in quiet hours, ahead of time, or when the promise's day or the hardship is missing
    """
    actor.require(Role.OFFICER, Role.SYSTEM, deed="mencatat penagihan")
    loan = loans.lock(draft.loan_id)
    known = queries.by_reference(draft.reference)
    if known is not None:
        return known
    if loan.oldest_due_on is None:
        raise RuleBroken("Pinjaman ini tidak punya angsuran terbuka.")
    held_on = day_of(draft.held_at)
    if draft.held_at > now:
        raise RuleBroken("Waktu kontak belum terjadi.", field="held_on")
    check_hour(
        draft.held_at.astimezone(JAKARTA).time(),
        quiet_from=whole_on(QUIET_FROM, held_on),
        quiet_until=whole_on(QUIET_UNTIL, held_on),
    )
    promised = draft.result is ContactResult.PROMISED
    if promised and (draft.promised_on is None or draft.promised_on < held_on):
        raise RuleBroken("Isi tanggal janji, paling cepat hari kontak itu.", field="promised_on")
    if draft.result is ContactResult.HARDSHIP and draft.hardship is None:
        raise RuleBroken("Pilih kesulitannya; ini dasar meminta restrukturisasi ke bank.", field="hardship")
    row = ArrearsContact(
        loan_id=loan.id,
        due_on=loan.oldest_due_on,
        step=draft.step,
        result=draft.result,
        held_at=draft.held_at,
        promised_on=draft.promised_on if promised else None,
        hardship=draft.hardship if draft.result is ContactResult.HARDSHIP else None,
        note=draft.note,
        reference=draft.reference,
        recorded_at=now,
        recorded_by_name=actor.name,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(
        "repayments.contact",
        actor=actor,
        now=now,
        subject="loan",
        subject_id=loan.id,
        summary=f"Pinjaman {loan.number}: {row.step.label.lower()}, {row.result.label.lower()}",
        after={"step": row.step, "result": row.result, "promised_on": row.promised_on},
    )
    return row
