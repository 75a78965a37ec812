"""A scorecard that is unsound is refused with the line that is wrong."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from core.policy.definitions import definition_of
from scoring.first_scorecard import FIRST_SCORECARD, SCORECARD_KEY
from scoring.measures import SCALES, Measure
from scoring.scorecard import BadScorecard, Part, read_scorecard

Change = Callable[[dict[str, Any]], object]


def changed(change: Change) -> dict[str, Any]:
    table = copy.deepcopy(FIRST_SCORECARD)
    change(table)
    return table


def test_the_first_scorecard_is_sound_and_leans_on_character_and_capacity() -> None:
    card = read_scorecard(FIRST_SCORECARD)
    weights = {part: sum(item.weight for item in card.items if item.part is part) for part in Part}
    assert sum(weights.values()) == 100
    assert weights[Part.CHARACTER] + weights[Part.CAPACITY] >= 80
    assert all(item.reason and stop.reason for item in card.items for stop in card.stops)
    assert definition_of(SCORECARD_KEY).default == FIRST_SCORECARD


def test_nothing_that_may_not_count_has_a_name_here() -> None:
    forbidden = ("sex", "gender", "born", "married", "marital", "kelurahan", "kecamatan", "rt_", "group", "spouse")
    names = [measure.value for measure in Measure]
    assert not [name for name in names for word in forbidden if word in name]
    assert set(SCALES) == set(Measure)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda t: t["items"][0].update(weight=11), "Jumlah bobot harus 100, sekarang 101"),
        (lambda t: t["items"][0].update(weight=0), "Jumlah bobot"),
        (lambda t: t["items"][0].update(weight="10"), "bukan bilangan bulat"),
        (lambda t: t["items"][0].update(measure="sex"), "tidak terbaca"),
        (lambda t: t["items"][0].update(reason=" "), "Tulis alasan"),
        (lambda t: t["items"][1].update(measure="training_completed"), "dua kali"),
        (lambda t: t["items"][1].update(bands=[[1, 100], [2, 65]]), "Urutkan"),
        (lambda t: t["items"][1].update(bands=[[3, 100], [2, 100]]), "lebih besar"),
        (lambda t: t["items"][1].update(bands=[[3, 90]]), "100%"),
        (lambda t: t["items"][1].update(bands=[]), "100%"),
        (lambda t: t["items"][0].update(bands=[[2, 100]]), "tidak dapat dicapai"),
        (lambda t: t["stops"][0].update(limit=2), "tidak dapat dicapai"),
        (lambda t: t["stops"][2].update(limit=-1), "tidak dapat dicapai"),
        (lambda t: t["stops"][2].update(when_broken="ready"), "tidak menahan"),
        (lambda t: t["thresholds"].update(ready=101), "Ambang"),
        (lambda t: t["thresholds"].update(conditional=80), "Ambang"),
        (lambda t: t["thresholds"].update(confidence=101), "keyakinan"),
        (lambda t: t["capacity"].update(surplus_share_percent=120), "kemampuan bayar"),
        (lambda t: t["capacity"].update(terms_months=[]), "Jangka waktu"),
        (lambda t: t["capacity"].update(annual_rate_percent="tiga"), "tidak terbaca"),
        (lambda t: t.pop("items"), "tidak terbaca"),
        (lambda t: t.update(version="x" * 41), "paling panjang 40"),
        (lambda t: [item.update(part="capital") for item in t["items"]], "wajib ada"),
    ],
)
def test_an_unsound_scorecard_is_refused_with_the_reason(change: Change, word: str) -> None:
    with pytest.raises(BadScorecard) as refused:
        read_scorecard(changed(change))
    assert word in refused.value.message


@pytest.mark.parametrize("table", [None, [], "kartu", {"version": "x"}, {"thresholds": 3}])
def test_something_that_is_not_a_scorecard_is_refused(table: Any) -> None:
    with pytest.raises(BadScorecard):
        read_scorecard(table)


def test_two_tables_under_one_version_are_told_apart() -> None:
    first = read_scorecard(FIRST_SCORECARD)
    other = read_scorecard(changed(lambda t: t["thresholds"].update(ready=71)))
    assert first.version == other.version
    assert first.fingerprint != other.fingerprint
    assert read_scorecard(copy.deepcopy(FIRST_SCORECARD)) == first
