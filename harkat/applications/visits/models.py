"""What an officer saw at one borrower's business."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment, primary_key


class BusinessVisit(Model):
    """One visit; ``stock_value`` is the officer's estimate in rupiah. Rows are only added."""

    __tablename__ = "business_visit"
    __table_args__ = (CheckConstraint("stock_value >= 0", name="stock_not_negative"),)

    id: Mapped[int] = primary_key()
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    visited_on: Mapped[date]
    is_open: Mapped[bool]
    is_owner_present: Mapped[bool]
    matches_papers: Mapped[bool]
    stock_value: Mapped[int | None] = mapped_column(BigInteger)
    note: Mapped[str] = mapped_column(String(300))
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("application_attachment.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
