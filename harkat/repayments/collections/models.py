"""Lists of what was collected, and each member's lines; rows are only added."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from core.crypto import EncryptedBytes
from core.db import Model, Moment, primary_key


class GroupCollection(Model):
    """One collection (setoran): money handed to the chair, or a slip shown, not yet known at the bank. Rupiah.

    ``repayment_id`` is the bank's posting it became part of; without one it changes no balance.
    """

    __tablename__ = "group_collection"
    __table_args__ = (CheckConstraint("total > 0", name="total_positive"),)

    id: Mapped[int] = primary_key()
    loan_id: Mapped[int] = mapped_column(ForeignKey("loan.id"), index=True)
    reference: Mapped[str] = mapped_column(String(80), unique=True)
    collected_on: Mapped[date]
    total: Mapped[int] = mapped_column(BigInteger)
    slip: Mapped[str | None] = mapped_column(String(60))
    photo: Mapped[bytes | None] = deferred(mapped_column(EncryptedBytes))
    photo_type: Mapped[str | None] = mapped_column(String(40))
    repayment_id: Mapped[int | None] = mapped_column(ForeignKey("repayment.id"), index=True)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    recorded_by_name: Mapped[str] = mapped_column(String(120))
    dropped_at: Mapped[datetime | None] = mapped_column(Moment)
    dropped_reason: Mapped[str | None] = mapped_column(String(200))


class CollectionLine(Model):
    """What one member paid for a share; a talangan where payer and owner differ. Rupiah."""

    __tablename__ = "collection_line"
    __table_args__ = (CheckConstraint("amount > 0", name="amount_positive"),)

    id: Mapped[int] = primary_key()
    collection_id: Mapped[int] = mapped_column(ForeignKey("group_collection.id"), index=True)
    payer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    amount: Mapped[int] = mapped_column(BigInteger)
