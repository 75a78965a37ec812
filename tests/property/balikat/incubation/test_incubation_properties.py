"""Progress never goes backward: doing more never adds something missing, and follow-ups are made once.

Attacked with any mix of weeks, visits and milestones, and with the nightly job run on any days in any order.
"""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from balikat.follow_up.dueness import APART_DAYS, Finish, earliest_finish, plan
from balikat.follow_up.kinds import FollowUpReason
from balikat.incubation.cash_book.months import Week, average_income, count_bookkeeping, monday_of, months_of
from balikat.incubation.graduation import Progress, judge
from balikat.incubation.milestones.kinds import MilestoneKind
from balikat.incubation.stages import Criteria

DAY = date(2026, 11, 20)
KINDS = st.frozensets(st.sampled_from(list(MilestoneKind)))
MONDAYS = st.sets(st.integers(0, 70).map(lambda back: monday_of(DAY) - timedelta(days=7 * back)), max_size=70)


@given(KINDS, KINDS, st.integers(0, 9), st.integers(0, 9), st.integers(0, 5), st.integers(0, 5), st.integers(0, 400))
def test_doing_more_never_adds_something_missing(
    accepted: frozenset[MilestoneKind],
    more: frozenset[MilestoneKind],
    visits: int,
    more_visits: int,
    months: int,
    more_months: int,
    days: int,
) -> None:
    criteria = Criteria(180, 6, tuple(kind for kind in MilestoneKind if kind is not MilestoneKind.OTHER))
    began = DAY - timedelta(days=days)
    before = judge(Progress(began, visits, accepted, months), criteria, bookkeeping_months=3, today=DAY)
    done = Progress(began, visits + more_visits, accepted | more, months + more_months)
    after = judge(done, criteria, bookkeeping_months=3, today=DAY + timedelta(days=1))
    assert {row.name for row in after.missing} <= {row.name for row in before.missing}


@given(MONDAYS, MONDAYS)
def test_writing_more_weeks_never_shortens_the_row_before_the_same_month(first: set[date], more: set[date]) -> None:
    def weeks(days: set[date]) -> list[Week]:
        return [Week(day, 1_000, 700) for day in days]

    before = count_bookkeeping(months_of(weeks(first), weeks_in_month=4), on=DAY)
    after = count_bookkeeping(months_of(weeks(first | more), weeks_in_month=4), on=DAY)
    if before is not None:
        assert after is not None
        assert after.until >= before.until
        assert after.until > before.until or after.months >= before.months
    income = average_income(months_of(weeks(first), weeks_in_month=4), on=DAY, least=3)
    if income is not None:
        assert income.profit == income.sales - income.sales * 7 // 10
        assert 4_000 <= income.sales <= 5_000


FINISHES = st.lists(
    st.builds(
        Finish,
        st.sampled_from(FollowUpReason),
        st.integers(1, 6),
        st.integers(1, 3),
        st.integers(0, 330).map(lambda back: DAY - timedelta(days=back)),
    ),
    max_size=12,
    unique_by=lambda row: (row.reason, row.key),
)


@given(FINISHES, st.integers(0, 60))
def test_a_second_run_makes_nothing_and_nobody_is_asked_twice_at_once(finishes: list[Finish], later: int) -> None:
    rules = {"months": (3, 6), "open_days": 60}
    first = plan(finishes, [], today=DAY, **rules)  # type: ignore[arg-type]
    known = [(one.finish.person_id, one.due_on) for one in first]
    assert plan(finishes, known, today=DAY, **rules) == []  # type: ignore[arg-type]
    second = plan(finishes, known, today=DAY + timedelta(days=later), **rules)  # type: ignore[arg-type]
    known += [(one.finish.person_id, one.due_on) for one in second]
    for place, (person_id, due_on) in enumerate(known):
        for other_id, other_on in known[place + 1 :]:
            assert person_id != other_id or abs((due_on - other_on).days) > APART_DAYS
    earliest = earliest_finish(DAY, months=(3, 6), open_days=60)
    assert all(one.finish.on >= earliest for one in first)
