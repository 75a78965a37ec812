"""Asking what persons objected to and which objections wait for an answer."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from core.db import db
from core.errors import NotFound
from scoring.screening.models import DebtFinding
from scoring.screening.objections.models import DebtObjection


def objections_of(person_id: int) -> list[DebtObjection]:
    """Return a person's objections with their grounds and the accounts, those that wait first."""
    query = _whole().where(DebtObjection.person_id == person_id)
    return list(db.session.scalars(query.order_by(DebtObjection.answered_at.is_not(None), DebtObjection.id.desc())))


def objection(objection_id: int) -> DebtObjection:
    """Return an objection with its ground and the accounts.

    :raises NotFound: when there is none
    """
    found = db.session.scalar(_whole().where(DebtObjection.id == objection_id))
    if found is None:
        raise NotFound("Keberatan ini tidak ditemukan. Muat ulang halaman pemeriksaan.")
    return found


def count_waiting() -> int:
    """Count the objections that wait for an answer."""
    return db.session.scalar(select(func.count(DebtObjection.id)).where(DebtObjection.answered_at.is_(None))) or 0


def first_waiting() -> DebtObjection | None:
    """Return the objection that waits longest, or None."""
    query = select(DebtObjection).where(DebtObjection.answered_at.is_(None)).order_by(DebtObjection.id).limit(1)
    return db.session.scalar(query)


def has_open(*, finding_id: int | None = None, flag_id: int | None = None) -> bool:
    """Tell whether a finding or a flag has an objection that waits."""
    ground = DebtObjection.finding_id == finding_id if flag_id is None else DebtObjection.flag_id == flag_id
    return db.session.scalar(select(DebtObjection.id).where(ground, DebtObjection.answered_at.is_(None))) is not None


def _whole() -> Select[DebtObjection]:
    return select(DebtObjection).options(
        joinedload(DebtObjection.finding).joinedload(DebtFinding.file),
        joinedload(DebtObjection.flag),
        joinedload(DebtObjection.received_by),
        joinedload(DebtObjection.answered_by),
    )
