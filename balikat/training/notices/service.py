"""Recording who was told, and queueing e-mail to those who have an address."""

from collections.abc import Collection
from datetime import date, datetime

from balikat.training.cohorts.service import check_teaches
from balikat.training.models import ClassSession
from balikat.training.notices.models import SessionNotice
from balikat.training.notices.queries import notices_of, sessions_on
from balikat.training.notices.words import subject_of
from core.audit import service as audit
from core.auth.roles import SYSTEM, Actor
from core.dates import day_of
from core.db import db
from core.mail.service import Letter, is_on, queue


def mark_told(
    session: ClassSession, enrollment_ids: Collection[int], *, actor: Actor, now: datetime, today: date
) -> int:
    """Record that participants were told, and return how many were not before."""
    check_teaches(session.cohort, actor, deed="mengabari peserta")
    return _record(session, enrollment_ids, actor=actor, now=now, today=today)


def _record(session: ClassSession, enrollment_ids: Collection[int], *, actor: Actor, now: datetime, today: date) -> int:
    notices = notices_of(session, today)
    fresh = [row for row in notices.rows if row.enrollment_id in set(enrollment_ids) and not row.was_told]
    for row in fresh:
        db.session.add(
            SessionNotice(
                session_id=session.id,
                enrollment_id=row.enrollment_id,
                kind=notices.kind,
                held_on=session.held_on,
                hour=notices.told.hour,
                given_at=now,
                given_by_id=actor.id,
            )
        )
    db.session.flush()
    if fresh:
        audit.record(
            "training.tell_participants",
            actor=actor,
            now=now,
            subject="class_session",
            subject_id=session.id,
            summary=f"{len(fresh)} peserta dikabari: {notices.kind.label.lower()}",
            after={"kind": notices.kind, "enrollments": [row.enrollment_id for row in fresh]},
        )
    return len(fresh)


def mail_participants(session: ClassSession, *, actor: Actor, now: datetime, today: date) -> int:
    """Queue an e-mail to everybody who has an address and was not told, and return how many."""
    check_teaches(session.cohort, actor, deed="mengabari peserta")
    return _queue(session, actor=actor, now=now, today=today)


def remind(day: date, *, now: datetime) -> int:
    """Queue an e-mail about every planned session of a day to whoever has an address and was not told.

    Nothing is queued while no mail server is set; the links on the session's page remain.
    """
    sessions = sessions_on(day) if is_on() else []
    return sum(_queue(session, actor=SYSTEM, now=now, today=day_of(now)) for session in sessions)


def _queue(session: ClassSession, *, actor: Actor, now: datetime, today: date) -> int:
    notices = notices_of(session, today)
    queued = []
    for row in notices.rows:
        if row.email is None or row.was_told:
            continue
        when = f"{session.held_on}:{notices.told.hour}"
        occasion = f"session:{session.id}:{notices.kind.value}:{when}:{row.enrollment_id}"
        if queue(Letter(occasion, row.email, subject_of(notices.kind, notices.told), row.message), now=now):
            queued.append(row.enrollment_id)
    _record(session, queued, actor=actor, now=now, today=today)
    return len(queued)
