"""Asking about one person's sessions to come and certificates."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from balikat.training.attendance import EnrollmentStatus, SessionStatus
from balikat.training.models import CertifiedCompletion, ClassSession, Cohort, Enrollment
from balikat.training.notices.models import SessionNotice
from core.db import db
from core.errors import NotFound

DAYS_AHEAD = 60
MOST_SESSIONS = 6


def sessions_of(person_id: int, today: date) -> list[ClassSession]:
    """Return the planned sessions a person is enrolled for, the next one first, cohort and course loaded."""
    query = (
        select(ClassSession)
        .join(ClassSession.cohort)
        .join(Enrollment, Enrollment.cohort_id == Cohort.id)
        .where(
            Enrollment.person_id == person_id,
            Enrollment.status == EnrollmentStatus.ENROLLED,
            ClassSession.status == SessionStatus.PLANNED,
            ClassSession.held_on.between(today, today + timedelta(days=DAYS_AHEAD)),
        )
        .options(contains_eager(ClassSession.cohort).joinedload(Cohort.course))
        .order_by(ClassSession.held_on, ClassSession.starts_at_time, ClassSession.id)
        .limit(MOST_SESSIONS)
    )
    return list(db.session.scalars(query))


def enrolled_on(day: date) -> list[tuple[ClassSession, Enrollment]]:
    """Return who is enrolled for the planned sessions of a day and was not told of it, persons loaded."""
    told = (
        select(SessionNotice.id)
        .where(
            SessionNotice.session_id == ClassSession.id,
            SessionNotice.enrollment_id == Enrollment.id,
            SessionNotice.held_on == ClassSession.held_on,
        )
        .exists()
    )
    query = (
        select(ClassSession, Enrollment)
        .join(ClassSession.cohort)
        .join(Enrollment, Enrollment.cohort_id == Cohort.id)
        .where(
            ClassSession.held_on == day,
            ClassSession.status == SessionStatus.PLANNED,
            Enrollment.status == EnrollmentStatus.ENROLLED,
            ~told,
        )
        .options(
            contains_eager(ClassSession.cohort).joinedload(Cohort.course),
            joinedload(Enrollment.person),
        )
        .order_by(ClassSession.id, Enrollment.id)
    )
    return [(session, enrollment) for session, enrollment in db.session.execute(query)]


def certificates_of(person_id: int) -> list[CertifiedCompletion]:
    """Return a person's signed certificates that stand, the newest first, cohort and course loaded."""
    enrollment = contains_eager(CertifiedCompletion.enrollment)
    query = (
        select(CertifiedCompletion)
        .join(CertifiedCompletion.enrollment)
        .where(
            Enrollment.person_id == person_id,
            CertifiedCompletion.revoked_at.is_(None),
            CertifiedCompletion.signed_on.is_not(None),
        )
        .options(
            enrollment.joinedload(Enrollment.person),
            enrollment.joinedload(Enrollment.cohort).joinedload(Cohort.course),
        )
        .order_by(CertifiedCompletion.completed_on.desc(), CertifiedCompletion.id)
    )
    return list(db.session.scalars(query))


def certificate_of(person_id: int, certificate_id: int) -> CertifiedCompletion:
    """Return one of a person's own certificates.

    :raises NotFound: when it is somebody else's or does not stand
    """
    for row in certificates_of(person_id):
        if row.id == certificate_id:
            return row
    raise NotFound("Sertifikat ini tidak ditemukan pada nama Anda.")
