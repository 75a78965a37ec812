"""Complaints, what was done about them, and the answers to the question about money."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, text
from sqlalchemy.orm import Mapped, mapped_column

from core.crypto import EncryptedText
from core.db import Model, Moment, enum_column, primary_key
from core.honesty.kinds import (
    ComplaintDoor,
    ComplaintKind,
    ComplaintOutcome,
    ComplaintState,
    MoneyAnswer,
    Occasion,
)


class Complaint(Model):
    """A complaint, seen by the auditor alone; its words are unreadable at rest, and who wrote may stay unknown.

    ``code_digest`` is a keyed digest of the code by which it is followed. ``answer`` is what the complainant reads.
    """

    __tablename__ = "complaint"
    __table_args__ = (
        CheckConstraint("(state = 'closed') = (outcome IS NOT NULL)", name="closed_has_outcome"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_has_moment"),
        CheckConstraint("state <> 'closed' OR answer IS NOT NULL", name="closed_is_answered"),
    )

    id: Mapped[int] = primary_key()
    number: Mapped[str] = mapped_column(String(24), unique=True)
    code_digest: Mapped[str] = mapped_column(String(64))
    kind: Mapped[ComplaintKind] = mapped_column(enum_column(ComplaintKind))
    door: Mapped[ComplaintDoor] = mapped_column(enum_column(ComplaintDoor))
    words: Mapped[str] = mapped_column(EncryptedText)
    place: Mapped[str | None] = mapped_column(EncryptedText)
    referral_number: Mapped[str | None] = mapped_column(String(40))
    contact: Mapped[str | None] = mapped_column(EncryptedText)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[ComplaintState] = mapped_column(enum_column(ComplaintState), index=True)
    received_at: Mapped[datetime] = mapped_column(Moment)
    answer_by_on: Mapped[date]
    outcome: Mapped[ComplaintOutcome | None] = mapped_column(enum_column(ComplaintOutcome))
    answer: Mapped[str | None] = mapped_column(EncryptedText)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reference: Mapped[str] = mapped_column(String(64), unique=True)


class ComplaintNote(Model):
    """What the auditor wrote on the way; ``is_shown`` when the complainant may read it."""

    __tablename__ = "complaint_note"

    id: Mapped[int] = primary_key()
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    words: Mapped[str] = mapped_column(EncryptedText)
    is_shown: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    written_at: Mapped[datetime] = mapped_column(Moment)
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class MoneyQuestionAnswer(Model):
    """An answer to: did anybody ask for money? The person stays out of it unless they let their name be known."""

    __tablename__ = "money_question_answer"

    id: Mapped[int] = primary_key()
    occasion: Mapped[Occasion] = mapped_column(enum_column(Occasion))
    answer: Mapped[MoneyAnswer] = mapped_column(enum_column(MoneyAnswer))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"))
    answered_on: Mapped[date]


class AnswerCodeUsed(Model):
    """That a code has given its answer; nothing here leads to which answer it was."""

    __tablename__ = "answer_code_used"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
