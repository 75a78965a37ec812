"""Confirming and dismissing findings, answering questions, raising and closing flags."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import day_of
from core.db import db
from core.errors import Conflict, RuleBroken
from core.people import queries as people
from scoring.screening.drafts import AnswerDraft, ClosingDraft, DecisionDraft
from scoring.screening.flags import flag_for_finding
from scoring.screening.holds import service as holds
from scoring.screening.kinds import Decision, FlagClosing, FlagReason
from scoring.screening.models import DebtFinding, DebtFlag, DeclaredDebt, ScreeningQuestion
from scoring.screening.patterns import PatternKind

DISTRESS = (PatternKind.ROLL_OVER, PatternKind.MANY_LENDERS)


class AlreadyClosed(Conflict):
    """A flag that was closed before."""


class StillOwed(RuleBroken):
    """A flag cannot be closed as settled while its declared debt is still open."""


def decide(finding: DebtFinding, draft: DecisionDraft, *, actor: Actor, now: datetime) -> DebtFinding:
    """Confirm or dismiss a finding with a reason; a confirmed one may flag or hold the person, a dismissed one never.

    A decision may be changed by a later one; both stay in the audit trail.
    """
    actor.require(Role.OFFICER, Role.HEAD, deed="memutuskan temuan utang")
    before = {"decision": finding.decision, "reason": finding.reason}
    finding.decision, finding.reason = draft.decision, draft.reason
    finding.decided_at, finding.decided_by_id = now, actor.id
    if draft.decision is Decision.CONFIRMED:
        finding.installment_monthly = draft.installment_monthly
        reason = flag_for_finding(
            finding.kind,
            active=finding.active,
            written_off=finding.written_off,
            quality=finding.quality,
            days_late=finding.days_late,
        )
        if reason is not None:
            raise_flag(reason, finding, actor=actor, now=now)
    else:
        _take_back(finding, draft.reason, actor=actor, now=now)
    db.session.flush()
    holds.follow(finding, finding.file.as_of, actor=actor, now=now, today=day_of(now))
    _record(
        "screening.decide",
        f"Memutuskan temuan utang: {draft.decision.label.lower()}",
        finding.person_id,
        {"finding_id": finding.id, "decision": draft.decision, "reason": draft.reason},
        actor=actor,
        now=now,
        before=before,
    )
    return finding


def answer(question: ScreeningQuestion, draft: AnswerDraft, *, actor: Actor, now: datetime) -> ScreeningQuestion:
    """Keep what a person said about a pattern; a distress pattern that is confirmed flags the person."""
    actor.require(Role.OFFICER, deed="mencatat jawaban")
    question.is_debt, question.answer = draft.is_debt, draft.answer
    question.answered_at, question.answered_by_id = now, actor.id
    if draft.is_debt and question.pattern in DISTRESS:
        raise_flag(FlagReason.DISTRESS, question, actor=actor, now=now)
    elif not draft.is_debt:
        _take_back(question, draft.answer, actor=actor, now=now)
    db.session.flush()
    values = {"question_id": question.id, "pattern": question.pattern, "is_debt": draft.is_debt}
    _record("screening.answer", "Mencatat jawaban pertanyaan", question.person_id, values, actor=actor, now=now)
    return question


def raise_flag(
    reason: FlagReason, ground: DebtFinding | DeclaredDebt | ScreeningQuestion, *, actor: Actor, now: datetime
) -> DebtFlag:
    """Flag a person for a debt, once as long as the flag is open."""
    known = _open_flag(ground)
    if known is not None:
        known.reason = reason
        return known
    flag = DebtFlag(
        person_id=ground.person_id,
        reason=reason,
        lender=reason.label if isinstance(ground, ScreeningQuestion) else ground.lender,
        raised_at=now,
        raised_by_id=actor.id,
        **{_column(ground): ground.id},
    )
    db.session.add(flag)
    db.session.flush()
    values = {"flag_id": flag.id, "reason": reason}
    words = f"Menandai utang: {reason.label.lower()}"
    _record("screening.raise_flag", words, ground.person_id, values, actor=actor, now=now)
    return flag


def close_flag(flag: DebtFlag, draft: ClosingDraft, *, actor: Actor, now: datetime) -> DebtFlag:
    """Close a flag with the proof in words.

    :raises AlreadyClosed: when it is closed
    :raises StillOwed: when its debt was told and is not closed yet
    """
    actor.require(Role.OFFICER, Role.HEAD, deed="menutup penanda utang")
    if flag.closed_at is not None:
        raise AlreadyClosed("Penanda ini sudah ditutup. Muat ulang halaman.")
    debt = None if flag.declared_debt_id is None else db.session.get(DeclaredDebt, flag.declared_debt_id)
    if draft.closing is FlagClosing.SETTLED and debt is not None and debt.closed_on is None:
        raise StillOwed("Tutup dulu utang yang diceritakan itu dengan buktinya; penandanya ikut tertutup.")
    end_flag(flag, draft.closing, draft.note, actor=actor, now=now)
    return flag


def end_flag(flag: DebtFlag, closing: FlagClosing, note: str, *, actor: Actor, now: datetime) -> None:
    """Close an open flag and record it."""
    flag.closed_at, flag.closed_by_id = now, actor.id
    flag.closing, flag.close_note = closing, note
    db.session.flush()
    values = {"flag_id": flag.id, "closing": closing, "note": note}
    words = f"Menutup penanda utang: {closing.label.lower()}"
    _record("screening.close_flag", words, flag.person_id, values, actor=actor, now=now)


def end_flag_of(ground: DeclaredDebt, note: str, *, actor: Actor, now: datetime) -> None:
    """Close the open flag of a debt that was told and is settled, if it has one."""
    flag = _open_flag(ground)
    if flag is not None:
        end_flag(flag, FlagClosing.SETTLED, note, actor=actor, now=now)


def _take_back(ground: DebtFinding | ScreeningQuestion, note: str, *, actor: Actor, now: datetime) -> None:
    flag = _open_flag(ground)
    if flag is not None:
        end_flag(flag, FlagClosing.WRONG, note, actor=actor, now=now)


def _open_flag(ground: DebtFinding | DeclaredDebt | ScreeningQuestion) -> DebtFlag | None:
    column = getattr(DebtFlag, _column(ground))
    return db.session.scalar(select(DebtFlag).where(column == ground.id, DebtFlag.closed_at.is_(None)))


def _column(ground: DebtFinding | DeclaredDebt | ScreeningQuestion) -> str:
    if isinstance(ground, DebtFinding):
        return "finding_id"
    return "declared_debt_id" if isinstance(ground, DeclaredDebt) else "question_id"


def _record(
    deed: str,
    words: str,
    person_id: int,
    after: dict[str, object],
    *,
    actor: Actor,
    now: datetime,
    before: Mapping[str, object] | None = None,
) -> None:
    person = people.person(person_id)
    audit.record(
        deed,
        actor=actor,
        now=now,
        subject="person",
        subject_id=person_id,
        summary=f"{words} ({person.number})",
        before=None if before is None else dict(before),
        after=after,
    )
