"""Replaying repayments: conservation, order and a slow model.

Claims: every rupiah of a payment goes to an installment or is named unused; no part is negative; installments fill
from the oldest, interest before principal; the order of entry never matters, only the days; a payoff of the amount
asked closes the loan. Attacked with random schedules, payments on any day, doubles of days, and payoffs.
"""

from collections import deque
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from harkat.repayments.allocation import Due, Payment, payoff_amount, replay
from harkat.repayments.kinds import RepaymentKind

PAID_OUT = date(2026, 1, 31)

amounts = st.integers(min_value=0, max_value=2_000_000)


@st.composite
def schedules(draw: st.DrawFn) -> tuple[Due, ...]:
    rows = draw(st.lists(st.tuples(amounts, amounts, st.integers(1, 40)), min_size=1, max_size=14))
    day, dues = PAID_OUT, []
    for sequence, (principal, interest, gap) in enumerate(rows, 1):
        day += timedelta(days=gap)
        dues.append(Due(sequence, day, principal, interest))
    return tuple(dues)


payments = st.lists(
    st.tuples(st.integers(0, 400), st.integers(1, 5_000_000)).map(
        lambda drawn: (PAID_OUT + timedelta(days=drawn[0]), drawn[1])
    ),
    max_size=12,
).map(lambda rows: [Payment(key, *row) for key, row in enumerate(rows, 1)])


def rupiah_by_rupiah(dues: tuple[Due, ...], paid: list[Payment]) -> list[tuple[int, int, int, int]]:
    """The slow model: one queue of owed amounts, eaten from the front."""
    owed = [
        (due.sequence, kind, amount) for due in dues for kind, amount in (("i", due.interest), ("p", due.principal))
    ]
    queue = deque(owed)
    found: dict[tuple[int, int], dict[str, int]] = {}
    for payment in sorted(paid, key=lambda payment: (payment.paid_on, payment.key)):
        left = payment.amount
        while left and queue:
            sequence, kind, amount = queue.popleft()
            taken = min(left, amount)
            left -= taken
            if taken:
                found.setdefault((payment.key, sequence), {"i": 0, "p": 0})[kind] += taken
            if amount - taken:
                queue.appendleft((sequence, kind, amount - taken))
    return [(key, sequence, cell["i"], cell["p"]) for (key, sequence), cell in found.items()]


@given(schedules(), payments)
def test_parts_agree_with_the_slow_model(dues: tuple[Due, ...], paid: list[Payment]) -> None:
    outcome = replay(dues, paid, disbursed_on=PAID_OUT)
    parts = [(part.payment, part.sequence, part.interest, part.principal) for part in outcome.parts]
    assert parts == rupiah_by_rupiah(dues, paid)


@given(schedules(), payments)
def test_every_rupiah_is_accounted_for(dues: tuple[Due, ...], paid: list[Payment]) -> None:
    outcome = replay(dues, paid, disbursed_on=PAID_OUT)
    used = sum(part.interest + part.principal for part in outcome.parts)
    assert used + outcome.unused == sum(payment.amount for payment in paid)
    assert used + outcome.left == sum(due.principal + due.interest for due in dues)
    assert all(part.interest >= 0 and part.principal >= 0 for part in outcome.parts)


@given(schedules(), payments, st.randoms())
def test_order_of_entry_does_not_matter(dues: tuple[Due, ...], paid: list[Payment], random: Random) -> None:
    shuffled = list(paid)
    random.shuffle(shuffled)
    assert replay(dues, shuffled, disbursed_on=PAID_OUT) == replay(dues, paid, disbursed_on=PAID_OUT)


@given(schedules(), payments, st.integers(0, 500))
def test_a_payoff_of_what_is_asked_closes_the_loan(dues: tuple[Due, ...], paid: list[Payment], days: int) -> None:
    last = max((payment.paid_on for payment in paid), default=PAID_OUT)
    on = last + timedelta(days=days)
    asked = payoff_amount(dues, paid, disbursed_on=PAID_OUT, on=on)
    before = replay(dues, paid, disbursed_on=PAID_OUT)
    assert before.principal_left <= asked <= before.left
    if asked:
        closing = Payment(99, on, asked, RepaymentKind.PAYOFF)
        outcome = replay(dues, [*paid, closing], disbursed_on=PAID_OUT)
        assert (outcome.left, outcome.unused) == (0, before.unused)
        waived = sum(standing.waived for standing in outcome.standings)
        assert waived == before.left - asked
        assert payoff_amount(dues, [*paid, closing], disbursed_on=PAID_OUT, on=on + timedelta(days=30)) == 0
