"""A write-off with the bank's letter, and its taking back."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment, primary_key


class WriteOff(Model):
    """Principal written off on a day; rupiah. It stands until ``taken_back_at``."""

    __tablename__ = "write_off"
    __table_args__ = (CheckConstraint("amount > 0", name="amount_positive"),)

    id: Mapped[int] = primary_key()
    loan_id: Mapped[int] = mapped_column(ForeignKey("loan.id"), index=True)
    written_off_on: Mapped[date]
    amount: Mapped[int] = mapped_column(BigInteger)
    letter: Mapped[str] = mapped_column(String(120))
    reference: Mapped[str] = mapped_column(String(80), unique=True)
    transfer_id: Mapped[int] = mapped_column(ForeignKey("facility_transfer.id"), unique=True)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_name: Mapped[str] = mapped_column(String(120))
    taken_back_at: Mapped[datetime | None] = mapped_column(Moment)
    taken_back_reason: Mapped[str | None] = mapped_column(String(300))
