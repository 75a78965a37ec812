"""Asking screening which debts hold a person, and what it has learned since about those in a plan."""

from collections.abc import Iterable

from balikat.debt_exit.debts import BalanceSeen, ProofSeen
from balikat.debt_exit.ground import CLASS_OF, Ground
from balikat.debt_exit.kinds import DebtClass, PlanKind, ProofKind, ProofShows
from balikat.debt_exit.models import DebtExitDebt
from core.dates import day_of
from scoring.screening import queries as screening
from scoring.screening.debts import monthly_payment, remaining
from scoring.screening.hold_rules import HoldLifting
from scoring.screening.holds import queries as holds
from scoring.screening.holds.models import DebtHold
from scoring.screening.kinds import FlagClosing
from scoring.screening.models import DebtFinding, DebtFlag


def open_grounds(person_id: int, kind: PlanKind) -> list[Ground]:
    """Return the debts that hold a person today and belong into a plan of a kind."""
    if kind is PlanKind.ARREARS:
        return [_of_finding(hold.finding) for hold in screening.open_holds(person_id)]
    return [_of_flag(flag) for flag in screening.open_flags(person_id)]


def _of_finding(finding: DebtFinding) -> Ground:
    return Ground(
        lender=finding.lender,
        debt_class=DebtClass.OLD_ARREARS,
        finding_id=finding.id,
        installment_monthly=finding.installment_monthly,
        balance=_balance(finding),
    )


def _of_flag(flag: DebtFlag) -> Ground:
    debt_class = CLASS_OF[flag.reason]
    if flag.declared_debt_id is not None:
        told = screening.declared_debt(flag.declared_debt_id)
        left = remaining(told.installment, told.payments, told.payments_made)
        return Ground(
            lender=flag.lender,
            debt_class=debt_class,
            flag_id=flag.id,
            yearly_cost=told.nominal_annual_percent,
            installment_monthly=monthly_payment(told.installment, told.paid_every),
            balance=BalanceSeen(day_of(told.recorded_at), left),
        )
    if flag.finding_id is None:
        return Ground(flag.lender, debt_class, flag_id=flag.id)
    finding = screening.finding(flag.finding_id)
    return Ground(
        lender=flag.lender,
        debt_class=debt_class,
        flag_id=flag.id,
        installment_monthly=finding.installment_monthly,
        balance=_balance(finding),
    )


def _balance(finding: DebtFinding) -> BalanceSeen | None:
    return None if finding.outstanding is None else BalanceSeen(finding.file.as_of, finding.outstanding)


def is_withdrawn(row: DebtExitDebt) -> bool:
    """Tell whether screening found that a debt of a plan is none of this person after all."""
    if row.flag_id is not None:
        return screening.flag(row.flag_id).closing is FlagClosing.WRONG
    hold = _hold_of(row)
    return hold is not None and hold.lifting is HoldLifting.WRONG


def is_let_go(row: DebtExitDebt) -> bool:
    """Tell whether screening no longer holds the person for a debt of a plan."""
    if row.flag_id is not None:
        return screening.flag(row.flag_id).closed_at is not None
    hold = _hold_of(row)
    return hold is None or hold.lifted_at is not None


def proofs_of_screening(row: DebtExitDebt) -> tuple[ProofSeen, ...]:
    """Return what screening itself can prove: a newer iDeb without the debt, a creditor's letter it has on record."""
    if row.flag_id is not None:
        finding_id = screening.flag(row.flag_id).finding_id
        finding = None if finding_id is None else screening.finding(finding_id)
        if finding is None or finding.gone_on is None:
            return ()
        return (ProofSeen(ProofKind.IDEB, ProofShows.SETTLED, finding.gone_on),)
    hold = _hold_of(row)
    return () if hold is None else tuple(_proofs_of_hold(hold))


def _proofs_of_hold(hold: DebtHold) -> Iterable[ProofSeen]:
    if hold.lifting is HoldLifting.SHOWN_CLEAR:
        finding = hold.finding
        yield ProofSeen(ProofKind.IDEB, ProofShows.SETTLED, finding.gone_on or finding.file.as_of)
    elif hold.letter_on is not None and hold.lifting is HoldLifting.SETTLED:
        yield ProofSeen(ProofKind.SETTLEMENT_LETTER, ProofShows.SETTLED, hold.letter_on)
        if hold.rechecked_on is not None and hold.finding.gone_on is not None:
            yield ProofSeen(ProofKind.IDEB, ProofShows.SETTLED, hold.rechecked_on)
    elif hold.letter_on is not None and hold.lifting is HoldLifting.RESTRUCTURED:
        yield ProofSeen(ProofKind.AGREEMENT, ProofShows.AGREED, hold.letter_on)


def _hold_of(row: DebtExitDebt) -> DebtHold | None:
    assert row.finding_id is not None
    person_id = screening.finding(row.finding_id).person_id
    return holds.latest_by_finding(person_id).get(row.finding_id)
