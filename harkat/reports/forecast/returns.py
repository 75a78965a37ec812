"""What borrowers are due to pay back month by month, by the schedules as they stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from harkat.reports.forecast.bands import month_name

PRINCIPAL_STEP, INTEREST_STEP = 1_000_000, 100_000
ROUNDED = (
    "Yang menunggak kurang dari 5 orang: pokok dibulatkan ke juta rupiah dan bunga ke ratus ribu, supaya tunggakan itu "
    "tidak dapat dihitung dari sisa pokok."
)


@dataclass(frozen=True)
class MonthBack:
    """One month: principal and interest that fall due, and the principal that may be lent again; rupiah."""

    first_day: date
    principal: int
    interest: int
    revolving: int
    is_rounded: bool = False

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
    return [
        MonthBack(month, principal, interest, revolving)
        for month in months
        for principal, interest, revolving in [sums[month.year, month.month]]
    ]


def round_returns(months: Iterable[MonthBack]) -> list[MonthBack]:
    """Round what falls due, so that what is owed less all of it does not tell what is late."""
    return [
        replace(
            month,
            principal=_nearest(month.principal, PRINCIPAL_STEP),
            interest=_nearest(month.interest, INTEREST_STEP),
            revolving=_nearest(month.revolving, PRINCIPAL_STEP),
            is_rounded=True,
        )
        for month in months
    ]


def _nearest(amount: int, step: int) -> int:
    return (amount + step // 2) // step * step
