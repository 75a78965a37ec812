"""What the forms of incubation become before a service writes it."""

from dataclasses import dataclass
from datetime import date

from balikat.incubation.cash_book.months import BookKeeper
from balikat.incubation.milestones.kinds import MilestoneOwner
from balikat.incubation.visits.outcomes import VisitOutcome


@dataclass(frozen=True)
class TenantDraft:
    """Somebody to take in: a person with a business, or a group."""

    contract_starts_on: date
    contract_ends_on: date
    person_id: int | None = None
    group_id: int | None = None
    contract_number: str | None = None
    mentor_id: int | None = None


@dataclass(frozen=True)
class ContractDraft:
    """The contract as changed."""

    contract_starts_on: date
    contract_ends_on: date
    contract_number: str | None = None


@dataclass(frozen=True)
class MilestoneDraft:
    """Something else a tenant is to reach."""

    title: str
    owner: MilestoneOwner
    due_on: date


@dataclass(frozen=True)
class VisitDraft:
    """A visit as logged; rupiah. ``is_sure`` says that odd numbers were asked about."""

    reference: str
    tenant_id: int
    visited_on: date
    outcome: VisitOutcome
    done: str
    sales: int | None = None
    profit: int | None = None
    stock: int | None = None
    next_step: str | None = None
    next_on: date | None = None
    is_sure: bool = False


@dataclass(frozen=True)
class Picture:
    """A checked file: its bytes and what they are."""

    content: bytes
    media_type: str


@dataclass(frozen=True)
class WeekDraft:
    """A week of the cash book as typed; rupiah."""

    monday: date
    money_in: int
    money_out: int
    kept_by: BookKeeper
    drawn: int | None = None
