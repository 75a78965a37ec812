"""Asking what applicants wait for: answers, and somebody who looks at their photos."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from core.db import db, get_or_404
from core.people import queries as people
from core.people.kinds import PaperKind
from core.people.models import Person
from harkat.applicants import queries
from harkat.applicants.models import Asking
from harkat.applicants.papers import PaperStanding
from harkat.readiness.models import Objection
from harkat.readiness.objections import queries as objections

MOST_SHOWN = 5


@dataclass(frozen=True)
class WaitingPhoto:
    """A photo an applicant handed in and nobody has looked at."""

    person: Person
    kind: PaperKind
    sent_at: datetime


def of_person(person_id: int) -> list[Asking]:
    """Return what a person asked, the newest first."""
    query = select(Asking).where(Asking.person_id == person_id).order_by(Asking.id.desc()).limit(MOST_SHOWN)
    return list(db.session.scalars(query))


def objections_of(person_id: int) -> list[Objection]:
    """Return a person's objections to how they were assessed, the newest first."""
    return objections.objections_of(person_id)[:MOST_SHOWN]


def asking(asking_id: int) -> Asking:
    """Return what somebody asked.

    :raises NotFound: when there is none
    """
    return get_or_404(Asking, asking_id, what="Permintaan")


def by_reference(reference: str) -> Asking | None:
    """Return what a form has asked already."""
    return db.session.scalar(select(Asking).where(Asking.reference == reference))


def unanswered() -> list[tuple[Asking, Person]]:
    """Return what waits for an answer, the oldest first, with its person."""
    query = (
        select(Asking, Person)
        .join(Person, Person.id == Asking.person_id)
        .where(Asking.answered_at.is_(None))
        .order_by(Asking.id)
        .limit(200)
    )
    return [(row, person) for row, person in db.session.execute(query)]


def count_unanswered() -> int:
    """Count what waits for an answer."""
    return db.session.scalar(select(func.count(Asking.id)).where(Asking.answered_at.is_(None))) or 0


def waiting_photos(today: date) -> list[WaitingPhoto]:
    """Return the photos nobody has looked at, the oldest first."""
    found = []
    for row in queries.sent_papers():
        line = queries.paper_lines(row.person_id, today, kinds=[row.kind])[0]
        if line.standing is PaperStanding.WAITING:
            found.append(WaitingPhoto(people.person(row.person_id), row.kind, row.sent_at))
    return found
