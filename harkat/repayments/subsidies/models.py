"""What is claimed of the city as interest subsidy, bank by bank and month by month, and each loan's part."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment, enum_column, primary_key
from harkat.repayments.subsidy import ClaimState


class SubsidyClaim(Model):
    """A bank's subsidy of a month; rupiah. ``month`` is its first day, ``claimed`` what the bank's own sheet asks.

    ``budget_account`` and ``payment_number`` are the city's; a claim is checked by another person than drew it up.
    """

    __tablename__ = "subsidy_claim"
    __table_args__ = (
        CheckConstraint("amount >= 0 AND claimed >= 0", name="amounts_not_negative"),
        CheckConstraint("checked_by_id IS NULL OR checked_by_id <> drawn_up_by_id", name="two_persons"),
        CheckConstraint("(state = 'drawn_up') = (checked_at IS NULL)", name="checked_with_moment"),
        CheckConstraint("(state = 'paid') = (payment_number IS NOT NULL)", name="paid_with_number"),
        Index(
            "uq_subsidy_claim_bank_id_month",
            "bank_id",
            "month",
            unique=True,
            sqlite_where=text("state <> 'rejected'"),
            postgresql_where=text("state <> 'rejected'"),
        ),
    )

    id: Mapped[int] = primary_key()
    bank_id: Mapped[int] = mapped_column(ForeignKey("partner_bank.id"))
    month: Mapped[date]
    state: Mapped[ClaimState] = mapped_column(enum_column(ClaimState))
    amount: Mapped[int] = mapped_column(BigInteger)
    claimed: Mapped[int] = mapped_column(BigInteger)
    letter: Mapped[str] = mapped_column(String(120))
    drawn_up_at: Mapped[datetime] = mapped_column(Moment)
    drawn_up_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    drawn_up_by_name: Mapped[str] = mapped_column(String(120))
    checked_at: Mapped[datetime | None] = mapped_column(Moment)
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    checked_by_name: Mapped[str | None] = mapped_column(String(120))
    note: Mapped[str | None] = mapped_column(String(300))
    budget_account: Mapped[str | None] = mapped_column(String(60))
    payment_number: Mapped[str | None] = mapped_column(String(60))
    paid_on: Mapped[date | None]


class SubsidyPart(Model):
    """One loan's part of a claim; rupiah. ``outstanding`` is the principal on the last day that counts."""

    __tablename__ = "subsidy_part"
    __table_args__ = (UniqueConstraint("claim_id", "loan_id"),)

    id: Mapped[int] = primary_key()
    claim_id: Mapped[int] = mapped_column(ForeignKey("subsidy_claim.id"))
    loan_id: Mapped[int] = mapped_column(ForeignKey("loan.id"))
    days: Mapped[int]
    outstanding: Mapped[int] = mapped_column(BigInteger)
    amount: Mapped[int] = mapped_column(BigInteger)
