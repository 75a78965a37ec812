"""Keeping a person's objection, and the answer of somebody who did not take the decision it is about."""

from datetime import date, datetime

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.db import db
from core.errors import Conflict, NotAllowed, RuleBroken
from core.people import queries as people
from scoring.screening.decisions import service as decisions
from scoring.screening.drafts import DecisionDraft, ObjectionAnswerDraft, ObjectionDraft
from scoring.screening.kinds import Decision, FlagClosing
from scoring.screening.models import DebtFinding, DebtFlag
from scoring.screening.objection_rules import ObjectionOutcome, may_answer
from scoring.screening.objections import queries
from scoring.screening.objections.models import DebtObjection

REASON_LENGTH = 400


class AlreadyObjected(Conflict):
    """An objection to the same thing still waits for its answer."""


class AlreadyAnswered(Conflict):
    """An objection that was answered before."""


class OwnDecision(NotAllowed):
    """Nobody answers an objection to a decision of their own."""

    status = 422


class DayAhead(RuleBroken):
    """A day that has not come yet."""


def receive(
    ground: DebtFinding | DebtFlag, draft: ObjectionDraft, *, actor: Actor, now: datetime, today: date
) -> DebtObjection:
    """Keep what a person says against a finding or a flag.

    :raises AlreadyObjected: when an objection to it still waits
    :raises DayAhead: when the day has not come
    """
    actor.require(Role.OFFICER, Role.HEAD, deed="mencatat keberatan")
    if draft.said_on > today:
        raise DayAhead("Tanggal keberatan tidak boleh sesudah hari ini.", field="said_on")
    is_finding = isinstance(ground, DebtFinding)
    key = {"finding_id": ground.id} if is_finding else {"flag_id": ground.id}
    if queries.has_open(**key):
        raise AlreadyObjected("Keberatan sebelumnya belum dijawab. Tambahkan keterangannya saat menjawab.")
    objection = DebtObjection(
        person_id=ground.person_id,
        said_on=draft.said_on,
        words=draft.words,
        received_at=now,
        received_by_id=actor.id,
        finding=ground if isinstance(ground, DebtFinding) else None,
        flag=ground if isinstance(ground, DebtFlag) else None,
    )
    db.session.add(objection)
    db.session.flush()
    _record("screening.object", "Mencatat keberatan", objection, dict(key), actor=actor, now=now)
    return objection


def reply(objection: DebtObjection, draft: ObjectionAnswerDraft, *, actor: Actor, now: datetime) -> DebtObjection:
    """Answer an objection; one that is upheld takes the finding or the flag back.

    :raises AlreadyAnswered: when it is answered
    :raises OwnDecision: when the answer comes from whoever took the decision
    """
    actor.require(Role.OFFICER, Role.HEAD, deed="menjawab keberatan")
    if objection.answered_at is not None:
        raise AlreadyAnswered("Keberatan ini sudah dijawab. Muat ulang halaman.")
    if not may_answer(actor.id, decided_by=_decider(objection)):
        raise OwnDecision("Keberatan dijawab petugas lain atau pimpinan, bukan yang memutuskan temuannya.")
    objection.outcome, objection.answer = draft.outcome, draft.answer
    objection.answered_at, objection.answered_by_id = now, actor.id
    if draft.outcome is ObjectionOutcome.UPHELD:
        _take_back(objection, draft.answer, actor=actor, now=now)
    db.session.flush()
    after: dict[str, object] = {"objection_id": objection.id, "outcome": draft.outcome}
    _record(
        "screening.reply", f"Menjawab keberatan: {draft.outcome.label.lower()}", objection, after, actor=actor, now=now
    )
    return objection


def _decider(objection: DebtObjection) -> int | None:
    if objection.finding is not None:
        return objection.finding.decided_by_id
    return None if objection.flag is None else objection.flag.raised_by_id


def _take_back(objection: DebtObjection, answer: str, *, actor: Actor, now: datetime) -> None:
    reason = f"Keberatan diterima: {answer}"[:REASON_LENGTH]
    if objection.finding is not None:
        decisions.decide(objection.finding, DecisionDraft(Decision.DISMISSED, reason), actor=actor, now=now)
    elif objection.flag is not None and objection.flag.closed_at is None:
        decisions.end_flag(objection.flag, FlagClosing.WRONG, reason, actor=actor, now=now)


def _record(
    deed: str, words: str, objection: DebtObjection, after: dict[str, object], *, actor: Actor, now: datetime
) -> None:
    key = objection.person_id
    summary = f"{words} ({people.person(key).number})"
    audit.record(deed, actor=actor, now=now, subject="person", subject_id=key, summary=summary, after=after)
