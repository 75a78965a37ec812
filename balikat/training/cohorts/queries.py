"""Finding cohorts, sessions and participants for whoever may see them."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from balikat.training.models import ClassSession, Cohort, CohortTrainer, Enrollment
from core.auth.models import Account
from core.auth.roles import Actor, Role
from core.db import db
from core.errors import NotFound


def teaching(account_id: int) -> Select[tuple[int]]:
    """Return the query of the keys of cohorts an account teaches, as trainer or as substitute for a session."""
    substitute = select(ClassSession.cohort_id).where(ClassSession.trainer_id == account_id)
    return (
        select(CohortTrainer.cohort_id)
        .where(CohortTrainer.account_id == account_id)
        .union(substitute)
        .subquery()
        .select()
    )


def cohort_for(cohort_id: int, actor: Actor) -> Cohort:
    """Return a cohort with its course; a trainer gets only those they teach.

    :raises NotFound: when there is none, or a trainer asks for somebody else's
    """
    query = select(Cohort).where(Cohort.id == cohort_id).options(joinedload(Cohort.course))
    if actor.role is Role.TRAINER:
        query = query.where(Cohort.id.in_(teaching(actor.id or 0)))
    row = db.session.scalar(query)
    if row is None:
        raise NotFound("Angkatan tidak ditemukan.")
    return row


def session_for(session_id: int, actor: Actor) -> ClassSession:
    """Return a session with its cohort and course; a trainer gets only those of cohorts they teach.

    :raises NotFound: when there is none, or a trainer asks for somebody else's
    """
    query = (
        select(ClassSession)
        .where(ClassSession.id == session_id)
        .options(joinedload(ClassSession.cohort).joinedload(Cohort.course))
    )
    if actor.role is Role.TRAINER:
        query = query.where(ClassSession.cohort_id.in_(teaching(actor.id or 0)))
    row = db.session.scalar(query)
    if row is None:
        raise NotFound("Sesi tidak ditemukan.")
    return row


def enrollment_for(enrollment_id: int, actor: Actor) -> Enrollment:
    """Return an enrollment with its person, cohort and course; a trainer gets only those of cohorts they teach.

    :raises NotFound: when there is none, or a trainer asks for somebody else's
    """
    query = (
        select(Enrollment)
        .where(Enrollment.id == enrollment_id)
        .options(joinedload(Enrollment.person), joinedload(Enrollment.cohort).joinedload(Cohort.course))
    )
    if actor.role is Role.TRAINER:
        query = query.where(Enrollment.cohort_id.in_(teaching(actor.id or 0)))
    row = db.session.scalar(query)
    if row is None:
        raise NotFound("Peserta tidak ditemukan di angkatan ini.")
    return row


def all_trainers() -> list[Account]:
    """Return the accounts that may teach, by name."""
    query = select(Account).where(Account.role == Role.TRAINER, Account.is_active).order_by(Account.name)
    return list(db.session.scalars(query))
