"""What is handed in on the way out: balances, papers, visits, steps, letters."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from balikat.debt_exit.kinds import BalanceSource, ProofKind, ProofShows, Relief
from core.money import Rupiah


@dataclass(frozen=True)
class BalanceDraft:
    """What is still owed on a day; ``is_sure`` says that an unlikely amount was looked at twice."""

    on: date
    amount: Rupiah
    source: BalanceSource
    is_sure: bool = False


@dataclass(frozen=True)
class ProofDraft:
    """A paper: of which debt (none for papers about the person), what it is, what it shows, of which day."""

    kind: ProofKind
    shows: ProofShows
    on: date
    debt_id: int | None = None
    paper_number: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class VisitDraft:
    """A visit by a mentor or officer and, where agreed, the day of the next one."""

    visited_on: date
    note: str
    next_on: date | None = None


@dataclass(frozen=True)
class StepDraft:
    """A step ticked off by hand: when, and what came out of it."""

    done_on: date
    note: str


@dataclass(frozen=True)
class CostDraft:
    """What a debt costs in percent a year, so that the dearest comes first; and its installment a month in rupiah."""

    yearly_cost: Decimal | None = None
    installment_monthly: Rupiah | None = None


@dataclass(frozen=True)
class LetterDraft:
    """What a letter to a licensed lender asks for and says; rupiah a month the person can pay."""

    relief: Relief
    reason: str
    can_pay_monthly: Rupiah | None = None
    contract_number: str | None = None
