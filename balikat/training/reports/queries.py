"""Gathering cohorts and participants of some days for the report, in a fixed number of questions."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from balikat.training import queries
from balikat.training.attendance import EnrollmentStatus, SessionStatus
from balikat.training.certificates import CertificateState
from balikat.training.completion import Outcome
from balikat.training.models import ClassSession, Cohort, Enrollment
from balikat.training.queries import Participant
from balikat.training.reports.figures import Room, Seat, age_group
from core.dates import age_on
from core.db import db
from core.people.models import Person
from core.places.models import Kelurahan


@dataclass(frozen=True)
class Gathered:
    """The cohorts that began in some days and the people who had a seat in them."""

    seats: tuple[Seat, ...]
    rooms: tuple[Room, ...]


def gather(first: date, last: date, today: date) -> Gathered:
    """Gather the cohorts that began from a day to a day, both included."""
    cohorts = list(
        db.session.scalars(
            select(Cohort).where(Cohort.starts_on.between(first, last)).options(joinedload(Cohort.course))
        )
    )
    rooms = tuple(Room(row.course.name, row.seats, row.cost) for row in cohorts)
    enrollments = list(
        db.session.scalars(
            select(Enrollment)
            .join(Enrollment.cohort)
            .where(Cohort.starts_on.between(first, last), Enrollment.status == EnrollmentStatus.ENROLLED)
            .options(
                contains_eager(Enrollment.cohort).joinedload(Cohort.course),
                joinedload(Enrollment.person).joinedload(Person.kelurahan).joinedload(Kelurahan.kecamatan),
            )
        )
    )
    due: dict[int, int] = {}
    held = select(ClassSession.cohort_id, ClassSession.hours).where(
        ClassSession.status == SessionStatus.HELD, ClassSession.cohort_id.in_([row.id for row in cohorts])
    )
    for cohort_id, hours in db.session.execute(held):
        due[cohort_id] = due.get(cohort_id, 0) + hours
    seats = tuple(_seat(row, due) for row in queries.with_standings(enrollments, today))
    return Gathered(seats, rooms)


def _seat(row: Participant, due: dict[int, int]) -> Seat:
    person, cohort, certificate = row.enrollment.person, row.enrollment.cohort, row.certificate
    stands = certificate is not None and certificate.revoked_at is None
    return Seat(
        course=cohort.course.name,
        kecamatan=person.kelurahan.kecamatan.name,
        sex=person.sex.label if person.sex else "belum diketahui",
        age=age_group(None if person.born_on is None else age_on(person.born_on, cohort.starts_on)),
        hours_attended=row.standing.hours_attended,
        hours_due=due.get(cohort.id, 0),
        passed=stands or row.standing.outcome is Outcome.PASSED,
        certified=stands and certificate is not None and certificate.certificate_state is not CertificateState.DRAFT,
    )
