"""The funnel's rows: shares of all registered, and middle values that say how many they stand on."""

import statistics
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as some

from harkat.reports.steps import OF_APPLICATIONS, OF_PERSONS, TIMED_FROM, Reached, Step, lay_out, median


def reached(persons: int) -> Reached:
    return Reached(persons=persons, groups=0, sub_groups=0)


def test_every_step_stands_once_in_order_with_its_share_of_all_registered() -> None:
    counts = {step: reached(80 - 8 * place) for place, step in enumerate(Step)}
    rows = lay_out(counts, {})
    assert [row.step for row in rows] == list(Step) == [*OF_PERSONS, *OF_APPLICATIONS]
    assert rows[0].share == 1
    assert rows[5].share == Fraction(1, 2)
    assert all(row.median_days is None and row.timed == 0 for row in rows)


def test_with_nobody_registered_there_are_no_shares() -> None:
    rows = lay_out({step: reached(0) for step in Step}, {})
    assert all(row.share is None and not row.has_list for row in rows)


def test_days_say_how_many_they_stand_on() -> None:
    rows = lay_out({step: reached(9) for step in Step}, {Step.TRAINED: {10: 2, 40: 1}})
    trained = next(row for row in rows if row.step is Step.TRAINED)
    assert trained.median_days == Fraction(10)
    assert trained.timed == 3
    assert trained.timed_from is Step.REGISTERED


def test_steps_about_debts_and_scores_open_no_list() -> None:
    rows = lay_out({step: reached(9) for step in Step}, {})
    assert [row.step for row in rows if not row.has_list] == [Step.CLEAR, Step.READY]


def test_every_step_but_the_first_is_timed_from_an_earlier_one() -> None:
    order = list(Step)
    assert set(TIMED_FROM) == set(Step) - {Step.REGISTERED}
    assert all(order.index(origin) < order.index(step) for step, origin in TIMED_FROM.items())


@given(some.lists(some.integers(-5, 400), min_size=1, max_size=40))
def test_the_median_of_counts_is_the_median_of_the_list(values: list[int]) -> None:
    counts = {value: values.count(value) for value in values}
    assert median(counts) == Fraction(statistics.median(values))


def test_there_is_no_median_of_nothing() -> None:
    assert median({}) is None
