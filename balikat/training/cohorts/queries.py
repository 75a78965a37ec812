"""Finding cohorts, sessions and participants for whoever may see them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import Select, select, true
from sqlalchemy.orm import contains_eager, joinedload

from balikat.training.calendar import CohortPhase
from balikat.training.models import ClassSession, Cohort, CohortTrainer, Course, Enrollment
from core.auth.models import Account
from core.auth.roles import Actor, Role
from core.db import db
from core.errors import NotFound
from core.web.listing import contains


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


def list_cohorts(words: str, actor: Actor, *, phase: str = "", today: date | None = None) -> Select[Cohort]:
    """Return the query of the list, course loaded: every word typed must be in a name or the place.

    :param phase: a value of ``CohortPhase`` to keep only cohorts that are there on ``today``
    """
    query = select(Cohort).join(Cohort.course).options(contains_eager(Cohort.course))
    if actor.role is Role.TRAINER:
        query = query.where(Cohort.id.in_(teaching(actor.id or 0)))
    for word in words.split():
        query = query.where(contains(Cohort.name, word) | contains(Course.name, word) | contains(Cohort.place, word))
    if today is not None and phase:
        conditions = {
            CohortPhase.UPCOMING.value: Cohort.starts_on > today,
            CohortPhase.RUNNING.value: (Cohort.starts_on <= today) & (Cohort.ends_on >= today),
            CohortPhase.OVER.value: Cohort.ends_on < today,
        }
        query = query.where(conditions.get(phase, true()))
    return query


def trainer_names(cohort_ids: Iterable[int]) -> dict[int, str]:
    """Return the trainers of cohorts, their names joined."""
    names: dict[int, list[str]] = defaultdict(list)
    query = (
        select(CohortTrainer.cohort_id, Account.name)
        .join(Account, CohortTrainer.account_id == Account.id)
        .where(CohortTrainer.cohort_id.in_(list(cohort_ids)))
        .order_by(Account.name)
    )
    for row in db.session.execute(query):
        names[row.cohort_id].append(row.name)
    return {key: ", ".join(found) for key, found in names.items()}


def trainer_choices() -> list[tuple[str, str]]:
    """Return the accounts that may teach, as a form wants them."""
    return [(str(account.id), account.name) for account in all_trainers()]


def sister_choices(cohort: Cohort, actor: Actor) -> list[tuple[str, str]]:
    """Return the other cohorts of a course whose sessions may be copied, the newest first."""
    query = list_cohorts("", actor).where(Cohort.course_id == cohort.course_id, Cohort.id != cohort.id)
    return [(str(row.id), row.name) for row in db.session.scalars(query.order_by(Cohort.starts_on.desc()).limit(30))]
