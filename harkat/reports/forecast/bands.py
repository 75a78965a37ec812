"""Reading the futures: a band for every month, and when a share of the fund is used."""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import numpy as np

from core.dates import MONTHS
from harkat.reports.absorption import MILLION
from harkat.reports.forecast.histories import Histories
from harkat.reports.forecast.lags import Numbers
from harkat.reports.forecast.levers import Levers, Reach
from harkat.reports.forecast.outlook import Fund, Futures, Rules, foresee, month_ends

_ONE = timedelta(days=1)
HALF, ALL = Fraction(1, 2), Fraction(1)
TRIED_MONTHS = 3
TRIED_AT_MOST = 12
TRIED_RUNS = 200


@dataclass(frozen=True)
class Band:
    """Rupiah that most futures lie between, and the middle one."""

    low: int
    middle: int
    high: int


@dataclass(frozen=True)
class MonthAhead:
    """One coming month: what goes out in it, and all that will have gone out at its end."""

    first_day: date
    paid: Band
    so_far: Band

    @property
    def label(self) -> str:
        """The month in full; a month under way says that only its rest is meant."""
        name = month_name(self.first_day)
        return name if self.first_day.day == 1 else f"sisa {name}"

    @property
    def short_label(self) -> str:
        """The month under a bar: ``Mar 26``."""
        return f"{MONTHS[self.first_day.month - 1][:3]} {self.first_day:%y}"


@dataclass(frozen=True)
class Reaching:
    """When a share of the fund has gone out: the months most futures say; absent means later than was looked."""

    share: Fraction
    earliest: date | None
    latest: date | None
    last_month: date
    is_past: bool = False

    @property
    def words(self) -> str:
        """The answer as a sentence part."""
        if self.is_past:
            return "sudah tercapai"
        if self.earliest is None:
            return f"belum tercapai sampai {month_name(self.last_month)}"
        if self.latest is None:
            return f"paling cepat {month_name(self.earliest)}, mungkin baru sesudah {month_name(self.last_month)}"
        if self.earliest == self.latest:
            return month_name(self.earliest)
        return f"antara {month_name(self.earliest)} dan {month_name(self.latest)}"


@dataclass(frozen=True)
class Trial:
    """A forecast made for a past day, held against what then happened; rupiah of the months that followed."""

    day: date
    band: Band
    happened: int

    @property
    def is_inside(self) -> bool:
        """Whether it came as the band said."""
        return self.band.low <= self.happened <= self.band.high


def month_name(day: date) -> str:
    """Write a month: ``Maret 2027``."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def months_ahead(futures: Futures) -> list[MonthAhead]:
    """Return the band of every coming month."""
    total = futures.amounts.cumsum(axis=1) + futures.fund.gone_out
    tail = _tail(futures.rules)
    paid, so_far = _bands(futures.amounts, tail), _bands(total, tail, futures.fund.gone_out)
    return [MonthAhead(*month) for month in zip(futures.first_days, paid, so_far, strict=True)]


def reaching(futures: Futures, share: Fraction) -> Reaching:
    """Tell when a share of the fund has gone out, from the quickest to the slowest of the futures in the band."""
    target = math.ceil(futures.fund.ceiling * share)
    last_month = futures.first_days[-1]
    if futures.fund.gone_out >= target:
        return Reaching(share, None, None, last_month, is_past=True)
    total = futures.amounts.cumsum(axis=1) + futures.fund.gone_out
    there = total >= target - 0.5
    runs, months = there.shape
    when = np.sort(np.where(there.any(axis=1), there.argmax(axis=1), months))
    tail = _tail(futures.rules)
    quick, slow = int(when[math.floor(tail * runs)]), int(when[math.ceil((1 - tail) * runs) - 1])

    def month(place: int) -> date | None:
        return futures.first_days[place] if place < months else None

    return Reaching(share, month(quick), month(slow), last_month)


def try_back(known: Histories, day: date, *, ceiling: int, rules: Rules) -> list[Trial]:
    """Make the forecast anew for past month ends, each with what was known then, and hold it against what came.

    Newest first; it ends where too few loans were known for a band, so that every band that was shown is tried.
    """
    trials: list[Trial] = []
    end = day.replace(day=1)
    while len(trials) < TRIED_AT_MOST:
        end = (end.replace(day=1) - _ONE).replace(day=1)
        origin = end - _ONE
        then = known.as_of(origin)
        if not len(then) or then.paid < rules.fewest_for_band:
            break
        last = month_ends(origin, TRIED_MONTHS)[-1]
        if last > day:
            continue
        trial = _try(known, then, origin, last, ceiling=ceiling, rules=rules)
        if trial is None:
            break
        trials.append(trial)
    return trials


def _try(known: Histories, then: Histories, origin: date, last: date, *, ceiling: int, rules: Rules) -> Trial | None:
    fund = Fund(int(then.granted[then.reached[:, -1] <= origin.toordinal()].sum()), ceiling)
    futures = foresee(
        then, origin, fund=fund, rules=rules, levers=Levers(), reach=Reach(), months=TRIED_MONTHS, runs=TRIED_RUNS
    )
    if futures is None:
        return None
    total = futures.amounts.sum(axis=1, keepdims=True)
    return Trial(origin, _bands(total, _tail(rules))[0], known.paid_between(origin + _ONE, last))


def _tail(rules: Rules) -> float:
    return (1 - rules.band_percent / 100) / 2


def _bands(values: Numbers, tail: float, least: int = 0) -> list[Band]:
    """Return the band of every column in whole millions, rounded outward because a forecast knows no single rupiah.

    :param least: rupiah below which nothing can fall
    """
    low, middle, high = np.quantile(values, [tail, 0.5, 1 - tail], axis=0) / MILLION
    rounded = np.stack([np.floor(low), np.rint(middle), np.ceil(high)]).astype(np.int64) * MILLION
    return [Band(*each) for each in np.maximum(rounded, least).T.tolist()]
