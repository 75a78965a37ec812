"""Proposals: who asked for what on which paper, and who decided."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from core.crypto import EncryptedBytes
from core.db import Model, Moment, enum_column, primary_key
from harkat.facility.proposing import ProposalKind, ProposalState


class FacilityProposal(Model):
    """One change that takes two persons. Rupiah; ``before`` is what ``amount`` replaces.

    ``transfer_id`` is money without a borrower that should be taken back, as it was none of the programme's.
    """

    __tablename__ = "facility_proposal"
    __table_args__ = (
        CheckConstraint("amount >= 0", name="amount_not_negative"),
        CheckConstraint(
            "decided_by_id IS NULL OR proposed_by_id IS NULL OR state = 'withdrawn' OR decided_by_id <> proposed_by_id",
            name="two_persons",
        ),
        CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name="decided_with_moment"),
        Index("ix_facility_proposal_state_bank_id", "state", "bank_id"),
    )

    id: Mapped[int] = primary_key()
    kind: Mapped[ProposalKind] = mapped_column(enum_column(ProposalKind))
    state: Mapped[ProposalState] = mapped_column(enum_column(ProposalState))
    bank_id: Mapped[int | None] = mapped_column(ForeignKey("partner_bank.id"))
    loan_id: Mapped[int | None] = mapped_column(ForeignKey("loan.id"), index=True)
    transfer_id: Mapped[int | None] = mapped_column(ForeignKey("facility_transfer.id"))
    amount: Mapped[int] = mapped_column(BigInteger)
    before: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(String(300))
    reference: Mapped[str] = mapped_column(String(80), unique=True)
    document_number: Mapped[str] = mapped_column(String(80))
    document_on: Mapped[date]
    document_name: Mapped[str | None] = mapped_column(String(120))
    document_type: Mapped[str | None] = mapped_column(String(40))
    document: Mapped[bytes | None] = deferred(mapped_column(EncryptedBytes))
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    proposed_by_name: Mapped[str] = mapped_column(String(120))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_by_name: Mapped[str | None] = mapped_column(String(120))
    decision_note: Mapped[str | None] = mapped_column(String(300))
