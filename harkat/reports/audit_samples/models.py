"""The draws that were made, kept as they fell."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment, primary_key


class AuditSample(Model):
    """One draw. It was made among the loans with a key up to ``last_loan_id`` that fit the bank and the days."""

    __tablename__ = "audit_sample"

    id: Mapped[int] = primary_key()
    number: Mapped[str] = mapped_column(String(20), unique=True)
    seed: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    population: Mapped[int]
    last_loan_id: Mapped[int]
    bank_id: Mapped[int | None] = mapped_column(ForeignKey("partner_bank.id"))
    first_on: Mapped[date | None]
    last_on: Mapped[date | None]
    drawn_at: Mapped[datetime] = mapped_column(Moment)
    drawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    drawn_by_name: Mapped[str] = mapped_column(String(120))


class AuditSampleLoan(Model):
    """One drawn loan and its place in the draw."""

    __tablename__ = "audit_sample_loan"
    __table_args__ = (UniqueConstraint("sample_id", "loan_id"),)

    id: Mapped[int] = primary_key()
    sample_id: Mapped[int] = mapped_column(ForeignKey("audit_sample.id"))
    loan_id: Mapped[int] = mapped_column(ForeignKey("loan.id"))
    place: Mapped[int]
