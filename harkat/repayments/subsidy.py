"""The city's interest subsidy of a month: rate × outstanding principal × days / 360, loan by loan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from core.labels import LabeledEnum
from core.money import round_rupiah
from core.policy.definitions import Definition, declare

IS_PAID = "repayments.subsidy_is_paid"
RATE = "repayments.subsidy_rate"
YEAR = 360


class ClaimState(LabeledEnum):
    """Where a claim stands."""

    DRAWN_UP = ("drawn_up", "Menunggu pemeriksa kedua")
    CHECKED = ("checked", "Diperiksa, belum dibayar")
    PAID = ("paid", "Dibayar")
    REJECTED = ("rejected", "Ditolak")

    @property
    def tone(self) -> str:
        """How a page colours the state, beside its word."""
        return {"drawn_up": "warn", "checked": "calm", "paid": "good"}.get(self.value, "bad")


@dataclass(frozen=True)
class SubsidizedLoan:
    """What a month's subsidy of a loan follows from; rupiah.

    ``opening`` is the principal on ``begins_on``; ``paid`` are principal payments by day; ``loss`` tells from which day
    on the loan is or is no longer of class 5, in order; ``ends_on`` is the day it was closed or written off.
    """

    loan_id: int
    begins_on: date
    matures_on: date
    opening: int
    paid: tuple[tuple[date, int], ...] = ()
    loss: tuple[tuple[date, bool], ...] = ()
    ends_on: date | None = None


@dataclass(frozen=True)
class SubsidyLine:
    """A loan's part of a claim: days that count, the principal (rupiah) on the last of them, and the subsidy."""

    loan_id: int
    days: int
    outstanding: int
    amount: int


def days_of_month(month: date) -> list[date]:
    """Return the days of the month that a day lies in."""
    day, days = month.replace(day=1), []
    while day.month == month.month:
        days.append(day)
        day += timedelta(days=1)
    return days


def subsidize(loan: SubsidizedLoan, days: Sequence[date], rates: Mapping[date, Decimal]) -> SubsidyLine:
    """Return what a loan earns over some days; the sum is rounded once.

    A day counts from the day of payment until the last due date, while principal is owed and the class is not 5; a
    payment counts from its own day, so a payoff ends the subsidy that day.

    :param rates: percent a year by day, 0 where the city pays none
    """
    counted, outstanding, sum_of_days = 0, 0, Fraction(0)
    for day in days:
        left = loan.opening - sum(amount for paid_on, amount in loan.paid if paid_on <= day)
        is_loss = next((is_loss for since, is_loss in reversed(loan.loss) if since <= day), False)
        ended = loan.ends_on is not None and day >= loan.ends_on
        if day < loan.begins_on or day > loan.matures_on or left <= 0 or is_loss or ended or not rates[day]:
            continue
        counted, outstanding = counted + 1, left
        sum_of_days += left * Fraction(rates[day])
    return SubsidyLine(loan.loan_id, counted, outstanding, round_rupiah(sum_of_days / (100 * YEAR)))


declare(
    [
        Definition(
            IS_PAID,
            "Kota membayar subsidi bunga",
            "flag",
            default=False,
            source="Bawaan sistem: belum ada aturan kota yang menyatakan subsidi dibayar",
        ),
        Definition(
            RATE, "Subsidi bunga (persen setahun dari sisa pokok)", "percent", "3", "Contoh, belum ada aturannya"
        ),
    ]
)
