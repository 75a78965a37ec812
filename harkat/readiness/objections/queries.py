"""Asking about objections."""

from sqlalchemy import select

from core.db import db
from core.errors import NotFound
from harkat.readiness.models import Objection


def objection(objection_id: int) -> Objection:
    """Return an objection.

    :raises NotFound: when there is none
    """
    found = db.session.get(Objection, objection_id)
    if found is None:
        raise NotFound("Keberatan ini tidak ditemukan.")
    return found


def objections_of(person_id: int) -> list[Objection]:
    """Return a person's objections, the newest first."""
    query = select(Objection).where(Objection.person_id == person_id).order_by(Objection.id.desc())
    return list(db.session.scalars(query))


def unanswered() -> list[Objection]:
    """Return the objections nobody has answered, the oldest first."""
    return list(db.session.scalars(select(Objection).where(Objection.answered_at.is_(None)).order_by(Objection.id)))
