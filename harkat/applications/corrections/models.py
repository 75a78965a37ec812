"""Which word of a bank replaced which, and why."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment, primary_key


class DecisionCorrection(Model):
    """One correction: the replaced decision, the one that holds, why, and the money set aside around it in rupiah.

    A decision is replaced once and replaces once, so corrections of corrections form a line.
    """

    __tablename__ = "decision_correction"
    __table_args__ = (
        CheckConstraint("replaced_id <> decision_id", name="two_decisions"),
        CheckConstraint("reserved_before >= 0 AND reserved_after >= 0", name="reserved_not_negative"),
    )

    id: Mapped[int] = primary_key()
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    replaced_id: Mapped[int] = mapped_column(ForeignKey("bank_decision.id"), unique=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("bank_decision.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(300))
    reserved_before: Mapped[int] = mapped_column(BigInteger)
    reserved_after: Mapped[int] = mapped_column(BigInteger)
    corrected_at: Mapped[datetime] = mapped_column(Moment)
    corrected_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    corrected_by_name: Mapped[str] = mapped_column(String(120))
