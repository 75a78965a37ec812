"""Status, score and confidence out of facts, and the steps that follow."""

import time
from dataclasses import replace
from datetime import date, timedelta

from scoring.facts import DebtFact, Fact, FactKind, Facts, Sureness
from scoring.first_scorecard import FIRST_SCORECARD
from scoring.measures import Measure
from scoring.offers import offered_steps
from scoring.readiness import Readiness, Tone, assess
from scoring.scorecard import read_scorecard
from scoring.steps import apply, find_paths, missing_for_ready
from scoring.wording import WORDS

CARD = read_scorecard(FIRST_SCORECARD)
TODAY = date(2026, 11, 22)
READY_VALUES = {
    FactKind.BUSINESS_RUNNING: 1,
    FactKind.BUSINESS_AGE_MONTHS: 30,
    FactKind.BUSINESS_LICENSE: 1,
    FactKind.BUSINESS_SEEN: 1,
    FactKind.SELLING_DAYS: 26,
    FactKind.PROFIT_MONTHLY: 4_000_000,
    FactKind.HOUSEHOLD_COST: 2_000_000,
    FactKind.TRAINING_COMPLETED: 1,
    FactKind.BOOKKEEPING_MONTHS: 3,
    FactKind.SAVING_MONTHS: 3,
    FactKind.MONEY_SEPARATE: 1,
    FactKind.KTP_SEEN: 1,
    FactKind.FAMILY_CARD_SEEN: 1,
    FactKind.DEBT_INTERVIEW: 1,
    FactKind.IDEB_READ: 1,
    FactKind.FINDINGS_WAITING: 0,
}


def person(sureness: Sureness = Sureness.MENTOR, on: date = TODAY, **changes: int | None) -> Facts:
    values: dict[FactKind, int | None] = dict(READY_VALUES)
    values.update({FactKind.of(kind): value for kind, value in changes.items()})
    return Facts(tuple(Fact(kind, value, "uji", on, sureness) for kind, value in values.items() if value is not None))


def test_a_good_file_is_ready_and_needs_no_step() -> None:
    result = assess(person(), CARD, today=TODAY)
    assert result.status is Readiness.READY
    assert result.score == 100
    assert find_paths(person(), CARD, today=TODAY) == ()


def test_the_same_words_without_anything_seen_are_not_enough_for_ready() -> None:
    result = assess(person(Sureness.SELF_REPORTED), CARD, today=TODAY)
    assert result.status is Readiness.CONDITIONAL
    assert result.score == 100
    assert any("terlalu sedikit" in reason.text for reason in result.reasons)


def test_forgetting_a_weighed_fact_lowers_the_confidence_and_leaves_the_score() -> None:
    whole, part = (assess(facts, CARD, today=TODAY) for facts in (person(), person(saving_months=None)))
    assert part.score == whole.score == 100
    assert part.confidence < whole.confidence
    assert any(reason.tone is Tone.UNKNOWN and reason.measure is Measure.SAVING_MONTHS for reason in part.reasons)


def test_an_old_ideb_counts_as_unread() -> None:
    old = Fact(FactKind.IDEB_READ, 1, "iDeb", TODAY - timedelta(days=91), Sureness.DOCUMENT)
    result = assess(person().with_facts([old]), CARD, today=TODAY)
    assert result.status is Readiness.CONDITIONAL
    fresh = replace(old, on=TODAY - timedelta(days=90))
    assert assess(person().with_facts([fresh]), CARD, today=TODAY).status is Readiness.READY


def test_contradicting_facts_count_as_unknown_and_are_said() -> None:
    result = assess(person(sales_monthly=1_000_000), CARD, today=TODAY)
    assert result.capacity is None
    assert result.status is Readiness.NEEDS_MENTORING
    assert "lebih besar daripada penjualan" in " ".join(reason.text for reason in result.reasons)


def test_debt_goes_before_everything_but_a_business_that_stopped() -> None:
    flagged = replace(person(training_completed=0), debts=(DebtFact("a", "Rentenir", is_flagged=True, outstanding=5),))
    assert assess(flagged, CARD, today=TODAY).status is Readiness.NEEDS_DEBT_RESOLUTION
    stopped = flagged.with_facts([Fact(FactKind.BUSINESS_RUNNING, 0, "uji", TODAY, Sureness.MENTOR)])
    assert assess(stopped, CARD, today=TODAY).status is Readiness.NOT_YET


def test_licensed_debt_that_is_current_is_weighed_and_no_bar() -> None:
    facts = replace(person(), debts=(DebtFact("a", "Pinjol berizin", installment_monthly=300_000, quality=1),))
    result = assess(facts, CARD, today=TODAY)
    assert result.status is Readiness.READY
    assert result.capacity is not None
    assert result.capacity.debt_service_percent == 8


def test_two_more_months_of_bookkeeping_is_offered_with_its_date() -> None:
    facts = person(bookkeeping_months=1, profit_monthly=2_120_000, saving_months=None, money_separate=None)
    paths = find_paths(facts, CARD, today=TODAY)
    labels = [step.label for path in paths for step in path.steps]
    assert "Catat pembukuan 2 bulan lagi" in labels
    step = next(step for path in paths for step in path.steps if step.key == "bookkeeping")
    assert step.done_on == TODAY + timedelta(days=60)


def test_a_step_whose_outcome_is_not_in_the_persons_hands_says_so() -> None:
    paths = find_paths(person(ideb_read=None, debt_interview=None, household_cost=None), CARD, today=TODAY)
    provided = {step.key: step.provided for step in paths[0].steps}
    assert provided["ideb"] == "tidak ada tunggakan di dalamnya"
    assert provided["income_interview"] is not None
    assert "sisa uang" in provided["income_interview"]


def test_of_debts_that_only_weigh_the_largest_installment_is_closed_first() -> None:
    debts = tuple(
        DebtFact(key, key, installment_monthly=amount, quality=1) for key, amount in (("a", 3), ("b", 9), ("c", 5))
    )
    heavy = tuple(replace(debt, installment_monthly=(debt.installment_monthly or 0) * 100_000) for debt in debts)
    paths = find_paths(replace(person(), debts=heavy), CARD, today=TODAY)
    assert [[step.key for step in path.steps] for path in paths] == [["close_debt:b"]]


def test_where_no_set_of_steps_leads_to_ready_the_useful_ones_are_still_named() -> None:
    facts = person(business_running=0, training_completed=0, family_card_seen=None)
    assert find_paths(facts, CARD, today=TODAY) == ()
    assert {step.key for step in missing_for_ready(facts, CARD, today=TODAY)} >= {"training", "papers"}


def test_a_visit_makes_surer_only_what_was_said() -> None:
    said = Fact(FactKind.SALES_MONTHLY, 9, "lisan", TODAY, Sureness.SELF_REPORTED)
    proven = Fact(FactKind.PROFIT_MONTHLY, 5, "buku", TODAY, Sureness.DOCUMENT)
    known = Facts((said, proven))
    visit = next(step for step in offered_steps(known, CARD, today=TODAY) if step.key == "visit")
    after = apply(known, [visit])
    assert {kind: fact.sureness for kind in (said.kind, proven.kind) if (fact := after.get(kind)) is not None} == {
        FactKind.SALES_MONTHLY: Sureness.MENTOR,
        FactKind.PROFIT_MONTHLY: Sureness.DOCUMENT,
    }
    assert after.value(FactKind.SALES_MONTHLY) == 9


def test_the_worst_case_is_found_within_the_time_of_a_page() -> None:
    debts = tuple(
        DebtFact(
            str(key), f"Pemberi {key}", installment_monthly=20_000 + key, is_flagged=key % 3 == 0, quality=1 + key % 3
        )
        for key in range(12)
    )
    facts = replace(
        person(Sureness.SELF_REPORTED, bookkeeping_months=0, saving_months=0, money_separate=0, business_age_months=3),
        debts=debts,
    )
    started = time.process_time()
    paths = find_paths(facts, CARD, today=TODAY)
    spent = time.process_time() - started
    assert paths
    assert spent < 0.2, spent


def test_every_measure_has_words_without_a_verdict() -> None:
    assert set(WORDS) == set(Measure)
    for words in WORDS.values():
        text = f"{words.good} {words.weak} {words.unknown}".lower()
        assert "setuju" not in text
        assert "tolak" not in text
