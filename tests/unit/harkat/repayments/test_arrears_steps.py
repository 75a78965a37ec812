"""Which step is due: by the days of the rule, once for a due date, not while a promise runs, not at night."""

from datetime import date, time, timedelta

import pytest

from core.errors import RuleBroken
from core.policy.definitions import definition_of
from harkat.repayments.arrears_steps import STEPS, ArrearsStep, check_hour, next_step, steps_of

RULE = steps_of(definition_of(STEPS).default)
DUE = date(2026, 10, 15)


@pytest.mark.parametrize(
    ("days", "step"),
    [
        (-4, None), (-3, ArrearsStep.REMINDER), (0, ArrearsStep.REMINDER), (1, ArrearsStep.CALL),
        (6, ArrearsStep.CALL), (7, ArrearsStep.SECOND_CALL), (15, ArrearsStep.VISIT), (30, ArrearsStep.JOINT_VISIT),
        (300, ArrearsStep.JOINT_VISIT),
    ],
)  # fmt: skip
def test_the_furthest_step_reached_is_due(days: int, step: ArrearsStep | None) -> None:
    found = next_step(RULE, DUE, [], today=DUE + timedelta(days=days))
    assert (None if found is None else found.step) is step


def test_a_step_done_waits_for_the_next_and_a_promise_gives_time() -> None:
    day = DUE + timedelta(days=2)
    assert next_step(RULE, DUE, [ArrearsStep.CALL], today=day) is None
    after = DUE + timedelta(days=8)
    found = next_step(RULE, DUE, [ArrearsStep.CALL], today=after)
    assert found is not None
    assert found.since == DUE + timedelta(days=7)
    assert next_step(RULE, DUE, [], today=after, promised_on=after) is None
    assert next_step(RULE, DUE, [], today=after, promised_on=after - timedelta(days=1)) is not None


def test_nobody_is_called_at_night() -> None:
    for hour in (8, 19):
        check_hour(time(hour), quiet_from=20, quiet_until=8)
    for hour in (7, 20, 23, 0):
        with pytest.raises(RuleBroken, match="20"):
            check_hour(time(hour), quiet_from=20, quiet_until=8)
