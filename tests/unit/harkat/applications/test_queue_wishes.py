"""The queue's questions, and the days the offices are shut."""

from datetime import date

import pytest

from core.errors import DomainError
from harkat.applications.queue.calendar import check_changes, closed_days
from harkat.applications.queue.targets import Waited
from harkat.applications.queue.wishes import STATES_WAITING, Entry, Order, WaitingFor, Whose, Wish, chosen
from harkat.applications.states import ENDED, State


def entry(key: int, state: State, *, step: int = 0, target: int | None = 3, handler: int | None = None) -> Entry:
    return Entry(key, state, handler, key * 1_000_000, Waited(step, 0, 0, step, target))


FILES = [
    entry(1, State.DRAFT, step=30, target=None),
    entry(2, State.SUBMITTED, step=9, handler=7),
    entry(3, State.AT_BANK, step=12, target=10),
    entry(4, State.APPROVED, step=1, target=5, handler=8),
]


@pytest.mark.parametrize(
    ("wish", "keys"),
    [
        (Wish(), [2, 3, 4, 1]),
        (Wish(order=Order.LONG), [1, 3, 2, 4]),
        (Wish(order=Order.AMOUNT), [4, 3, 2, 1]),
        (Wish(whose=Whose.MINE), [2]),
        (Wish(whose=Whose.NOBODY), [3, 1]),
        (Wish(waiting_for=WaitingFor.PAPERS), [1]),
        (Wish(waiting_for=WaitingFor.BANK, late=True), [3]),
        (Wish(late=True), [2, 3]),
    ],
)
def test_what_is_asked_is_shown_in_the_order_asked(wish: Wish, keys: list[int]) -> None:
    assert [found.key for found in chosen(FILES, wish, reader_id=7)] == keys


def test_nobody_signed_in_holds_nothing() -> None:
    assert chosen(FILES, Wish(whose=Whose.MINE), reader_id=None) == []


def test_every_open_state_waits_for_exactly_one() -> None:
    placed = [state for states in STATES_WAITING.values() for state in states]
    assert len(placed) == len(set(placed))
    assert set(placed) == set(State) - ENDED


def test_the_decree_puts_the_calendar_right() -> None:
    known = {date(2027, 3, 10), date(2027, 3, 11)}
    changed = {"libur": ["2027-03-12"], "kerja": ["2027-03-10", "2027-12-24"]}
    assert closed_days(known, changed) == {date(2027, 3, 11), date(2027, 3, 12)}
    check_changes(changed)


@pytest.mark.parametrize("value", [[], {"hari": []}, {"libur": ["besok"]}, {"kerja": [3]}, {"libur": 5}, "x"])
def test_a_table_that_is_none_is_refused(value: object) -> None:
    with pytest.raises(DomainError):
        check_changes(value)
