"""The shortest way to READY: which few things a person can do, who helps, and when it could be done."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from scoring.facts import Fact, Facts, Sureness
from scoring.offers import offered_steps
from scoring.readiness import current_facts, is_ready
from scoring.scorecard import Scorecard
from scoring.step import Step

SHOWN_STEPS = 3
PATHS_KEPT = 6


@dataclass(frozen=True)
class Path:
    """One smallest set of steps that leads to READY; ``expected_on`` is when the slowest of them could be done."""

    steps: tuple[Step, ...]
    expected_on: date

    @property
    def first(self) -> tuple[Step, ...]:
        """Return the steps to begin with, at most three."""
        return self.steps[:SHOWN_STEPS]

    @property
    def rest(self) -> tuple[Step, ...]:
        """Return the steps after those."""
        return self.steps[SHOWN_STEPS:]


def find_paths(facts: Facts, card: Scorecard, *, today: date) -> tuple[Path, ...]:
    """Find the smallest sets of achievable steps that lead to READY, the soonest first.

    Empty for somebody who is ready, and where no set of steps leads there.
    Exact in the number of steps. Of several debts that only weigh on the month, the larger installments are closed
    first: closing a smaller one instead never needs fewer steps.
    """
    known = current_facts(facts, card, today=today)
    if is_ready(known, card):
        return ()
    steps = offered_steps(known, card, today=today)
    if not is_ready(apply(known, steps), card):
        return ()
    needed = [step for step in steps if _is_needed(step, steps, known, card)]
    base = apply(known, needed)
    others = [step for step in steps if step not in needed]
    found = _smallest(base, others, card)
    paths = (_path([*needed, *extra], today) for extra in found)
    return tuple(sorted(paths, key=_order)[:PATHS_KEPT])


def apply(facts: Facts, steps: Iterable[Step]) -> Facts:
    """Return the facts as they would be once the steps are done (and turn out as each step says)."""
    chosen = list(steps)
    seen = {kind: step for step in chosen for kind in step.confirms}
    confirmed = [_seen(fact, seen[fact.kind]) for fact in facts.items if fact.kind in seen]
    given = [fact for step in chosen for fact in step.gives]
    closed = {key for step in chosen for key in step.closes}
    asked = {key for step in chosen for key in step.asks}
    debts = (
        replace(debt, installment_monthly=0) if debt.key in asked else debt
        for debt in facts.debts
        if debt.key not in closed
    )
    by_kind = {fact.kind: fact for fact in (*facts.items, *confirmed, *given)}
    return Facts(tuple(by_kind.values()), tuple(debts))


def _seen(fact: Fact, step: Step) -> Fact:
    """Return a fact as it stands once somebody saw what was only said."""
    if fact.sureness is not Sureness.SELF_REPORTED:
        return fact
    return Fact(fact.kind, fact.value, step.label, step.done_on, Sureness.MENTOR)


def missing_for_ready(facts: Facts, card: Scorecard, *, today: date) -> tuple[Step, ...]:
    """Return the steps that would help where no set of them leads all the way to READY, in order of time."""
    known = current_facts(facts, card, today=today)
    return tuple(sorted(offered_steps(known, card, today=today), key=lambda step: (step.done_on, step.key)))


def _is_needed(step: Step, steps: list[Step], facts: Facts, card: Scorecard) -> bool:
    without = apply(facts, [other for other in steps if other is not step])
    return not is_ready(without, card)


def _smallest(base: Facts, others: list[Step], card: Scorecard) -> list[tuple[Step, ...]]:
    """Try sets of growing size; the first size at which any leads to READY gives them all."""
    for size in range(len(others) + 1):
        found = [chosen for chosen in _sets(others, size) if is_ready(apply(base, chosen), card)]
        if found:
            return found
    return []


def _sets(others: list[Step], size: int) -> Iterator[tuple[Step, ...]]:
    """Yield the sets of one size; debts that only weigh on the month come largest first or not at all."""
    weights = [step for step in others if step.order_in_chain is not None]
    weights.sort(key=lambda step: step.order_in_chain or 0)
    free = [step for step in others if step.order_in_chain is None]
    for closed in range(min(size, len(weights)) + 1):
        for chosen in combinations(free, size - closed):
            yield (*weights[:closed], *chosen)


def _path(steps: list[Step], today: date) -> Path:
    ordered = sorted(steps, key=lambda step: (step.urgency, step.done_on, step.key))
    return Path(tuple(ordered), max((step.done_on for step in ordered), default=today))


def _order(path: Path) -> tuple[date, int, tuple[str, ...]]:
    days = sum((step.done_on - path.expected_on) // timedelta(days=1) for step in path.steps)
    return (path.expected_on, days, tuple(step.key for step in path.steps))
