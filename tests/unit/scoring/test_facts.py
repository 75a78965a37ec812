"""Facts: one of each kind, unknown is its own value, contradictions are shown."""

from datetime import date

import pytest

from scoring.facts import DebtFact, Fact, FactKind, Facts, Sureness, contradictions, weakest

DAY = date(2026, 11, 1)


def fact(kind: FactKind, value: int, sureness: Sureness = Sureness.MENTOR, on: date = DAY) -> Fact:
    return Fact(kind, value, "uji", on, sureness)


def test_the_surest_fact_of_a_kind_counts_then_the_newest() -> None:
    said = fact(FactKind.PROFIT_MONTHLY, 9, Sureness.SELF_REPORTED, date(2026, 11, 20))
    seen = fact(FactKind.PROFIT_MONTHLY, 5, Sureness.DOCUMENT, date(2026, 1, 1))
    newer = fact(FactKind.PROFIT_MONTHLY, 6, Sureness.DOCUMENT, date(2026, 2, 1))
    assert Facts((said, newer, seen)).value(FactKind.PROFIT_MONTHLY) == 6
    assert Facts((seen, said)) == Facts((said, seen))


def test_of_two_equal_facts_the_more_careful_number_counts() -> None:
    assert Facts((fact(FactKind.SALES_MONTHLY, 9), fact(FactKind.SALES_MONTHLY, 4))).value(FactKind.SALES_MONTHLY) == 4


def test_what_nobody_said_is_unknown() -> None:
    assert Facts().value(FactKind.SALES_MONTHLY) is None
    assert Facts().get(FactKind.SALES_MONTHLY) is None


def test_facts_change_by_making_new_ones() -> None:
    facts = Facts((fact(FactKind.KTP_SEEN, 1),), (DebtFact("b", "B"), DebtFact("a", "A", installment_monthly=5)))
    assert facts.without([FactKind.KTP_SEEN]).items == ()
    assert [debt.key for debt in facts.debts] == ["a", "b"]
    assert [debt.key for debt in facts.without_debts(["a"]).debts] == ["b"]
    assert facts.with_installments_asked(["b"]).debts[1].installment_monthly == 0
    assert facts.value(FactKind.KTP_SEEN) == 1


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({FactKind.SALES_MONTHLY: 100, FactKind.PROFIT_MONTHLY: 101}, "lebih besar daripada penjualan"),
        ({FactKind.SALES_MONTHLY: 100, FactKind.CASH_BOOK_PROFIT: 101}, "lebih besar daripada penjualan"),
        (
            {FactKind.SALES_MONTHLY: 100, FactKind.PROFIT_PER_SELLING_DAY: 11, FactKind.SELLING_DAYS: 10},
            "lebih besar daripada penjualan",
        ),
        ({FactKind.BUSINESS_AGE_MONTHS: -1}, "masa depan"),
        ({FactKind.SELLING_DAYS: 32}, "0 sampai 31"),
        ({FactKind.HOUSEHOLD_COST: -5}, "kurang dari nol"),
    ],
)
def test_contradictions_are_found_and_worded(values: dict[FactKind, int], word: str) -> None:
    found = contradictions(Facts(tuple(fact(kind, value) for kind, value in values.items())))
    assert len(found) == 1
    assert word in found[0].text


def test_sound_facts_have_no_contradiction() -> None:
    assert contradictions(Facts((fact(FactKind.SALES_MONTHLY, 100), fact(FactKind.PROFIT_MONTHLY, 100)))) == ()


def test_the_weakest_of_nothing_is_nothing() -> None:
    assert weakest([None]) is None
    assert weakest([fact(FactKind.KTP_SEEN, 1), None]) is Sureness.MENTOR
