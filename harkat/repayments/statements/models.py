"""A bank's month-end balance of a loan, with ours of the same day, and how a difference was settled."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment, enum_column, primary_key
from harkat.loans.classification import Collectability


class BankStatement(Model):
    """One loan at the end of one day by its bank (``outstanding`` …) and by the books (``own_…``). Rupiah, days.

    The newest statement of a day stands; a correction is a new row. ``differs`` is kept so that lists need no sums.
    """

    __tablename__ = "bank_statement"
    __table_args__ = (
        UniqueConstraint("loan_id", "as_of", "reference"),
        CheckConstraint("outstanding >= 0 AND days_late >= 0", name="amounts_not_negative"),
        CheckConstraint("(settled_reason IS NULL) = (settled_at IS NULL)", name="settled_with_reason"),
        Index("ix_bank_statement_bank_id_as_of", "bank_id", "as_of"),
    )

    id: Mapped[int] = primary_key()
    bank_id: Mapped[int] = mapped_column(ForeignKey("partner_bank.id"))
    loan_id: Mapped[int] = mapped_column(ForeignKey("loan.id"))
    as_of: Mapped[date]
    reference: Mapped[str] = mapped_column(String(80))
    outstanding: Mapped[int] = mapped_column(BigInteger)
    days_late: Mapped[int]
    collectability: Mapped[Collectability] = mapped_column(enum_column(Collectability, name="bank_class"))
    own_outstanding: Mapped[int] = mapped_column(BigInteger)
    own_days_late: Mapped[int]
    own_collectability: Mapped[Collectability] = mapped_column(enum_column(Collectability, name="own_class"))
    differs: Mapped[bool] = mapped_column(index=True)
    is_newest: Mapped[bool] = mapped_column(default=True)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    settled_reason: Mapped[str | None] = mapped_column(String(300))
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    settled_by_name: Mapped[str | None] = mapped_column(String(120))
