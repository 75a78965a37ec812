"""An application, the shares of those who would borrow, and its steps."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Model, Moment, enum_column, primary_key
from core.people.models import Person
from harkat.applications.states import State, StopReason

_OPEN = "state NOT IN ('refused', 'declined', 'withdrawn', 'disbursed')"


class Application(Model):
    """A request for financing by a person or a sub-group, at one partner bank. Amounts are rupiah.

    ``requested`` is what was asked, ``recommended`` what the city advises, ``approved`` what the bank grants.
    """

    __tablename__ = "application"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (sub_group_id IS NULL)", name="one_applicant"),
        CheckConstraint("requested > 0", name="requested_positive"),
        CheckConstraint("approved IS NULL OR (approved > 0 AND approved <= requested)", name="approved_within"),
        CheckConstraint(
            "decided_by_id IS NULL OR recommended_by_id IS NULL OR decided_by_id <> recommended_by_id", name="four_eyes"
        ),
        CheckConstraint(
            "confirmed_by_id IS NULL OR recommended_by_id IS NULL OR confirmed_by_id <> recommended_by_id",
            name="four_eyes_in_the_city",
        ),
        Index(
            "uq_application_open_person_id",
            "person_id",
            unique=True,
            sqlite_where=text(f"{_OPEN} AND person_id IS NOT NULL"),
            postgresql_where=text(f"{_OPEN} AND person_id IS NOT NULL"),
        ),
        Index(
            "uq_application_open_sub_group_id",
            "sub_group_id",
            unique=True,
            sqlite_where=text(f"{_OPEN} AND sub_group_id IS NOT NULL"),
            postgresql_where=text(f"{_OPEN} AND sub_group_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = primary_key()
    number: Mapped[str] = mapped_column(String(20), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    sub_group_id: Mapped[int | None] = mapped_column(ForeignKey("sub_group.id"), index=True)
    bank_id: Mapped[int] = mapped_column(ForeignKey("partner_bank.id"), index=True)
    state: Mapped[State] = mapped_column(enum_column(State), index=True)
    requested: Mapped[int] = mapped_column(BigInteger)
    recommended: Mapped[int | None] = mapped_column(BigInteger)
    approved: Mapped[int | None] = mapped_column(BigInteger)
    installments: Mapped[int]
    purpose: Mapped[str] = mapped_column(String(300))
    stop_reason: Mapped[StopReason | None] = mapped_column(enum_column(StopReason))
    stop_note: Mapped[str | None] = mapped_column(String(300))
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    verified_at: Mapped[datetime | None] = mapped_column(Moment)
    recommended_at: Mapped[datetime | None] = mapped_column(Moment)
    recommended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)
    contract_number: Mapped[str | None] = mapped_column(String(60))
    contract_on: Mapped[date | None]
    payout_account: Mapped[str | None] = mapped_column(String(40))
    disbursed_on: Mapped[date | None]

    person: Mapped[Person | None] = relationship(lazy="raise")


class ApplicationShare(Model):
    """What one borrower has in an application; one row for a person, 5 to 10 for a sub-group. Rupiah."""

    __tablename__ = "application_share"
    __table_args__ = (
        UniqueConstraint("application_id", "person_id"),
        CheckConstraint("requested > 0", name="requested_positive"),
    )

    id: Mapped[int] = primary_key()
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    requested: Mapped[int] = mapped_column(BigInteger)
    recommended: Mapped[int | None] = mapped_column(BigInteger)
    approved: Mapped[int | None] = mapped_column(BigInteger)
    received: Mapped[int | None] = mapped_column(BigInteger)

    person: Mapped[Person] = relationship(lazy="raise")


class ApplicationStep(Model):
    """One change of an application's state; rows are only added."""

    __tablename__ = "application_step"

    id: Mapped[int] = primary_key()
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    state: Mapped[State] = mapped_column(enum_column(State))
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    actor_name: Mapped[str] = mapped_column(String(120))
    note: Mapped[str | None] = mapped_column(String(300))
