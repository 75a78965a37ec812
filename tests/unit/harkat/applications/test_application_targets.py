"""Working days against targets: weekends and holidays do not count, and each waits at somebody."""

from datetime import date

import pytest

from harkat.applications.queue.targets import Waited, waited, working_days
from harkat.applications.states import State

FRIDAY, MONDAY, TUESDAY = date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 10)
NYEPI = date(2026, 3, 19)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (FRIDAY, FRIDAY, 0),
        (FRIDAY, date(2026, 3, 8), 0),
        (FRIDAY, MONDAY, 1),
        (MONDAY, TUESDAY, 1),
        (date(2026, 3, 18), date(2026, 3, 20), 1),
        (TUESDAY, MONDAY, 0),
    ],
)
def test_working_days(start: date, end: date, days: int) -> None:
    assert working_days(start, end, {NYEPI}) == days


def test_the_time_is_split_by_who_was_waited_for() -> None:
    entries = [
        (State.DRAFT, date(2026, 3, 2)),
        (State.SUBMITTED, date(2026, 3, 4)),
        (State.RETURNED, date(2026, 3, 5)),
        (State.SUBMITTED, date(2026, 3, 6)),
        (State.VERIFIED, date(2026, 3, 9)),
        (State.RECOMMENDED, date(2026, 3, 9)),
        (State.AT_BANK, date(2026, 3, 10)),
    ]
    found = waited(entries, today=date(2026, 3, 24), holidays={NYEPI}, targets={"at_bank": 8})
    assert found == Waited(city=3, bank=9, applicant=3, step=9, target=8)
    assert found.is_late


def test_a_note_in_the_same_state_does_not_start_the_clock_anew() -> None:
    entries = [(State.DRAFT, date(2026, 3, 2)), (State.DRAFT, date(2026, 3, 5))]
    assert waited(entries, today=date(2026, 3, 6), holidays=(), targets={}).step == 4


def test_what_has_ended_waits_for_nobody() -> None:
    entries = [(State.DRAFT, date(2026, 3, 2)), (State.WITHDRAWN, date(2026, 3, 3))]
    found = waited(entries, today=date(2026, 4, 1), holidays=(), targets={"withdrawn": 0, "draft": 1})
    assert found == Waited(city=0, bank=0, applicant=1, step=0, target=None)
    assert not found.is_late


def test_on_its_last_day_a_step_is_not_late() -> None:
    entries = [(State.AT_BANK, MONDAY)]
    assert not waited(entries, today=date(2026, 3, 11), holidays=(), targets={"at_bank": 2}).is_late
    assert waited(entries, today=date(2026, 3, 12), holidays=(), targets={"at_bank": 2}).is_late
