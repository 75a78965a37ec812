"""Dated deeds about the members of a sub-group."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Model, Moment, enum_column, primary_key
from core.people.models import Person
from harkat.applications.members.kinds import EventState, MemberEventKind


class MemberEvent(Model):
    """What happened to a member on a day; after the contract the bank agrees first and lets go later."""

    __tablename__ = "member_event"
    __table_args__ = (
        CheckConstraint("kind <> 'addendum' OR addendum_number IS NOT NULL", name="addendum_has_a_number"),
        CheckConstraint(
            "released_on IS NULL OR consented_on IS NOT NULL OR kind = 'died'", name="agreed_before_released"
        ),
    )

    id: Mapped[int] = primary_key()
    sub_group_id: Mapped[int] = mapped_column(ForeignKey("sub_group.id"), index=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[MemberEventKind] = mapped_column(enum_column(MemberEventKind))
    happened_on: Mapped[date]
    note: Mapped[str | None] = mapped_column(String(200))
    addendum_number: Mapped[str | None] = mapped_column(String(60))
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("application_attachment.id"))
    state: Mapped[EventState] = mapped_column(enum_column(EventState))
    consented_on: Mapped[date | None]
    consented_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    released_on: Mapped[date | None]
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    person: Mapped[Person] = relationship(lazy="raise")
