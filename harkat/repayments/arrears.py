"""What of a loan is late on a day, and by how many days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from harkat.loans.classification import days_late
from harkat.repayments.allocation import Standing


@dataclass(frozen=True)
class Arrears:
    """What should have been paid before a day and was not; rupiah. An installment is late from the day after it is due.

    ``next_due_on`` and ``next_amount`` are the first installment not late and not fully paid.
    """

    interest: int = 0
    principal: int = 0
    days_late: int = 0
    installments: int = 0
    next_due_on: date | None = None
    next_amount: int = 0

    @property
    def amount(self) -> int:
        """All that is late."""
        return self.interest + self.principal


def arrears_on(standings: Iterable[Standing], today: date) -> Arrears:
    """Sum what is late on a day."""
    open_rows = [standing for standing in standings if standing.left]
    late = [standing for standing in open_rows if standing.due.due_on < today]
    coming = next((standing for standing in open_rows if standing.due.due_on >= today), None)
    return Arrears(
        interest=sum(standing.interest_left for standing in late),
        principal=sum(standing.principal_left for standing in late),
        days_late=days_late(late[0].due.due_on if late else None, today),
        installments=len(late),
        next_due_on=None if coming is None else coming.due.due_on,
        next_amount=0 if coming is None else coming.left,
    )


def paid_in_a_row(standings: Iterable[Standing], today: date) -> int:
    """Count the installments from the first on that were paid on time, up to a day."""
    count = 0
    for standing in standings:
        if standing.left or standing.settled_on is None or standing.settled_on > standing.due.due_on:
            break
        count += standing.settled_on <= today
    return count
