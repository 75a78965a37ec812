"""Courses, cohorts, sessions, participants, their marks and scores, and certificates."""

from datetime import date, datetime, time

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from balikat.training.attendance import Competence, EnrollmentStatus, Mark, SessionStatus
from balikat.training.certificates import CertificateState
from balikat.training.completion import AssessmentKind
from core.auth.models import Account
from core.db import Model, Moment, enum_column, primary_key
from core.people.models import Person


class Course(Model):
    """What is taught; hours in JP of 45 minutes. ``score_maximum`` is the highest score of its tests."""

    __tablename__ = "course"
    __table_args__ = (
        CheckConstraint("hours BETWEEN 1 AND 2000", name="hours_in_range"),
        CheckConstraint("score_maximum > 0", name="score_maximum_positive"),
    )

    id: Mapped[int] = primary_key()
    name: Mapped[str] = mapped_column(String(120), unique=True)
    theme: Mapped[str] = mapped_column(String(120))
    hours: Mapped[int]
    score_maximum: Mapped[int] = mapped_column(default=100)
    sector: Mapped[str | None] = mapped_column(String(80))
    kbli_code: Mapped[str | None] = mapped_column(String(5))
    competence_units: Mapped[str | None] = mapped_column(String(400))
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class CourseRule(Model):
    """What a course asks, and whether it counts for credit, for cohorts that start on a day or later.

    A cohort keeps the rule it began with.
    """

    __tablename__ = "course_rule"
    __table_args__ = (
        UniqueConstraint("course_id", "valid_from"),
        CheckConstraint("share_percent BETWEEN 1 AND 100", name="share_is_percent"),
        CheckConstraint("post_test_minimum >= 0", name="post_test_not_negative"),
    )

    id: Mapped[int] = primary_key()
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    valid_from: Mapped[date]
    share_percent: Mapped[int]
    post_test_minimum: Mapped[int | None]
    counts_for_credit: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class Cohort(Model):
    """An angkatan: one course, its dates, place and seats; ``cost`` is what it cost in rupiah, where that is known.

    ``seats_taken`` is changed only by a conditional UPDATE, so that seats are never given twice.
    """

    __tablename__ = "cohort"
    __table_args__ = (
        UniqueConstraint("course_id", "name"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("seats > 0", name="seats_positive"),
        CheckConstraint("cost >= 0", name="cost_not_negative"),
        CheckConstraint("seats_taken >= 0 AND seats_taken <= seats", name="seats_never_doubled"),
    )

    id: Mapped[int] = primary_key()
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date] = mapped_column(index=True)
    place: Mapped[str] = mapped_column(String(160))
    seats: Mapped[int]
    seats_taken: Mapped[int] = mapped_column(default=0)
    cost: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    course: Mapped[Course] = relationship(lazy="raise")


class CohortTrainer(Model):
    """An account that teaches a cohort."""

    __tablename__ = "cohort_trainer"
    __table_args__ = (UniqueConstraint("cohort_id", "account_id"),)

    id: Mapped[int] = primary_key()
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)

    account: Mapped[Account] = relationship(lazy="raise")


class ClassSession(Model):
    """A session of a cohort; hours in JP. One that fell out is cancelled with a reason, never deleted.

    ``trainer_id`` is a substitute for this session alone; ``moved_from_on`` is the day it was planned for first;
    ``starts_at_time`` is the hour it begins (WIB), where that is known.
    """

    __tablename__ = "class_session"
    __table_args__ = (
        CheckConstraint("hours BETWEEN 1 AND 24", name="hours_in_a_day"),
        CheckConstraint("status <> 'cancelled' OR cancel_reason IS NOT NULL", name="cancelled_with_reason"),
    )

    id: Mapped[int] = primary_key()
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    held_on: Mapped[date] = mapped_column(index=True)
    starts_at_time: Mapped[time | None]
    hours: Mapped[int]
    topic: Mapped[str | None] = mapped_column(String(160))
    is_mandatory: Mapped[bool] = mapped_column(default=False)
    status: Mapped[SessionStatus] = mapped_column(enum_column(SessionStatus))
    cancel_reason: Mapped[str | None] = mapped_column(String(200))
    moved_from_on: Mapped[date | None]
    move_reason: Mapped[str | None] = mapped_column(String(200))
    trainer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)

    cohort: Mapped[Cohort] = relationship(lazy="raise")


class Enrollment(Model):
    """A person in a cohort, once; who stops or is refused stays on record with the reason."""

    __tablename__ = "enrollment"
    __table_args__ = (
        UniqueConstraint("cohort_id", "person_id"),
        CheckConstraint("status IN ('enrolled', 'waiting') OR reason IS NOT NULL", name="leaving_has_reason"),
    )

    id: Mapped[int] = primary_key()
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    status: Mapped[EnrollmentStatus] = mapped_column(enum_column(EnrollmentStatus))
    reason: Mapped[str | None] = mapped_column(String(200))
    competence: Mapped[Competence | None] = mapped_column(enum_column(Competence))
    enrolled_at: Mapped[datetime] = mapped_column(Moment)
    enrolled_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    person: Mapped[Person] = relationship(lazy="raise")
    cohort: Mapped[Cohort] = relationship(lazy="raise")


class Attendance(Model):
    """The mark of one participant at one session; hours present in JP."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("session_id", "enrollment_id"),
        CheckConstraint("(mark = 'present') = (hours_present > 0) AND hours_present >= 0", name="hours_fit_mark"),
    )

    id: Mapped[int] = primary_key()
    session_id: Mapped[int] = mapped_column(ForeignKey("class_session.id"))
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id"), index=True)
    mark: Mapped[Mark] = mapped_column(enum_column(Mark))
    hours_present: Mapped[int]
    marked_at: Mapped[datetime] = mapped_column(Moment)
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    marked_by: Mapped[Account | None] = relationship(lazy="raise")


class AssessmentScore(Model):
    """A participant's score in one kind of test; a repeated test replaces it and the audit trail keeps the first."""

    __tablename__ = "assessment_score"
    __table_args__ = (
        UniqueConstraint("enrollment_id", "kind"),
        CheckConstraint("score >= 0", name="score_not_negative"),
    )

    id: Mapped[int] = primary_key()
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id"))
    kind: Mapped[AssessmentKind] = mapped_column(enum_column(AssessmentKind))
    score: Mapped[int]
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class CertifiedCompletion(Model):
    """That a participant completed a cohort, and the certificate that says so; hours in JP.

    ``proof_code`` is what the public page is found by: it cannot be guessed from the number.
    """

    __tablename__ = "completion"
    __table_args__ = (
        CheckConstraint("revoked_at IS NULL OR revoke_reason IS NOT NULL", name="revoked_with_reason"),
        CheckConstraint("(certificate_state = 'draft') = (signed_on IS NULL)", name="signed_has_day"),
    )

    id: Mapped[int] = primary_key()
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id"), unique=True)
    completed_on: Mapped[date] = mapped_column(index=True)
    hours_attended: Mapped[int]
    hours_total: Mapped[int]
    certificate_number: Mapped[str] = mapped_column(String(20), unique=True)
    proof_code: Mapped[str] = mapped_column(String(24), unique=True)
    certificate_state: Mapped[CertificateState] = mapped_column(enum_column(CertificateState))
    signed_on: Mapped[date | None]
    signed_by: Mapped[str | None] = mapped_column(String(120))
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    revoke_reason: Mapped[str | None] = mapped_column(String(200))

    enrollment: Mapped[Enrollment] = relationship(lazy="raise")


class CertificateCounter(Model):
    """The last serial given in a year; raised in the transaction that gives it, so there are no gaps."""

    __tablename__ = "certificate_counter"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last_serial: Mapped[int]


class PastTraining(Model):
    """A training somebody had before this service, as an office's list tells it; hours in JP.

    ``course_id`` is the course of ours it was recognised as.
    """

    __tablename__ = "past_training"

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"), index=True)
    course_name: Mapped[str] = mapped_column(String(120))
    ended_on: Mapped[date | None]
    hours: Mapped[int | None]
    score: Mapped[int | None]
    certificate_number: Mapped[str | None] = mapped_column(String(60))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
