"""Claims about the readiness score, attacked with facts hypothesis makes up."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.facts import UNITS, DebtFact, Fact, FactKind, Facts, Sureness, Unit, contradictions
from scoring.first_scorecard import FIRST_SCORECARD
from scoring.offers import offered_steps
from scoring.readiness import Readiness, assess, current_facts, status_of
from scoring.scorecard import read_scorecard
from scoring.status import RANK
from scoring.step import Step
from scoring.steps import apply, find_paths

CARD = read_scorecard(FIRST_SCORECARD)
TODAY = date(2026, 11, 22)
BETTER_SMALLER = {
    FactKind.HOUSEHOLD_COST,
    FactKind.FINDINGS_WAITING,
    FactKind.OWN_LOAN_DAYS_LATE,
    FactKind.SUBSIDIZED_LOANS,
}
RANGES = {
    Unit.YES_NO: st.integers(0, 1),
    Unit.COUNT: st.integers(0, 3),
    Unit.MONTHS: st.integers(0, 60),
    Unit.DAYS: st.integers(0, 31),
    Unit.RUPIAH: st.integers(0, 12_000_000),
}


def fact(kind: FactKind) -> st.SearchStrategy[Fact]:
    days = st.integers(0, 500).map(lambda age: TODAY - timedelta(days=age))
    return st.builds(Fact, st.just(kind), RANGES[UNITS[kind]], st.just("uji"), days, st.sampled_from(Sureness))


DEBTS = st.lists(
    st.builds(
        DebtFact,
        key=st.uuids().map(str),
        lender=st.sampled_from(["A", "B", "C"]),
        installment_monthly=st.none() | st.integers(0, 2_000_000),
        outstanding=st.none() | st.integers(0, 20_000_000),
        is_flagged=st.booleans(),
        quality=st.none() | st.integers(1, 5),
    ),
    max_size=5,
).map(tuple)
FACTS = st.builds(
    lambda items, debts: Facts(tuple(each for each in items if each is not None), debts),
    st.tuples(*(st.none() | fact(kind) for kind in FactKind)),
    DEBTS,
)

NEARLY = st.builds(
    lambda facts, kinds: Facts((*(Fact(kind, 1, "uji", TODAY, Sureness.DOCUMENT) for kind in kinds),)).with_facts(
        facts.items
    ),
    FACTS,
    st.sets(st.sampled_from([kind for kind in FactKind if UNITS[kind] is Unit.YES_NO])),
)


@given(FACTS, st.sampled_from(FactKind), st.integers(1, 3_000_000))
@settings(max_examples=300, deadline=None)
def test_a_better_fact_never_lowers_the_score_or_the_status(facts: Facts, kind: FactKind, more: int) -> None:
    """Attack: any known fact moved the good way, any distance, all others standing."""
    before = facts.get(kind)
    if before is None:
        return
    step = {Unit.YES_NO: 1, Unit.COUNT: 1, Unit.DAYS: 3, Unit.MONTHS: 5}.get(UNITS[kind], more)
    value = max(0, before.value - step) if kind in BETTER_SMALLER else before.value + step
    value = min(value, {Unit.YES_NO: 1, Unit.DAYS: 31}.get(UNITS[kind], value))
    better = facts.with_facts([replace(before, value=value)])
    if contradictions(facts) != contradictions(better):
        return  # a profit above sales is no better fact
    was, now = assess(facts, CARD, today=TODAY), assess(better, CARD, today=TODAY)
    assert (now.score or 0) >= (was.score or 0)
    assert RANK[now.status] <= RANK[was.status]


@given(FACTS)
@settings(max_examples=200, deadline=None)
def test_a_closed_debt_never_makes_the_status_worse(facts: Facts) -> None:
    """Attack: close each debt in turn.

    A debt whose installment nobody knows hides what is left to live on; closing it may show that nothing is, which is
    something learned and no step back. So every installment is known here.
    """
    known = (replace(debt, installment_monthly=debt.installment_monthly or 0) for debt in facts.debts)
    facts = replace(facts, debts=tuple(known))
    asked = facts.with_facts(
        Fact(kind, 1, "uji", TODAY, Sureness.DOCUMENT) for kind in (FactKind.DEBT_INTERVIEW, FactKind.IDEB_READ)
    )
    was = assess(asked, CARD, today=TODAY)
    for debt in asked.debts:
        now = assess(asked.without_debts([debt.key]), CARD, today=TODAY)
        assert RANK[now.status] <= RANK[was.status]


@given(FACTS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_facts_and_debts_does_not_matter_and_the_answer_is_the_same_each_time(
    facts: Facts, random: Random
) -> None:
    """Attack: shuffle what was gathered, with a second, less sure version of each fact mixed in."""
    items = [*facts.items, *(replace(each, sureness=Sureness.SELF_REPORTED, value=0) for each in facts.items)]
    debts = list(facts.debts)
    one = Facts(tuple(items), tuple(debts))
    random.shuffle(items)
    random.shuffle(debts)
    other = Facts(tuple(items), tuple(debts))
    assert one == other
    assert assess(one, CARD, today=TODAY) == assess(other, CARD, today=TODAY)
    assert find_paths(one, CARD, today=TODAY) == find_paths(other, CARD, today=TODAY)


@given(FACTS)
@settings(max_examples=120, deadline=None)
def test_every_path_offered_leads_to_ready_and_none_is_longer_than_it_must_be(facts: Facts) -> None:
    """Attack: take each path, and each path with one step left out."""
    known = current_facts(facts, CARD, today=TODAY)
    paths = find_paths(facts, CARD, today=TODAY)
    for path in paths:
        assert status_of(apply(known, path.steps), CARD) is Readiness.READY
        for left_out in path.steps:
            shorter = [step for step in path.steps if step is not left_out]
            assert status_of(apply(known, shorter), CARD) is not Readiness.READY
    assert len({len(path.steps) for path in paths}) <= 1


@given(NEARLY)
@settings(max_examples=80, deadline=None)
def test_no_smaller_set_exists_and_no_path_is_missed(facts: Facts) -> None:
    """Attack: try all sets of offered steps by brute force, with no knowledge of chains or needed steps."""
    known = current_facts(facts, CARD, today=TODAY)
    if status_of(known, CARD) is Readiness.READY:
        return
    steps = offered_steps(known, CARD, today=TODAY)
    if len(steps) <= 8:
        paths = find_paths(facts, CARD, today=TODAY)
        assert (len(paths[0].steps) if paths else None) == _smallest_by_force(known, steps)


def _smallest_by_force(known: Facts, steps: list[Step]) -> int | None:
    for size in range(len(steps) + 1):
        for chosen in combinations(steps, size):
            if status_of(apply(known, chosen), CARD) is Readiness.READY:
                return size
    return None


@given(FACTS)
@settings(max_examples=150, deadline=None)
def test_an_unknown_fact_is_left_out_and_never_zero(facts: Facts) -> None:
    """Attack: forget each fact; a line that became unknown must carry no points either way."""
    for line in assess(facts, CARD, today=TODAY).lines:
        assert (line.value is None) == (line.earned is None)
    nothing = assess(Facts(), CARD, today=TODAY)
    assert nothing.score is None
    assert nothing.confidence == 0
