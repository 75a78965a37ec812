"""The forecast against laws that are known because the histories were invented from them."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest

from harkat.reports.forecast.bands import ALL, HALF, months_ahead, reaching, try_back
from harkat.reports.forecast.histories import DAYS, NEVER, Histories, StepTimes, step_times, waiting_at
from harkat.reports.forecast.lags import draw_step, follow, hurry, remaining
from harkat.reports.forecast.levers import BankSpeed, Classes, Cleared, Levers, Reach
from harkat.reports.forecast.made import make
from harkat.reports.forecast.outlook import Fund, Futures, Rules, foresee, month_ends, month_starts
from harkat.reports.forecast.returns import lay_out_returns, round_returns
from tests.forecast_histories import day, invent

PLENTY = Fund(300_000_000, 10**12)


def look(
    known: Histories, on: date, *, levers: Levers | None = None, fund: Fund = PLENTY, months: int = 12, cases: float = 0
) -> Futures:
    made = foresee(
        known, on, fund=fund, rules=Rules(), levers=levers or Levers(), reach=Reach(cases or None), months=months
    )
    assert made is not None
    return made


def middle_total(futures: Futures) -> int:
    return months_ahead(futures)[-1].so_far.middle


def counts(**days: int) -> np.ndarray:
    made = np.zeros(DAYS, dtype=np.int64)
    for name, number in days.items():
        made[int(name.removeprefix("d"))] = number
    return made


def test_the_band_holds_the_share_it_claims_on_invented_histories() -> None:
    trials = [
        trial
        for seed in range(9)
        for trial in try_back(invent(seed, days=420), day(419), ceiling=10**12, rules=Rules(fewest_for_band=20))
    ]
    inside = sum(trial.is_inside for trial in trials)
    assert len(trials) > 60
    assert 0.7 <= inside / len(trials) <= 0.95, f"{inside} of {len(trials)} inside a band of 80"


def test_those_who_wait_yet_count_as_far_as_they_have_waited() -> None:
    # ten went on after 5 days, ten wait since 2 days: all twenty are thought to go on
    times = StepTimes(counts(d5=10), counts(), counts(d2=10))
    share, _ = draw_step(times, 200, np.random.default_rng(1))
    assert share.sum(axis=1) == pytest.approx(1)
    # ten more stopped after 9 days and nobody else was left: half of those who came that far
    times = StepTimes(counts(d5=10), counts(d9=10), counts())
    share, still = draw_step(times, 4000, np.random.default_rng(1))
    assert share[:, 5].mean() == pytest.approx(0.5, abs=0.01)
    assert still[:, 4] == pytest.approx(1)
    assert still[:, 9] == pytest.approx(0, abs=1e-9)


def test_who_has_waited_goes_on_by_what_is_left_of_the_step() -> None:
    share, still = np.zeros((1, DAYS)), np.ones((1, DAYS))
    share[0, 3], share[0, 8], still[0, 3:8], still[0, 8:] = 0.5, 0.25, 0.5, 0.25
    going = remaining(share, still, counts(d2=4, d5=4))
    assert going[0, 1] == pytest.approx(4 * 0.5)  # day 3 for those at 2
    assert going[0, 6] == pytest.approx(4 * 0.25)  # day 8 for those at 2
    assert going[0, 3] == pytest.approx(4 * 0.25 / 0.5)  # day 8 for those at 5
    assert going.sum() == pytest.approx(2 + 1 + 2)
    assert follow(share, share, 20)[0, [6, 11, 16]] == pytest.approx([0.25, 0.25, 0.0625])
    assert hurry(share, 0.5)[0, [1, 4]] == pytest.approx([0.5, 0.25])


def test_a_past_day_knows_nothing_of_what_came_later() -> None:
    known = invent(3)
    then = known.as_of(day(200))
    assert (then.reached[then.reached < NEVER] <= day(200).toordinal()).all()
    assert (then.ended[then.ended < NEVER] <= day(200).toordinal()).all()
    assert (then.granted[then.reached[:, 2] == NEVER] == 0).all()
    again = invent(3, days=500).as_of(day(499)).as_of(day(200))
    assert (again.reached == then.reached).all()
    for stage in range(4):
        times = step_times(then, stage, day(200))
        at = waiting_at(then, stage, day(200))
        assert times.waiting.sum() == at.by_age.sum() == len(at.amounts)


def test_the_same_facts_give_the_same_forecast() -> None:
    known = invent(4).as_of(day(400))
    assert months_ahead(look(known, day(400))) == months_ahead(look(known, day(400)))
    low, middle, high = (months_ahead(look(known, day(400)))[-1].so_far.__dict__[n] for n in ("low", "middle", "high"))
    assert low < middle < high


@pytest.mark.parametrize(
    ("levers", "cases"),
    [
        (Levers(classes=Classes.DOUBLE), 0),
        (Levers(cleared=Cleared.HALF), 200),
        (Levers(bank=BankSpeed.HALF_TIME), 0),
    ],
)
def test_every_lever_brings_more_within_the_year(levers: Levers, cases: float) -> None:
    known = invent(5, a_day=2).as_of(day(450))
    assert middle_total(look(known, day(450), levers=levers, cases=cases)) > middle_total(look(known, day(450)))


def test_freeing_nobody_changes_nothing() -> None:
    known = invent(5).as_of(day(450))
    cleared = look(known, day(450), levers=Levers(cleared=Cleared.ALL))
    assert months_ahead(cleared) == months_ahead(look(known, day(450)))


def test_nothing_goes_out_that_the_fund_has_not_got() -> None:
    known = invent(6, a_day=3).as_of(day(450))
    futures = look(known, day(450), fund=Fund(100_000_000, 400_000_000), months=24)
    assert (futures.amounts >= 0).all()
    assert futures.amounts.sum(axis=1).max() <= 300_000_000 + 1
    more = look(known, day(450), fund=Fund(100_000_000, 400_000_000, (50_000_000,) * 24), months=24)
    assert 300_000_001 < more.amounts.sum(axis=1).max() <= 350_000_001


def test_half_comes_before_all_and_a_fund_too_large_has_no_date() -> None:
    known = invent(7, a_day=3).as_of(day(450))
    futures = look(known, day(450), fund=Fund(300_000_000, 2_000_000_000), months=36)
    half, whole = reaching(futures, HALF), reaching(futures, ALL)
    assert half.earliest is not None
    assert half.latest is not None
    assert whole.earliest is not None
    assert half.earliest <= half.latest <= (whole.latest or date.max)
    assert half.words.startswith("antara ")
    assert reaching(look(known, day(450)), ALL).words.startswith("belum tercapai sampai ")
    assert reaching(look(known, day(450), fund=Fund(300, 400)), HALF).words == "sudah tercapai"


def test_too_few_loans_give_a_range_but_no_date_and_none_paid_gives_nothing() -> None:
    few = invent(8, days=120, a_day=0.5).as_of(day(119))
    rules = Rules(fewest_loans=few.paid + 1, fewest_for_band=5)
    made = make(few, day(119), fund=PLENTY, rules=rules, levers=Levers(), reach=Reach(), returns=[])
    assert made.months
    assert not made.is_enough
    assert list(made.dates) == []
    enough = make(
        few,
        day(119),
        fund=PLENTY,
        rules=Rules(fewest_loans=few.paid, fewest_for_band=5),
        levers=Levers(),
        reach=Reach(),
        returns=[],
    )
    assert [each.share for each in enough.dates] == [HALF, ALL]
    for rules in (Rules(fewest_for_band=few.paid + 1), Rules(fewest_for_band=0)):
        on = 119 if rules.fewest_for_band else 3
        made = make(few.as_of(day(on)), day(on), fund=PLENTY, rules=rules, levers=Levers(), reach=Reach(), returns=[])
        assert (list(made.months), list(made.trials)) == ([], []), "no band out of fewer than a handful of loans"


def test_every_band_that_was_shown_is_tried_and_no_other() -> None:
    known = invent(8, days=300, a_day=0.5)
    trials = try_back(known, day(299), ceiling=10**12, rules=Rules(fewest_for_band=10))
    assert trials
    assert all(known.as_of(trial.day).paid >= 10 for trial in trials)
    assert known.as_of(trials[-1].day.replace(day=1) - timedelta(days=1)).paid < 10


def test_how_far_half_of_the_fund_is_stands_in_words_without_a_date() -> None:
    def words(ceiling: int) -> str:
        fund = Fund(300_000_000, ceiling)
        return make(known, day(199), fund=fund, rules=Rules(), levers=Levers(), reach=Reach(), returns=[]).way_to_half

    known = invent(8, days=200, a_day=0.5)
    assert words(110_000_000_000).startswith(
        "Separuh dana adalah Rp55.000.000.000. Sampai kini Rp300.000.000 dicairkan, 0,55% dari separuh itu. "
    )
    assert words(110_000_000_000).endswith("separuh itu masih jauh.")
    assert words(600_000_000).endswith("Rp300.000.000, sudah dicairkan.")
    assert words(602_000_000).endswith("terlewati, pun menurut batas bawah kisaran.")
    assert words(0) == "Separuh dana belum dapat dihitung: besar dana program belum dicatat."


def test_months_follow_each_other_without_a_gap() -> None:
    for on in (date(2026, 1, 31), date(2026, 2, 1), date(2026, 12, 15)):
        starts, ends = month_starts(on, 14), month_ends(on, 14)
        assert (starts[0] - on).days == 1
        assert all((later - end).days == 1 for end, later in zip(ends, starts[1:], strict=False))
        assert all(earlier < later for earlier, later in pairwise(ends))


def test_what_falls_due_is_laid_out_over_every_month() -> None:
    months = month_starts(date(2026, 11, 10), 3)
    rows = lay_out_returns(
        months, [(2026, 12, True, 700, 30), (2026, 12, False, 300, 20), (2027, 1, False, 100, 1), (2030, 1, True, 9, 9)]
    )
    assert [(row.principal, row.interest, row.revolving) for row in rows] == [(0, 0, 0), (1000, 50, 700), (100, 1, 0)]


def test_what_falls_due_is_rounded_so_that_the_rest_of_what_is_owed_tells_no_arrears() -> None:
    months = month_starts(date(2026, 11, 10), 3)
    dues = [(2026, 12, True, 17_733_217, 366_185), (2027, 1, False, 499_999, 49_999)]
    rows = round_returns(lay_out_returns(months, dues))
    assert [(row.principal, row.interest, row.revolving) for row in rows] == [
        (0, 0, 0), (18_000_000, 400_000, 18_000_000), (0, 0, 0)
    ]  # fmt: skip
    assert all(row.is_rounded for row in rows)
