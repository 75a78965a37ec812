"""A borrower's death on a loan, the claim, and the papers handed in for it."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Model, Moment, enum_column, primary_key
from core.people.models import Person
from harkat.repayments.claims import ClaimGround, ClaimOutcome, ClaimPaper


class DeathCase(Model):
    """A borrower of a loan who died; until ``ended_on`` nobody reminds the family. ``paid_amount`` is rupiah."""

    __tablename__ = "death_case"
    __table_args__ = (
        UniqueConstraint("loan_id", "person_id"),
        CheckConstraint("(answered_on IS NULL) = (outcome IS NULL)", name="answer_has_outcome"),
        CheckConstraint("(ended_on IS NULL) = (end_reason IS NULL)", name="end_has_reason"),
        CheckConstraint("paid_amount IS NULL OR paid_amount > 0", name="paid_positive"),
    )

    id: Mapped[int] = primary_key()
    loan_id: Mapped[int] = mapped_column(ForeignKey("loan.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    died_on: Mapped[date]
    told_by: Mapped[str] = mapped_column(String(120))
    told_on: Mapped[date]
    ground: Mapped[ClaimGround] = mapped_column(enum_column(ClaimGround))
    ground_name: Mapped[str | None] = mapped_column(String(120))
    ground_number: Mapped[str | None] = mapped_column(String(60))
    sent_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    outcome: Mapped[ClaimOutcome | None] = mapped_column(enum_column(ClaimOutcome))
    paid_amount: Mapped[int | None] = mapped_column(BigInteger)
    ended_on: Mapped[date | None]
    end_reason: Mapped[str | None] = mapped_column(String(300))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    recorded_by_name: Mapped[str] = mapped_column(String(120))

    person: Mapped[Person] = relationship(lazy="raise")


class DeathPaper(Model):
    """One paper handed in for a claim: when, and by whom."""

    __tablename__ = "death_paper"
    __table_args__ = (UniqueConstraint("case_id", "paper"),)

    id: Mapped[int] = primary_key()
    case_id: Mapped[int] = mapped_column(ForeignKey("death_case.id"))
    paper: Mapped[ClaimPaper] = mapped_column(enum_column(ClaimPaper))
    received_on: Mapped[date]
    handed_by: Mapped[str] = mapped_column(String(120))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_name: Mapped[str] = mapped_column(String(120))
