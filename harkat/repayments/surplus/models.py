"""What became of money that was more than what was due."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment, enum_column, primary_key
from harkat.repayments.paying_orders import SurplusChoice


class SurplusDecision(Model):
    """The choice on one posting's money beyond what was due that day; rupiah.

    ``by_rule`` marks that the borrower had not been asked and the rule of the day spoke.
    """

    __tablename__ = "surplus_decision"
    __table_args__ = (CheckConstraint("amount > 0", name="amount_positive"),)

    id: Mapped[int] = primary_key()
    repayment_id: Mapped[int] = mapped_column(ForeignKey("repayment.id"), unique=True)
    choice: Mapped[SurplusChoice] = mapped_column(enum_column(SurplusChoice))
    by_rule: Mapped[bool]
    amount: Mapped[int] = mapped_column(BigInteger)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
