"""Claim: a plan is never done with an unproven debt, and what was typed first or last changes nothing.

Attacked with any mixture of debts, balances and papers, in any order.
"""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from balikat.debt_exit.debts import (
    SETTLING,
    BalanceSeen,
    ExitDebt,
    ProofSeen,
    has_come_back,
    is_finished,
    latest_balance,
    outcome_of,
    owed_on,
)
from balikat.debt_exit.kinds import DebtClass, Outcome, PlanKind, ProofKind, ProofShows, StepKind
from balikat.debt_exit.owed import by_month
from balikat.debt_exit.steps import Situation, StepRules, met_on, plan_steps

START = date(2026, 1, 1)
STEADY = 30
days = st.integers(0, 120).map(lambda count: START + timedelta(days=count))
proofs = st.builds(ProofSeen, st.sampled_from(ProofKind), st.sampled_from(ProofShows), days)
balances = st.lists(
    st.builds(BalanceSeen, days, st.integers(0, 5_000_000), st.booleans()), max_size=4, unique_by=lambda seen: seen.on
)


@st.composite
def debts(draw: st.DrawFn) -> tuple[ExitDebt, ...]:
    """Draw the debts of a plan."""
    count = draw(st.integers(0, 3))
    return tuple(
        ExitDebt(
            key,
            f"Lender {key}",
            draw(st.sampled_from(DebtClass)),
            balances=tuple(draw(balances)),
            proofs=tuple(draw(st.lists(proofs, max_size=4))),
            is_withdrawn=draw(st.booleans()),
        )
        for key in range(count)
    )


@given(debts())
def test_a_plan_is_never_done_with_an_unproven_debt(plan: tuple[ExitDebt, ...]) -> None:
    if not is_finished(plan, steady_days=STEADY):
        return
    assert plan
    for debt in plan:
        if debt.is_withdrawn:
            continue
        outcome = outcome_of(debt, steady_days=STEADY)
        assert outcome is not None
        how, on = outcome
        if how is Outcome.SETTLED:
            fitting = SETTLING[debt.debt_class]
            paper = [p for p in debt.proofs if p.on == on and p.shows is ProofShows.SETTLED and p.kind in fitting]
            assert paper
            assert not any(b.amount and b.on > on and not b.is_estimate for b in debt.balances)
        else:
            assert any(p.shows is ProofShows.AGREED for p in debt.proofs)


@given(debts(), st.randoms())
def test_the_order_of_entering_changes_nothing(plan: tuple[ExitDebt, ...], chance: object) -> None:
    shuffled = []
    for debt in plan:
        seen, papers = list(debt.balances), list(debt.proofs)
        chance.shuffle(seen)  # type: ignore[attr-defined]
        chance.shuffle(papers)  # type: ignore[attr-defined]
        shuffled.append(
            ExitDebt(debt.key, debt.lender, debt.debt_class, balances=tuple(seen), proofs=tuple(papers),
                     is_withdrawn=debt.is_withdrawn)
        )  # fmt: skip
    until = START + timedelta(days=130)
    assert by_month(plan, since=START, until=until) == by_month(shuffled, since=START, until=until)
    assert is_finished(plan, steady_days=STEADY) == is_finished(shuffled, steady_days=STEADY)
    for one, other in zip(plan, shuffled, strict=True):
        assert outcome_of(one, steady_days=STEADY) == outcome_of(other, steady_days=STEADY)
        assert latest_balance(one) == latest_balance(other)
        assert has_come_back(one) == has_come_back(other)


@given(debts(), st.sampled_from(PlanKind))
def test_the_settling_step_is_met_exactly_when_the_debt_is_left_behind(
    plan: tuple[ExitDebt, ...], kind: PlanKind
) -> None:
    rules = StepRules(30, 45, 30)
    steps = plan_steps(kind, plan, today=START, rules=rules)
    assert len({step.key for step in steps}) == len(steps), "every step once"
    assert plan_steps(kind, tuple(reversed(plan)), today=START, rules=rules) == steps
    situation = Situation(plan, steady_days=STEADY)
    for debt in plan:
        met = met_on(StepKind.SETTLE, debt.key, situation)
        outcome = None if debt.is_withdrawn else outcome_of(debt, steady_days=STEADY)
        assert met == (None if outcome is None else outcome[1])


@given(debts(), days)
def test_nothing_is_owed_of_a_debt_proven_to_be_paid_and_never_less_than_nothing(
    plan: tuple[ExitDebt, ...], day: date
) -> None:
    for debt in plan:
        owed = owed_on(debt, day)
        assert owed is None or owed >= 0
        outcome = outcome_of(debt, steady_days=STEADY)
        if outcome is not None and outcome[0] is Outcome.SETTLED:
            assert owed_on(debt, START + timedelta(days=200)) == 0
    months = by_month(plan, since=START, until=day)
    highest = 0
    for month in months:
        highest = max(highest, month.owed)
        assert month.owed + month.down == highest
