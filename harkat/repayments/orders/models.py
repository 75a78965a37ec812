"""From which day a bank lets payments pay in which order."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment, enum_column, primary_key
from harkat.repayments.paying_orders import PayingOrder


class BankPayingOrder(Model):
    """A bank's order of paying from ``valid_from`` on; rows are only added, and never for a day that has begun."""

    __tablename__ = "bank_paying_order"
    __table_args__ = (UniqueConstraint("bank_id", "valid_from"),)

    id: Mapped[int] = primary_key()
    bank_id: Mapped[int] = mapped_column(ForeignKey("partner_bank.id"))
    valid_from: Mapped[date]
    paying_order: Mapped[PayingOrder] = mapped_column(enum_column(PayingOrder))
    letter: Mapped[str] = mapped_column(String(120))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    recorded_by_name: Mapped[str] = mapped_column(String(120))
