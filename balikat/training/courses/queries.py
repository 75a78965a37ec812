"""Lists and counts of courses, without any name of a person."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, func, select

from balikat.training.attendance import EnrollmentStatus
from balikat.training.models import CertifiedCompletion, Cohort, Course, Enrollment
from balikat.training.queries import counts_from
from core.db import db
from core.people.models import Person
from core.places.models import Kecamatan, Kelurahan
from core.web.listing import contains


def list_courses(words: str, today: date) -> Select[Course, int, int, int, bool]:
    """Return the query of the list: ``(course, cohorts, participants, completed, counts for credit today)`` a row."""
    query = select(Course, cohort_count(), participant_count(), completed_count(), counts_from(today))
    for word in words.split():
        query = query.where(contains(Course.name, word) | contains(Course.theme, word))
    return query


def course_choices() -> list[tuple[str, str]]:
    """Return the courses a cohort may be opened for, as a select field wants them."""
    query = select(Course.id, Course.name).where(Course.is_active).order_by(Course.name)
    return [(str(row.id), row.name) for row in db.session.execute(query)]


def cohort_count() -> ColumnElement[int]:
    """Return the number of a course's cohorts, for a list's column."""
    return select(func.count(Cohort.id)).where(Cohort.course_id == Course.id).correlate(Course).scalar_subquery()


def participant_count() -> ColumnElement[int]:
    """Return the number of a course's participants with a seat, for a list's column."""
    return (
        select(func.count(Enrollment.id))
        .join(Cohort, Enrollment.cohort_id == Cohort.id)
        .where(Cohort.course_id == Course.id, Enrollment.status == EnrollmentStatus.ENROLLED)
        .correlate(Course)
        .scalar_subquery()
    )


def completed_count() -> ColumnElement[int]:
    """Return the number of a course's completions that are not revoked, for a list's column."""
    return (
        select(func.count(CertifiedCompletion.id))
        .join(Enrollment, CertifiedCompletion.enrollment_id == Enrollment.id)
        .join(Cohort, Enrollment.cohort_id == Cohort.id)
        .where(Cohort.course_id == Course.id, CertifiedCompletion.revoked_at.is_(None))
        .correlate(Course)
        .scalar_subquery()
    )


@dataclass(frozen=True)
class KecamatanCount:
    """Persons of a kecamatan: registered with the programme, in training, and with a completed course."""

    code: str
    name: str
    registered: int
    in_training: int
    completed: int


def counts_by_kecamatan(today: date) -> list[KecamatanCount]:
    """Count persons registered, in training and with a completed course, for every kecamatan in order of code."""
    completed = exists().where(
        CertifiedCompletion.enrollment_id == Enrollment.id,
        CertifiedCompletion.revoked_at.is_(None),
        Enrollment.person_id == Person.id,
    )
    in_training = exists().where(
        and_(
            Enrollment.person_id == Person.id,
            Enrollment.status == EnrollmentStatus.ENROLLED,
            Enrollment.cohort_id == Cohort.id,
            Cohort.ends_on >= today,
            ~exists().where(CertifiedCompletion.enrollment_id == Enrollment.id),
        )
    )
    query = (
        select(
            Kecamatan.code,
            Kecamatan.name,
            func.count(Person.id),
            func.count(Person.id).filter(in_training),
            func.count(Person.id).filter(completed),
        )
        .join(Kelurahan, Kelurahan.kecamatan_code == Kecamatan.code)
        .outerjoin(Person, Person.kelurahan_code == Kelurahan.code)
        .group_by(Kecamatan.code, Kecamatan.name)
        .order_by(Kecamatan.code)
    )
    return [KecamatanCount(*row) for row in db.session.execute(query)]
