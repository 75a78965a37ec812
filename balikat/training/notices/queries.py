"""Gathering what each participant of a session is to be told."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from balikat.training import queries
from balikat.training.attendance import SessionStatus
from balikat.training.cohorts.queries import teaching
from balikat.training.models import ClassSession, Cohort
from balikat.training.notices.models import SessionNotice
from balikat.training.notices.words import NoticeKind, Told, is_mobile, kind_of, message_of, whatsapp_link
from core.auth.roles import Actor
from core.contacts.queries import reaches_of
from core.db import db


@dataclass(frozen=True)
class Notice:
    """What one participant is told, and whether they were."""

    enrollment_id: int
    name: str
    email: str | None
    message: str
    link: str | None
    is_at_risk: bool
    was_told: bool


@dataclass(frozen=True)
class Notices:
    """The notices of a session."""

    kind: NoticeKind
    told: Told
    rows: tuple[Notice, ...]

    @property
    def left(self) -> int:
        """How many are still to be told."""
        return sum(1 for row in self.rows if not row.was_told)


def told_of(session: ClassSession) -> tuple[NoticeKind, Told]:
    """Return what is to be told of a session (its cohort and course loaded)."""
    cancelled = session.status is SessionStatus.CANCELLED
    kind = kind_of(is_cancelled=cancelled, is_moved=session.moved_from_on is not None)
    reason = session.cancel_reason if cancelled else session.move_reason
    return kind, Told(
        session.cohort.course.name,
        session.cohort.name,
        session.cohort.place,
        session.held_on,
        session.hours,
        session.topic,
        session.moved_from_on,
        reason,
        session.starts_at_time,
    )


def notices_of(session: ClassSession, today: date) -> Notices:
    """Return a session's notices, those at risk first."""
    kind, told = told_of(session)
    room = queries.classroom(session.cohort, today)
    known = set(
        db.session.scalars(
            select(SessionNotice.enrollment_id).where(
                SessionNotice.session_id == session.id,
                SessionNotice.kind == kind,
                SessionNotice.held_on == session.held_on,
                SessionNotice.hour == told.hour,
            )
        )
    )
    rows = []
    reaches = reaches_of(row.enrollment.person for row in room.participants)
    for row in room.participants:
        person = row.enrollment.person
        allowance = row.standing.allowance if row.standing.is_at_risk and row.standing.hours_short else None
        message = message_of(kind, told, person.name, allowance=allowance)
        reach = reaches[person.id]
        may_write = is_mobile(reach.phone) and reach.died_on is None
        link = whatsapp_link(reach.phone, message) if may_write else None
        key = row.enrollment.id
        rows.append(Notice(key, person.name, person.email, message, link, row.standing.is_at_risk, key in known))
    return Notices(kind, told, tuple(rows))


def sessions_on(day: date) -> list[ClassSession]:
    """Return the planned sessions of a day, cohort and course loaded."""
    query = select(ClassSession).where(ClassSession.held_on == day, ClassSession.status == SessionStatus.PLANNED)
    query = query.options(joinedload(ClassSession.cohort).joinedload(Cohort.course)).order_by(ClassSession.id)
    return list(db.session.scalars(query))


def untold_sessions(actor: Actor, day: date) -> list[int]:
    """Return the keys of a trainer's planned sessions of a day of which nobody was told yet."""
    told = exists().where(SessionNotice.session_id == ClassSession.id, SessionNotice.held_on == ClassSession.held_on)
    query = select(ClassSession.id).where(
        ClassSession.held_on == day,
        ClassSession.status == SessionStatus.PLANNED,
        ClassSession.cohort_id.in_(teaching(actor.id or 0)),
        ~told,
    )
    return list(db.session.scalars(query.order_by(ClassSession.starts_at_time, ClassSession.id)))
