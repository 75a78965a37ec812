"""The class of a restructured loan, and schedules that carry owed interest to their end."""

from datetime import date
from decimal import Decimal

import pytest

from core.policy.definitions import definition_of
from harkat.facility.terms import LenderType
from harkat.loans.bank_rows import BankRow
from harkat.loans.changes import Change, InterestTreatment, ScheduleOutgrown, class_after
from harkat.loans.classification import SCALES, Collectability, read_scale
from harkat.loans.terms import Method

SCALE = read_scale(definition_of(SCALES[LenderType.BANK]).default)


@pytest.mark.parametrize(
    ("before", "by_days", "paid", "after"),
    [(5, 1, 0, 3), (4, 1, 2, 3), (2, 1, 0, 2), (3, 1, 3, 1), (5, 1, 3, 1), (2, 4, 0, 4), (5, 5, 3, 5), (1, 1, 0, 1)],
)
def test_a_restructured_loan_gets_better_only_by_paying_in_a_row(
    before: int, by_days: int, paid: int, after: int
) -> None:
    step = next(step for step in SCALE if step.collectability.rank == by_days)
    found = class_after(SCALE, step, before=Collectability.of(str(before)), paid_in_a_row=paid, needed=3)
    assert found.collectability.rank == after


def test_owed_interest_joins_the_last_row_or_goes_and_never_the_principal() -> None:
    agreed_on = date(2026, 10, 1)
    deferred = Change(agreed_on, Decimal(3), 6, Method.ANNUITY, InterestTreatment.DEFERRED, grace=2)
    forgiven = Change(agreed_on, Decimal(3), 6, Method.ANNUITY, InterestTreatment.FORGIVEN, grace=2)
    rows, plain = deferred.lines(6_000_000, 50_000), forgiven.lines(6_000_000, 50_000)
    assert sum(row.principal for row in rows) == 6_000_000
    assert [row.principal for row in rows[:2]] == [0, 0]
    assert rows[:-1] == plain[:-1]
    assert rows[-1].interest == plain[-1].interest + 50_000


def test_a_banks_new_schedule_stands_as_it_is_or_not_at_all() -> None:
    rows = (BankRow(2, date(2026, 12, 5), 400_000, 9_000), BankRow(3, date(2027, 3, 5), 600_000, 9_000))
    change = Change(date(2026, 11, 5), Decimal(0), 2, Method.GIVEN_PAYMENT, InterestTreatment.DEFERRED, bank_rows=rows)
    assert [(line.due_on, line.principal, line.interest, line.balance) for line in change.lines(1_000_000, 77_000)] == [
        (date(2026, 12, 5), 400_000, 9_000, 600_000),
        (date(2027, 3, 5), 600_000, 9_000, 0),
    ]
    with pytest.raises(ScheduleOutgrown, match="minta bank mengirim jadwal yang sesuai"):
        change.lines(900_000, 0)
