"""Counting the months of a cash book and the profit it shows; a tenant's own figures, never seen by anybody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from core.dates import add_months
from core.errors import RuleBroken
from core.labels import LabeledEnum


class BookKeeper(LabeledEnum):
    """Who wrote a week down."""

    TENANT = ("tenant", "Ditulis binaan")
    MENTOR = ("mentor", "Ditulis pendamping dari catatan binaan")


class WrongWeek(RuleBroken):
    """A week that cannot be written down."""


@dataclass(frozen=True)
class Week:
    """One week from its Monday: money in from sales, money out for the business, in rupiah."""

    monday: date
    money_in: int
    money_out: int


@dataclass(frozen=True)
class BookMonth:
    """A month of the book: how many of its weeks are written, and their sums in rupiah."""

    first: date
    weeks: int
    money_in: int
    money_out: int
    is_complete: bool

    @property
    def profit(self) -> int:
        """Money in less money out."""
        return self.money_in - self.money_out

    @property
    def last(self) -> date:
        """The last day of the month."""
        return add_months(self.first, 1) - timedelta(days=1)


@dataclass(frozen=True)
class Bookkeeping:
    """Months in a row that are complete, and the last day of the newest of them."""

    months: int
    until: date


@dataclass(frozen=True)
class BookIncome:
    """The average of the newest complete months: rupiah a month, and the last day they speak of."""

    sales: int
    profit: int
    months: int
    until: date


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def check_week(monday: date, *, today: date, earliest: date) -> None:
    """Refuse a week that has not begun, or that ended before the tenancy.

    :raises WrongWeek: beside the field
    """
    if monday.weekday() != 0:
        raise WrongWeek("Minggu ditulis dengan hari Seninnya.", field="monday")
    if monday > today:
        raise WrongWeek("Minggu ini belum dimulai. Isi minggu yang sudah berjalan.", field="monday")
    if monday < monday_of(earliest):
        raise WrongWeek("Minggu ini sebelum orang ini menjadi binaan.", field="monday")


def months_of(weeks: Iterable[Week], *, weeks_in_month: int) -> list[BookMonth]:
    """Sum a book by month, oldest first; a week belongs to the month of its Monday.

    :param weeks_in_month: weeks that must be written for a month to be complete
    """
    sums: dict[date, list[Week]] = {}
    for week in weeks:
        sums.setdefault(week.monday.replace(day=1), []).append(week)
    return [
        BookMonth(
            first,
            len(found),
            sum(week.money_in for week in found),
            sum(week.money_out for week in found),
            len({week.monday for week in found}) >= weeks_in_month,
        )
        for first, found in sorted(sums.items())
    ]


def count_bookkeeping(months: Iterable[BookMonth], *, on: date) -> Bookkeeping | None:
    """Count the complete months in a row that end with the newest complete month before the month of a day.

    The running month counts too once it is complete. None where no month is complete.
    """
    complete = {month.first for month in months if month.is_complete and month.first <= on}
    if not complete:
        return None
    newest = first = max(complete)
    count = 1
    while (first := add_months(first, -1)) in complete:
        count += 1
    return Bookkeeping(count, min(on, add_months(newest, 1) - timedelta(days=1)))


def average_income(months: Iterable[BookMonth], *, on: date, least: int) -> BookIncome | None:
    """Average the newest complete months in a row; None while there are fewer than asked for.

    :param least: how many months are averaged; fewer say too little about a month
    """
    known = {month.first: month for month in months if month.is_complete and month.first <= on}
    run = count_bookkeeping(known.values(), on=on)
    if run is None or run.months < least:
        return None
    newest = max(known)
    chosen = [known[add_months(newest, -back)] for back in range(least)]
    sales, profit = (sum(getattr(month, name) for month in chosen) // least for name in ("money_in", "profit"))
    return BookIncome(sales, profit, least, run.until)
