"""Intervals, comparisons and the lines of the quality page: what is told, what is closed, what is not claimed."""

from decimal import Decimal

import pytest

from harkat.facility.terms import LenderType
from harkat.reports.quality.banks import Lender, bank_lines
from harkat.reports.quality.comparing import Outcome, Side, Trait, compare, percent_words
from harkat.reports.quality.figures import (
    CLOSED,
    Cohort,
    Held,
    band_lines,
    class_lines,
    cohort_lines,
    provision,
    stay_closed,
)
from harkat.reports.quality.intervals import difference, wilson


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (1, 10, 0.0179, 0.4042), (5, 50, 0.0435, 0.2136), (10, 10, 0.7225, 1.0)],
)
def test_wilson_gives_the_published_intervals(hits: int, of: int, low: float, high: float) -> None:
    found = wilson(hits, of)
    assert found.share == hits / of
    assert found.low == pytest.approx(low, abs=0.0001)
    assert found.high == pytest.approx(high, abs=0.0001)


def test_newcombe_gives_his_own_example() -> None:
    found = difference(wilson(56, 70), wilson(48, 80))
    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)
    assert not found.holds_zero


def sex(women: Outcome, men: Outcome, least: int = 30) -> str:
    return compare(Trait.SEX, {Side.WOMEN: women, Side.MEN: men}, least=least).verdict


def test_few_loans_get_no_sentence() -> None:
    assert sex(Outcome(12, 5, 5), Outcome(10, 6, 6)).startswith("Data belum cukup: perlu paling sedikit 30")


def test_a_difference_is_told_with_its_range_and_without_a_cause() -> None:
    words = sex(Outcome(400, 20, 20, 10, 9), Outcome(300, 60, 60, 10, 8))
    assert "lebih jarang menunggak" in words
    assert "−20,2 sampai −10,1" in words
    assert "bukan bukti sebab" in words
    assert "bukan bukti keduanya sama" in sex(Outcome(60, 6, 6), Outcome(60, 7, 7))


def test_few_persons_behind_close_share_range_and_rate() -> None:
    shown = compare(Trait.SEX, {Side.WOMEN: Outcome(60, 2, 2, 10, 9), Side.MEN: Outcome(60, 9, 9, 10, 8)}, least=30)
    assert "ditutup" in shown.verdict
    for side in shown.sides[:2]:
        assert side.behind is None
        assert side.share_words == "–"
        assert side.repaid == CLOSED
    assert percent_words(0.125) == "12,5%"


def test_small_classes_are_closed_and_cannot_be_subtracted() -> None:
    lines = class_lines({1: Held(20, 40, 90_000_000), 5: Held(1, 1, 10_000_000)})
    assert [line.amount for line in lines] == [CLOSED, "Rp0", "Rp0", "Rp0", CLOSED]
    lines = class_lines({1: Held(20, 40, 90_000_000), 5: Held(1, 8, 10_000_000)})
    assert lines[4].share == "10,00%", "one loan of eight persons is told"


def test_small_ages_of_arrears_are_closed() -> None:
    lines = band_lines({0: Held(9, 9, 0, 900_000), 1: Held(1, 2, 0, 100_000)})
    assert lines[1].persons == "kurang dari 5"
    assert lines[0].amount == CLOSED, "or the small one follows from the sum"


def test_a_cohort_tells_its_share_once_it_is_old_enough() -> None:
    grown = Cohort("Jan 2026", 10, 50_000_000, (10, 10, 4, 0), (0, 5, 2, 0), (0, 5, 2, 0))
    shares = cohort_lines([grown])[0].shares
    assert shares == ("0,00%", "50,00%", CLOSED, "belum cukup umur")


def test_a_closed_age_of_a_cohort_is_not_undone_by_a_later_one() -> None:
    assert stay_closed([False, True, False, False], [0, 0, 0, 7]) == [False, True, True, False]
    assert stay_closed([False, False], [0, 0]) == [False, False]
    ages = (10, 10, 10, 10)
    first = Cohort("Sep 2025", 10, 50_000_000, ages, (0, 0, 0, 0), (0, 0, 0, 0))
    second = Cohort("Okt 2025", 10, 50_000_000, (10, 10, 10, 0), (0, 2, 2, 0), (0, 2, 2, 0))
    assert cohort_lines([first, second])[0].shares == ("0,00%", CLOSED, CLOSED, CLOSED), "0 at last says 0 before"


def test_each_scale_sets_its_own_share_aside_and_one_small_class_closes_all() -> None:
    percents = {1: Decimal("0.5"), 2: Decimal(3)}
    assert provision({1: Held(1, 1, 1_000_100), 2: Held(1, 5, 50)}, percents) == 5_001 + 2, "each rounded half up"
    lenders = [Lender(1, "A", LenderType.BANK, True), Lender(2, "B", LenderType.BPR, True)]
    scales = dict.fromkeys(LenderType, percents)
    open_classes = {1: {1: Held(3, 9, 1_000_000)}, 2: {1: Held(2, 8, 1_000_000), 2: Held(1, 6, 100_000)}}
    lines, whole = bank_lines(lenders, open_classes, {}, scales)
    assert [line.provision for line in lines] == ["Rp5.000", "Rp8.000"]
    assert whole == "Rp13.000"
    lines, whole = bank_lines(lenders, {**open_classes, 1: {2: Held(1, 1, 500)}}, {}, scales)
    assert {line.provision for line in lines} | {whole} == {CLOSED}
