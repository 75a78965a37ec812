"""Finding people and groups to enroll."""

from datetime import date

from sqlalchemy import func, select

from balikat.training.attendance import EnrollmentStatus
from balikat.training.models import Cohort, Enrollment
from core.db import db
from core.groups.models import Group
from core.groups.queries import list_groups
from core.people.models import Person
from core.people.queries import list_persons

CANDIDATES_AT_MOST = 40


def candidates(words: str) -> list[Person]:
    """Return people whose name, number or phone holds the words, by name; none without words."""
    if not words:
        return []
    query = list_persons(words).order_by(Person.name, Person.id).limit(CANDIDATES_AT_MOST)
    return list(db.session.scalars(query))


def candidate_groups(words: str) -> list[tuple[Group, int]]:
    """Return ``(group, members)`` whose name or number holds the words, by name; none without words."""
    if not words:
        return []
    query = list_groups(words).order_by(Group.name).limit(CANDIDATES_AT_MOST)
    return [(row[0], row[1]) for row in db.session.execute(query)]


def enrolled_ids(cohort_id: int) -> set[int]:
    """Return the persons who are in a cohort, in whatever state."""
    return set(db.session.scalars(select(Enrollment.person_id).where(Enrollment.cohort_id == cohort_id)))


def waiting_with_free_seats(today: date) -> list[tuple[int, int]]:
    """Return ``(cohort, people who wait)`` of cohorts that are not over and have a free seat, the next first."""
    query = (
        select(Cohort.id, func.count(Enrollment.id))
        .join(Enrollment, Enrollment.cohort_id == Cohort.id)
        .where(
            Enrollment.status == EnrollmentStatus.WAITING, Cohort.seats_taken < Cohort.seats, Cohort.ends_on >= today
        )
        .group_by(Cohort.id, Cohort.starts_on)
        .order_by(Cohort.starts_on)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]
