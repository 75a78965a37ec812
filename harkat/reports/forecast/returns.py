"""What borrowers are due to pay back month by month, by the schedules as they stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from harkat.reports.forecast.bands import month_name


@dataclass(frozen=True)
class MonthBack:
    """One month: principal and interest that fall due, and the principal that may be lent again; rupiah."""

    first_day: date
    principal: int
    interest: int
    revolving: int

    @property
    def label(self) -> str:
        """The month in full."""
        return month_name(self.first_day)


def lay_out_returns(months: Sequence[date], dues: Iterable[tuple[int, int, bool, int, int]]) -> list[MonthBack]:
    """Lay sums out over every month, months in which nothing falls due included.

    :param months: a day in each month, in order
    :param dues: year, month, whether the bank lends repaid principal again, principal, interest
    """
    sums: dict[tuple[int, int], list[int]] = {(month.year, month.month): [0, 0, 0] for month in months}
    for year, month, is_revolving, principal, interest in dues:
        known = sums.get((year, month))
        if known is not None:
            known[0] += principal
            known[1] += interest
            known[2] += principal if is_revolving else 0
    return [MonthBack(month, *sums[month.year, month.month]) for month in months]
