"""What other rooms know becomes facts without guessing."""

from dataclasses import replace
from datetime import date

import pytest

from harkat.readiness.gathering import BusinessTold, PaperSeen, business_facts, months_between, paper_facts
from scoring.facts import FactKind, Sureness

TODAY = date(2026, 11, 20)
STALL = BusinessTold(
    started_on=date(2024, 5, 21),
    sales=6_000_000,
    profit=2_000_000,
    selling_days=20,
    has_license_number=False,
    told_on=date(2026, 10, 1),
)


def known(*businesses: BusinessTold) -> dict[FactKind, int]:
    return {fact.kind: fact.value for fact in business_facts(businesses, today=TODAY)}


def test_no_business_leaves_everything_unknown() -> None:
    assert business_facts([], today=TODAY) == []


def test_two_businesses_are_one_household() -> None:
    second = replace(STALL, started_on=date(2020, 1, 1), profit=500_000, selling_days=26)
    facts = known(STALL, second)
    assert facts[FactKind.PROFIT_MONTHLY] == 2_500_000
    assert facts[FactKind.BUSINESS_AGE_MONTHS] == 82
    assert facts[FactKind.SELLING_DAYS] == 26


def test_a_sum_with_an_unknown_part_stays_unknown() -> None:
    assert FactKind.PROFIT_MONTHLY not in known(STALL, replace(STALL, profit=None))
    assert FactKind.SALES_MONTHLY in known(STALL, replace(STALL, profit=None))


def test_what_the_owner_told_is_self_reported_and_a_license_number_is_a_document() -> None:
    facts = {fact.kind: fact for fact in business_facts([replace(STALL, has_license_number=True)], today=TODAY)}
    assert facts[FactKind.PROFIT_MONTHLY].sureness is Sureness.SELF_REPORTED
    assert facts[FactKind.BUSINESS_LICENSE].sureness is Sureness.DOCUMENT
    assert facts[FactKind.BUSINESS_LICENSE].on == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("start", "months"),
    [
        (date(2026, 11, 20), 0),
        (date(2026, 10, 21), 0),
        (date(2026, 10, 20), 1),
        (date(2025, 11, 20), 12),
        (date(2026, 11, 21), -1),
        (date(2027, 3, 1), -4),
    ],
)
def test_months_are_full_ones_and_a_start_ahead_is_negative(start: date, months: int) -> None:
    assert months_between(start, TODAY) == months


def test_a_paper_counts_up_to_its_last_day() -> None:
    seen = PaperSeen(FactKind.KTP_SEEN, date(2026, 1, 1), TODAY)
    gone = PaperSeen(FactKind.FAMILY_CARD_SEEN, date(2026, 1, 1), date(2026, 11, 19))
    assert [fact.kind for fact in paper_facts([seen, gone], today=TODAY)] == [FactKind.KTP_SEEN]
