"""How repayments pay a schedule: the oldest installment first, in each one interest before principal, unless told.

A loan's repayments are always replayed in the order of the days they were paid, so the order in which they were
entered never changes the result.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from core.dates import count_days
from core.money import round_rupiah
from harkat.repayments.kinds import RepaymentKind
from harkat.repayments.paying_orders import PayingOrder


@dataclass(frozen=True)
class Due:
    """One installment as it was promised; rupiah."""

    sequence: int
    due_on: date
    principal: int
    interest: int


@dataclass(frozen=True)
class Payment:
    """Money that was paid on a day; ``key`` tells payments apart and settles the order within a day. Rupiah."""

    key: int
    paid_on: date
    amount: int
    kind: RepaymentKind = RepaymentKind.INSTALLMENT
    order: PayingOrder = PayingOrder.OLDEST


@dataclass(frozen=True)
class Part:
    """What of one payment went to one installment; rupiah."""

    payment: int
    sequence: int
    interest: int
    principal: int


@dataclass(frozen=True)
class Standing:
    """How much of one installment is paid; ``waived`` is interest that an early payoff made needless. Rupiah."""

    due: Due
    interest: int = 0
    principal: int = 0
    waived: int = 0
    settled_on: date | None = None

    @property
    def interest_left(self) -> int:
        """Interest still to be paid."""
        return self.due.interest - self.waived - self.interest

    @property
    def principal_left(self) -> int:
        """Principal still to be paid."""
        return self.due.principal - self.principal

    @property
    def left(self) -> int:
        """All that is still to be paid."""
        return self.interest_left + self.principal_left


@dataclass(frozen=True)
class Outcome:
    """What the payments paid, where each installment stands, and rupiah that found nothing to pay."""

    parts: tuple[Part, ...]
    standings: tuple[Standing, ...]
    unused: int = 0
    closed_on: date | None = None

    @property
    def principal_left(self) -> int:
        """Principal still owed."""
        return sum(standing.principal_left for standing in self.standings)

    @property
    def left(self) -> int:
        """All that the schedule still asks for."""
        return sum(standing.left for standing in self.standings)

    @property
    def oldest_due_on(self) -> date | None:
        """The due date of the oldest installment not fully paid."""
        return next((standing.due.due_on for standing in self.standings if standing.left), None)


class _Ledger:
    """The installments while payments come in, one after the other."""

    def __init__(self, dues: Sequence[Due], disbursed_on: date, *, by_bank: bool = False) -> None:
        self.by_bank = by_bank
        self.dues = sorted(dues, key=lambda due: due.sequence)
        self.disbursed_on = disbursed_on
        self.interest = [0] * len(dues)
        self.principal = [0] * len(dues)
        self.waived = [0] * len(dues)
        self.settled: list[date | None] = [None] * len(dues)
        self.parts: list[Part] = []
        self.unused = 0

    def pay(self, payment: Payment) -> None:
        early = [] if payment.kind is not RepaymentKind.PAYOFF else self._closing_lines(payment)
        if early and payment.amount >= sum(map(sum, early)):
            self.unused += payment.amount - sum(map(sum, early))
            for place, (interest, principal) in enumerate(early):
                self._take(payment, place, interest, principal)
                self.waived[place] = self.dues[place].interest - self.interest[place]
                self.settled[place] = self.settled[place] or payment.paid_on
            return
        usual = payment.order is PayingOrder.OLDEST
        self.unused += self._pay_oldest(payment) if usual else self._pay_in_order(payment)

    def _pay_oldest(self, payment: Payment) -> int:
        """Pay installment after installment, in each interest before principal; return what is left."""
        left = payment.amount
        for place, due in enumerate(self.dues):
            if not left:
                break
            interest = min(left, due.interest - self.waived[place] - self.interest[place])
            principal = min(left - interest, due.principal - self.principal[place])
            self._take(payment, place, interest, principal)
            left -= interest + principal
        return left

    def _pay_in_order(self, payment: Payment) -> int:
        """Pay in a bank's own order; return what is left."""
        left = payment.amount
        taken: dict[int, tuple[int, int]] = {}
        for place, is_interest in self._steps(payment):
            interest, principal = taken.get(place, (0, 0))
            due = self.dues[place]
            if is_interest:
                paid = min(left, due.interest - self.waived[place] - self.interest[place] - interest)
                taken[place] = (interest + paid, principal)
            else:
                paid = min(left, due.principal - self.principal[place] - principal)
                taken[place] = (interest, principal + paid)
            left -= paid
        for place in sorted(taken):
            self._take(payment, place, *taken[place])
        return left

    def _steps(self, payment: Payment) -> list[tuple[int, bool]]:
        """Installments with whether their interest is paid, in the order in which a payment pays them."""
        places = range(len(self.dues))
        if payment.order is PayingOrder.OLDEST_PRINCIPAL:
            return [(place, is_interest) for place in places for is_interest in (False, True)]
        due = [place for place in places if self.dues[place].due_on <= payment.paid_on]
        coming = [(place, is_interest) for place in places[len(due) :] for is_interest in (True, False)]
        return [*((place, True) for place in due), *((place, False) for place in due), *coming]

    def _closing_lines(self, payment: Payment) -> list[tuple[int, int]]:
        """Interest and principal that a payoff pays of every installment.

        Where the bank made the schedule, it also says how much of its margin it still takes: what comes beside the
        principal pays the oldest rows, and the rest is waived.
        """
        asked = self.payoff_lines(payment.paid_on)
        spare = payment.amount - sum(principal for _, principal in asked)
        if not self.by_bank or spare < 0:
            return asked
        found = []
        for interest, principal in asked:
            found.append((min(interest, spare), principal))
            spare -= found[-1][0]
        return found

    def payoff_lines(self, day: date) -> list[tuple[int, int]]:
        """Interest and principal that a payoff on a day asks of every installment."""
        return [
            (
                max(0, min(self._interest_until(place, day), due.interest - self.waived[place]) - self.interest[place]),
                due.principal - self.principal[place],
            )
            for place, due in enumerate(self.dues)
        ]

    def _interest_until(self, place: int, day: date) -> int:
        """The interest of an installment earned by a day: all once due, by days in its running period, else none.

        Of a bank's own row it is the whole, whatever the day.
        """
        due = self.dues[place]
        if self.by_bank:
            return due.interest
        begins_on = max(self.dues[place - 1].due_on, self.disbursed_on) if place else self.disbursed_on
        if day >= due.due_on:
            return due.interest
        if day <= begins_on:
            return 0
        return round_rupiah(Fraction(due.interest * count_days(begins_on, day), count_days(begins_on, due.due_on)))

    def _take(self, payment: Payment, place: int, interest: int, principal: int) -> None:
        if interest or principal:
            self.interest[place] += interest
            self.principal[place] += principal
            self.parts.append(Part(payment.key, self.dues[place].sequence, interest, principal))
            if self.standing(place).left == 0:
                self.settled[place] = payment.paid_on

    def standing(self, place: int) -> Standing:
        return Standing(
            self.dues[place], self.interest[place], self.principal[place], self.waived[place], self.settled[place]
        )

    def outcome(self) -> Outcome:
        standings = tuple(self.standing(place) for place in range(len(self.dues)))
        done = all(standing.left == 0 for standing in standings)
        days = [standing.settled_on for standing in standings if standing.settled_on is not None]
        return Outcome(tuple(self.parts), standings, self.unused, max(days) if done and days else None)


def replay(dues: Sequence[Due], payments: Iterable[Payment], *, disbursed_on: date, by_bank: bool = False) -> Outcome:
    """Let payments pay a schedule in the order of their days, and return who paid what and what is left.

    A payoff pays all principal, the interest due until its day and the share of the running period by days; what
    interest lies after it is waived. A payoff too small for that pays like an installment.

    :param by_bank: the bank made the rows itself, so no day is counted: a payoff pays all principal and as much of the
        margin as the bank takes
    """
    ledger = _Ledger(dues, disbursed_on, by_bank=by_bank)
    for payment in sorted(payments, key=lambda payment: (payment.paid_on, payment.key)):
        ledger.pay(payment)
    return ledger.outcome()


def payoff_amount(
    dues: Sequence[Due], payments: Iterable[Payment], *, disbursed_on: date, on: date, by_bank: bool = False
) -> int:
    """Return the rupiah that close a loan on a day, after the payments made until then.

    :param by_bank: the bank made the rows itself; this is the most it may take, and it may waive margin
    """
    ledger = _Ledger(dues, disbursed_on, by_bank=by_bank)
    for payment in sorted(payments, key=lambda payment: (payment.paid_on, payment.key)):
        ledger.pay(payment)
    return sum(map(sum, ledger.payoff_lines(on)))
