"""Postings of money on loans, what they paid, and the facility's transfers they caused; rows are only added."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Model, Moment, enum_column, primary_key
from harkat.loans.models import Installment
from harkat.repayments.kinds import RepaymentKind


class Repayment(Model):
    """Money the bank received for a loan, or a reversal of such a posting. Rupiah, always positive.

    ``reference`` makes a posting happen once; ``slip`` is the bank's own number for it.
    """

    __tablename__ = "repayment"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("(kind = 'reversal') = (reverses_id IS NOT NULL)", name="reversal_names_row"),
        Index("ix_repayment_loan_id_paid_on", "loan_id", "paid_on"),
    )

    id: Mapped[int] = primary_key()
    number: Mapped[str] = mapped_column(String(40), unique=True)
    loan_id: Mapped[int] = mapped_column(ForeignKey("loan.id"))
    reference: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[RepaymentKind] = mapped_column(enum_column(RepaymentKind))
    amount: Mapped[int] = mapped_column(BigInteger)
    paid_on: Mapped[date]
    slip: Mapped[str | None] = mapped_column(String(60))
    reason: Mapped[str | None] = mapped_column(String(300))
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("repayment.id"), unique=True)
    posted_at: Mapped[datetime] = mapped_column(Moment, index=True)
    posted_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    posted_by_name: Mapped[str] = mapped_column(String(120))


class RepaymentAllocation(Model):
    """How much more (or less) of one installment a repayment pays, because of ``cause``; rupiah, signed.

    The sum over a repayment's rows is what it pays now; a later posting that shifts it adds a row, edits none.
    """

    __tablename__ = "repayment_allocation"
    __table_args__ = (
        CheckConstraint("interest <> 0 OR principal <> 0", name="changes_something"),
        Index("ix_repayment_allocation_repayment_id_installment_id", "repayment_id", "installment_id"),
    )

    id: Mapped[int] = primary_key()
    repayment_id: Mapped[int] = mapped_column(ForeignKey("repayment.id"))
    cause_id: Mapped[int] = mapped_column(ForeignKey("repayment.id"), index=True)
    installment_id: Mapped[int] = mapped_column(ForeignKey("installment.id"), index=True)
    interest: Mapped[int] = mapped_column(BigInteger)
    principal: Mapped[int] = mapped_column(BigInteger)

    installment: Mapped[Installment] = relationship(lazy="raise")


class RepaymentTransfer(Model):
    """A movement of the facility that a repayment's principal caused."""

    __tablename__ = "repayment_transfer"

    id: Mapped[int] = primary_key()
    repayment_id: Mapped[int] = mapped_column(ForeignKey("repayment.id"), index=True)
    transfer_id: Mapped[int] = mapped_column(ForeignKey("facility_transfer.id"), unique=True)


class SlipUse(Model):
    """A bank's slip number while a standing posting bears it, as it is compared; freed when that is taken back."""

    __tablename__ = "slip_use"
    __table_args__ = (UniqueConstraint("bank_id", "slip"),)

    id: Mapped[int] = primary_key()
    bank_id: Mapped[int] = mapped_column(ForeignKey("partner_bank.id"))
    slip: Mapped[str] = mapped_column(String(60))
    repayment_id: Mapped[int] = mapped_column(ForeignKey("repayment.id"), unique=True)
