"""A member's own word on the money received."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment, enum_column, primary_key
from harkat.applications.receipts.kinds import ReceiptWay


class ReceiptConfirmation(Model):
    """What a member says to have received, in rupiah, told to an officer who did not handle the file."""

    __tablename__ = "receipt_confirmation"
    __table_args__ = (
        UniqueConstraint("application_id", "person_id"),
        CheckConstraint("amount >= 0", name="amount_not_negative"),
    )

    id: Mapped[int] = primary_key()
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    amount: Mapped[int] = mapped_column(BigInteger)
    confirmed_on: Mapped[date]
    way: Mapped[ReceiptWay] = mapped_column(enum_column(ReceiptWay))
    note: Mapped[str | None] = mapped_column(String(200))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
