"""The forecast itself: many possible futures drawn from what happened so far, and the band most of them lie in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from core.dates import add_months
from harkat.reports.forecast.histories import AT_BANK, NEVER, PAID, Histories, Whole, step_times, waiting_at
from harkat.reports.forecast.lags import Numbers, draw_step, follow, hurry, remaining
from harkat.reports.forecast.levers import Levers, Reach

RUNS = 300
SEED = 110
BUCKET = 30


@dataclass(frozen=True)
class Rules:
    """The dated rules: days looked back for new applications, percent of the futures in the band, and how many
    loans it takes at least to name a date, and to draw a band at all.
    """

    window_days: int = 180
    band_percent: int = 80
    fewest_loans: int = 100
    fewest_for_band: int = 10


@dataclass(frozen=True)
class Fund:
    """The fund at the start: rupiah gone out, its size, and what will have come back for lending, by month."""

    gone_out: int
    ceiling: int
    returning: Sequence[int] = ()


@dataclass(frozen=True)
class Futures:
    """What came out of every run: rupiah by (run, month) and the first day of each month."""

    first_days: tuple[date, ...]
    amounts: Numbers
    fund: Fund
    rules: Rules


def foresee(
    known: Histories,
    day: date,
    *,
    fund: Fund,
    rules: Rules,
    levers: Levers,
    reach: Reach,
    months: int,
    runs: int = RUNS,
) -> Futures | None:
    """Draw the coming months; nothing while some step was never passed, because then its time is unknown.

    The first month is what is left of the day's month, or the next one when the day is a month's last. Every call
    with the same facts gives the same answer.
    """
    chance = np.random.default_rng(SEED)
    ends = month_ends(day, months)
    horizon = (ends[-1] - day).days + 1
    onward: Numbers | None = None
    amounts = np.zeros((runs, months))
    edges = [(end - day).days for end in ends]
    for stage in reversed(range(PAID)):
        times = step_times(known, stage, day)
        if not times.passed.any():
            return None
        share, still = draw_step(times, runs, chance)
        waiting = waiting_at(known, stage, day)
        going = remaining(share, still, waiting.by_age)
        if stage == AT_BANK:
            share, going = (hurry(each, levers.bank.time_share) for each in (share, going))
        until_paid = going if onward is None else follow(going, onward, horizon)
        onward = share if onward is None else follow(share, onward, horizon)
        here = _by_month(until_paid, edges)
        cut = _granted_share(known, chance, runs) if stage <= AT_BANK else np.ones(runs)
        amounts += _sums(_drawn(here, len(waiting.amounts), chance), waiting.amounts, cut, chance)
    assert onward is not None
    spread, expected = _expected_new(known, day, onward, edges, rules, levers, reach, chance)
    new = _overdispersed(expected, spread, chance)
    granted = known.granted[known.granted > 0]
    amounts += _sums(new, granted, np.ones(runs), chance)
    return Futures(month_starts(day, months), _within(amounts, fund), fund, rules)


def month_ends(day: date, months: int) -> list[date]:
    """Return the last days of the coming months, beginning with the month of the day after."""
    first = (day + timedelta(days=1)).replace(day=1)
    return [add_months(first, number) - timedelta(days=1) for number in range(1, months + 1)]


def month_starts(day: date, months: int) -> tuple[date, ...]:
    """Return the first days of the coming months; the first of them is the day after the day."""
    first = (day + timedelta(days=1)).replace(day=1)
    return (day + timedelta(days=1), *(add_months(first, number) for number in range(1, months)))


def _by_month(by_day: Numbers, edges: Sequence[int]) -> Numbers:
    """Add days up to months; a column is a day after today and an edge the last day of a month."""
    total = by_day.cumsum(axis=1)
    so_far = total[:, [min(edge, by_day.shape[1] - 1) for edge in edges]]
    return np.diff(so_far, axis=1, prepend=0.0)


def _drawn(expected: Numbers, waiting: int, chance: np.random.Generator) -> Numbers:
    """Let each of those who wait fall into one month, or into none."""
    if not waiting:
        return np.zeros_like(expected)
    shares = expected / waiting
    shares /= np.maximum(shares.sum(axis=1, keepdims=True), 1.0)
    never = np.clip(1.0 - shares.sum(axis=1, keepdims=True), 0.0, 1.0)
    return chance.multinomial(waiting, np.hstack([shares, never]))[:, :-1].astype(float)


def _granted_share(known: Histories, chance: np.random.Generator, runs: int) -> Numbers:
    """Draw what share of the requested rupiah a bank grants."""
    granted = known.granted > 0
    if not granted.any():
        return np.ones(runs)
    shares = known.granted[granted] / known.requested[granted]
    return np.clip(chance.normal(shares.mean(), shares.std() / np.sqrt(len(shares)), runs), 0.0, 1.0)


def _sums(counts: Numbers, amounts: Whole, cut: Numbers, chance: np.random.Generator) -> Numbers:
    """Draw the rupiah of so many loans: a gamma sum with the mean and the spread of the known amounts."""
    if not len(amounts):
        return np.zeros_like(counts)
    mean, spread = float(amounts.mean()), float(amounts.std())
    means = np.clip(chance.normal(mean, spread / np.sqrt(len(amounts)), len(counts)), mean / 10, None)[:, None]
    drawn = counts * means
    if spread > 0:
        shape = counts * (mean / spread) ** 2
        drawn = chance.standard_gamma(shape) * means * (spread / mean) ** 2
    return drawn * cut[:, None]


def _expected_new(
    known: Histories,
    day: date,
    until_paid: Numbers,
    edges: Sequence[int],
    rules: Rules,
    levers: Levers,
    reach: Reach,
    chance: np.random.Generator,
) -> tuple[float, Numbers]:
    """Return how uneven months are, and the loans expected of applications that are yet to come by (run, month).

    The number of applications a day has a gamma uncertainty out of those counted in the window.
    """
    ages = day.toordinal() - known.reached[:, 0]
    window = min(rules.window_days, int(ages.max()) + 1)
    recent = ages < window
    spread = _unevenness(ages, window)
    runs, horizon = until_paid.shape[0], edges[-1] + 1
    daily = chance.gamma((recent.sum() + 0.5) / spread, spread / window, runs)[:, None]
    paid = np.zeros((runs, horizon))
    paid[:, 1 : until_paid.shape[1] + 1] = until_paid[:, : horizon - 1]
    reached = paid.cumsum(axis=1)
    trained = known.trained[recent] <= known.reached[recent, 0]
    extra = (levers.classes.times - 1) * (float(trained.mean()) if recent.any() else 0.0)
    flow = daily * (reached + extra * _later(reached, class_days(known)))
    if levers.cleared.share and reach.new_cases:
        freed = levers.cleared.share * reach.new_cases / reach.spread_days
        flow = flow + freed * (reached - _later(reached, reach.spread_days))
    return spread, _by_month(flow, edges)


def class_days(known: Histories) -> int:
    """Return the usual (median) number of days from a completed course to the application."""
    took = known.reached[:, 0] - known.trained
    took = took[(took >= 0) & (known.trained < NEVER)]
    return int(np.median(took)) if len(took) else 0


def _later(by_day: Numbers, days: int) -> Numbers:
    moved = np.zeros_like(by_day)
    if days < by_day.shape[1]:
        moved[:, days:] = by_day[:, : by_day.shape[1] - days]
    return moved


def _unevenness(ages: Whole, window: int) -> float:
    """Return how many times more uneven than chance alone the applications of thirty days are; at least once."""
    buckets = max(1, min(12, int(ages.max() + 1) // BUCKET))
    counts = np.bincount(ages[ages < buckets * BUCKET] // BUCKET, minlength=buckets)
    if buckets < 3 or not counts.sum() or window < BUCKET:
        return 1.0
    return max(1.0, float(counts.var(ddof=1) / counts.mean()))


def _overdispersed(expected: Numbers, spread: float, chance: np.random.Generator) -> Numbers:
    """Draw counts with this mean and ``spread`` times the variance that chance alone gives."""
    expected = np.clip(expected, 0.0, None)
    if spread > 1 + 1e-9:
        expected = chance.standard_gamma(expected / (spread - 1)) * (spread - 1)
    return chance.poisson(expected).astype(float)


def _within(amounts: Numbers, fund: Fund) -> Numbers:
    """Let nothing go out that the fund has not got."""
    months = amounts.shape[1]
    returning = np.array([*fund.returning, *[fund.returning[-1] if fund.returning else 0] * months][:months], float)
    room = np.maximum(fund.ceiling - fund.gone_out + returning, 0.0)
    so_far = np.minimum(amounts.cumsum(axis=1), np.maximum.accumulate(room)[None, :])
    return np.diff(np.maximum.accumulate(so_far, axis=1), axis=1, prepend=0.0)
