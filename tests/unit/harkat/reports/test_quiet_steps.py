"""Counts on debts and scores in parts of the city: closed where few, also against subtracting one page from another."""

from dataclasses import replace
from itertools import product

import pytest

from harkat.reports.quiet_steps import close_quiet, closed_parts
from harkat.reports.steps import FunnelRow, Reached, Step
from harkat.reports.suppression import SMALLEST_SHOWN, Closing


def row(step: Step, persons: int, groups: int = 0) -> FunnelRow:
    return FunnelRow(step, Reached(persons, groups, groups), None, None, persons)


def what_fits(counts: dict[str, int]) -> dict[str, set[int]]:
    """Subtract every open count from the total, as a reader of all the pages would, and list what each part may be."""
    closed = closed_parts(counts)
    hidden = sum(number for key, number in counts.items() if key in closed)
    choices = [
        range(1, SMALLEST_SHOWN) if why is Closing.SMALL else range(SMALLEST_SHOWN, hidden + 1)
        for why in closed.values()
    ]
    fitting = [guess for guess in product(*choices) if sum(guess) == hidden]
    return {key: {guess[place] for guess in fitting} for place, key in enumerate(closed)}


@pytest.mark.parametrize(
    "counts",
    [
        {"a": 19, "b": 3, "c": 40, "d": 0},
        {"a": 4, "b": 4, "c": 7},
        {"a": 1, "b": 8, "c": 5, "d": 6},
        {"alone": 93, "group": 2},
        {"a": 3, "b": 2, "c": 0, "d": 9, "e": 12},
    ],
)
def test_no_small_count_is_worked_out_by_subtracting_the_parts_from_the_whole(counts: dict[str, int]) -> None:
    possible = what_fits(counts)
    for key, number in counts.items():
        if 0 < number < SMALLEST_SHOWN:
            assert {1, SMALLEST_SHOWN - 1} <= possible[key], "it could still be any small number"
        if number == 0:
            assert key not in possible, "nobody is nobody"


def test_of_a_small_whole_every_part_with_somebody_is_closed() -> None:
    assert closed_parts({"a": 1, "b": 0, "c": 2}) == {"a": Closing.SMALL, "c": Closing.SMALL}


def test_the_rows_of_a_part_close_together_with_the_parts() -> None:
    parts = {"x": {Step.READY: 3, Step.CLEAR: 30}, "y": {Step.READY: 20, Step.CLEAR: 50}}
    rows = [row(Step.TRAINED, 2, 1), row(Step.CLEAR, 30, 9), row(Step.READY, 3, 1)]
    trained, clear, ready = close_quiet(rows, parts, "x")
    assert trained == rows[0]
    assert (clear.closing, clear.persons_words, clear.group_words) == (None, "30", ("9", "9"))
    assert (ready.closing, ready.persons_words, ready.group_words) == (
        Closing.SMALL, "kurang dari 5", ("ditutup", "ditutup"),
    )  # fmt: skip
    assert close_quiet([row(Step.READY, 20)], parts, "y")[0].persons_words == "ditutup", "or the city less y is x"


def test_a_part_of_a_part_is_never_told_and_the_city_only_from_five() -> None:
    parts = {"x": {Step.READY: 30}}
    assert close_quiet([row(Step.READY, 30)], parts, "")[0].persons_words == "ditutup"
    assert [close_quiet([row(Step.READY, number)], None, "")[0].persons_words for number in (0, 4, 5)] == [
        "0", "kurang dari 5", "5",
    ]  # fmt: skip
    assert close_quiet([row(Step.READY, 30, 4)], None, "")[0].group_words == ("kurang dari 5", "kurang dari 5")
    assert not replace(row(Step.READY, 9), closing=Closing.SMALL).has_list
