"""The addendum by which somebody comes to answer for a running loan."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Model, Moment, primary_key
from core.people.models import Person


class MemberJoining(Model):
    """One person's joining: explained, signed, and from ``agreed_on`` on liable; the list of the contract stays."""

    __tablename__ = "member_joining"
    __table_args__ = (
        UniqueConstraint("application_id", "addendum_number"),
        CheckConstraint("agreed_on IS NULL OR refused_on IS NULL", name="one_word_of_the_bank"),
    )

    id: Mapped[int] = primary_key()
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    sub_group_id: Mapped[int] = mapped_column(ForeignKey("sub_group.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    addendum_number: Mapped[str] = mapped_column(String(60))
    signed_on: Mapped[date]
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("application_attachment.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    agreed_on: Mapped[date | None]
    refused_on: Mapped[date | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    person: Mapped[Person] = relationship(lazy="raise")

    @property
    def is_asked(self) -> bool:
        """Whether the bank has not said anything yet."""
        return self.agreed_on is None and self.refused_on is None
