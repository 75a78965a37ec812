"""Keeping news for the officers, and closing it once it was passed on."""

from datetime import datetime

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.db import db
from harkat.applications.models import Application
from harkat.applications.notices import queries
from harkat.applications.notices.models import ApplicationNotice


def tell(application: Application, words: str, *, now: datetime) -> None:
    """Put news before the officers; the same news twice is one."""
    if queries.is_told(application.id, words):
        return
    db.session.add(ApplicationNotice(application_id=application.id, words=words, happened_at=now))
    db.session.flush()


def pass_on(notice: ApplicationNotice, *, actor: Actor, now: datetime) -> None:
    """Record that an officer told the applicant; a second time changes nothing."""
    actor.require(Role.OFFICER, deed="mencatat kabar yang disampaikan")
    if notice.passed_on_at is not None:
        return
    notice.passed_on_at, notice.passed_on_by_id = now, actor.id
    audit.record(
        "applications.pass_on", actor=actor, now=now, subject="application", subject_id=notice.application_id,
        summary=f"Kabar disampaikan kepada pemohon: {notice.words}"[:300],
    )  # fmt: skip
