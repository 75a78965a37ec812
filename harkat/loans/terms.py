"""What a lender and a borrower agree on before a schedule can be printed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import lcm

from core.errors import RuleBroken
from core.labels import LabeledEnum
from core.money import Rounding, Rupiah

MOST_ROWS = 4_000
MOST_ROWS_OF_GIVEN_PAYMENT = 1_200
RATE_DECIMALS = 6
_RATE_STEPS = 10**RATE_DECIMALS
RATE_UNITS = 100 * _RATE_STEPS
"""One, counted in millionths of a percent: a rate of 6% is 6,000,000 of these 100,000,000."""


class TermsRefused(RuleBroken):
    """Terms from which no schedule can be made; ``field`` names the one to change."""


class Method(LabeledEnum):
    """How interest and principal are laid over the installments."""

    FLAT = ("flat", "Flat")
    EFFECTIVE = ("effective", "Efektif (pokok tetap)")
    ANNUITY = ("annuity", "Anuitas (angsuran tetap)")
    GIVEN_PAYMENT = ("given_payment", "Angsuran ditentukan")
    BULLET = ("bullet", "Pokok di akhir")

    @property
    def sets_payment(self) -> bool:
        """Whether the payment is set and the principal follows, not the other way round."""
        return self in (Method.ANNUITY, Method.GIVEN_PAYMENT)


class Frequency(LabeledEnum):
    """How often an installment falls due."""

    DAILY = ("daily", "harian")
    WEEKLY = ("weekly", "mingguan")
    TWO_WEEKLY = ("two_weekly", "dua mingguan")
    MONTHLY = ("monthly", "bulanan")
    QUARTERLY = ("quarterly", "tiga bulanan")
    YEARLY = ("yearly", "tahunan")

    @property
    def periods_a_year(self) -> int:
        """How many installments make a year when a rate is divided."""
        return PERIODS_A_YEAR[self._value_]

    @property
    def days(self) -> int:
        """The length of a period counted in days, 0 for those counted in months."""
        return DAYS_OF_A_PERIOD.get(self._value_, 0)

    @property
    def months(self) -> int:
        """The length of a period counted in months, 0 for those counted in days."""
        return MONTHS_OF_A_PERIOD.get(self._value_, 0)


PERIODS_A_YEAR = {"daily": 365, "weekly": 52, "two_weekly": 26, "monthly": 12, "quarterly": 4, "yearly": 1}
DAYS_OF_A_PERIOD = {"daily": 1, "weekly": 7, "two_weekly": 14}
MONTHS_OF_A_PERIOD = {"monthly": 1, "quarterly": 3, "yearly": 12}


class DayCount(LabeledEnum):
    """Which share of a year's interest a row bears."""

    PERIOD = ("period", "suku bunga dibagi banyaknya periode setahun")
    THIRTY_360 = ("30/360", "30/360")
    ACTUAL_360 = ("actual/360", "hari sebenarnya/360")
    ACTUAL_365 = ("actual/365", "hari sebenarnya/365")
    ACTUAL_ACTUAL = ("actual/actual", "hari sebenarnya/hari setahun sebenarnya")


class Remainder(LabeledEnum):
    """Which row takes the rupiah that rounding leaves over."""

    LAST = ("last", "angsuran terakhir")
    FIRST = ("first", "angsuran pokok pertama")


class AnnuityPayment(LabeledEnum):
    """Where the fixed installment of an annuity comes from."""

    FORMULA = ("formula", "rumus dengan suku bunga per periode")
    LEVEL = ("level", "angsuran yang tepat lunas menurut hari sebenarnya")


class EventKind(LabeledEnum):
    """What a borrower may do beside the installments."""

    PREPAY_LOWER_PAYMENT = ("prepay_lower_payment", "pembayaran sebagian, angsuran turun")
    PREPAY_FEWER_INSTALLMENTS = ("prepay_fewer_installments", "pembayaran sebagian, jangka waktu turun")
    PAYOFF = ("payoff", "pelunasan")


@dataclass(frozen=True, slots=True)
class RoundingRules:
    """How fractions of a rupiah become whole ones, part by part."""

    interest: Rounding = Rounding.HALF_UP
    principal: Rounding = Rounding.HALF_UP
    payment: Rounding = Rounding.HALF_UP
    payment_multiple: int = 1
    remainder: Remainder = Remainder.LAST


@dataclass(frozen=True, slots=True)
class Grace:
    """How many first rows pay no principal, and how many pay no interest."""

    principal: int = 0
    interest_deferred: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """A prepayment or a payoff on a day; ``amount`` is rupiah and absent for a payoff."""

    on: date
    kind: EventKind
    amount: Rupiah | None = None


@dataclass(frozen=True, slots=True)
class Conventions:
    """Everything about a schedule that is not a loan's own amount, rate, length or dates."""

    method: Method
    frequency: Frequency = Frequency.MONTHLY
    day_count: DayCount = DayCount.PERIOD
    rounding: RoundingRules = RoundingRules()
    grace: Grace = Grace()
    annuity_payment: AnnuityPayment = AnnuityPayment.FORMULA

    @property
    def year_weight(self) -> int:
        """The weight of a whole year, so that a row bears rate × its weight / this."""
        return year_weight(self.day_count, self.frequency.periods_a_year)


def year_weight(day_count: DayCount, periods_a_year: int) -> int:
    """Return the least number in which every row's share of a year is whole."""
    if day_count is DayCount.PERIOD:
        return periods_a_year
    if day_count is DayCount.THIRTY_360:
        return lcm(360, periods_a_year)
    if day_count is DayCount.ACTUAL_ACTUAL:
        return 365 * 366
    return 360 if day_count is DayCount.ACTUAL_360 else 365


@lru_cache(maxsize=1024)
def _rate_units(annual_rate: Decimal) -> int:
    return int(annual_rate * _RATE_STEPS)


@dataclass(frozen=True, slots=True)
class Terms:
    """One loan's terms: every field of a request, with its stated default.

    ``principal`` and ``payment`` are rupiah, ``annual_rate`` is percent a year with at most six decimals, ``n`` counts
    all rows, grace rows included (for a given payment the most rows there may be).
    """

    method: Method
    principal: Rupiah
    annual_rate: Decimal
    n: int
    frequency: Frequency = Frequency.MONTHLY
    disbursed_on: date | None = None
    first_due_on: date | None = None
    due_dates: tuple[date, ...] | None = None
    day_count: DayCount = DayCount.PERIOD
    rounding: RoundingRules = RoundingRules()
    grace: Grace = Grace()
    annuity_payment: AnnuityPayment = AnnuityPayment.FORMULA
    payment: Rupiah | None = None
    events: tuple[Event, ...] = ()
    closed_days: frozenset[date] = frozenset()
    skip_sundays: bool = False

    @property
    def conventions(self) -> Conventions:
        """The part of the terms that many loans share."""
        return Conventions(self.method, self.frequency, self.day_count, self.rounding, self.grace, self.annuity_payment)

    @property
    def rate_units(self) -> int:
        """The rate a year as a whole number of millionths of a percent."""
        return _rate_units(self.annual_rate)
