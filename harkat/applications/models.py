"""An application, the shares of those who would borrow, and its steps."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import Account
from core.crypto import EncryptedBytes, EncryptedText
from core.db import Model, Moment, enum_column, primary_key
from core.groups.models import SubGroup
from core.people.models import Person
from harkat.applications.states import State, StopReason, Verdict
from harkat.facility.models import PartnerBank

_OPEN = "state NOT IN ('refused', 'declined', 'withdrawn', 'expired', 'disbursed')"
_GRANTED = "'approved', 'accepted', 'contracted', 'disbursed'"
_SENT = f"'at_bank', 'refused', {_GRANTED}"


class Application(Model):
    """A request for financing by a person or a sub-group, at one partner bank. Amounts are rupiah.

    ``requested`` is what was asked, ``recommended`` what the city advises, ``approved`` what the bank grants.
    """

    __tablename__ = "application"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (sub_group_id IS NULL)", name="one_applicant"),
        CheckConstraint("requested > 0", name="requested_positive"),
        CheckConstraint("installments > 0", name="installments_positive"),
        CheckConstraint("recommended IS NULL OR (recommended > 0 AND recommended <= requested)", name="advice_within"),
        CheckConstraint("approved IS NULL OR (approved > 0 AND approved <= requested)", name="approved_within"),
        CheckConstraint(
            "approved IS NULL OR recommended IS NULL OR approved <= recommended", name="approved_within_advice"
        ),
        CheckConstraint(
            "decided_by_id IS NULL OR recommended_by_id IS NULL OR decided_by_id <> recommended_by_id", name="four_eyes"
        ),
        CheckConstraint(
            "confirmed_by_id IS NULL OR recommended_by_id IS NULL OR confirmed_by_id <> recommended_by_id",
            name="four_eyes_in_the_city",
        ),
        CheckConstraint(
            "decided_by_id IS NULL OR confirmed_by_id IS NULL OR decided_by_id <> confirmed_by_id",
            name="city_does_not_decide",
        ),
        CheckConstraint(
            f"state NOT IN ({_SENT}) OR (recommended IS NOT NULL AND recommended_by_id IS NOT NULL"
            " AND confirmed_by_id IS NOT NULL)",
            name="sent_by_two",
        ),
        CheckConstraint(
            f"state NOT IN ({_GRANTED}) OR (approved IS NOT NULL AND decided_by_id IS NOT NULL)", name="granted_by_bank"
        ),
        CheckConstraint("disbursed_on IS NULL OR contract_on <= disbursed_on", name="paid_after_contract"),
        Index(
            "uq_application_open_person_id",
            "person_id",
            unique=True,
            sqlite_where=text(f"{_OPEN} AND person_id IS NOT NULL"),
            postgresql_where=text(f"{_OPEN} AND person_id IS NOT NULL"),
        ),
        Index(
            "uq_application_open_sub_group_id",
            "sub_group_id",
            unique=True,
            sqlite_where=text(f"{_OPEN} AND sub_group_id IS NOT NULL"),
            postgresql_where=text(f"{_OPEN} AND sub_group_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = primary_key()
    number: Mapped[str] = mapped_column(String(20), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    sub_group_id: Mapped[int | None] = mapped_column(ForeignKey("sub_group.id"), index=True)
    bank_id: Mapped[int] = mapped_column(ForeignKey("partner_bank.id"), index=True)
    state: Mapped[State] = mapped_column(enum_column(State), index=True)
    requested: Mapped[int] = mapped_column(BigInteger)
    recommended: Mapped[int | None] = mapped_column(BigInteger)
    approved: Mapped[int | None] = mapped_column(BigInteger)
    installments: Mapped[int]
    approved_installments: Mapped[int | None]
    purpose: Mapped[str] = mapped_column(String(300))
    remainder_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    stop_reason: Mapped[StopReason | None] = mapped_column(enum_column(StopReason))
    stop_note: Mapped[str | None] = mapped_column(String(300))
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    verified_at: Mapped[datetime | None] = mapped_column(Moment)
    visited_on: Mapped[date | None]
    visit_note: Mapped[str | None] = mapped_column(String(1000))
    recommended_at: Mapped[datetime | None] = mapped_column(Moment)
    recommended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    recommendation_note: Mapped[str | None] = mapped_column(String(1000))
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)
    offer_expires_on: Mapped[date | None]
    reservation_id: Mapped[int | None] = mapped_column(BigInteger)  # no foreign key: the reservation points here
    contract_number: Mapped[str | None] = mapped_column(String(60))
    contract_on: Mapped[date | None]
    disbursed_on: Mapped[date | None]

    person: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[person_id])
    sub_group: Mapped[SubGroup | None] = relationship(lazy="raise")
    bank: Mapped[PartnerBank] = relationship(lazy="raise")
    handler: Mapped[Account | None] = relationship(lazy="raise", foreign_keys=[handler_id])
    shares: Mapped[list["ApplicationShare"]] = relationship(lazy="raise", order_by="ApplicationShare.id", viewonly=True)


class ApplicationShare(Model):
    """What one borrower has in an application; one row for a person, 5 to 10 for a sub-group. Rupiah."""

    __tablename__ = "application_share"
    __table_args__ = (
        UniqueConstraint("application_id", "person_id"),
        CheckConstraint("requested > 0", name="requested_positive"),
        CheckConstraint("recommended IS NULL OR (recommended > 0 AND recommended <= requested)", name="advice_within"),
        CheckConstraint("approved IS NULL OR (approved > 0 AND approved <= requested)", name="approved_within"),
        CheckConstraint("received IS NULL OR received = approved", name="received_what_was_approved"),
    )

    id: Mapped[int] = primary_key()
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    requested: Mapped[int] = mapped_column(BigInteger)
    recommended: Mapped[int | None] = mapped_column(BigInteger)
    approved: Mapped[int | None] = mapped_column(BigInteger)
    received: Mapped[int | None] = mapped_column(BigInteger)
    payout_account: Mapped[str | None] = mapped_column(EncryptedText)
    payout_in_cash: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    payout_witness: Mapped[str | None] = mapped_column(String(120))

    person: Mapped[Person] = relationship(lazy="raise")


class BankDecision(Model):
    """One word of the bank on an application; a later word is a new row and the old one stays. Rupiah.

    ``recommended_by_id`` is copied so that this row alone proves that two accounts acted.
    """

    __tablename__ = "bank_decision"
    __table_args__ = (
        CheckConstraint("decided_by_id <> recommended_by_id", name="four_eyes"),
        CheckConstraint("(verdict = 'approve') = (amount IS NOT NULL)", name="amount_when_approved"),
        CheckConstraint("verdict <> 'refuse' OR reason IS NOT NULL", name="reason_when_refused"),
        CheckConstraint("amount > 0", name="amount_positive"),
    )

    id: Mapped[int] = primary_key()
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    reference: Mapped[str] = mapped_column(String(64), unique=True)
    verdict: Mapped[Verdict] = mapped_column(enum_column(Verdict))
    amount: Mapped[int | None] = mapped_column(BigInteger)
    installments: Mapped[int | None]
    reason: Mapped[StopReason | None] = mapped_column(enum_column(StopReason))
    note: Mapped[str | None] = mapped_column(String(300))
    recommended_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime] = mapped_column(Moment)
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    decided_by_name: Mapped[str] = mapped_column(String(120))


class ApplicationStep(Model):
    """One change of an application's state; rows are only added.

    ``reference`` is the form's own mark: the same form sent twice is one step.
    """

    __tablename__ = "application_step"

    id: Mapped[int] = primary_key()
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    state: Mapped[State] = mapped_column(enum_column(State))
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    actor_name: Mapped[str] = mapped_column(String(120))
    note: Mapped[str | None] = mapped_column(String(300))
    reference: Mapped[str | None] = mapped_column(String(64), unique=True)


class DecisionFile(Model):
    """A decision file a bank sent back, and what became of each of its rows; the file itself is kept unreadable.

    ``outcome`` lists ``{"line", "number", "result", "message"}``; it names no person.
    """

    __tablename__ = "decision_file"
    __table_args__ = (CheckConstraint("applied >= 0 AND repeated >= 0 AND refused >= 0", name="counts_not_negative"),)

    id: Mapped[int] = primary_key()
    bank_id: Mapped[int] = mapped_column(ForeignKey("partner_bank.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    content: Mapped[bytes] = mapped_column(EncryptedBytes)
    uploaded_at: Mapped[datetime] = mapped_column(Moment)
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    applied: Mapped[int]
    repeated: Mapped[int]
    refused: Mapped[int]
    outcome: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
