"""Who paid what: oldest first, interest first, early payoff, and money that finds nothing to pay."""

from datetime import date

import pytest

from harkat.loans.classification import days_late
from harkat.repayments.allocation import Due, Payment, payoff_amount, replay
from harkat.repayments.arrears import arrears_on
from harkat.repayments.kinds import RepaymentKind
from harkat.repayments.paying_orders import PayingOrder

PAID_OUT = date(2026, 1, 10)
DUES = (
    Due(1, date(2026, 2, 10), 100, 10),
    Due(2, date(2026, 3, 10), 100, 8),
    Due(3, date(2026, 4, 10), 100, 4),
)


def pay(*payments: Payment) -> list[tuple[int, int, int, int]]:
    outcome = replay(DUES, payments, disbursed_on=PAID_OUT)
    return [(part.payment, part.sequence, part.interest, part.principal) for part in outcome.parts]


def test_interest_comes_before_principal_within_an_installment() -> None:
    assert pay(Payment(1, date(2026, 2, 10), 7)) == [(1, 1, 7, 0)]
    assert pay(Payment(1, date(2026, 2, 10), 15)) == [(1, 1, 10, 5)]


def test_the_oldest_installment_is_filled_before_the_next_begins() -> None:
    assert pay(Payment(1, date(2026, 3, 10), 115)) == [(1, 1, 10, 100), (1, 2, 5, 0)]


def test_a_payment_entered_later_but_paid_earlier_comes_first() -> None:
    late, early = Payment(1, date(2026, 3, 10), 110), Payment(2, date(2026, 2, 10), 110)
    assert pay(late, early) == [(2, 1, 10, 100), (1, 2, 8, 100), (1, 3, 2, 0)]


def test_within_a_day_the_first_entered_comes_first() -> None:
    one, two = Payment(1, date(2026, 2, 10), 10), Payment(2, date(2026, 2, 10), 10)
    assert pay(two, one) == [(1, 1, 10, 0), (2, 1, 0, 10)]


def test_money_beyond_the_schedule_is_named_unused() -> None:
    outcome = replay(DUES, [Payment(1, date(2026, 2, 10), 400)], disbursed_on=PAID_OUT)
    assert (outcome.unused, outcome.left, outcome.closed_on) == (78, 0, date(2026, 2, 10))


def test_what_is_left_and_the_oldest_open_due_date() -> None:
    outcome = replay(DUES, [Payment(1, date(2026, 2, 10), 110)], disbursed_on=PAID_OUT)
    assert (outcome.principal_left, outcome.left) == (200, 212)
    assert outcome.oldest_due_on == date(2026, 3, 10)
    assert outcome.closed_on is None
    assert [standing.settled_on for standing in outcome.standings] == [date(2026, 2, 10), None, None]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 1, 10), 300),  # the day of payment: no interest yet
        (date(2026, 1, 25), 305),  # 15 of 31 days of 10 = 4.84
        (date(2026, 2, 10), 310),
        (date(2026, 2, 24), 314),  # 14 of 28 days of 8 = 4
        (date(2026, 4, 10), 322),
        (date(2027, 1, 1), 322),
    ],
)
def test_payoff_asks_for_principal_and_the_interest_of_the_days_gone(on: date, expected: int) -> None:
    assert payoff_amount(DUES, [], disbursed_on=PAID_OUT, on=on) == expected


def test_payoff_closes_the_loan_and_waives_what_lies_after() -> None:
    payments = [
        Payment(1, date(2026, 2, 10), 110),
        Payment(2, date(2026, 2, 24), 204, RepaymentKind.PAYOFF),
    ]
    outcome = replay(DUES, payments, disbursed_on=PAID_OUT)
    assert (outcome.left, outcome.unused, outcome.closed_on) == (0, 0, date(2026, 2, 24))
    assert [standing.waived for standing in outcome.standings] == [0, 4, 4]
    assert outcome.standings[0].settled_on == date(2026, 2, 10)


def test_payoff_too_small_pays_like_an_installment() -> None:
    outcome = replay(DUES, [Payment(1, date(2026, 2, 24), 204, RepaymentKind.PAYOFF)], disbursed_on=PAID_OUT)
    assert outcome.left == 322 - 204
    assert [standing.waived for standing in outcome.standings] == [0, 0, 0]


def test_interest_paid_in_advance_is_not_given_back_by_a_payoff() -> None:
    payments = [Payment(1, date(2026, 1, 12), 10)]
    assert payoff_amount(DUES, payments, disbursed_on=PAID_OUT, on=date(2026, 1, 15)) == 300


@pytest.mark.parametrize(("today", "expected"), [(9, 0), (10, 0), (11, 1), (28, 18)])
def test_an_installment_is_late_from_the_day_after_it_is_due(today: int, expected: int) -> None:
    assert days_late(date(2026, 2, 10), date(2026, 2, today)) == expected
    assert days_late(None, date(2026, 2, today)) == 0


def test_arrears_sum_what_is_late_and_name_what_comes() -> None:
    outcome = replay(DUES, [Payment(1, date(2026, 2, 12), 60)], disbursed_on=PAID_OUT)
    late = arrears_on(outcome.standings, date(2026, 3, 12))
    assert (late.interest, late.principal, late.amount, late.installments) == (8, 150, 158, 2)
    assert late.days_late == 30
    assert (late.next_due_on, late.next_amount) == (date(2026, 4, 10), 104)
    assert arrears_on(outcome.standings, date(2026, 2, 10)).amount == 0


def test_a_bank_may_let_payments_pay_in_its_own_order() -> None:
    def ordered(order: PayingOrder, amount: int, on: date) -> list[tuple[int, int, int]]:
        outcome = replay(DUES, [Payment(1, on, amount, order=order)], disbursed_on=PAID_OUT)
        return [(part.sequence, part.interest, part.principal) for part in outcome.parts]

    assert ordered(PayingOrder.OLDEST_PRINCIPAL, 105, date(2026, 2, 10)) == [(1, 5, 100)]
    assert ordered(PayingOrder.INTEREST, 35, date(2026, 3, 10)) == [(1, 10, 17), (2, 8, 0)]
    assert ordered(PayingOrder.INTEREST, 15, date(2026, 2, 10)) == [(1, 10, 5)]
    whole = [replay(DUES, [Payment(1, PAID_OUT, 10**6, order=order)], disbursed_on=PAID_OUT) for order in PayingOrder]
    assert len({(outcome.unused, outcome.principal_left, outcome.closed_on) for outcome in whole}) == 1


def test_a_banks_own_schedule_is_closed_by_principal_and_the_margin_the_bank_still_takes() -> None:
    whole = payoff_amount(DUES, [], disbursed_on=PAID_OUT, on=PAID_OUT, by_bank=True)
    assert whole == sum(due.principal + due.interest for due in DUES), "no day is counted"
    principal = sum(due.principal for due in DUES)
    for taken in (0, 1, whole - principal):
        payoff = Payment(1, date(2026, 2, 1), principal + taken, RepaymentKind.PAYOFF)
        outcome = replay(DUES, [payoff], disbursed_on=PAID_OUT, by_bank=True)
        assert (outcome.left, outcome.unused) == (0, 0)
        assert sum(standing.interest for standing in outcome.standings) == taken
        assert sum(standing.waived for standing in outcome.standings) == whole - principal - taken
    short = Payment(1, date(2026, 2, 1), principal - 1, RepaymentKind.PAYOFF)
    assert replay(DUES, [short], disbursed_on=PAID_OUT, by_bank=True).left > 0
