"""Contacts with a borrower about a due date; rows are only added."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment, enum_column, primary_key
from harkat.repayments.arrears_steps import ArrearsStep, ContactResult, Hardship


class ArrearsContact(Model):
    """One reminder, call or visit about an installment, and what came of it."""

    __tablename__ = "arrears_contact"
    __table_args__ = (
        CheckConstraint("(result = 'promised') = (promised_on IS NOT NULL)", name="promise_has_day"),
        CheckConstraint("(result = 'hardship') = (hardship IS NOT NULL)", name="hardship_has_kind"),
        Index("ix_arrears_contact_loan_id_due_on", "loan_id", "due_on"),
    )

    id: Mapped[int] = primary_key()
    loan_id: Mapped[int] = mapped_column(ForeignKey("loan.id"))
    due_on: Mapped[date]
    step: Mapped[ArrearsStep] = mapped_column(enum_column(ArrearsStep))
    result: Mapped[ContactResult] = mapped_column(enum_column(ContactResult))
    held_at: Mapped[datetime] = mapped_column(Moment)
    promised_on: Mapped[date | None]
    hardship: Mapped[Hardship | None] = mapped_column(enum_column(Hardship))
    note: Mapped[str | None] = mapped_column(String(300))
    reference: Mapped[str] = mapped_column(String(80), unique=True)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_name: Mapped[str] = mapped_column(String(120))
