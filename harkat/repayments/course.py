"""A loan's whole course: its first schedule, each restructuring with the schedule that follows, and who paid what.

The course follows from the first schedule, the restructurings and the payments alone, so the order in which they were
entered never changes it: a payment found late changes what was owed on the day of a restructuring, and with it all
schedules after.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.dates import format_date
from core.errors import RuleBroken
from harkat.loans.changes import Change
from harkat.loans.laying_out import Line
from harkat.repayments.allocation import Due, Outcome, Payment, payoff_amount, replay


@dataclass(frozen=True)
class Stretch:
    """One schedule of a course from its day on, and what its payments made of it."""

    begins_on: date
    lines: tuple[Line, ...]
    payments: tuple[Payment, ...]
    outcome: Outcome


@dataclass(frozen=True)
class Course:
    """The stretches of a loan, the last of which is in force."""

    stretches: tuple[Stretch, ...]

    @property
    def outcome(self) -> Outcome:
        """What stands now."""
        return self.stretches[-1].outcome

    @property
    def unused(self) -> int:
        """Rupiah of all payments that found nothing to pay."""
        return sum(stretch.outcome.unused for stretch in self.stretches)

    def paid_by(self, key: int) -> tuple[int, int]:
        """Return the interest and principal (rupiah) that one payment pays."""
        own = [part for stretch in self.stretches for part in stretch.outcome.parts if part.payment == key]
        return sum(part.interest for part in own), sum(part.principal for part in own)


class ClosedBefore(RuleBroken):
    """Payments close a loan before a day on which it was restructured."""

    def __init__(self, agreed_on: date) -> None:
        super().__init__(
            f"Dengan pembayaran ini pinjaman sudah lunas sebelum restrukturisasi {format_date(agreed_on)}. Periksa "
            "tanggal dan jumlahnya; bila benar, minta bank menyelesaikannya dengan surat.",
            field="amount",
        )


def dues_of_lines(lines: Sequence[Line]) -> list[Due]:
    """Return a schedule's lines as the allocation wants them."""
    return [Due(line.sequence, line.due_on, line.principal, line.interest) for line in lines]


def owed_interest(
    lines: Sequence[Line], payments: Sequence[Payment], *, begins_on: date, on: date, by_bank: bool = False
) -> int:
    """Return the interest (rupiah) that is due or has accrued by a day and is not paid; all of a bank's own margin."""
    dues = dues_of_lines(lines)
    left = replay(dues, payments, disbursed_on=begins_on, by_bank=by_bank).principal_left
    return payoff_amount(dues, payments, disbursed_on=begins_on, on=on, by_bank=by_bank) - left


def lay_course(
    first: Sequence[Line],
    changes: Sequence[Change],
    payments: Sequence[Payment],
    *,
    begins_on: date,
    by_bank: bool = False,
) -> Course:
    """Follow a loan from its first schedule through its restructurings.

    A payment belongs to the schedule that held on its day; on the day of a restructuring that is the new one.

    :param by_bank: the bank made every schedule itself
    :raises ClosedBefore: when nothing was owed on the day of a restructuring
    """
    stretches: list[Stretch] = []
    lines: Sequence[Line] = first
    for place in range(len(changes) + 1):
        ends_on = changes[place].agreed_on if place < len(changes) else None
        own = [
            payment
            for payment in payments
            if (place == 0 or payment.paid_on >= begins_on) and (ends_on is None or payment.paid_on < ends_on)
        ]
        outcome = replay(dues_of_lines(lines), own, disbursed_on=begins_on, by_bank=by_bank)
        stretches.append(Stretch(begins_on, tuple(lines), tuple(own), outcome))
        if place < len(changes):
            change = changes[place]
            if not outcome.principal_left:
                raise ClosedBefore(change.agreed_on)
            interest = owed_interest(lines, own, begins_on=begins_on, on=change.agreed_on, by_bank=by_bank)
            lines = change.lines(outcome.principal_left, interest)
            begins_on = change.agreed_on
    return Course(tuple(stretches))
