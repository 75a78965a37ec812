"""Follow-ups: who is asked again after a course or a graduation, and what they answered."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from balikat.follow_up.kinds import AnswerDoor, BusinessState, FollowUpReason
from core.db import Model, Moment, enum_column, primary_key
from core.people.models import Person


class FollowUp(Model):
    """One person asked once, so many months after finishing something; sales are rupiah a month.

    For a group that graduated the person is its chair.
    """

    __tablename__ = "follow_up"
    __table_args__ = (
        UniqueConstraint("completion_id", "months"),
        UniqueConstraint("tenant_id", "months"),
        CheckConstraint("(reason = 'training') = (completion_id IS NOT NULL)", name="training_has_completion"),
        CheckConstraint("(reason = 'graduation') = (tenant_id IS NOT NULL)", name="graduation_has_tenant"),
        CheckConstraint("(answered_at IS NULL) = (business_state IS NULL)", name="answer_has_moment"),
        CheckConstraint("sales_monthly >= 0 AND jobs >= 0", name="numbers_not_negative"),
    )

    id: Mapped[int] = primary_key()
    reason: Mapped[FollowUpReason] = mapped_column(enum_column(FollowUpReason))
    completion_id: Mapped[int | None] = mapped_column(ForeignKey("completion.id"))
    tenant_id: Mapped[int | None] = mapped_column(ForeignKey("tenant.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    months: Mapped[int]
    due_on: Mapped[date] = mapped_column(index=True)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by_name: Mapped[str | None] = mapped_column(String(120))
    door: Mapped[AnswerDoor | None] = mapped_column(enum_column(AnswerDoor))
    business_state: Mapped[BusinessState | None] = mapped_column(enum_column(BusinessState))
    sales_monthly: Mapped[int | None] = mapped_column(BigInteger)
    jobs: Mapped[int | None]

    person: Mapped[Person] = relationship(lazy="raise")
