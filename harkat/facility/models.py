"""Partner banks, their guarded balances, the transfers behind them, and money set aside by an approval."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Model, Moment, enum_column, primary_key
from harkat.facility.ledger import LedgerAccount, Movement, TransferKind
from harkat.facility.terms import CeilingStanding, LenderType, ReservationState


class PartnerBank(Model):
    """A bank that lends in the programme. ``is_revolving``: repaid principal may be lent again."""

    __tablename__ = "partner_bank"

    id: Mapped[int] = primary_key()
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), unique=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    lender_type: Mapped[LenderType] = mapped_column(enum_column(LenderType))
    is_revolving: Mapped[bool] = mapped_column(default=False)
    is_sample: Mapped[bool] = mapped_column(default=False, server_default=text("false"))


class FacilityBalance(Model):
    """A bank's balances, one row a bank, guarded by the database itself. Whole rupiah.

    ``disbursed`` counts what ever went out and is no account. ``transfers`` and ``head`` are the length and the last
    fingerprint of the bank's chain of transfers.
    """

    __tablename__ = "facility_balance"
    __table_args__ = (
        CheckConstraint("funding <= 0", name="funding_gives"),
        CheckConstraint("available >= 0", name="available_not_negative"),
        CheckConstraint("committed >= 0", name="committed_not_negative"),
        CheckConstraint("outstanding >= 0", name="outstanding_not_negative"),
        CheckConstraint("repaid >= 0", name="repaid_not_negative"),
        CheckConstraint("recovered >= 0", name="recovered_not_negative"),
        CheckConstraint("written_off >= 0", name="written_off_not_negative"),
        CheckConstraint("exception >= 0", name="exception_not_negative"),
        CheckConstraint(
            "funding + available + committed + outstanding + repaid + recovered + written_off + exception = 0",
            name="sum_is_zero",
        ),
    )

    bank_id: Mapped[int] = mapped_column(ForeignKey("partner_bank.id"), primary_key=True)
    funding: Mapped[int] = mapped_column(BigInteger, default=0)
    available: Mapped[int] = mapped_column(BigInteger, default=0)
    committed: Mapped[int] = mapped_column(BigInteger, default=0)
    outstanding: Mapped[int] = mapped_column(BigInteger, default=0)
    repaid: Mapped[int] = mapped_column(BigInteger, default=0)
    recovered: Mapped[int] = mapped_column(BigInteger, default=0)
    written_off: Mapped[int] = mapped_column(BigInteger, default=0)
    exception: Mapped[int] = mapped_column(BigInteger, default=0)
    disbursed: Mapped[int] = mapped_column(BigInteger, default=0)
    transfers: Mapped[int] = mapped_column(BigInteger, default=0)
    head: Mapped[str] = mapped_column(String(64), default="")

    bank: Mapped[PartnerBank] = relationship(lazy="raise")

    def by_account(self) -> dict[LedgerAccount, int]:
        """Return the balances by account."""
        return {account: getattr(self, account.value) for account in LedgerAccount}


class Reservation(Model):
    """Money a bank set aside by approving an application; ended exactly once. Rupiah.

    ``used`` is what was disbursed out of ``amount`` so far.
    """

    __tablename__ = "reservation"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("used >= 0 AND used <= amount", name="used_within"),
        Index(
            "uq_reservation_held_application_id",
            "application_id",
            unique=True,
            sqlite_where=text("state = 'held'"),
            postgresql_where=text("state = 'held'"),
        ),
        Index("ix_reservation_state_expires_on", "state", "expires_on"),
    )

    id: Mapped[int] = primary_key()
    bank_id: Mapped[int] = mapped_column(ForeignKey("partner_bank.id"), index=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    reference: Mapped[str] = mapped_column(String(80), unique=True)
    amount: Mapped[int] = mapped_column(BigInteger)
    used: Mapped[int] = mapped_column(BigInteger, default=0)
    state: Mapped[ReservationState] = mapped_column(enum_column(ReservationState))
    expires_on: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    end_reason: Mapped[str | None] = mapped_column(String(200))


class FacilityTransfer(Model):
    """One movement between two accounts of a bank; rows are only added. Whole rupiah.

    ``digest`` is the fingerprint of this row and of all before it at the bank, so a changed row shows.
    """

    __tablename__ = "facility_transfer"
    __table_args__ = (
        UniqueConstraint("bank_id", "sequence"),
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("from_account <> to_account", name="two_accounts"),
        CheckConstraint(
            "(reverses_id IS NULL) = (kind NOT IN ('reversed', 'reversed_without_room'))", name="reversal_names_row"
        ),
    )

    id: Mapped[int] = primary_key()
    bank_id: Mapped[int] = mapped_column(ForeignKey("partner_bank.id"))
    sequence: Mapped[int] = mapped_column(BigInteger)
    reference: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[TransferKind] = mapped_column(enum_column(TransferKind))
    from_account: Mapped[LedgerAccount] = mapped_column(enum_column(LedgerAccount, name="from_account"))
    to_account: Mapped[LedgerAccount] = mapped_column(enum_column(LedgerAccount, name="to_account"))
    amount: Mapped[int] = mapped_column(BigInteger)
    occurred_on: Mapped[date] = mapped_column(index=True)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    loan_id: Mapped[int | None] = mapped_column(ForeignKey("loan.id"), index=True)
    reservation_id: Mapped[int | None] = mapped_column(ForeignKey("reservation.id"), index=True)
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("facility_transfer.id"), unique=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    actor_name: Mapped[str] = mapped_column(String(120))
    note: Mapped[str | None] = mapped_column(String(300))
    digest: Mapped[str] = mapped_column(String(64))

    def as_movement(self) -> Movement:
        """Return the transfer as the pure ledger chains and checks it."""
        return Movement(
            bank_id=self.bank_id,
            sequence=self.sequence,
            kind=self.kind,
            from_account=self.from_account,
            to_account=self.to_account,
            amount=self.amount,
            occurred_on=self.occurred_on,
            recorded_at=self.recorded_at,
            reference=self.reference,
            loan_id=self.loan_id,
            reservation_id=self.reservation_id,
            reverses_id=self.reverses_id,
            actor_name=self.actor_name,
            note=self.note,
        )


class CeilingFact(Model):
    """A size of the whole fund as reported, with its source; only one standing in force at a time. Rupiah."""

    __tablename__ = "ceiling_fact"
    __table_args__ = (
        UniqueConstraint("amount", "reported_on"),
        CheckConstraint("amount > 0", name="amount_positive"),
        Index(
            "uq_ceiling_fact_in_force",
            "standing",
            unique=True,
            sqlite_where=text("standing = 'in_force'"),
            postgresql_where=text("standing = 'in_force'"),
        ),
    )

    id: Mapped[int] = primary_key()
    amount: Mapped[int] = mapped_column(BigInteger)
    reported_on: Mapped[date]
    standing: Mapped[CeilingStanding] = mapped_column(enum_column(CeilingStanding))
    source: Mapped[str] = mapped_column(String(300))
    note: Mapped[str | None] = mapped_column(String(300))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
