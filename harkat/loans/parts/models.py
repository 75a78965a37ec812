"""The parts in which a bank paid a loan out, each borrower's share of a part, and what was taken off it."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Model, Moment, primary_key
from core.people.models import Person


class LoanPart(Model):
    """One payment by the bank; a loan paid out at once has one. Rupiah. ``reference`` makes it happen once.

    ``without_room`` is what of it no approval stood behind. A loan that began before parts were kept has none.
    """

    __tablename__ = "loan_part"
    __table_args__ = (
        UniqueConstraint("loan_id", "sequence"),
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("without_room >= 0 AND without_room <= amount", name="without_room_within"),
    )

    id: Mapped[int] = primary_key()
    loan_id: Mapped[int] = mapped_column(ForeignKey("loan.id"))
    sequence: Mapped[int]
    amount: Mapped[int] = mapped_column(BigInteger)
    without_room: Mapped[int] = mapped_column(BigInteger)
    paid_on: Mapped[date]
    reference: Mapped[str] = mapped_column(String(80), unique=True)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    recorded_by_name: Mapped[str] = mapped_column(String(120))


class PartShare(Model):
    """What of a part was paid out for one borrower, before deductions; rupiah."""

    __tablename__ = "loan_part_share"
    __table_args__ = (
        UniqueConstraint("part_id", "person_id"),
        CheckConstraint("amount > 0", name="amount_positive"),
    )

    id: Mapped[int] = primary_key()
    part_id: Mapped[int] = mapped_column(ForeignKey("loan_part.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    amount: Mapped[int] = mapped_column(BigInteger)

    person: Mapped[Person] = relationship(lazy="raise")


class PartDeduction(Model):
    """What the bank took off one borrower's payment, by name; rupiah.

    ``most`` is what the list of fees of the day allowed, nothing where the name was not on it. ``closed_at`` with who
    and why: the auditor has the bank's answer to what was taken beyond it.
    """

    __tablename__ = "loan_part_deduction"
    __table_args__ = (CheckConstraint("amount > 0", name="amount_positive"),)

    id: Mapped[int] = primary_key()
    part_id: Mapped[int] = mapped_column(ForeignKey("loan_part.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    amount: Mapped[int] = mapped_column(BigInteger)
    most: Mapped[int | None] = mapped_column(BigInteger)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    closed_by_name: Mapped[str | None] = mapped_column(String(120))
    closed_reason: Mapped[str | None] = mapped_column(String(300))

    person: Mapped[Person] = relationship(lazy="raise")
