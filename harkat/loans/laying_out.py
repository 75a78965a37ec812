"""Schedules that do not begin at a payment from nothing: what is already late stands first, what is deferred last."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.errors import RuleBroken
from core.money import format_rupiah
from harkat.loans.schedule import Schedule


@dataclass(frozen=True)
class Line:
    """One installment to be written; rupiah. ``balance`` is the principal left after it."""

    sequence: int
    due_on: date
    principal: int
    interest: int
    balance: int


@dataclass(frozen=True)
class OpeningBalance:
    """What a bank's letter says of a running loan on a day; rupiah.

    ``overdue_principal`` and ``overdue_interest`` fell due and were not paid, the oldest ``days_late`` days before.
    """

    as_of: date
    outstanding: int
    days_late: int = 0
    overdue_principal: int = 0
    overdue_interest: int = 0

    def check(self) -> None:
        """Refuse a balance that does not fit together.

        :raises RuleBroken: naming the figure
        """
        overdue = self.overdue_principal + self.overdue_interest
        if self.overdue_principal >= self.outstanding > 0 and self.overdue_principal != self.outstanding:
            raise RuleBroken(
                f"Tunggakan pokok tidak dapat melebihi sisa pokok {format_rupiah(self.outstanding)}.",
                field="overdue_principal",
            )
        if bool(overdue) != bool(self.days_late):
            raise RuleBroken(
                "Hari tunggakan dan jumlah tunggakan harus diisi bersama, atau keduanya nol.", field="days_late"
            )


def lines_of(schedule: Schedule, *, deferred_interest: int = 0) -> list[Line]:
    """Return a schedule's rows to be written; interest deferred to the end (rupiah) joins the last one."""
    lines: list[Line] = []
    for row in schedule.rows:
        assert row.n is not None
        assert row.due_on is not None
        lines.append(Line(row.n, row.due_on, row.principal, row.interest, row.balance))
    if deferred_interest:
        lines[-1] = replace(lines[-1], interest=lines[-1].interest + deferred_interest)
    return lines


def opening_lines(balance: OpeningBalance, coming: Sequence[Line]) -> list[Line]:
    """Return the rows of a loan taken over: its arrears as one row due in the past, then what is still to come.

    :param coming: the rows of the principal not yet due, none where all of it is overdue
    """
    if not balance.days_late:
        return list(coming)
    due_on = balance.as_of - timedelta(days=balance.days_late)
    left = balance.outstanding - balance.overdue_principal
    first = Line(1, due_on, balance.overdue_principal, balance.overdue_interest, left)
    return [first, *(replace(line, sequence=line.sequence + 1) for line in coming)]
