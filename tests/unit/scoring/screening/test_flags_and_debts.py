"""What flags a person, what asks for a second look, and each debt counted once."""

from typing import Any

import pytest

from scoring.screening.debts import KnownDebt, burden, merge_debts, monthly_payment, remaining
from scoring.screening.flags import LENDER_TYPES, flag_for_declared, flag_for_finding, is_worse
from scoring.screening.informal import DebtPeriod, InformalClass
from scoring.screening.kinds import FlagReason, InterviewSource
from scoring.screening.lenders import DebtKind


@pytest.mark.parametrize(
    ("kind", "values", "reason"),
    [
        (DebtKind.PINJOL_ILLEGAL, {}, FlagReason.ILLEGAL_PINJOL),
        (DebtKind.PINJOL_ILLEGAL, {"active": False}, None),
        (DebtKind.RENTENIR_SUSPECTED, {"active": None}, FlagReason.RENTENIR),
        (DebtKind.PINJOL_LICENSED, {"quality": 1}, None),
        (DebtKind.PINJOL_LICENSED, {}, None),
        (DebtKind.PINJOL_LICENSED, {"quality": 2}, FlagReason.PINJOL_IN_ARREARS),
        (DebtKind.PAYLATER, {"days_late": 4}, FlagReason.PINJOL_IN_ARREARS),
        (DebtKind.PAYLATER, {"active": False, "written_off": True}, FlagReason.PINJOL_IN_ARREARS),
        (DebtKind.BANK, {"quality": 5, "written_off": True}, None),
        (DebtKind.MICROFINANCE, {"quality": 5}, None),
    ],
)
def test_only_debts_that_sink_people_flag(kind: DebtKind, values: dict[str, Any], reason: FlagReason | None) -> None:
    settings: dict[str, Any] = {"active": True, "written_off": False, "quality": None, "days_late": None}
    assert flag_for_finding(kind, **(settings | values)) is reason


@pytest.mark.parametrize(
    ("told_as", "cost", "late", "reason"),
    [
        (InterviewSource.MOBILE_LENDER, InformalClass.RENTENIR, False, FlagReason.RENTENIR),
        (InterviewSource.MOBILE_LENDER, InformalClass.AMBIGUOUS, False, None),
        (InterviewSource.UNLICENSED_APP, InformalClass.ORDINARY, False, FlagReason.ILLEGAL_PINJOL),
        (InterviewSource.LICENSED_APP, InformalClass.CAP_BREACH, False, None),
        (InterviewSource.LICENSED_APP, InformalClass.ORDINARY, True, FlagReason.PINJOL_IN_ARREARS),
        (InterviewSource.BANK, InformalClass.ORDINARY, True, None),
        (InterviewSource.FAMILY, InformalClass.ORDINARY, True, None),
    ],
)
def test_a_told_debt_flags_by_what_it_costs_and_who_lent(
    told_as: InterviewSource, cost: InformalClass, late: bool, reason: FlagReason | None
) -> None:
    assert flag_for_declared(told_as, cost, is_in_arrears=late) is reason


def test_every_way_of_telling_is_priced_as_some_lender() -> None:
    assert set(LENDER_TYPES) == set(InterviewSource)


@pytest.mark.parametrize(
    ("before", "after", "worse"),
    [
        ((True, 1, False), (True, 1, False), False),
        ((True, 1, False), (True, 2, False), True),
        ((True, 3, False), (True, 2, False), False),
        ((False, 1, False), (True, 1, False), True),
        ((True, None, False), (True, 1, False), False),
        ((False, 1, False), (False, 1, True), True),
        ((None, 1, False), (True, 1, False), False),
    ],
)
def test_only_what_got_worse_is_asked_again(before: Any, after: Any, worse: bool) -> None:
    assert is_worse(before, after) is worse


def debt(key: str, lender: str, **values: Any) -> KnownDebt:
    settings: dict[str, Any] = {
        "kind": None,
        "outstanding": None,
        "installment_monthly": None,
        "is_flagged": False,
        "quality": None,
    }
    return KnownDebt(key, lender, **(settings | values))


def test_the_same_lender_in_two_sources_is_one_debt_with_the_heavier_numbers() -> None:
    told = debt("declared-1", "Rupiah Cepat", installment_monthly=300, outstanding=900)
    read = debt("finding-1", "RupiahCepat", outstanding=1200, quality=2, is_flagged=True)
    merged = merge_debts([read, told])
    assert merge_debts([told, read]) == merged
    assert len(merged) == 1
    assert (merged[0].installment_monthly, merged[0].outstanding, merged[0].quality) == (300, 1200, 2)
    assert merged[0].is_flagged


def test_different_lenders_stay_apart() -> None:
    assert len(merge_debts([debt("a", "Pak Ucok"), debt("b", "Bu Ani")])) == 2


def test_daily_and_weekly_payments_are_weighed_by_the_month_and_rounded_up() -> None:
    assert monthly_payment(30_000, DebtPeriod.DAY) == 912_500
    assert monthly_payment(10_001, DebtPeriod.DAY) == 304_198
    assert monthly_payment(84, DebtPeriod.WEEK) == 365
    assert monthly_payment(500_000, DebtPeriod.MONTH) == 500_000


def test_the_burden_spreads_what_has_no_installment_and_is_unknown_when_a_size_is() -> None:
    known = [debt("a", "A", installment_monthly=100), debt("b", "B", outstanding=13)]
    assert burden(known, months_left=12) == 102
    assert burden([*known, debt("c", "C")], months_left=12) is None
    assert burden([], months_left=12) == 0


def test_what_remains_never_falls_below_nothing() -> None:
    assert remaining(100, 10, 4) == 600
    assert remaining(100, 10, 10) == 0
