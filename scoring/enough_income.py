"""How much income would be enough, asked when nobody has written it down yet."""

from collections.abc import Callable
from datetime import date

from scoring.facts import Fact, FactKind, Facts, Sureness
from scoring.measures import SCALES, Measure, measure_all
from scoring.scorecard import Scorecard

AMOUNT_STEP = 100_000
STEPS_SEARCHED = 1000
CAPACITY_MEASURES = (Measure.INSTALLMENT_ROOM, Measure.DEBT_SERVICE_PERCENT, Measure.STRESS_ROOM)


def enough_income(facts: Facts, card: Scorecard, *, on: date) -> tuple[Fact, ...]:
    """Find the most modest unknown profit, or the highest unknown household cost, that would earn every point.

    Rupiah a month in whole hundreds of thousands. With both unknown, the profit is what is left after household costs.
    """

    def profit(steps: int) -> tuple[Fact, ...]:
        return (_fact(FactKind.PROFIT_MONTHLY, steps, on),)

    def household(steps: int) -> tuple[Fact, ...]:
        return (_fact(FactKind.HOUSEHOLD_COST, steps, on),)

    def is_enough(gives: tuple[Fact, ...]) -> bool:
        measured, _ = measure_all(facts.with_facts(gives), card.capacity)
        targets = ((measure, card.target(measure)) for measure in CAPACITY_MEASURES)
        return all(
            target is None or (measure in measured and SCALES[measure].reaches(measured[measure].value, target))
            for measure, target in targets
        )

    if measure_all(facts.with_facts(household(0)), card.capacity)[1] is not None:
        too_high = _first(lambda steps: not is_enough(household(steps)))
        return household(max(0, too_high - 1))
    assumed = () if facts.get(FactKind.HOUSEHOLD_COST) is not None else household(0)
    return (*profit(_first(lambda steps: is_enough((*profit(steps), *assumed)))), *assumed)


def _first(holds: Callable[[int], bool]) -> int:
    """Find the first number of steps from which something holds, by halving."""
    low, high = 0, STEPS_SEARCHED
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def _fact(kind: FactKind, steps: int, on: date) -> Fact:
    return Fact(kind, steps * AMOUNT_STEP, "langkah", on, Sureness.MENTOR)
