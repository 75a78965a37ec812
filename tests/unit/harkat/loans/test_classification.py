"""Collectability at the limits of both lenders' scales."""

from datetime import date

import pytest

from core.policy.definitions import definition_of
from harkat.facility.terms import LenderType
from harkat.loans.classification import SCALES, Step, classify, days_matured, read_scale


def scale(lender: LenderType) -> tuple[Step, ...]:
    return read_scale(definition_of(SCALES[lender]).default)


@pytest.mark.parametrize(
    ("days", "expected"), [(0, 1), (1, 2), (90, 2), (91, 3), (120, 3), (121, 4), (180, 4), (181, 5), (2000, 5)]
)
def test_a_banks_classes_begin_on_these_days(days: int, expected: int) -> None:
    assert classify(scale(LenderType.BANK), days_late=days).collectability.rank == expected


@pytest.mark.parametrize(
    ("days", "matured", "expected"),
    [
        (0, 0, 1),
        (30, 0, 1),
        (31, 0, 2),
        (90, 0, 2),
        (91, 0, 3),
        (180, 0, 3),
        (181, 0, 4),
        (360, 0, 4),
        (361, 0, 5),
        (0, 1, 2),
        (5, 15, 2),
        (5, 16, 3),
        (5, 30, 3),
        (5, 31, 4),
        (5, 60, 4),
        (5, 61, 5),
        (200, 3, 4),
    ],
)
def test_a_bpr_counts_days_late_and_days_since_maturity_and_the_worse_rules(
    days: int, matured: int, expected: int
) -> None:
    step = classify(scale(LenderType.BPR), days_late=days, days_matured=matured)
    assert step.collectability.rank == expected


def test_a_bank_does_not_look_at_maturity() -> None:
    assert classify(scale(LenderType.BANK), days_late=0, days_matured=400).collectability.rank == 1


def test_from_class_three_a_loan_is_non_performing() -> None:
    steps = scale(LenderType.BANK)
    assert [step.collectability.is_non_performing for step in steps] == [False, False, True, True, True]
    assert [str(step.provision) for step in steps] == ["1", "5", "15", "50", "100"]


def test_a_loan_repaid_does_not_count_days_since_maturity() -> None:
    assert days_matured(date(2026, 1, 1), date(2026, 2, 1), outstanding=1) == 31
    assert days_matured(date(2026, 1, 1), date(2026, 2, 1), outstanding=0) == 0
    assert days_matured(date(2026, 3, 1), date(2026, 2, 1), outstanding=1) == 0
