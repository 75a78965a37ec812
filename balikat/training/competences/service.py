"""Recording competence certificates."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update

from balikat.training.competences.models import CompetenceCertificate
from balikat.training.competences.terms import VALID_MONTHS, check_issued, expiry_of
from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import day_of, format_date_short
from core.db import db
from core.errors import Conflict
from core.people.models import Person
from core.people.repair.moves import Move
from core.policy.queries import whole_on


@dataclass(frozen=True)
class CompetenceDraft:
    """A competence certificate as it was shown."""

    number: str
    scheme: str
    issuer: str
    issued_on: date


class NumberKnown(Conflict):
    """A certificate of this number is recorded."""


def record_competence(person: Person, draft: CompetenceDraft, *, actor: Actor, now: datetime) -> CompetenceCertificate:
    """Record a certificate; it holds as long as the rule of its day says.

    :raises NumberKnown: when the number is recorded, for anybody
    :raises UnlikelyCompetence: for a day to come
    """
    actor.require(Role.OFFICER, Role.SYSTEM, deed="mencatat sertifikat kompetensi")
    check_issued(draft.issued_on, day_of(now))
    if db.session.scalar(select(CompetenceCertificate.id).where(CompetenceCertificate.number == draft.number)):
        raise NumberKnown(f"Nomor {draft.number} sudah tercatat. Periksa nomornya.", field="number")
    row = CompetenceCertificate(
        person_id=person.id,
        expires_on=expiry_of(draft.issued_on, months=whole_on(VALID_MONTHS, draft.issued_on)),
        recorded_at=now,
        recorded_by_id=actor.id,
        **vars(draft),
    )
    db.session.add(row)
    db.session.flush()
    audit.record(
        "training.record_competence",
        actor=actor,
        now=now,
        subject="person",
        subject_id=person.id,
        summary=f"Sertifikat kompetensi {draft.number} dicatat, berlaku sampai {format_date_short(row.expires_on)}",
        after={**vars(draft), "expires_on": row.expires_on},
    )
    return row


def move_competences(from_id: int, to_id: int) -> dict[str, Any]:
    """Give competence certificates to the person that is kept."""
    changed = update(CompetenceCertificate).where(CompetenceCertificate.person_id == from_id)
    db.session.execute(changed.values(person_id=to_id))
    return {}


COMPETENCES = Move(("competence_certificate",), move_competences)
