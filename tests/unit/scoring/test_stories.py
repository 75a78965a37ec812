"""Twelve traders and what a good officer would say: the score must agree."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from scoring.facts import DebtFact, Fact, FactKind, Facts, Sureness
from scoring.first_scorecard import FIRST_SCORECARD
from scoring.readiness import Readiness, Tone, assess, status_of
from scoring.scorecard import read_scorecard
from scoring.steps import apply, find_paths

STORIES = json.loads((Path(__file__).parents[2] / "stories" / "traders.json").read_text())
TODAY = date.fromisoformat(STORIES["today"])
CARD = read_scorecard(FIRST_SCORECARD)


def facts_of(trader: dict[str, Any]) -> Facts:
    items = []
    for kind, (value, sureness, *days) in trader["facts"].items():
        on = TODAY - timedelta(days=days[0] if days else 10)
        items.append(Fact(FactKind.of(kind), value, "cerita", on, Sureness.of(sureness)))
    return Facts(tuple(items), tuple(DebtFact(**debt) for debt in trader["debts"]))


@pytest.mark.parametrize("trader", STORIES["traders"], ids=lambda trader: trader["name"])
def test_the_score_says_what_a_good_officer_would_say(trader: dict[str, Any]) -> None:
    facts = facts_of(trader)
    result = assess(facts, CARD, today=TODAY)
    assert result.status is Readiness.of(trader["status"]), [reason.text for reason in result.reasons]
    paths = find_paths(facts, CARD, today=TODAY)
    assert [step.key for step in paths[0].first] == trader["path"] if paths else trader["path"] == []


@pytest.mark.parametrize("trader", STORIES["traders"], ids=lambda trader: trader["name"])
def test_every_path_offered_leads_to_ready_in_the_future_it_describes(trader: dict[str, Any]) -> None:
    facts = facts_of(trader)
    for path in find_paths(facts, CARD, today=TODAY):
        assert status_of(apply(facts, path.steps), CARD) is Readiness.READY
        assert path.expected_on == max(step.done_on for step in path.steps)


def test_there_are_twelve_stories_and_every_status_is_told() -> None:
    assert len(STORIES["traders"]) == 12
    assert {trader["status"] for trader in STORIES["traders"]} == {status.value for status in Readiness}


def test_what_holds_a_person_back_is_said_first_and_once() -> None:
    lina = next(trader for trader in STORIES["traders"] if trader["name"].startswith("Bu Lina"))
    reasons = assess(facts_of(lina), CARD, today=TODAY).reasons
    assert reasons[0].text == "Ada 3 utang yang perlu diselesaikan dulu."
    assert [reason.effect for reason in reasons] == sorted((reason.effect for reason in reasons), reverse=True)
    measures = [reason.measure for reason in reasons if reason.measure is not None]
    assert len(measures) == len(set(measures))
    assert reasons[0].tone is Tone.HOLDS


def test_no_reason_ever_says_approved() -> None:
    for trader in STORIES["traders"]:
        result = assess(facts_of(trader), CARD, today=TODAY)
        words = " ".join(reason.text for reason in result.reasons).lower() + result.status.label.lower()
        assert "setuju" not in words
        assert "tolak" not in words
