"""An assessment is kept as plain values that can be read back and compared."""

import json
from dataclasses import replace
from datetime import date, timedelta

from harkat.readiness.packing import affordable_over_a_year, digest_of, pack_facts, pack_paths, unpack_facts
from harkat.readiness.presenting import shown_paths, split_reasons, standing_of_member
from scoring.capacity import LargestLoan
from scoring.facts import DebtFact, Fact, FactKind, Facts, Sureness
from scoring.step import Helper, Start, Step
from scoring.steps import Path

DAY = date(2026, 11, 20)
FACTS = Facts(
    (Fact(FactKind.SALES_MONTHLY, 9, "uji", DAY, Sureness.MENTOR),),
    (DebtFact("a", "Bank", installment_monthly=5, quality=1),),
)


def test_facts_survive_json() -> None:
    assert unpack_facts(json.loads(json.dumps(pack_facts(FACTS)))) == FACTS


def test_the_digest_changes_with_what_counts_and_not_with_days_or_sources() -> None:
    same = Facts((replace(FACTS.items[0], on=DAY - timedelta(days=3), source="lain"),), FACTS.debts)
    assert digest_of(same, "1") == digest_of(FACTS, "1")
    for other in (
        Facts((replace(FACTS.items[0], value=8),), FACTS.debts),
        Facts((replace(FACTS.items[0], sureness=Sureness.DOCUMENT),), FACTS.debts),
        Facts(FACTS.items, ()),
    ):
        assert digest_of(other, "1") != digest_of(FACTS, "1")
    assert digest_of(FACTS, "2") != digest_of(FACTS, "1")


def test_what_is_affordable_over_a_year_is_the_longest_term_within_it() -> None:
    loans = [LargestLoan(months, months * 10, 0) for months in (6, 12, 24)]
    assert affordable_over_a_year(loans) == 120
    assert affordable_over_a_year([LargestLoan(24, 240, 0)]) == 240
    assert affordable_over_a_year([]) is None


def test_a_path_shows_three_steps_first_and_keeps_the_rest() -> None:
    steps = tuple(Step(str(key), f"Langkah {key}", Helper.MENTOR, Start.PAPERS, DAY) for key in range(5))
    packed = json.loads(json.dumps(pack_paths([Path(steps, DAY)])))
    path = shown_paths(packed, at_first=3)[0]
    assert [step.label for step in path.first] == ["Langkah 0", "Langkah 1", "Langkah 2"]
    assert len(path.rest) == 2
    assert path.expected_on == DAY
    standing = standing_of_member(1, "Siti", None, packed)
    assert (standing.first_step, standing.steps) == ("Langkah 0", 5)
    assert standing_of_member(1, "Siti", None, []).first_step is None


def test_reasons_are_told_apart_and_keep_their_order() -> None:
    packed = [{"tone": tone, "text": tone} for tone in ("holds", "unknown", "weak", "good")]
    assert split_reasons(packed) == (["holds", "weak"], ["unknown"], ["good"])
