"""Laying a loan that is paid out in parts: every part on the due dates of the first, and the sum is the schedule.

A part's principal is spread over the due dates after its day by the loan's own method and rate. In the period in which
it was paid it bears interest by days. What had fallen due before stays as it was. So the schedule follows from the
parts alone, in whatever order they were entered, and no payment changes it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from core.dates import count_days, format_date
from core.errors import RuleBroken
from core.money import Rupiah, round_rupiah
from harkat.loans.laying_out import Line, lines_of
from harkat.loans.paces import is_paid_once, lay_out, once_on
from harkat.loans.schedule import build
from harkat.loans.terms import Grace, Terms


class PartTooLate(RuleBroken):
    """A part paid out after the loan's last due date."""


def part_lines(first: Sequence[Line], terms: Terms, amount: int, *, paid_on: date, begins_on: date) -> list[Line]:
    """Lay one further part (rupiah) over the due dates of a schedule that come after its day.

    :param first: the schedule the loan has
    :param terms: the loan's method, rate and grace; its amount and dates are not looked at
    :param begins_on: the day of the first part
    :raises PartTooLate: when no due date comes after its day
    """
    coming = [line for line in first if line.due_on > paid_on]
    if not coming:
        raise PartTooLate(
            f"Jatuh tempo terakhir pinjaman ini {format_date(first[-1].due_on)}. Uang yang keluar sesudahnya dicatat "
            "sebagai pencairan tanpa permohonan.",
            field="disbursed_on",
        )
    if is_paid_once(terms):
        once = once_on(replace(terms, principal=Rupiah(amount), disbursed_on=paid_on), coming[-1].due_on)
        return lines_of(lay_out(once))
    passed = len(first) - len(coming)
    since = first[passed - 1].due_on if passed else begins_on
    grace = min(max(0, terms.grace.principal - passed), len(coming) - 1)
    schedule = build(
        replace(
            terms,
            principal=Rupiah(amount),
            n=len(coming),
            disbursed_on=since,
            first_due_on=None,
            due_dates=tuple(line.due_on for line in coming),
            grace=Grace(principal=grace),
        )
    )
    lines = lines_of(schedule)
    due_on = lines[0].due_on
    share = Fraction(count_days(paid_on, due_on), count_days(since, due_on))
    lines[0] = replace(lines[0], interest=round_rupiah(lines[0].interest * share))
    return lines


def join_lines(first: Sequence[Line], more: Sequence[Line]) -> list[Line]:
    """Add a part's lines to a schedule, due date by due date; ``balance`` is what is left of all of it."""
    by_day: dict[date, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for line in (*first, *more):
        principal, interest = by_day[line.due_on]
        by_day[line.due_on] = (principal + line.principal, interest + line.interest)
    left = sum(principal for principal, _ in by_day.values())
    joined: list[Line] = []
    for sequence, due_on in enumerate(sorted(by_day), start=1):
        principal, interest = by_day[due_on]
        left -= principal
        joined.append(Line(sequence, due_on, principal, interest, left))
    return joined
