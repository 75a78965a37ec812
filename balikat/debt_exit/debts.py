"""When a debt is left behind: proof decides, never a word, and money owed again after the proof undoes it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from balikat.debt_exit.kinds import DebtClass, Outcome, ProofKind, ProofShows

CAN_SHOW: Mapping[ProofKind, frozenset[ProofShows]] = {
    ProofKind.SETTLEMENT_LETTER: frozenset({ProofShows.SETTLED}),
    ProofKind.RECEIPT: frozenset({ProofShows.SETTLED, ProofShows.PAID}),
    ProofKind.IDEB: frozenset({ProofShows.SETTLED, ProofShows.PAID, ProofShows.EXISTS}),
    ProofKind.STATEMENT: frozenset({ProofShows.SETTLED, ProofShows.PAID, ProofShows.EXISTS}),
    ProofKind.AGREEMENT: frozenset({ProofShows.AGREED}),
    ProofKind.DEBT_PAPER: frozenset({ProofShows.EXISTS}),
    ProofKind.UNDERTAKING: frozenset({ProofShows.SIGNED}),
    ProofKind.REPORT: frozenset({ProofShows.REPORTED}),
}
"""What each paper can show at all."""

SETTLING: Mapping[DebtClass, frozenset[ProofKind]] = {
    DebtClass.ILLEGAL_PINJOL: frozenset({ProofKind.SETTLEMENT_LETTER, ProofKind.RECEIPT, ProofKind.STATEMENT}),
    DebtClass.RENTENIR: frozenset({ProofKind.SETTLEMENT_LETTER, ProofKind.RECEIPT}),
    DebtClass.LICENSED_PINJOL: frozenset(
        {ProofKind.SETTLEMENT_LETTER, ProofKind.RECEIPT, ProofKind.STATEMENT, ProofKind.IDEB}
    ),
    DebtClass.DISTRESS: frozenset({ProofKind.STATEMENT}),
    DebtClass.OLD_ARREARS: frozenset({ProofKind.SETTLEMENT_LETTER, ProofKind.IDEB}),
}
"""Which papers prove that a debt of a class is paid off; a distress pattern ends with a statement free of it."""

LICENSED = frozenset({DebtClass.LICENSED_PINJOL, DebtClass.OLD_ARREARS})
"""Lenders the city writes to and with whom a new schedule counts; never a rentenir, never an illegal pinjol."""

OF_THE_PLAN = frozenset({ProofKind.UNDERTAKING, ProofKind.REPORT})
"""Papers about the person, not about one debt."""


@dataclass(frozen=True)
class BalanceSeen:
    """What was still owed on a day; rupiah. An estimate, worked out when the plan began, never outweighs a paper."""

    on: date
    amount: int
    is_estimate: bool = False


@dataclass(frozen=True)
class ProofSeen:
    """A paper of a day and what it shows."""

    kind: ProofKind
    shows: ProofShows
    on: date


@dataclass(frozen=True)
class ExitDebt:
    """One debt of a plan, with everything seen of it.

    ``yearly_cost`` is percent a year where it is known; ``installment_monthly`` rupiah when the plan began.
    ``is_withdrawn``: screening found that it is no debt of this person after all.
    """

    key: int
    lender: str
    debt_class: DebtClass
    yearly_cost: Decimal | None = None
    installment_monthly: int | None = None
    balances: tuple[BalanceSeen, ...] = ()
    proofs: tuple[ProofSeen, ...] = ()
    is_withdrawn: bool = False


def settled_on(debt: ExitDebt) -> date | None:
    """Return the day of the newest paper that proves a debt paid off, unless money was owed after that day."""
    fitting = SETTLING[debt.debt_class]
    days = [proof.on for proof in debt.proofs if proof.shows is ProofShows.SETTLED and proof.kind in fitting]
    if not days:
        return None
    newest = max(days)
    later = (balance for balance in debt.balances if balance.on > newest and not balance.is_estimate)
    owed_again = any(balance.amount > 0 for balance in later)
    return None if owed_again else newest


def has_come_back(debt: ExitDebt) -> bool:
    """Tell whether a debt was proven to be paid off and money was owed again after that."""
    fitting = SETTLING[debt.debt_class]
    proven = any(proof.shows is ProofShows.SETTLED and proof.kind in fitting for proof in debt.proofs)
    return proven and settled_on(debt) is None


def restructured_on(debt: ExitDebt, *, steady_days: int) -> date | None:
    """Return the day a new schedule was proven to be kept: an agreement, and a payment long enough after it.

    :param steady_days: how many days after the agreement the payment must lie at least
    """
    if debt.debt_class not in LICENSED:
        return None
    agreed = [proof.on for proof in debt.proofs if proof.shows is ProofShows.AGREED]
    if not agreed:
        return None
    steady_from = max(agreed) + timedelta(days=steady_days)
    return min((proof.on for proof in debt.proofs if proof.shows is ProofShows.PAID and proof.on >= steady_from),
               default=None)  # fmt: skip


def outcome_of(debt: ExitDebt, *, steady_days: int) -> tuple[Outcome, date] | None:
    """Return how and when a debt was left behind, or None while that is not proven."""
    settled = settled_on(debt)
    if settled is not None:
        return Outcome.SETTLED, settled
    kept = restructured_on(debt, steady_days=steady_days)
    return None if kept is None else (Outcome.RESTRUCTURED, kept)


def unproven(debts: Iterable[ExitDebt], *, steady_days: int) -> list[ExitDebt]:
    """Return the debts that still stand between the person and the end of the plan."""
    return [debt for debt in debts if not debt.is_withdrawn and outcome_of(debt, steady_days=steady_days) is None]


def is_finished(debts: Sequence[ExitDebt], *, steady_days: int) -> bool:
    """Tell whether a plan may be closed: it has debts, and not one of them is unproven."""
    return bool(debts) and not unproven(debts, steady_days=steady_days)


def latest_balance(debt: ExitDebt, until: date | None = None) -> BalanceSeen | None:
    """Return the newest balance, or the newest up to a day; a day has one balance at most."""
    known = [balance for balance in debt.balances if until is None or balance.on <= until]
    return max(known, key=lambda balance: balance.on, default=None)


def owed_on(debt: ExitDebt, day: date) -> int | None:
    """Return what a debt came to on a day in rupiah; None before anything was known."""
    until = tuple(balance for balance in debt.balances if balance.on <= day)
    proofs = tuple(proof for proof in debt.proofs if proof.on <= day)
    if settled_on(ExitDebt(debt.key, debt.lender, debt.debt_class, balances=until, proofs=proofs)) is not None:
        return 0
    newest = latest_balance(debt, day)
    return None if newest is None else newest.amount


def is_unlikely(amount: int, debt: ExitDebt) -> bool:
    """Tell whether a balance is more than twice the first one known, which is more often a zero too many."""
    first = min(debt.balances, key=lambda balance: balance.on, default=None)
    return first is not None and first.amount > 0 and amount > 2 * first.amount


def last_seen_on(debt: ExitDebt) -> date | None:
    """Return the day of the newest thing seen of a debt: a balance or a paper."""
    return max((*(balance.on for balance in debt.balances), *(proof.on for proof in debt.proofs)), default=None)


def stale(debts: Iterable[ExitDebt], *, today: date, evidence_days: int, steady_days: int) -> list[ExitDebt]:
    """Return the unproven debts of which nothing was seen for so many days."""
    oldest = today - timedelta(days=evidence_days)
    return [
        debt
        for debt in unproven(debts, steady_days=steady_days)
        if (seen := last_seen_on(debt)) is None or seen < oldest
    ]
