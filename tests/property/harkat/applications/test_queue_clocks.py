"""Claim: working days add up over any split, and every working day since the first entry is counted at exactly one.

Attacked with random spans, random holidays, weekends as ends, and random walks through the states.
"""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from harkat.applications.queue.targets import waited, working_days
from harkat.applications.states import ENDED, State

DAYS = st.dates(date(2025, 12, 1), date(2027, 2, 1))
HOLIDAYS = st.sets(DAYS, max_size=30)
OPEN = [state for state in State if state not in ENDED]


@given(st.tuples(DAYS, DAYS, DAYS), HOLIDAYS)
def test_days_add_up(days: tuple[date, date, date], holidays: set[date]) -> None:
    first, middle, last = sorted(days)
    parts = working_days(first, middle, holidays) + working_days(middle, last, holidays)
    assert working_days(first, last, holidays) == parts
    assert parts <= (last - first).days
    assert working_days(last, first, holidays) == 0


@given(st.lists(st.tuples(st.sampled_from(OPEN), st.integers(0, 20)), min_size=1, max_size=8), HOLIDAYS)
def test_every_day_is_somebodys(walk: list[tuple[State, int]], holidays: set[date]) -> None:
    day, entries = date(2026, 1, 5), []
    for state, gap in walk:
        day += timedelta(days=gap)
        entries.append((state, day))
    today = day + timedelta(days=9)
    found = waited(entries, today=today, holidays=holidays, targets={})
    assert found.city + found.bank + found.applicant == working_days(entries[0][1], today, holidays)
    assert 0 <= found.step <= found.city + found.bank + found.applicant
    assert not found.is_late
