"""The queue of reminders."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.crypto import EncryptedText
from core.db import Model, Moment, enum_column, primary_key
from core.people.models import Person
from harkat.reminders.kinds import DropReason, ReminderKind, ReminderState, ReminderWay


class Reminder(Model):
    """One reminder to one person. ``occasion`` names kind, person, subject and day, so that it exists once.

    ``claimed_at`` stands before anything goes out: a reminder that was claimed is never sent by itself again.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_has_moment"),
        CheckConstraint("(state = 'dropped') = (drop_reason IS NOT NULL)", name="dropped_has_reason"),
        CheckConstraint("state NOT IN ('claimed', 'sent') OR claimed_at IS NOT NULL", name="claimed_before_sent"),
    )

    id: Mapped[int] = primary_key()
    occasion: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[ReminderKind] = mapped_column(enum_column(ReminderKind))
    way: Mapped[ReminderWay] = mapped_column(enum_column(ReminderWay))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    subject_id: Mapped[int]
    about_on: Mapped[date]
    until_on: Mapped[date] = mapped_column(index=True)
    text: Mapped[str] = mapped_column(EncryptedText)
    state: Mapped[ReminderState] = mapped_column(enum_column(ReminderState), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    claimed_at: Mapped[datetime | None] = mapped_column(Moment)
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    drop_reason: Mapped[DropReason | None] = mapped_column(enum_column(DropReason))

    person: Mapped[Person] = relationship(lazy="raise")
