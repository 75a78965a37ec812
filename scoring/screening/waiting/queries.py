"""Asking whose findings wait and who was screened, for lists and start pages."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from core.db import db
from core.people.models import Person
from scoring.screening.models import DebtFinding, DebtFlag, DebtInterview, DeclaredDebt, ScreeningFile


def _waits() -> ColumnElement[bool]:
    """Return the condition that a finding waits for a decision, the same as ``DebtFinding.waits``."""
    owed = or_(DebtFinding.active.is_(None), DebtFinding.active.is_(True), DebtFinding.written_off.is_(True))
    again = or_(DebtFinding.decided_at.is_(None), DebtFinding.changed_at > DebtFinding.decided_at)
    return and_(owed, again, DebtFinding.gone_on.is_(None))


def count_waiting() -> int:
    """Count the persons with findings that wait for a decision."""
    return db.session.scalar(select(func.count(DebtFinding.person_id.distinct())).where(_waits())) or 0


def waiting_counts(person_ids: Iterable[int]) -> dict[int, int]:
    """Count the waiting findings of each of several persons."""
    query = select(DebtFinding.person_id, func.count()).where(_waits(), DebtFinding.person_id.in_(list(person_ids)))
    return dict(db.session.execute(query.group_by(DebtFinding.person_id)).all())


def flag_counts(person_ids: Iterable[int]) -> dict[int, int]:
    """Count the open flags of each of several persons."""
    query = select(DebtFlag.person_id, func.count()).where(
        DebtFlag.closed_at.is_(None), DebtFlag.person_id.in_(list(person_ids))
    )
    return dict(db.session.execute(query.group_by(DebtFlag.person_id)).all())


def screened_persons(*, words: str = "", only: str = "") -> Select[Person]:
    """Return the query of persons whose debts were looked at.

    :param only: ``menunggu`` for those with findings that wait, ``penanda`` for those with an open flag, or empty
    """
    flagged = exists().where(DebtFlag.person_id == Person.id, DebtFlag.closed_at.is_(None))
    query = select(Person)
    if only == "menunggu":
        query = query.where(exists().where(DebtFinding.person_id == Person.id, _waits()))
    elif only == "penanda":
        query = query.where(flagged)
    else:
        tables = (ScreeningFile, DebtInterview, DeclaredDebt)
        query = query.where(or_(*(exists().where(table.person_id == Person.id) for table in tables)))
    for word in words.split():
        query = query.where(Person.name.icontains(word, autoescape=True))
    return query
