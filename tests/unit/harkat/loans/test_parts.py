"""A loan paid out in parts, and what a bank takes off a payment."""

from datetime import date
from decimal import Decimal

import pytest

from core.errors import RuleBroken
from core.money import Rupiah
from harkat.loans.laying_out import lines_of
from harkat.loans.parts.deductions import (
    Deduction,
    DeductionRefused,
    Finding,
    allowed_for,
    check_deductions,
    findings,
)
from harkat.loans.parts.laying import PartTooLate, join_lines, part_lines
from harkat.loans.schedule import build
from harkat.loans.terms import Grace, Method, Terms

PAID_ON = date(2026, 1, 10)
FIRST = Terms(Method.EFFECTIVE, Rupiah(6_000_000), Decimal(12), 6, disbursed_on=PAID_ON)
LINES = lines_of(build(FIRST))


def test_a_part_is_spread_over_the_due_dates_after_its_day() -> None:
    more = part_lines(LINES, FIRST, 4_000_000, paid_on=date(2026, 3, 10), begins_on=PAID_ON)
    assert [line.due_on for line in more] == [line.due_on for line in LINES[2:]]
    assert [line.principal for line in more] == [1_000_000] * 4
    assert more[0].interest == 40_000  # a whole month: it was paid on a due date
    joined = join_lines(LINES, more)
    assert joined[:2] == [LINES[0].__class__(1, LINES[0].due_on, 1_000_000, 60_000, 9_000_000), joined[1]]
    assert [line.principal for line in joined] == [1_000_000, 1_000_000, *[2_000_000] * 4]
    assert [line.interest for line in joined] == [60_000, 50_000, 80_000, 60_000, 40_000, 20_000]
    assert [line.balance for line in joined] == [9_000_000, 8_000_000, 6_000_000, 4_000_000, 2_000_000, 0]


def test_the_first_period_of_a_part_bears_interest_by_days() -> None:
    more = part_lines(LINES, FIRST, 3_000_000, paid_on=date(2026, 2, 24), begins_on=PAID_ON)
    assert more[0].due_on == date(2026, 3, 10)
    assert more[0].interest == 30_000 * 14 // 28
    same_day = part_lines(LINES, FIRST, 3_000_000, paid_on=PAID_ON, begins_on=PAID_ON)
    assert (len(same_day), same_day[0].interest) == (6, 30_000)


def test_the_order_in_which_parts_are_entered_does_not_matter() -> None:
    days = [date(2026, 2, 1), date(2026, 3, 5), date(2026, 4, 30)]
    entered = {}
    for order in ([0, 1, 2], [2, 0, 1]):
        lines = LINES
        for place in order:
            more = part_lines(lines, FIRST, 1_000_001 * (place + 1), paid_on=days[place], begins_on=PAID_ON)
            lines = join_lines(lines, more)
        entered[tuple(order)] = lines
    assert entered[0, 1, 2] == entered[2, 0, 1]
    assert sum(line.principal for line in lines) == 6_000_000 + 6 * 1_000_001


def test_grace_holds_for_what_is_left_of_it_and_no_part_comes_after_the_end() -> None:
    terms = Terms(Method.ANNUITY, Rupiah(6_000_000), Decimal(12), 6, disbursed_on=PAID_ON, grace=Grace(principal=3))
    lines = lines_of(build(terms))
    more = part_lines(lines, terms, 4_000_000, paid_on=date(2026, 2, 20), begins_on=PAID_ON)
    assert [line.principal == 0 for line in more] == [True, True, False, False, False]
    with pytest.raises(PartTooLate, match="10 Juli 2026"):
        part_lines(lines, terms, 1, paid_on=date(2026, 7, 10), begins_on=PAID_ON)


def test_findings_are_what_the_list_does_not_allow() -> None:
    fees = {"Meterai": 20_000}
    rows = [
        Deduction(1, "Meterai", 10_000, allowed_for(" meterai ", fees)),
        Deduction(1, "METERAI", 15_000, allowed_for("METERAI", fees)),
        Deduction(2, "Meterai", 20_000, 20_000),
        Deduction(2, "Uang rokok", 50_000, allowed_for("Uang rokok", fees)),
    ]
    assert findings(rows) == [Finding(1, "METERAI", 25_000, 20_000), Finding(2, "Uang rokok", 50_000, None)]
    assert [finding.beyond for finding in findings(rows)] == [5_000, 50_000]


@pytest.mark.parametrize("rows", [[Deduction(1, "A", 0)], [Deduction(2, "A", 1)], [Deduction(1, "A", 101)]])
def test_deductions_that_cannot_have_happened(rows: list[Deduction]) -> None:
    with pytest.raises(DeductionRefused) as refused:
        check_deductions({1: 100}, rows)
    assert isinstance(refused.value, RuleBroken)
