"""A slow loan: every event taken one after the other, written apart from the service it is held against."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from harkat.loans.changes import Change, InterestTreatment
from harkat.loans.laying_out import Line
from harkat.repayments.allocation import Payment
from harkat.repayments.kinds import RepaymentKind


@dataclass
class Row:
    """One installment on its way; rupiah."""

    starts_on: date
    due_on: date
    principal: int
    interest: int

    def owed_by(self, day: date) -> int:
        """Interest of this row that a payoff on a day asks for, of what is still unpaid (``earned`` by days)."""
        if day >= self.due_on:
            return self.interest
        if day <= self.starts_on:
            return 0
        share = Decimal(self.whole * (day - self.starts_on).days) / Decimal((self.due_on - self.starts_on).days)
        earned = int(share.quantize(Decimal(1), rounding=ROUND_HALF_UP))
        return max(0, earned - (self.whole - self.interest))

    whole: int = 0


@dataclass
class SlowLoan:
    """What is owed after some events."""

    rows: list[Row]
    paid: dict[int, tuple[int, int]] = field(default_factory=dict)
    unused: int = 0

    @property
    def principal(self) -> int:
        """Principal left."""
        return sum(row.principal for row in self.rows)

    @property
    def oldest_due_on(self) -> date | None:
        """The first day on which something is still asked."""
        return next((row.due_on for row in self.rows if row.principal or row.interest), None)

    def pay(self, payment: Payment) -> None:
        """Let one payment pay what it can."""
        left, interest, principal = payment.amount, 0, 0
        asked = sum(row.owed_by(payment.paid_on) + row.principal for row in self.rows)
        if payment.kind is RepaymentKind.PAYOFF and left >= asked:
            interest = sum(row.owed_by(payment.paid_on) for row in self.rows)
            principal = self.principal
            for row in self.rows:
                row.principal = row.interest = 0
        else:
            for row in self.rows:
                part = min(left - interest - principal, row.interest)
                row.interest -= part
                interest += part
                part = min(left - interest - principal, row.principal)
                row.principal -= part
                principal += part
        self.unused += left - interest - principal
        self.paid[payment.key] = (interest, principal)


def rows_of(lines: Sequence[Line], begins_on: date) -> list[Row]:
    """Return lines as rows on their way."""
    starts = [begins_on, *(line.due_on for line in lines)]
    return [
        Row(start, line.due_on, line.principal, line.interest, line.interest)
        for start, line in zip(starts, lines, strict=False)
    ]


def slow_loan(
    first: Sequence[Line], begins_on: date, changes: Iterable[Change], payments: Iterable[Payment]
) -> SlowLoan:
    """Take every event in the order of its day; on one day a restructuring comes before a payment."""
    loan = SlowLoan(rows_of(first, begins_on))
    events: list[tuple[date, int, int, Change | Payment]] = [(each.agreed_on, 0, 0, each) for each in changes]
    events += [(each.paid_on, 1, each.key, each) for each in payments]
    for day, _, _, event in sorted(events, key=lambda entry: entry[:3]):
        if isinstance(event, Payment):
            loan.pay(event)
            continue
        owed = sum(row.owed_by(day) for row in loan.rows)
        lines = event.lines(loan.principal, owed if event.treatment is InterestTreatment.DEFERRED else 0)
        loan.rows = rows_of(lines, day)
    return loan
