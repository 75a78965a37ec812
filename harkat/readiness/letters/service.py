"""Issuing the explanation letter."""

from datetime import datetime
from uuid import uuid4

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import day_of
from core.db import db
from core.numbers import number_for
from core.people import queries as people
from harkat.readiness.letters import queries
from harkat.readiness.models import ExplanationLetter, ReadinessAssessment


def issue(assessment: ReadinessAssessment, *, actor: Actor, now: datetime) -> ExplanationLetter:
    """Issue the letter that explains an assessment; asked again for the same status, it is the same letter."""
    actor.require(Role.OFFICER, Role.HEAD, deed="menerbitkan surat penjelasan")
    known = queries.letter_of(assessment)
    if known is not None:
        return known
    row = ExplanationLetter(
        number=f"baru-{uuid4().hex[:30]}",
        assessment_id=assessment.id,
        status=assessment.status,
        issued_at=now,
        issued_by_id=actor.id,
    )
    db.session.add(row)
    db.session.flush()
    row.number = number_for("SP", day_of(now), row.id)
    db.session.flush()
    person = people.person(assessment.person_id)
    audit.record(
        "readiness.issue_letter",
        actor=actor,
        now=now,
        subject="person",
        subject_id=assessment.person_id,
        summary=f"Menerbitkan surat penjelasan {row.number} untuk {person.number}",
        after={"letter": row.number, "assessment_id": assessment.id, "status": row.status},
    )
    return row
