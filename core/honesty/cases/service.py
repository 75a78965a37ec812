"""Taking a complaint and bringing it to its outcome."""

from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from sqlalchemy import update

from core.audit import service as audit
from core.auth.roles import SYSTEM, Actor, Role
from core.dates import day_of
from core.db import db
from core.errors import Conflict
from core.honesty.cases import queries
from core.honesty.codes import follow_code, follow_digest
from core.honesty.drafts import ClosingDraft, ComplaintDraft, NoteDraft
from core.honesty.kinds import ComplaintDoor, ComplaintState
from core.honesty.models import Complaint, ComplaintNote, MoneyQuestionAnswer
from core.honesty.terms import CASE_DAYS
from core.numbers import number_for
from core.people.repair.moves import Move
from core.policy.queries import whole_on


class AlreadyClosed(Conflict):
    """A complaint that has its outcome."""


def receive(
    draft: ComplaintDraft, *, door: ComplaintDoor, now: datetime, person_id: int | None = None
) -> tuple[Complaint, str]:
    """Take a complaint in; the trail says that one came, never from whom or about what.

    :param person_id: who complains, where they let it be known
    :returns: the complaint and the code by which it is followed; the same form sent twice is one complaint
    """
    code = follow_code(draft.reference)
    known = queries.by_reference(draft.reference)
    if known is not None:
        return known, code
    day = day_of(now)
    row = Complaint(
        number=token_hex(12),
        code_digest="",
        kind=draft.kind,
        door=door,
        words=draft.words,
        place=draft.place,
        referral_number=draft.referral_number,
        contact=draft.contact,
        person_id=person_id,
        state=ComplaintState.RECEIVED,
        received_at=now,
        answer_by_on=day + timedelta(days=whole_on(CASE_DAYS, day)),
        reference=draft.reference,
    )
    db.session.add(row)
    db.session.flush()
    row.number = number_for("ADU", day, row.id)
    row.code_digest = follow_digest(row.number, code)
    db.session.flush()
    _trail("honesty.receive", f"Pengaduan {row.number} diterima", row, actor=SYSTEM, now=now)
    return row, code


def write(row: Complaint, draft: NoteDraft, *, actor: Actor, now: datetime) -> ComplaintNote:
    """Write down what was found on the way; the first note says that it is being examined.

    :raises AlreadyClosed: when it has its outcome
    """
    actor.require(Role.AUDITOR, deed="mencatat pemeriksaan pengaduan")
    _check_open(row)
    note = ComplaintNote(
        complaint_id=row.id, words=draft.words, is_shown=draft.is_shown, written_at=now, written_by_id=actor.id
    )
    db.session.add(note)
    row.state = ComplaintState.EXAMINED
    db.session.flush()
    _trail("honesty.examine", f"Pemeriksaan pengaduan {row.number} dicatat", row, actor=actor, now=now)
    return note


def close(row: Complaint, draft: ClosingDraft, *, actor: Actor, now: datetime) -> Complaint:
    """Write a complaint's outcome and the words its writer reads.

    :raises AlreadyClosed: when it has its outcome
    """
    actor.require(Role.AUDITOR, deed="menutup pengaduan")
    _check_open(row)
    row.outcome, row.answer, row.closed_at, row.closed_by_id = draft.outcome, draft.answer, now, actor.id
    row.state = ComplaintState.CLOSED
    db.session.flush()
    _trail("honesty.close", f"Pengaduan {row.number} selesai", row, actor=actor, now=now)
    return row


def _check_open(row: Complaint) -> None:
    if row.state is ComplaintState.CLOSED:
        raise AlreadyClosed("Pengaduan ini sudah selesai. Muat ulang halaman.")


def _trail(deed: str, summary: str, row: Complaint, *, actor: Actor, now: datetime) -> None:
    audit.record(deed, actor=actor, now=now, subject="complaint", subject_id=row.id, summary=summary)


def _move(from_id: int, to_id: int) -> dict[str, Any]:
    """Let what somebody let their name stand on go over to the person that is kept."""
    for model in (Complaint, MoneyQuestionAnswer):
        db.session.execute(update(model).where(model.person_id == from_id).values(person_id=to_id))
    return {}


HONESTY = Move(("complaint", "money_question_answer"), _move)
