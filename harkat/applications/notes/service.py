"""Writing a note on an application."""

from datetime import datetime

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.db import db
from harkat.applications.models import Application
from harkat.applications.notes import queries
from harkat.applications.notes.models import ApplicationNote


def write(
    application: Application, *, words: str, actor: Actor, now: datetime, reference: str | None = None
) -> ApplicationNote:
    """Keep a note of the city's staff; the trail says that there is one, not what it says."""
    actor.require(Role.OFFICER, Role.HEAD, deed="menulis catatan permohonan")
    known = queries.by_reference(reference)
    if known is not None:
        return known
    note = ApplicationNote(
        application_id=application.id,
        words=words,
        written_at=now,
        written_by_id=actor.id,
        written_by_name=actor.name,
        reference=reference,
    )
    db.session.add(note)
    db.session.flush()
    audit.record(
        "applications.note", actor=actor, now=now, subject="application", subject_id=application.id,
        summary=f"Catatan ditulis pada permohonan {application.number}",
    )  # fmt: skip
    return note
