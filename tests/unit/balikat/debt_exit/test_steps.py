"""Which steps come first, and what meets them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from balikat.debt_exit.debts import BalanceSeen, ExitDebt, ProofSeen, is_unlikely, outcome_of, owed_on, stale
from balikat.debt_exit.kinds import DebtClass, Outcome, PlanKind, ProofKind, ProofShows, StepKind
from balikat.debt_exit.owed import burden_left_behind, by_month
from balikat.debt_exit.refinancing import RefinanceRules, evaluate
from balikat.debt_exit.steps import Situation, StepRules, met_on, plan_steps

DAY = date(2026, 11, 2)
RULES = StepRules(visit_days=30, recheck_days=45, settle_days=30)
OPEN = RefinanceRules(is_open=True, most=10_000_000)


def debt(key: int, debt_class: DebtClass, cost: str | None = None, **values: object) -> ExitDebt:
    """Make a debt."""
    return ExitDebt(key, f"Lender {key}", debt_class, None if cost is None else Decimal(cost), **values)  # type: ignore[arg-type]


def settled(kind: ProofKind, on: date = DAY) -> ProofSeen:
    """Make a paper that says paid off."""
    return ProofSeen(kind, ProofShows.SETTLED, on)


def test_threats_come_first_then_no_new_loan_then_the_dearest_licensed_debt() -> None:
    debts = [
        debt(1, DebtClass.RENTENIR, "500"),
        debt(2, DebtClass.LICENSED_PINJOL, "36"),
        debt(3, DebtClass.LICENSED_PINJOL, "109.5"),
        debt(4, DebtClass.ILLEGAL_PINJOL),
        debt(5, DebtClass.LICENSED_PINJOL),
    ]
    steps = plan_steps(PlanKind.FLAGS, debts, today=DAY, rules=RULES)
    assert [step.kind for step in steps][:4] == [
        StepKind.REPORT_THREATS,
        StepKind.STOP_NEW_LOANS,
        StepKind.LIST_BALANCES,
        StepKind.FOLLOW_ADVICE,
    ]
    assert [step.debt_key for step in steps if step.kind is StepKind.ASK_RELIEF] == [3, 2, 5], "none to the others"
    assert [step.debt_key for step in steps if step.kind is StepKind.SETTLE] == [3, 2, 5, 1, 4]
    assert steps[-1].kind is StepKind.VISIT
    assert [step.rank for step in steps] == list(range(len(steps)))
    assert all(step.due_on > DAY for step in steps)


def test_no_letter_step_and_no_advice_where_there_is_only_a_rentenir() -> None:
    steps = plan_steps(PlanKind.FLAGS, [debt(1, DebtClass.RENTENIR)], today=DAY, rules=RULES)
    assert not {StepKind.ASK_RELIEF, StepKind.FOLLOW_ADVICE} & {step.kind for step in steps}


def test_arrears_are_rechecked_after_slik_had_time() -> None:
    steps = plan_steps(PlanKind.ARREARS, [debt(1, DebtClass.OLD_ARREARS)], today=DAY, rules=RULES)
    days = {step.kind: (step.due_on - DAY).days for step in steps}
    assert days[StepKind.RECHECK_SLIK] - days[StepKind.SETTLE] == 45


def test_a_withdrawn_debt_has_no_steps() -> None:
    steps = plan_steps(PlanKind.FLAGS, [debt(1, DebtClass.RENTENIR, is_withdrawn=True)], today=DAY, rules=RULES)
    assert [step.debt_key for step in steps] == [None] * len(steps)


@pytest.mark.parametrize(
    ("debt_class", "kind", "proves"),
    [
        (DebtClass.RENTENIR, ProofKind.RECEIPT, True),
        (DebtClass.RENTENIR, ProofKind.IDEB, False),
        (DebtClass.RENTENIR, ProofKind.STATEMENT, False),
        (DebtClass.OLD_ARREARS, ProofKind.RECEIPT, False),
        (DebtClass.OLD_ARREARS, ProofKind.SETTLEMENT_LETTER, True),
        (DebtClass.ILLEGAL_PINJOL, ProofKind.IDEB, False),
        (DebtClass.LICENSED_PINJOL, ProofKind.IDEB, True),
        (DebtClass.DISTRESS, ProofKind.RECEIPT, False),
        (DebtClass.DISTRESS, ProofKind.STATEMENT, True),
    ],
)
def test_only_fitting_papers_prove(debt_class: DebtClass, kind: ProofKind, proves: bool) -> None:
    outcome = outcome_of(debt(1, debt_class, proofs=(settled(kind),)), steady_days=30)
    assert (outcome == (Outcome.SETTLED, DAY)) is proves


def test_a_new_schedule_counts_once_it_is_kept_and_only_with_licensed_lenders() -> None:
    agreed = ProofSeen(ProofKind.AGREEMENT, ProofShows.AGREED, DAY)
    early = ProofSeen(ProofKind.RECEIPT, ProofShows.PAID, DAY + timedelta(days=29))
    kept = ProofSeen(ProofKind.RECEIPT, ProofShows.PAID, DAY + timedelta(days=30))
    for proofs, outcome in (
        ((agreed,), None),
        ((agreed, early), None),
        ((agreed, early, kept), (Outcome.RESTRUCTURED, kept.on)),
    ):
        assert outcome_of(debt(1, DebtClass.LICENSED_PINJOL, proofs=proofs), steady_days=30) == outcome
        assert outcome_of(debt(1, DebtClass.RENTENIR, proofs=proofs), steady_days=30) is None


def test_steps_are_met_by_what_was_seen() -> None:
    paper, balance = settled(ProofKind.SETTLEMENT_LETTER), BalanceSeen(DAY, 500_000)
    one = debt(1, DebtClass.OLD_ARREARS, balances=(balance,), proofs=(paper,))
    ideb = ProofSeen(ProofKind.IDEB, ProofShows.SETTLED, DAY + timedelta(days=50))
    rechecked = debt(1, DebtClass.OLD_ARREARS, balances=(balance,), proofs=(paper, ideb))
    now = Situation((one,), papers=((ProofKind.UNDERTAKING, DAY),), letters=((1, DAY),))
    for kind in (StepKind.SETTLE, StepKind.AGREE, StepKind.ASK_RELIEF):
        assert met_on(kind, 1, now) == DAY
    assert met_on(StepKind.RECHECK_SLIK, 1, now) is None
    assert met_on(StepKind.RECHECK_SLIK, 1, Situation((rechecked,))) == ideb.on
    assert met_on(StepKind.STOP_NEW_LOANS, None, now) == DAY
    assert met_on(StepKind.LIST_BALANCES, None, now) == DAY
    assert met_on(StepKind.LIST_BALANCES, None, Situation((one, debt(2, DebtClass.RENTENIR)))) is None
    assert met_on(StepKind.REPORT_THREATS, None, now) is None, "ticked by hand alone"


def test_an_estimate_never_outweighs_a_paper_but_a_balance_seen_does() -> None:
    paper, after = settled(ProofKind.RECEIPT), DAY + timedelta(days=1)
    for is_estimate, proven in ((True, True), (False, False)):
        seen = BalanceSeen(after, 100, is_estimate)
        outcome = outcome_of(debt(1, DebtClass.RENTENIR, balances=(seen,), proofs=(paper,)), steady_days=30)
        assert (outcome is not None) is proven


def test_evidence_grows_stale() -> None:
    one = debt(1, DebtClass.RENTENIR, balances=(BalanceSeen(DAY, 1),))
    for days, due in ((30, 0), (31, 1)):
        today = DAY + timedelta(days=days)
        assert len(stale([one], today=today, evidence_days=30, steady_days=30)) == due


def test_a_zero_too_many_is_noticed() -> None:
    one = debt(1, DebtClass.RENTENIR, balances=(BalanceSeen(DAY, 600_000),))
    assert is_unlikely(6_000_000, one)
    assert not is_unlikely(1_200_000, one)
    assert not is_unlikely(6_000_000, debt(2, DebtClass.RENTENIR))


def test_what_is_owed_over_time() -> None:
    balances = (BalanceSeen(date(2026, 9, 10), 900_000), BalanceSeen(date(2026, 10, 15), 400_000))
    proof = settled(ProofKind.RECEIPT, date(2026, 11, 20))
    one = debt(1, DebtClass.RENTENIR, balances=balances, proofs=(proof,), installment_monthly=300_000)
    late = debt(2, DebtClass.LICENSED_PINJOL, balances=(BalanceSeen(date(2026, 10, 2), 250_000),))
    months = by_month([one, late], since=date(2026, 9, 12), until=date(2026, 11, 22))
    assert [(month.short_label, month.owed, month.down, month.unknown) for month in months] == [
        ("Sep 26", 900_000, 0, 1),
        ("Okt 26", 650_000, 250_000, 0),
        ("Nov 26", 250_000, 650_000, 0),
    ]
    assert burden_left_behind([one, late], until=date(2026, 11, 22)) == 300_000
    assert owed_on(one, date(2026, 9, 1)) is None


def test_refinancing_is_for_proven_rentenir_debt_alone() -> None:
    exists = ProofSeen(ProofKind.DEBT_PAPER, ProofShows.EXISTS, DAY)
    good = debt(1, DebtClass.RENTENIR, balances=(BalanceSeen(DAY, 900_000),), proofs=(exists,))
    assert evaluate(good, 900_000, undertaking_on=DAY, rules=OPEN, steady_days=30).is_eligible
    shut = RefinanceRules(is_open=False, most=10_000_000)
    for one, amount, signed, rules, word in (
        (good, 900_000, DAY, shut, "belum dibuka"),
        (good, 900_001, DAY, OPEN, "melebihi sisa"),
        (good, 900_000, None, OPEN, "belum ditandatangani"),
        (debt(1, DebtClass.ILLEGAL_PINJOL), 1, DAY, OPEN, "tidak pernah"),
        (debt(1, DebtClass.LICENSED_PINJOL), 1, DAY, OPEN, "hanya untuk"),
        (debt(1, DebtClass.RENTENIR), 1, DAY, OPEN, "Belum ada bukti"),
        (good, 20_000_000, DAY, OPEN, "batas produk"),
    ):
        answer = evaluate(one, amount, undertaking_on=signed, rules=rules, steady_days=30)
        assert not answer.is_eligible
        assert any(word in reason for reason in answer.reasons)
