"""Shares, fairness, calibration and comparison of scorecards against figures worked out elsewhere."""

from copy import deepcopy
from datetime import date

import pytest

from scoring.calibration import Outcome, bands, gini, kolmogorov_smirnov, stability, stability_words
from scoring.comparison import compare, differences
from scoring.facts import Facts
from scoring.fairness import Person, ready_shares
from scoring.first_scorecard import FIRST_SCORECARD
from scoring.measures import Measure
from scoring.passable import best_trader, check_scorecard
from scoring.readiness import Readiness
from scoring.scorecard import BadScorecard
from scoring.shares import difference, wilson
from tests.unit.scoring.test_stories import STORIES, facts_of

TODAY = date.fromisoformat(STORIES["today"])
CARD = check_scorecard(FIRST_SCORECARD)
NOTHING: frozenset[Measure] = frozenset()


def test_the_interval_of_a_share_is_newcombes_published_one() -> None:
    """R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3: 81/263 and 1/29."""
    for hits, count, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (1, 29, 0.0061, 0.1718)):
        found = wilson(hits, count)
        assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    assert wilson(0, 20).low == 0
    assert wilson(20, 20).high == 1
    with pytest.raises(ValueError, match="no share"):
        wilson(0, 0)


def test_the_interval_of_a_difference_is_newcombes_published_one() -> None:
    """R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890, table II, method 10."""
    found = difference(56, 70, 48, 80)
    assert (round(found.estimate, 4), round(found.low, 4), round(found.high, 4)) == (0.2, 0.0524, 0.3339)
    found = difference(9, 10, 3, 10)
    assert (round(found.low, 4), round(found.high, 4)) == (0.1705, 0.8090)
    assert found.excludes_zero


def test_a_group_that_is_ready_less_often_is_shown_with_the_item_that_causes_it() -> None:
    books = frozenset({Measure.BOOKKEEPING_MONTHS})
    people = [Person("A", is_ready=True, unmet=NOTHING) for _ in range(40)]
    people += [Person("B", is_ready=k < 5, unmet=NOTHING if k < 5 else books) for k in range(30)]
    here, there = ready_shares(people)
    assert (here.group, here.causes) == ("A", ())
    assert there.apart is not None
    assert there.apart.high < 0
    assert [cause.measure for cause in there.causes] == [Measure.BOOKKEEPING_MONTHS]


def test_a_small_group_is_closed_and_cannot_be_found_by_subtracting() -> None:
    people = [Person(group, is_ready=False, unmet=NOTHING) for group in "AAAAAABBBBBBBCCC"]
    assert [share.is_hidden for share in ready_shares(people)] == [True, False, True]
    assert all(share.is_hidden for share in ready_shares(people[-3:]))
    assert ready_shares([]) == ()


def test_gini_and_ks_of_scores_that_order_perfectly_not_at_all_and_with_ties() -> None:
    perfect = [Outcome(80 + k % 10, is_bad=False) for k in range(30)] + [Outcome(40, is_bad=True)] * 5
    found, gap = gini(perfect), kolmogorov_smirnov(perfect)
    assert found is not None
    assert gap is not None
    assert (found.estimate, gap.estimate) == (1.0, 1.0)
    level = [Outcome(60, is_bad=k % 2 == 0) for k in range(40)]
    found = gini(level)
    assert found is not None
    assert found.estimate == 0
    small = [Outcome(score, is_bad=False) for score in (70, 80, 90)] + [Outcome(s, is_bad=True) for s in (60, 80)]
    found = gini(small)
    assert found is not None
    assert round((found.estimate + 1) / 2, 4) == round(4.5 / 6, 4)  # pairs won, an equal pair counting half
    assert gini(small[:4]) is None
    assert kolmogorov_smirnov(small) == kolmogorov_smirnov(small)


def test_bands_show_the_number_behind_each_and_close_the_small_ones() -> None:
    rows = bands([Outcome(55, is_bad=k < 3) for k in range(10)] + [Outcome(95, is_bad=False)] * 4)
    assert [row.loans for row in rows] == [0, 10, 0, 0, 0, 4]
    assert rows[1].bad is not None
    assert rows[1].bad.estimate == 0.3
    assert rows[5].bad is None
    assert (rows[0].first, rows[-1].last) == (0, 100)


def test_the_same_scores_are_stable_and_others_are_not() -> None:
    month = [45, 55, 65, 75, 85, 95] * 10
    same, moved = stability(month, month), stability(month, [95] * 60)
    assert same == 0
    assert moved is not None
    assert moved > 0.25
    assert stability(month, [70] * 4) is None
    assert [stability_words(index) for index in (0.05, 0.2, 0.3)] == [
        "stabil",
        "bergeser sedikit",
        "bergeser jauh; periksa sebabnya",
    ]


def test_the_best_trader_passes_the_first_card_and_a_card_that_stops_everybody_is_refused() -> None:
    assert compare(CARD, CARD, [(1, best_trader(), date(2026, 1, 1))]).after == {Readiness.READY: 1}
    table = deepcopy(FIRST_SCORECARD)
    table["stops"].append(
        {
            "measure": "own_loan_days_late",
            "limit": 0,
            "when_broken": "conditional",
            "when_unknown": "not_yet",
            "reason": "x",
        }
    )
    with pytest.raises(BadScorecard, match="baru pertama meminjam"):
        check_scorecard(table)
    for change in ({"ages_days": {"ideb_read": -1}}, {"step_days": {"training": 0}}):
        with pytest.raises(BadScorecard, match=r"kurang dari nol|paling sedikit satu"):
            check_scorecard(FIRST_SCORECARD | change)


def test_a_comparison_names_who_changes_and_why_the_furthest_fall_first() -> None:
    table = deepcopy(FIRST_SCORECARD) | {"version": "2026-2"}
    table["thresholds"]["ready"] = 100
    rent = next(stop for stop in table["stops"] if stop["measure"] == "business_license")
    rent["when_broken"] = rent["when_unknown"] = "not_yet"
    people: list[tuple[int, Facts, date]] = [
        (number, facts_of(trader), TODAY) for number, trader in enumerate(STORIES["traders"])
    ]
    found = compare(CARD, check_scorecard(table), people)
    assert found.looked_at == 12
    assert sum(found.before.values()) == sum(found.after.values()) == 12
    assert compare(CARD, CARD, people).changes == ()
    rudi = next(change for change in found.changes if change.person_id == 1)
    assert rudi.after is Readiness.NOT_YET
    assert not rudi.is_better
    assert any("Ambang siap 70 menjadi 100." in change.why for change in found.changes)
    what = {line.what for line in differences(CARD, check_scorecard(table))}
    assert what == {"Ambang siap", "Syarat NIB atau surat keterangan usaha"}
