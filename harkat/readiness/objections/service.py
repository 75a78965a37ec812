"""Writing an objection down and answering it, by two different persons."""

from datetime import date, datetime

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.db import db
from core.errors import Conflict, NotAllowed, RuleBroken
from core.people import queries as people
from harkat.readiness import queries, service
from harkat.readiness.kinds import ObjectionAnswer
from harkat.readiness.models import Objection
from harkat.readiness.objections.queries import objections_of
from harkat.readiness.objections.schemas import ObjectionDraft, ObjectionReply


class NothingAssessed(RuleBroken):
    """There is no assessment to object to."""


class UnlikelyDay(RuleBroken):
    """An objection from before the assessment or from a day to come."""


class SameEyes(NotAllowed):
    """Whoever wrote an objection down, or made the assessment, tried to answer it."""


def record(person_id: int, draft: ObjectionDraft, *, actor: Actor, now: datetime, today: date) -> Objection:
    """Write down what an applicant says is wrong with the newest assessment.

    :raises NothingAssessed: when there is none
    :raises UnlikelyDay: for a day to come, or before the assessment
    :raises Conflict: when an earlier one still waits
    """
    actor.require(Role.OFFICER, Role.HEAD, Role.APPLICANT, deed="mencatat keberatan")
    newest = queries.latest(person_id)
    if newest is None:
        raise NothingAssessed("Belum ada penilaian. Nilai dulu; keberatan dicatat atas sebuah penilaian.")
    if any(row.answered_at is None for row in objections_of(person_id)):
        raise Conflict("Masih ada keberatan yang belum dijawab. Jawab dulu, atau tambahkan di sana.")
    if not newest.assessed_on <= draft.received_on <= today:
        raise UnlikelyDay("Tanggalnya harus antara hari penilaian dan hari ini.", field="received_on")
    row = Objection(
        person_id=person_id,
        assessment_id=newest.id,
        told=draft.told,
        received_on=draft.received_on,
        recorded_at=now,
        recorded_by_id=actor.id,
    )
    db.session.add(row)
    db.session.flush()
    _trail("readiness.record_objection", "Mencatat keberatan", row, actor=actor, now=now)
    return row


def answer(row: Objection, reply: ObjectionReply, *, actor: Actor, now: datetime, today: date) -> Objection:
    """Answer an objection after looking again; corrected facts are assessed at once.

    :raises SameEyes: by whoever wrote it down or made the assessment
    :raises Conflict: when it was answered already
    """
    actor.require(Role.OFFICER, Role.HEAD, deed="menjawab keberatan")
    if row.answered_at is not None:
        raise Conflict("Keberatan ini sudah dijawab. Muat ulang halaman.")
    if actor.id in (row.recorded_by_id, queries.assessment(row.assessment_id).assessed_by_id):
        raise SameEyes("Keberatan dijawab orang lain: bukan yang menilai dan bukan yang mencatatnya.")
    row.outcome, row.answer = reply.outcome, reply.answer
    row.answered_at, row.answered_by_id = now, actor.id
    db.session.flush()
    _trail("readiness.answer_objection", "Menjawab keberatan", row, actor=actor, now=now)
    if reply.outcome is ObjectionAnswer.CORRECTED:
        service.assess(row.person_id, actor=actor, now=now, today=today)
    return row


def _trail(deed: str, words: str, row: Objection, *, actor: Actor, now: datetime) -> None:
    audit.record(
        deed,
        actor=actor,
        now=now,
        subject="person",
        subject_id=row.person_id,
        summary=f"{words} {people.person(row.person_id).number}",
        after={"objection_id": row.id, "assessment_id": row.assessment_id, "outcome": row.outcome},
    )
