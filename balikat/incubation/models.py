"""Tenants of the incubation, their stages and mentors, milestones with evidence, visits, and cash book weeks."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from balikat.incubation.cash_book.months import BookKeeper
from balikat.incubation.milestones.kinds import MilestoneKind, MilestoneOwner, MilestoneState
from balikat.incubation.stages import Stage, TenantState
from balikat.incubation.visits.outcomes import VisitOutcome
from core.auth.models import Account
from core.crypto import EncryptedBytes
from core.db import Model, Moment, enum_column, primary_key
from core.groups.models import Group
from core.people.models import Person


class Tenant(Model):
    """A person or a group with a business, taken into the incubation; one that runs at a time.

    ``business`` is what the business is called; ``ended_on`` and ``end_reason`` tell of graduation or dropping out.
    """

    __tablename__ = "tenant"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (group_id IS NULL)", name="person_or_group"),
        CheckConstraint("contract_ends_on > contract_starts_on", name="contract_ends_after_start"),
        CheckConstraint("(state = 'active') = (ended_on IS NULL)", name="ended_has_day"),
        CheckConstraint("state <> 'dropped' OR end_reason IS NOT NULL", name="dropped_with_reason"),
        Index(
            "uq_tenant_active_person_id",
            "person_id",
            unique=True,
            sqlite_where=text("state = 'active'"),
            postgresql_where=text("state = 'active'"),
        ),
        Index(
            "uq_tenant_active_group_id",
            "group_id",
            unique=True,
            sqlite_where=text("state = 'active'"),
            postgresql_where=text("state = 'active'"),
        ),
    )

    id: Mapped[int] = primary_key()
    number: Mapped[str] = mapped_column(String(20), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("business_group.id"), index=True)
    business: Mapped[str] = mapped_column(String(120))
    stage: Mapped[Stage] = mapped_column(enum_column(Stage))
    state: Mapped[TenantState] = mapped_column(enum_column(TenantState))
    mentor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    contract_number: Mapped[str | None] = mapped_column(String(60))
    contract_starts_on: Mapped[date]
    contract_ends_on: Mapped[date]
    enrolled_at: Mapped[datetime] = mapped_column(Moment)
    enrolled_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_on: Mapped[date | None]
    end_reason: Mapped[str | None] = mapped_column(String(300))

    person: Mapped[Person | None] = relationship(lazy="raise")
    group: Mapped[Group | None] = relationship(lazy="raise")
    mentor: Mapped[Account | None] = relationship(lazy="raise", foreign_keys=[mentor_id])

    @property
    def name(self) -> str:
        """The person's or the group's name."""
        owner = self.person or self.group
        assert owner is not None
        return owner.name


class StageDecision(Model):
    """That a person moved a tenant to a stage: the first at taking in, the last at graduation.

    ``met`` and ``missing`` are what the criteria said that day; moving on with something missing has a ``note``.
    """

    __tablename__ = "stage_decision"
    __table_args__ = (UniqueConstraint("tenant_id", "stage"),)

    id: Mapped[int] = primary_key()
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"))
    stage: Mapped[Stage] = mapped_column(enum_column(Stage))
    began_on: Mapped[date]
    met: Mapped[list[str]] = mapped_column(JSON)
    missing: Mapped[list[str]] = mapped_column(JSON)
    note: Mapped[str | None] = mapped_column(String(300))
    decided_at: Mapped[datetime] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_by_name: Mapped[str] = mapped_column(String(120))


class MentorSpell(Model):
    """The time a mentor had a tenant; a hand-over ends one and begins the next."""

    __tablename__ = "mentor_spell"

    id: Mapped[int] = primary_key()
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"), index=True)
    mentor_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    reason: Mapped[str | None] = mapped_column(String(200))

    mentor: Mapped[Account] = relationship(lazy="raise")


class Milestone(Model):
    """Something a tenant has to reach by a day, and the mentor's acceptance of it."""

    __tablename__ = "milestone"
    __table_args__ = (
        CheckConstraint("(state = 'accepted') = (accepted_on IS NOT NULL)", name="accepted_has_day"),
        CheckConstraint("kind <> 'other' OR title IS NOT NULL", name="other_has_title"),
        Index(
            "uq_milestone_tenant_id_kind",
            "tenant_id",
            "kind",
            unique=True,
            sqlite_where=text("kind <> 'other'"),
            postgresql_where=text("kind <> 'other'"),
        ),
    )

    id: Mapped[int] = primary_key()
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"), index=True)
    kind: Mapped[MilestoneKind] = mapped_column(enum_column(MilestoneKind))
    title: Mapped[str | None] = mapped_column(String(120))
    owner: Mapped[MilestoneOwner] = mapped_column(enum_column(MilestoneOwner))
    due_on: Mapped[date] = mapped_column(index=True)
    state: Mapped[MilestoneState] = mapped_column(enum_column(MilestoneState))
    accepted_on: Mapped[date | None]
    accepted_by_name: Mapped[str | None] = mapped_column(String(120))
    note: Mapped[str | None] = mapped_column(String(300))

    tenant: Mapped[Tenant] = relationship(lazy="raise")

    @property
    def label(self) -> str:
        """What is to be reached, in words."""
        return self.title or self.kind.label


class MilestoneEvidence(Model):
    """A picture or PDF that shows a milestone was reached; unreadable at rest."""

    __tablename__ = "milestone_evidence"
    __table_args__ = (UniqueConstraint("milestone_id", "sha256"),)

    id: Mapped[int] = primary_key()
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"))
    media_type: Mapped[str] = mapped_column(String(40))
    content: Mapped[bytes] = mapped_column(EncryptedBytes, deferred=True)
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[datetime] = mapped_column(Moment)
    added_by_name: Mapped[str] = mapped_column(String(120))

    milestone: Mapped[Milestone] = relationship(lazy="raise")


class Visit(Model):
    """A mentoring visit. Sales and profit are rupiah of the last month, stock is the worth of goods on hand.

    ``reference`` is made on the phone: the same visit sent twice is one visit.
    """

    __tablename__ = "visit"
    __table_args__ = (
        CheckConstraint("sales >= 0 AND stock >= 0", name="numbers_not_negative"),
        CheckConstraint("outcome <> 'not_met' OR (sales IS NULL AND profit IS NULL)", name="not_met_without_numbers"),
    )

    id: Mapped[int] = primary_key()
    reference: Mapped[str] = mapped_column(String(64), unique=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"), index=True)
    mentor_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    visited_on: Mapped[date] = mapped_column(index=True)
    outcome: Mapped[VisitOutcome] = mapped_column(enum_column(VisitOutcome))
    done: Mapped[str] = mapped_column(Text)
    sales: Mapped[int | None] = mapped_column(BigInteger)
    profit: Mapped[int | None] = mapped_column(BigInteger)
    stock: Mapped[int | None] = mapped_column(BigInteger)
    next_step: Mapped[str | None] = mapped_column(String(300))
    next_on: Mapped[date | None]
    photo: Mapped[bytes | None] = mapped_column(EncryptedBytes, deferred=True)
    photo_type: Mapped[str | None] = mapped_column(String(40))
    recorded_at: Mapped[datetime] = mapped_column(Moment)

    tenant: Mapped[Tenant] = relationship(lazy="raise")
    mentor: Mapped[Account] = relationship(lazy="raise")


class CashWeek(Model):
    """A week of a tenant's cash book from its Monday, rupiah; self-reported. ``drawn`` is what was taken home."""

    __tablename__ = "cash_week"
    __table_args__ = (
        UniqueConstraint("tenant_id", "monday"),
        CheckConstraint("money_in >= 0 AND money_out >= 0 AND drawn >= 0", name="money_not_negative"),
    )

    id: Mapped[int] = primary_key()
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"))
    monday: Mapped[date]
    money_in: Mapped[int] = mapped_column(BigInteger)
    money_out: Mapped[int] = mapped_column(BigInteger)
    drawn: Mapped[int | None] = mapped_column(BigInteger)
    kept_by: Mapped[BookKeeper] = mapped_column(enum_column(BookKeeper))
    written_at: Mapped[datetime] = mapped_column(Moment)
    written_by_name: Mapped[str] = mapped_column(String(120))
