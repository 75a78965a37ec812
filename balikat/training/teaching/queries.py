"""The sessions of a week, and the hours each trainer taught."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from balikat.training.attendance import SessionStatus
from balikat.training.cohorts.queries import teaching
from balikat.training.models import ClassSession, Cohort, CohortTrainer
from core.auth.models import Account
from core.auth.roles import Actor, Role
from core.db import db

UNSETTLED = "Pelatih belum ditentukan"


@dataclass(frozen=True)
class Taught:
    """A session with the names of who teaches it."""

    session: ClassSession
    teachers: tuple[str, ...]


@dataclass(frozen=True)
class TaughtHours:
    """What a trainer taught of one cohort; hours in JP."""

    trainer: str
    course: str
    cohort: str
    sessions: int
    hours: int


def sessions_between(actor: Actor, first: date, last: date) -> list[Taught]:
    """Return the sessions of some days in their order; a trainer's own cohorts only."""
    query = (
        select(ClassSession)
        .join(ClassSession.cohort)
        .options(contains_eager(ClassSession.cohort).joinedload(Cohort.course))
        .where(ClassSession.held_on.between(first, last))
        .order_by(ClassSession.held_on, ClassSession.starts_at_time, ClassSession.id)
    )
    if actor.role is Role.TRAINER:
        query = query.where(ClassSession.cohort_id.in_(teaching(actor.id or 0)))
    return _with_teachers(list(db.session.scalars(query)))


def _with_teachers(sessions: list[ClassSession]) -> list[Taught]:
    cohorts: dict[int, list[str]] = defaultdict(list)
    rows = db.session.scalars(
        select(CohortTrainer)
        .options(joinedload(CohortTrainer.account))
        .where(CohortTrainer.cohort_id.in_({row.cohort_id for row in sessions}))
        .order_by(CohortTrainer.id)
    )
    for row in rows:
        cohorts[row.cohort_id].append(row.account.name)
    keys = {row.trainer_id for row in sessions if row.trainer_id is not None}
    names = {row.id: row.name for row in db.session.scalars(select(Account).where(Account.id.in_(keys)))}
    return [
        Taught(
            row,
            (names[row.trainer_id],) if row.trainer_id is not None else tuple(cohorts[row.cohort_id]),
        )
        for row in sessions
    ]


def hours_taught(actor: Actor, first: date, last: date) -> list[TaughtHours]:
    """Sum the hours of held sessions by trainer and cohort, by name; a trainer's own name only.

    A session is its substitute's, or else the cohort's trainer's. Where a cohort has several trainers and the session
    names none, it is nobody's yet and stands last: hours are never given twice.
    """
    sums: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for taught in sessions_between(actor, first, last):
        if taught.session.status is not SessionStatus.HELD:
            continue
        trainer = taught.teachers[0] if len(taught.teachers) == 1 else UNSETTLED
        if actor.role is Role.TRAINER and trainer not in (actor.name, UNSETTLED):
            continue
        cohort = taught.session.cohort
        sums[trainer, cohort.course.name, cohort.name].append(taught.session.hours)
    found = [TaughtHours(*key, sessions=len(hours), hours=sum(hours)) for key, hours in sums.items()]
    return sorted(found, key=lambda row: (row.trainer == UNSETTLED, row.trainer, row.course, row.cohort))
