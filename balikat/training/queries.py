"""Asking about courses, cohorts and participants; other rooms ask here and nowhere else."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, false, func, select
from sqlalchemy.orm import InstrumentedAttribute, contains_eager, joinedload

from balikat.training.attendance import Counting, EnrollmentStatus, Marked
from balikat.training.completion import (
    EXCUSED_COUNTS,
    SICK_COUNTS,
    AssessmentKind,
    Completion,
    Meeting,
    Rule,
    Standing,
    standing,
)
from balikat.training.models import (
    AssessmentScore,
    Attendance,
    CertifiedCompletion,
    ClassSession,
    Cohort,
    CohortTrainer,
    Course,
    CourseRule,
    Enrollment,
    PastTraining,
)
from core.auth.models import Account
from core.db import db
from core.errors import NotFound
from core.people.models import Person
from core.policy.queries import value_on


@dataclass(frozen=True)
class Participant:
    """A person in a cohort with everything the completion rule looks at, and what it says."""

    enrollment: Enrollment
    standing: Standing
    marks: dict[int, Marked]
    scores: dict[AssessmentKind, int]
    certificate: CertifiedCompletion | None


@dataclass(frozen=True)
class Classroom:
    """A cohort as its class page shows it: participants by urgency, the waiting list, and those who left."""

    cohort: Cohort
    rule: Rule
    sessions: tuple[ClassSession, ...]
    trainers: tuple[Account, ...]
    participants: tuple[Participant, ...]
    waiting: tuple[Enrollment, ...]
    left: tuple[Enrollment, ...]

    @property
    def at_risk(self) -> int:
        """The number of participants who are close to not passing."""
        return sum(1 for participant in self.participants if participant.standing.is_at_risk)


def course(course_id: int) -> Course:
    """Return a course.

    :raises NotFound: when there is none
    """
    row = db.session.get(Course, course_id)
    if row is None:
        raise NotFound("Pelatihan tidak ditemukan.")
    return row


def rules_of(course_ids: Iterable[int]) -> dict[int, list[CourseRule]]:
    """Return the completion rules of courses, oldest first."""
    rules: dict[int, list[CourseRule]] = defaultdict(list)
    query = select(CourseRule).where(CourseRule.course_id.in_(list(course_ids))).order_by(CourseRule.valid_from)
    for row in db.session.scalars(query):
        rules[row.course_id].append(row)
    return rules


def rule_for(cohort: Cohort, rules: Sequence[CourseRule]) -> Rule:
    """Return the rule a cohort keeps: the one in force on its first day, or the oldest where none was yet."""
    row = next((row for row in reversed(rules) if row.valid_from <= cohort.starts_on), rules[0])
    counting = Counting(
        excused=bool(value_on(EXCUSED_COUNTS, cohort.starts_on)), sick=bool(value_on(SICK_COUNTS, cohort.starts_on))
    )
    return Rule(cohort.course.hours, row.share_percent, row.post_test_minimum, counting)


def trainers_of(cohort_id: int) -> list[Account]:
    """Return the accounts that teach a cohort, by name."""
    query = (
        select(Account)
        .join(CohortTrainer, CohortTrainer.account_id == Account.id)
        .where(CohortTrainer.cohort_id == cohort_id)
        .order_by(Account.name)
    )
    return list(db.session.scalars(query))


def sessions_of(cohort_id: int) -> list[ClassSession]:
    """Return the sessions of a cohort in the order of their days."""
    query = select(ClassSession).where(ClassSession.cohort_id == cohort_id)
    return list(db.session.scalars(query.order_by(ClassSession.held_on, ClassSession.starts_at_time, ClassSession.id)))


def enrollments_of(cohort_id: int) -> list[Enrollment]:
    """Return everybody ever enrolled in a cohort, with the person, first come first."""
    query = (
        select(Enrollment)
        .join(Enrollment.person)
        .options(contains_eager(Enrollment.person))
        .where(Enrollment.cohort_id == cohort_id)
        .order_by(Enrollment.enrolled_at, Enrollment.id)
    )
    return list(db.session.scalars(query))


def classroom(cohort: Cohort, today: date) -> Classroom:
    """Gather a cohort's class page in a fixed number of queries, whatever its size.

    :param cohort: with its course loaded
    """
    sessions = sessions_of(cohort.id)
    enrollments = enrollments_of(cohort.id)
    seated = [row for row in enrollments if row.status is EnrollmentStatus.ENROLLED]
    rule = rule_for(cohort, rules_of([cohort.course_id])[cohort.course_id])
    participants = gather(seated, {cohort.id: rule}, {cohort.id: sessions}, today)
    return Classroom(
        cohort=cohort,
        rule=rule,
        sessions=tuple(sessions),
        trainers=tuple(trainers_of(cohort.id)),
        participants=tuple(sorted(participants, key=lambda row: (row.standing.urgency, row.enrollment.person.name))),
        waiting=tuple(row for row in enrollments if row.status is EnrollmentStatus.WAITING),
        left=tuple(row for row in enrollments if row.status in {EnrollmentStatus.REFUSED, EnrollmentStatus.DROPPED}),
    )


def gather(
    enrollments: Sequence[Enrollment],
    rules: dict[int, Rule],
    sessions: dict[int, list[ClassSession]],
    today: date,
) -> list[Participant]:
    """Say where enrolled people stand, with three queries for all of them.

    :param rules: by cohort
    :param sessions: by cohort
    """
    keys = [row.id for row in enrollments]
    marks: dict[int, dict[int, Marked]] = defaultdict(dict)
    for enrollment_id, session_id, mark, hours in db.session.execute(
        select(Attendance.enrollment_id, Attendance.session_id, Attendance.mark, Attendance.hours_present).where(
            Attendance.enrollment_id.in_(keys)
        )
    ):
        marks[enrollment_id][session_id] = Marked(mark, hours)
    scores: dict[int, dict[AssessmentKind, int]] = defaultdict(dict)
    for enrollment_id, kind, score in db.session.execute(
        select(AssessmentScore.enrollment_id, AssessmentScore.kind, AssessmentScore.score).where(
            AssessmentScore.enrollment_id.in_(keys)
        )
    ):
        scores[enrollment_id][kind] = score
    certificates = {
        row.enrollment_id: row
        for row in db.session.scalars(select(CertifiedCompletion).where(CertifiedCompletion.enrollment_id.in_(keys)))
    }
    meetings = {cohort_id: [as_meeting(row) for row in rows] for cohort_id, rows in sessions.items()}
    return [
        Participant(
            enrollment=row,
            standing=standing(
                rules[row.cohort_id], meetings.get(row.cohort_id, []), marks[row.id], scores[row.id], today
            ),
            marks=marks[row.id],
            scores=scores[row.id],
            certificate=certificates.get(row.id),
        )
        for row in enrollments
    ]


def as_meeting(session: ClassSession) -> Meeting:
    """Return a session as the completion rule sees it."""
    return Meeting(session.id, session.held_on, session.hours, session.status, session.is_mandatory)


def training_state(person_id: int, today: date) -> list[Participant]:
    """Return a person's cohorts, the newest first, with where they stand (cohort and course loaded).

    A waiting, refused or dropped enrollment is among them; its standing is what it was.
    """
    query = (
        select(Enrollment)
        .join(Enrollment.cohort)
        .where(Enrollment.person_id == person_id)
        .options(joinedload(Enrollment.person), contains_eager(Enrollment.cohort).joinedload(Cohort.course))
        .order_by(Cohort.starts_on.desc(), Enrollment.id)
    )
    return with_standings(list(db.session.scalars(query)), today)


def with_standings(enrollments: Sequence[Enrollment], today: date) -> list[Participant]:
    """Say where people of several cohorts stand (cohort and course must be loaded)."""
    cohorts = {row.cohort_id: row.cohort for row in enrollments}
    course_rules = rules_of({cohort.course_id for cohort in cohorts.values()})
    rules = {key: rule_for(cohort, course_rules[cohort.course_id]) for key, cohort in cohorts.items()}
    sessions: dict[int, list[ClassSession]] = defaultdict(list)
    for row in db.session.scalars(select(ClassSession).where(ClassSession.cohort_id.in_(list(cohorts)))):
        sessions[row.cohort_id].append(row)
    return gather(enrollments, rules, sessions, today)


def counts_from(day: ColumnElement[date] | InstrumentedAttribute[Any] | date) -> ColumnElement[bool]:
    """Return whether a course counts for credit for those who began on a day, as a column beside ``Course``."""
    return (
        select(CourseRule.counts_for_credit)
        .where(CourseRule.course_id == Course.id, CourseRule.valid_from <= day)
        .order_by(CourseRule.valid_from.desc())
        .limit(1)
        .correlate(Course, Cohort, PastTraining)
        .scalar_subquery()
    )


def completions_of(person_id: int) -> list[Completion]:
    """Return the courses a person completed, the newest first, without revoked certificates.

    Past trainings of an office's list are among them when they bear a certificate number and ended on a known day.
    """
    query = (
        select(
            Course.name,
            CertifiedCompletion.completed_on,
            CertifiedCompletion.hours_attended,
            counts_from(Cohort.starts_on),
            CertifiedCompletion.certificate_number,
        )
        .join(Enrollment, CertifiedCompletion.enrollment_id == Enrollment.id)
        .join(Cohort, Enrollment.cohort_id == Cohort.id)
        .join(Course, Cohort.course_id == Course.id)
        .where(Enrollment.person_id == person_id, CertifiedCompletion.revoked_at.is_(None))
        .order_by(CertifiedCompletion.completed_on.desc(), CertifiedCompletion.id.desc())
    )
    past = (
        select(PastTraining, func.coalesce(counts_from(PastTraining.ended_on), false()))
        .outerjoin(Course, PastTraining.course_id == Course.id)
        .where(PastTraining.person_id == person_id)
        .order_by(PastTraining.id.desc())
    )
    found = [Completion(*row) for row in db.session.execute(query)]
    for row, counts in db.session.execute(past):
        if row.ended_on is not None and row.certificate_number is not None:
            found.append(Completion(row.course_name, row.ended_on, row.hours or 0, counts, row.certificate_number))
    return sorted(found, key=lambda done: done.completed_on, reverse=True)


def past_trainings_of(person_id: int) -> list[PastTraining]:
    """Return the trainings a person had before this service, the newest first."""
    query = select(PastTraining).where(PastTraining.person_id == person_id)
    return list(db.session.scalars(query.order_by(PastTraining.ended_on.desc(), PastTraining.id.desc())))


def participant_names(cohort_id: int) -> dict[int, str]:
    """Return the names of a cohort's participants by enrollment."""
    query = (
        select(Enrollment.id, Person.name)
        .join(Person, Enrollment.person_id == Person.id)
        .where(Enrollment.cohort_id == cohort_id, Enrollment.status == EnrollmentStatus.ENROLLED)
        .order_by(Person.name, Enrollment.id)
    )
    return {row.id: row.name for row in db.session.execute(query)}
