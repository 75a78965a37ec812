"""Plans out of debt: the debts in them, steps, balances over time, papers, visits, letters, asked refinancing."""

import json
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from balikat.debt_exit.kinds import (
    BalanceSource,
    DebtClass,
    PlanKind,
    PlanState,
    ProofKind,
    ProofShows,
    Relief,
    StepHelper,
    StepKind,
    StepState,
)
from core.auth.models import Account
from core.crypto import EncryptedBytes, EncryptedText
from core.db import Model, Moment, enum_column, primary_key
from core.people.models import Person


class DebtExitPlan(Model):
    """One person's way out: of flagged debts, or of old arrears. One plan of a kind runs at a time.

    ``ended_on`` and ``end_reason`` say when and why a plan was closed or dropped.
    """

    __tablename__ = "debt_exit_plan"
    __table_args__ = (
        CheckConstraint("(state = 'open') = (ended_on IS NULL)", name="ended_with_its_day"),
        CheckConstraint("ended_on IS NULL OR end_reason IS NOT NULL", name="ended_with_reason"),
        Index(
            "uq_debt_exit_plan_open",
            "person_id",
            "kind",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[int] = primary_key()
    number: Mapped[str] = mapped_column(String(20), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[PlanKind] = mapped_column(enum_column(PlanKind))
    state: Mapped[PlanState] = mapped_column(enum_column(PlanState))
    opened_on: Mapped[date]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    mentor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    ended_on: Mapped[date | None]
    end_reason: Mapped[str | None] = mapped_column(EncryptedText)

    person: Mapped[Person] = relationship(lazy="raise")
    mentor: Mapped[Account | None] = relationship(lazy="raise", foreign_keys=[mentor_id])


class DebtExitDebt(Model):
    """A debt of a plan and its ground in screening: an open flag, or the finding behind old arrears.

    ``yearly_cost`` is percent a year; ``installment_monthly`` rupiah as it was when the debt came into the plan.
    ``has_returned``: the same lender was left behind in an earlier plan of this person.
    """

    __tablename__ = "debt_exit_debt"
    __table_args__ = (
        UniqueConstraint("plan_id", "flag_id"),
        UniqueConstraint("plan_id", "finding_id"),
        CheckConstraint("(flag_id IS NULL) <> (finding_id IS NULL)", name="one_ground"),
        CheckConstraint("installment_monthly IS NULL OR installment_monthly >= 0", name="installment_not_negative"),
    )

    id: Mapped[int] = primary_key()
    plan_id: Mapped[int] = mapped_column(ForeignKey("debt_exit_plan.id"), index=True)
    flag_id: Mapped[int | None] = mapped_column(ForeignKey("debt_flag.id"))
    finding_id: Mapped[int | None] = mapped_column(ForeignKey("debt_finding.id"))
    lender: Mapped[str] = mapped_column(String(160))
    debt_class: Mapped[DebtClass] = mapped_column(enum_column(DebtClass))
    yearly_cost: Mapped[Decimal | None] = mapped_column(Numeric(18, 4))
    installment_monthly: Mapped[int | None] = mapped_column(BigInteger)
    has_returned: Mapped[bool]
    added_on: Mapped[date]


class DebtExitBalance(Model):
    """What was still owed of a debt on a day; rupiah. A wrong one is cancelled, never changed."""

    __tablename__ = "debt_exit_balance"
    __table_args__ = (
        CheckConstraint("amount >= 0", name="amount_not_negative"),
        CheckConstraint("(cancelled_at IS NULL) = (cancel_reason IS NULL)", name="cancelled_with_reason"),
        Index(
            "uq_debt_exit_balance_day",
            "debt_id",
            "seen_on",
            unique=True,
            sqlite_where=text("cancelled_at IS NULL"),
            postgresql_where=text("cancelled_at IS NULL"),
        ),
    )

    id: Mapped[int] = primary_key()
    debt_id: Mapped[int] = mapped_column(ForeignKey("debt_exit_debt.id"), index=True)
    seen_on: Mapped[date]
    amount: Mapped[int] = mapped_column(BigInteger)
    source: Mapped[BalanceSource] = mapped_column(enum_column(BalanceSource))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)
    cancel_reason: Mapped[str | None] = mapped_column(String(300))


class DebtExitProof(Model):
    """A paper, unreadable at rest; its picture goes when its time is over, what it showed stays.

    ``debt_id`` is empty for papers about the person, such as an undertaking.
    """

    __tablename__ = "debt_exit_proof"
    __table_args__ = (
        UniqueConstraint("plan_id", "sha256", "debt_id", "shows"),
        CheckConstraint("(cancelled_at IS NULL) = (cancel_reason IS NULL)", name="cancelled_with_reason"),
    )

    id: Mapped[int] = primary_key()
    plan_id: Mapped[int] = mapped_column(ForeignKey("debt_exit_plan.id"), index=True)
    debt_id: Mapped[int | None] = mapped_column(ForeignKey("debt_exit_debt.id"), index=True)
    kind: Mapped[ProofKind] = mapped_column(enum_column(ProofKind))
    shows: Mapped[ProofShows] = mapped_column(enum_column(ProofShows))
    dated_on: Mapped[date]
    paper_number: Mapped[str | None] = mapped_column(String(80))
    note: Mapped[str | None] = mapped_column(EncryptedText)
    media_type: Mapped[str] = mapped_column(String(40))
    content: Mapped[bytes | None] = mapped_column(EncryptedBytes)
    sha256: Mapped[str] = mapped_column(String(64))
    uploaded_at: Mapped[datetime] = mapped_column(Moment)
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)
    cancel_reason: Mapped[str | None] = mapped_column(String(300))


class DebtExitStep(Model):
    """One step of a plan; ``key`` keeps a step from being made twice."""

    __tablename__ = "debt_exit_step"
    __table_args__ = (
        UniqueConstraint("plan_id", "key"),
        CheckConstraint("(state = 'waiting') = (ended_on IS NULL)", name="ended_with_its_day"),
    )

    id: Mapped[int] = primary_key()
    plan_id: Mapped[int] = mapped_column(ForeignKey("debt_exit_plan.id"), index=True)
    key: Mapped[str] = mapped_column(String(60))
    kind: Mapped[StepKind] = mapped_column(enum_column(StepKind))
    debt_id: Mapped[int | None] = mapped_column(ForeignKey("debt_exit_debt.id"))
    helper: Mapped[StepHelper] = mapped_column(enum_column(StepHelper))
    rank: Mapped[int]
    due_on: Mapped[date] = mapped_column(index=True)
    state: Mapped[StepState] = mapped_column(enum_column(StepState))
    ended_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(EncryptedText)


class DebtExitVisit(Model):
    """A visit or talk on the way out, and when the next one is."""

    __tablename__ = "debt_exit_visit"

    id: Mapped[int] = primary_key()
    plan_id: Mapped[int] = mapped_column(ForeignKey("debt_exit_plan.id"), index=True)
    visited_on: Mapped[date]
    note: Mapped[str] = mapped_column(EncryptedText)
    next_on: Mapped[date | None]
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class DebtExitLetter(Model):
    """A letter that asks a licensed lender for relief, as it was written; rupiah a month the person can pay."""

    __tablename__ = "debt_exit_letter"

    id: Mapped[int] = primary_key()
    number: Mapped[str] = mapped_column(String(20), unique=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("debt_exit_plan.id"), index=True)
    debt_id: Mapped[int] = mapped_column(ForeignKey("debt_exit_debt.id"))
    written_on: Mapped[date]
    relief: Mapped[Relief] = mapped_column(enum_column(Relief))
    reason: Mapped[str] = mapped_column(EncryptedText)
    can_pay_monthly: Mapped[int | None] = mapped_column(BigInteger)
    contract_number: Mapped[str | None] = mapped_column(EncryptedText)
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class DebtExitRefinancing(Model):
    """An answer to whether a debt may be refinanced, as it was on a day; rupiah. ``reasons`` is JSON text."""

    __tablename__ = "debt_exit_refinancing"
    __table_args__ = (CheckConstraint("amount > 0", name="amount_positive"),)

    id: Mapped[int] = primary_key()
    plan_id: Mapped[int] = mapped_column(ForeignKey("debt_exit_plan.id"), index=True)
    debt_id: Mapped[int] = mapped_column(ForeignKey("debt_exit_debt.id"))
    amount: Mapped[int] = mapped_column(BigInteger)
    is_eligible: Mapped[bool]
    reasons: Mapped[str] = mapped_column(EncryptedText)
    asked_on: Mapped[date]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    @property
    def reason_list(self) -> list[str]:
        """Return why not; empty where it may."""
        lines: list[str] = json.loads(self.reasons)
        return lines
