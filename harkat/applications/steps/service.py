"""Taking one step: the row is locked, the state checked, the step and its audit entry written together."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from core.audit import service as audit
from core.auth.roles import Actor
from core.db import db
from core.errors import Conflict
from harkat.applications.models import Application, ApplicationStep
from harkat.applications.states import State, check_step


class ReferenceUsed(Conflict):
    """The mark of a form belongs to another deed already."""


def lock(application: Application) -> None:
    """Hold the row until the transaction ends and read it afresh, so that two clicks cannot both step."""
    db.session.execute(select(Application.id).where(Application.id == application.id).with_for_update())
    db.session.refresh(application)


def is_repeated(application: Application, following: State, reference: str | None) -> bool:
    """Tell whether this very form was already carried out, so that a double click changes nothing more.

    :raises ReferenceUsed: when the mark belongs to another deed
    """
    if reference is None:
        return False
    step = db.session.scalar(select(ApplicationStep).where(ApplicationStep.reference == reference))
    if step is None:
        return False
    if step.application_id != application.id or step.state is not following:
        raise ReferenceUsed("Formulir ini sudah dipakai untuk langkah lain. Muat ulang halaman lalu isi kembali.")
    return True


def take(
    application: Application,
    following: State,
    *,
    deed: str,
    summary: str,
    actor: Actor,
    now: datetime,
    note: str | None = None,
    reference: str | None = None,
    after: dict[str, Any] | None = None,
) -> ApplicationStep:
    """Move a locked application to the following state and write the step and its audit entry.

    :param deed: the verb of the audit entry, after ``applications.``
    :param summary: what happened, in Indonesian, as it follows the application's number
    :raises WrongState: when the step may not follow
    """
    before = application.state
    check_step(before, following)
    application.state = following
    return record(
        application, deed=deed, summary=summary, actor=actor, now=now, note=note, reference=reference,
        before={"state": before}, after={"state": following, **(after or {})},
    )  # fmt: skip


def record(
    application: Application,
    *,
    deed: str,
    summary: str,
    actor: Actor,
    now: datetime,
    note: str | None = None,
    reference: str | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> ApplicationStep:
    """Write the step the application has just taken, and its audit entry."""
    step = ApplicationStep(
        application_id=application.id,
        state=application.state,
        at=now,
        actor_id=actor.id,
        actor_name=actor.name,
        note=note,
        reference=reference,
    )
    db.session.add(step)
    audit.record(
        f"applications.{deed}",
        actor=actor,
        now=now,
        subject="application",
        subject_id=application.id,
        summary=f"Permohonan {application.number} {summary}",
        before=before,
        after=after,
    )
    db.session.flush()
    return step


def note(application: Application, *, deed: str, summary: str, actor: Actor, now: datetime) -> None:
    """Write an audit entry on an application for a deed that is no step of its way."""
    audit.record(
        f"applications.{deed}",
        actor=actor,
        now=now,
        subject="application",
        subject_id=application.id,
        summary=f"Permohonan {application.number} {summary}",
    )
    db.session.flush()
