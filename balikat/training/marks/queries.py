"""What the attendance pages and the trainer's start page show."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import contains_eager

from balikat.training import queries
from balikat.training.attendance import EnrollmentStatus, Marked, SessionStatus
from balikat.training.cohorts.queries import teaching
from balikat.training.completion import Outcome, Standing
from balikat.training.models import Attendance, ClassSession, Cohort, Enrollment
from core.auth.models import Account
from core.auth.roles import Actor, Role
from core.db import db

DAYS_AFTER_END = 90


@dataclass(frozen=True)
class Row:
    """One participant on the attendance page: the stored mark, who wrote it, and where they stand."""

    enrollment: Enrollment
    marked: Marked | None
    marked_by: str | None
    marked_at: datetime | None
    standing: Standing


@dataclass(frozen=True)
class TeachingDay:
    """What waits for a trainer: sessions of today, past ones without attendance, risks, classes ready to complete."""

    today: tuple[ClassSession, ...]
    unfilled: tuple[ClassSession, ...]
    at_risk: dict[int, int]
    ready: dict[int, int]


def attendance_rows(session: ClassSession, today: date) -> list[Row]:
    """Return the participants of a session's cohort by name, with their mark."""
    room = queries.classroom(session.cohort, today)
    written = {
        row.enrollment_id: row
        for row in db.session.execute(
            select(Attendance.enrollment_id, Attendance.marked_at, Account.name.label("marked_by"))
            .outerjoin(Account, Attendance.marked_by_id == Account.id)
            .where(Attendance.session_id == session.id)
        )
    }
    rows = []
    for participant in sorted(room.participants, key=lambda found: (found.enrollment.person.name, found.enrollment.id)):
        entry = written.get(participant.enrollment.id)
        rows.append(
            Row(
                participant.enrollment,
                participant.marks.get(session.id),
                None if entry is None else entry.marked_by,
                None if entry is None else entry.marked_at,
                participant.standing,
            )
        )
    return rows


def teaching_day(actor: Actor, today: date) -> TeachingDay:
    """Gather what waits for a trainer (their cohorts) or an officer (all of them)."""
    query = (
        select(ClassSession)
        .join(ClassSession.cohort)
        .options(contains_eager(ClassSession.cohort).joinedload(Cohort.course))
        .where(ClassSession.status == SessionStatus.PLANNED, ClassSession.held_on <= today)
        .order_by(ClassSession.held_on, ClassSession.id)
    )
    if actor.role is Role.TRAINER:
        query = query.where(Cohort.id.in_(teaching(actor.id or 0)))
    waiting = list(db.session.scalars(query))
    at_risk, ready = _risks(actor, today)
    return TeachingDay(
        today=tuple(row for row in waiting if row.held_on == today),
        unfilled=tuple(row for row in waiting if row.held_on < today),
        at_risk=at_risk,
        ready=ready,
    )


def _risks(actor: Actor, today: date) -> tuple[dict[int, int], dict[int, int]]:
    """Count participants at risk and ready for a certificate, by cohort, of cohorts that run or ended lately."""
    query = (
        select(Enrollment)
        .join(Enrollment.cohort)
        .options(contains_eager(Enrollment.cohort).joinedload(Cohort.course))
        .where(
            Enrollment.status == EnrollmentStatus.ENROLLED,
            Cohort.starts_on <= today,
            Cohort.ends_on >= today - timedelta(days=DAYS_AFTER_END),
        )
        .order_by(Cohort.ends_on)
    )
    if actor.role is Role.TRAINER:
        query = query.where(Cohort.id.in_(teaching(actor.id or 0)))
    still_planned = set(
        db.session.scalars(
            select(Cohort.id).where(
                exists().where(ClassSession.cohort_id == Cohort.id, ClassSession.status == SessionStatus.PLANNED)
            )
        )
    )
    at_risk: dict[int, int] = defaultdict(int)
    ready: dict[int, int] = defaultdict(int)
    for participant in queries.with_standings(list(db.session.scalars(query)), today):
        cohort_id = participant.enrollment.cohort_id
        at_risk[cohort_id] += participant.standing.is_at_risk
        passed = participant.standing.outcome is Outcome.PASSED and participant.certificate is None
        ready[cohort_id] += passed and cohort_id not in still_planned
    return (
        {key: count for key, count in at_risk.items() if count},
        {key: count for key, count in ready.items() if count},
    )
