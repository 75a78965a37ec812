"""Old arrears: which lender's debt in which class holds, and when evidence may hold again."""

from datetime import date
from typing import Any

import pytest

from scoring.screening.hold_rules import (
    CLASSES,
    BadHoldClasses,
    HoldLifting,
    check_classes,
    is_due_again,
    is_old_arrears,
)
from scoring.screening.lenders import LenderKind

ALL = dict.fromkeys(CLASSES, True)


@pytest.mark.parametrize(
    ("kind", "values", "holds"),
    [
        (LenderKind.BANK, {"quality": 2}, True),
        (LenderKind.BANK, {"quality": 1}, False),
        (LenderKind.BANK, {}, False),
        (LenderKind.BPR, {"quality": 5}, True),
        (LenderKind.MULTIFINANCE, {"quality": 3}, True),
        (LenderKind.PAWN, {"quality": 4}, True),
        (LenderKind.STATE_MICROFINANCE, {"quality": 2}, True),
        (LenderKind.BANK, {"quality": 5, "active": False}, False),
        (LenderKind.BANK, {"quality": 5, "active": False, "written_off": True}, True),
        (LenderKind.PAYLATER, {"quality": 5}, False),
        (LenderKind.P2P_LICENSED, {"quality": 5, "written_off": True}, False),
        (LenderKind.ILLEGAL, {"quality": 5}, False),
    ],
)
def test_only_debts_at_institutions_in_a_bad_class_hold(kind: LenderKind, values: dict[str, Any], holds: bool) -> None:
    settings: dict[str, Any] = {"active": True, "quality": None, "written_off": False, "classes": ALL}
    assert is_old_arrears(kind, **(settings | values)) is holds


def test_the_rule_of_the_day_says_which_classes_hold() -> None:
    lenient = ALL | {"2": False, "written_off": False}
    settings: dict[str, Any] = {"active": True, "classes": lenient}
    assert not is_old_arrears(LenderKind.BANK, quality=2, written_off=False, **settings)
    assert is_old_arrears(LenderKind.BANK, quality=3, written_off=False, **settings)
    assert not is_old_arrears(LenderKind.BANK, quality=5, written_off=True, **settings)


@pytest.mark.parametrize("value", [None, [], {"2": True}, ALL | {"6": True}, ALL | {"2": "ya"}])
def test_a_rule_that_leaves_a_class_out_is_refused(value: object) -> None:
    with pytest.raises(BadHoldClasses):
        check_classes(value)


def test_an_ideb_from_before_slik_could_know_does_not_hold_again() -> None:
    due = date(2026, 12, 20)
    assert not is_due_again(HoldLifting.SETTLED, slik_due_on=due, as_of=date(2026, 12, 19))
    assert is_due_again(HoldLifting.SETTLED, slik_due_on=due, as_of=due)
    assert is_due_again(HoldLifting.SHOWN_CLEAR, slik_due_on=None, as_of=due)
    assert not is_due_again(HoldLifting.WRONG, slik_due_on=None, as_of=due)
