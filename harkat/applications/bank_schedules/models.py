"""A bank's own schedule for an application, before it becomes the loan's."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment, primary_key


class BankSchedule(Model):
    """One schedule as the bank sent it; rupiah. A later one is a new row, and the newest that fits counts.

    ``rows`` holds line, due date, principal and margin of every installment, in order.
    """

    __tablename__ = "bank_schedule"
    __table_args__ = (CheckConstraint("principal > 0 AND margin >= 0", name="amounts_fit"),)

    id: Mapped[int] = primary_key()
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    principal: Mapped[int] = mapped_column(BigInteger)
    margin: Mapped[int] = mapped_column(BigInteger)
    rows: Mapped[list[list[str | int]]] = mapped_column(JSON)
    note: Mapped[str | None] = mapped_column(String(120))
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("application_attachment.id"))
    reference: Mapped[str] = mapped_column(String(64), unique=True)
    kept_at: Mapped[datetime] = mapped_column(Moment)
    kept_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    kept_by_name: Mapped[str] = mapped_column(String(120))
