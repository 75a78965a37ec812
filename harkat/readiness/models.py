"""Assessments as they were made, what officers saw, and where a person departed from what the scorecard said."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.crypto import EncryptedText
from core.db import Model, Moment, enum_column, primary_key
from core.people.models import Person
from harkat.readiness.kinds import CardState, ObjectionAnswer
from scoring.facts import FactKind, Sureness
from scoring.status import Readiness


class ReadinessAssessment(Model):
    """What a scorecard said about a person on a day, with the facts it was said from; rows are only added.

    ``status`` is what counts: ``computed`` unless a confirmed departure says otherwise. ``affordable`` is the largest
    loan over twelve months, rupiah. ``digest`` tells whether facts and scorecard are the same as before.
    """

    __tablename__ = "readiness_assessment"
    __table_args__ = (
        CheckConstraint("score IS NULL OR score BETWEEN 0 AND 100", name="score_in_range"),
        CheckConstraint("confidence BETWEEN 0 AND 100", name="confidence_in_range"),
        Index("ix_readiness_assessment_person_id_id", "person_id", "id"),
    )

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    assessed_at: Mapped[datetime] = mapped_column(Moment, index=True)
    assessed_on: Mapped[date]
    assessed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    card_version: Mapped[str] = mapped_column(String(40))
    digest: Mapped[str] = mapped_column(String(64))
    status: Mapped[Readiness] = mapped_column(enum_column(Readiness), index=True)
    computed: Mapped[Readiness] = mapped_column(enum_column(Readiness, name="computed"))
    score: Mapped[int | None]
    confidence: Mapped[int]
    affordable: Mapped[int | None] = mapped_column(BigInteger)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    paths: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    capacity: Mapped[dict[str, Any] | None] = mapped_column(JSON)

    person: Mapped[Person] = relationship(lazy="raise")


class ObservedFact(Model):
    """One fact an officer or mentor wrote down, with its source and day; a newer row of the same kind replaces it."""

    __tablename__ = "observed_fact"

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[FactKind] = mapped_column(enum_column(FactKind))
    value: Mapped[int] = mapped_column(BigInteger)
    sureness: Mapped[Sureness] = mapped_column(enum_column(Sureness))
    source: Mapped[str] = mapped_column(String(120))
    observed_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class StatusDeparture(Model):
    """An officer's departure from the scorecard's status, with a reason, and the second person's answer to it."""

    __tablename__ = "status_departure"
    __table_args__ = (
        CheckConstraint("answered_by_id IS NULL OR answered_by_id <> proposed_by_id", name="four_eyes"),
        CheckConstraint("(is_confirmed IS NULL) = (answered_at IS NULL)", name="answer_with_its_moment"),
        Index(
            "uq_status_departure_open",
            "assessment_id",
            unique=True,
            sqlite_where=text("answered_at IS NULL"),
            postgresql_where=text("answered_at IS NULL"),
        ),
    )

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("readiness_assessment.id"), index=True)
    status: Mapped[Readiness] = mapped_column(enum_column(Readiness))
    reason: Mapped[str] = mapped_column(String(500))
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    is_confirmed: Mapped[bool | None]
    answer: Mapped[str | None] = mapped_column(String(500))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class ScorecardDraft(Model):
    """A scorecard somebody wrote, from the first draft to its day in force; ``table`` is what a policy row will hold.

    ``valid_from`` is the day asked for. Whoever answers is neither who wrote it nor who asked.
    """

    __tablename__ = "scorecard_draft"
    __table_args__ = (
        CheckConstraint("answered_by_id IS NULL OR answered_by_id <> asked_by_id", name="four_eyes"),
        CheckConstraint("state IN ('draft', 'dropped') OR asked_at IS NOT NULL", name="asked_before_answered"),
        CheckConstraint(
            "(state IN ('confirmed', 'turned_down')) = (answered_at IS NOT NULL)", name="answer_with_moment"
        ),
    )

    id: Mapped[int] = primary_key()
    version: Mapped[str] = mapped_column(String(40), index=True)
    table: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String(500))
    state: Mapped[CardState] = mapped_column(enum_column(CardState), index=True)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    valid_from: Mapped[date | None]
    asked_at: Mapped[datetime | None] = mapped_column(Moment)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    answer: Mapped[str | None] = mapped_column(String(500))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class ExplanationLetter(Model):
    """A numbered letter that explained an assessment to its person; the same assessment and status is one letter."""

    __tablename__ = "explanation_letter"
    __table_args__ = (UniqueConstraint("assessment_id", "status"),)

    id: Mapped[int] = primary_key()
    number: Mapped[str] = mapped_column(String(40), unique=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("readiness_assessment.id"))
    status: Mapped[Readiness] = mapped_column(enum_column(Readiness))
    issued_at: Mapped[datetime] = mapped_column(Moment)
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class Objection(Model):
    """What an applicant says is wrong with an assessment, and the answer of somebody who did not write it down."""

    __tablename__ = "readiness_objection"
    __table_args__ = (
        CheckConstraint("answered_by_id IS NULL OR answered_by_id <> recorded_by_id", name="four_eyes"),
        CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name="outcome_with_its_moment"),
        CheckConstraint("outcome IS NULL OR answer IS NOT NULL", name="outcome_with_its_words"),
    )

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("readiness_assessment.id"), index=True)
    told: Mapped[str] = mapped_column(EncryptedText)
    received_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    outcome: Mapped[ObjectionAnswer | None] = mapped_column(enum_column(ObjectionAnswer))
    answer: Mapped[str | None] = mapped_column(EncryptedText)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class ReassessmentRun(Model):
    """How far the night's look at everybody has come on a business date, so that it goes on where it stopped.

    ``after_id`` is the last person taken; it is changed only by a conditional UPDATE, so that no two take the same.
    """

    __tablename__ = "reassessment_run"

    business_date: Mapped[date] = mapped_column(primary_key=True)
    after_id: Mapped[int] = mapped_column(default=0)
    everybody: Mapped[int] = mapped_column(default=0)
    looked: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    is_done: Mapped[bool] = mapped_column(default=False)
