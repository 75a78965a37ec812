"""Taking what an applicant asks and answering it."""

from datetime import date, datetime

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.db import db
from core.errors import Conflict
from core.people.models import Person
from harkat.applicants.asking import queries
from harkat.applicants.asking.schemas import AnswerDraft, AskingDraft
from harkat.applicants.kinds import AskingKind
from harkat.applicants.models import Asking
from harkat.readiness import queries as readiness
from harkat.readiness.objections import service as objections
from harkat.readiness.objections.schemas import ObjectionDraft

MOST_OPEN = 5


class TooMuchOpen(Conflict):
    """Somebody asks on and on before anything was answered."""


def ask(
    person: Person, draft: AskingDraft, *, delegate_id: int | None, actor: Actor, now: datetime, today: date
) -> None:
    """Take a question, a correction or an objection; an objection to an assessment goes where those are answered.

    :raises TooMuchOpen: while so many wait for an answer
    """
    actor.require(Role.APPLICANT, deed="bertanya sebagai pemohon")
    if queries.by_reference(draft.reference) is not None:
        return
    open_now = [row for row in queries.of_person(person.id) if row.answered_at is None]
    if len(open_now) >= MOST_OPEN:
        raise TooMuchOpen("Masih ada pertanyaan Anda yang menunggu jawaban. Tunggu dulu, atau datang ke petugas.")
    if draft.kind is AskingKind.OBJECTION and _may_object(person.id):
        told = ObjectionDraft(received_on=today, told=draft.words)
        objections.record(person.id, told, actor=actor, now=now, today=today)
        return
    row = Asking(
        person_id=person.id,
        delegate_id=delegate_id,
        kind=draft.kind,
        words=draft.words,
        asked_at=now,
        reference=draft.reference,
    )
    db.session.add(row)
    db.session.flush()
    _trail("applicants.ask", f"{draft.kind.label} dari pemohon {person.number}", row, actor=actor, now=now)


def _may_object(person_id: int) -> bool:
    waits = any(row.answered_at is None for row in queries.objections_of(person_id))
    return readiness.latest(person_id) is not None and not waits


def answer(row: Asking, draft: AnswerDraft, *, actor: Actor, now: datetime) -> Asking:
    """Answer what an applicant asked.

    :raises Conflict: when it was answered already
    """
    actor.require(Role.OFFICER, Role.HEAD, deed="menjawab pemohon")
    if row.answered_at is not None:
        raise Conflict("Permintaan ini sudah dijawab. Muat ulang halaman.")
    row.answer, row.answered_at, row.answered_by_id = draft.answer, now, actor.id
    db.session.flush()
    _trail("applicants.answer", f"{row.kind.label} dijawab", row, actor=actor, now=now)
    return row


def _trail(deed: str, summary: str, row: Asking, *, actor: Actor, now: datetime) -> None:
    audit.record(
        deed, actor=actor, now=now, subject="person", subject_id=row.person_id, summary=summary,
        after={"asking_id": row.id, "kind": row.kind},
    )  # fmt: skip
