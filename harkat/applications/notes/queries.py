"""Asking for the notes on an application."""

from sqlalchemy import select

from core.db import db
from harkat.applications.notes.models import ApplicationNote


def notes_of(application_id: int) -> list[ApplicationNote]:
    """Return the notes on an application, the newest first."""
    query = select(ApplicationNote).where(ApplicationNote.application_id == application_id)
    return list(db.session.scalars(query.order_by(ApplicationNote.id.desc())))


def by_reference(reference: str | None) -> ApplicationNote | None:
    """Return the note a form has made already, if it was sent before."""
    if reference is None:
        return None
    return db.session.scalar(select(ApplicationNote).where(ApplicationNote.reference == reference))
