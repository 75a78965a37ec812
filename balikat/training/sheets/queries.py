"""What stands on the sheets of a class."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from balikat.training.attendance import EnrollmentStatus, Mark
from balikat.training.models import Attendance, ClassSession, Enrollment
from balikat.training.queries import trainers_of
from core.auth.models import Account
from core.db import db
from core.people.models import Person


@dataclass(frozen=True)
class Listed:
    """A participant as sheets name them."""

    name: str
    number: str
    phone_end: str


def listed_participants(cohort_id: int) -> list[Listed]:
    """Return the participants of a cohort by name; of the phone only its end, because the sheet goes round."""
    query = (
        select(Person.name, Person.number, Person.phone)
        .join(Enrollment, Enrollment.person_id == Person.id)
        .where(Enrollment.cohort_id == cohort_id, Enrollment.status == EnrollmentStatus.ENROLLED)
        .order_by(Person.name, Enrollment.id)
    )
    return [Listed(row.name, row.number, f"…{row.phone[-4:]}") for row in db.session.execute(query)]


def teachers_of(session: ClassSession) -> list[str]:
    """Return who teaches a session: its substitute, or else the cohort's trainers."""
    if session.trainer_id is not None:
        substitute = db.session.get(Account, session.trainer_id)
        return [] if substitute is None else [substitute.name]
    return [account.name for account in trainers_of(session.cohort_id)]


def marks_of(session_id: int) -> dict[Mark, int]:
    """Count the marks of a session by kind, of those who still are participants."""
    query = (
        select(Attendance.mark)
        .join(Enrollment, Attendance.enrollment_id == Enrollment.id)
        .where(Attendance.session_id == session_id, Enrollment.status == EnrollmentStatus.ENROLLED)
    )
    counted = Counter(db.session.scalars(query))
    return {mark: counted[mark] for mark in Mark}
