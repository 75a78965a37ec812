"""Whether scores order people by how they repay: bands against arrears, Gini and KS with intervals, drift (PSI)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from scoring.shares import NORMAL_95, Interval, wilson

BAND_STARTS = (0, 50, 60, 70, 80, 90)
SMALLEST_SHOWN = 5
ROUNDS = 1000
SEED = 20261122
STABLE_BELOW, SHIFTED_FROM = 0.10, 0.25
"""The usual reading of a PSI: below 0.10 stable, from 0.25 a different population (N. Siddiqi, 2006)."""


@dataclass(frozen=True)
class Outcome:
    """A loan with history: the score its borrower had before it (0 to 100), and whether it ever fell into arrears."""

    score: int
    is_bad: bool


@dataclass(frozen=True)
class Band:
    """Loans whose scores lie between two ends, both included; the share in arrears is None when too few are there."""

    first: int
    last: int
    loans: int
    bad: Interval | None


def bands(outcomes: Sequence[Outcome]) -> tuple[Band, ...]:
    """Return each band of scores with the loans behind it and the share that fell into arrears."""
    rows: list[Band] = []
    for first, following in zip(BAND_STARTS, (*BAND_STARTS[1:], 101), strict=True):
        inside = [outcome.is_bad for outcome in outcomes if first <= outcome.score < following]
        share = wilson(sum(inside), len(inside)) if len(inside) >= SMALLEST_SHOWN else None
        rows.append(Band(first, following - 1, len(inside), share))
    return tuple(rows)


def gini(outcomes: Sequence[Outcome]) -> Interval | None:
    """Return the Gini coefficient (twice the area under the ROC, less one) with its 95% interval; ties count half.

    None without at least two loans of each kind. Source of the variance: DeLong, DeLong and Clarke-Pearson,
    Biometrics 44 (1988), 837-845.
    """
    good, bad = _split(outcomes)
    if min(good.size, bad.size) < 2:
        return None
    good_wins, bad_losses = _beaten(good, bad), 1 - _beaten(bad, good)
    area = float(good_wins.mean())
    spread = float(good_wins.var(ddof=1) / good.size + bad_losses.var(ddof=1) / bad.size)
    half = NORMAL_95 * sqrt(spread)
    return Interval(2 * area - 1, max(-1.0, 2 * (area - half) - 1), min(1.0, 2 * (area + half) - 1))


def kolmogorov_smirnov(outcomes: Sequence[Outcome]) -> Interval | None:
    """Return the widest gap between both kinds' cumulative scores, with a 95% bootstrap interval (same every time).

    None without at least two loans of each kind. Both kinds are drawn anew by themselves, a thousand times.
    """
    good, bad = _split(outcomes)
    if min(good.size, bad.size) < 2:
        return None
    draw = np.random.default_rng(SEED)
    gaps = [
        _gap(draw.choice(good, good.size, replace=True), draw.choice(bad, bad.size, replace=True))
        for _ in range(ROUNDS)
    ]
    estimate = _gap(good, bad)
    low, high = (float(end) for end in np.quantile(gaps, (0.025, 0.975)))
    return Interval(estimate, min(low, estimate), max(high, estimate))


def stability(before: Sequence[int], after: Sequence[int]) -> float | None:
    """Return the population stability index of two months' scores over the bands; None when either has under five.

    Half a person is added to every band, so that an empty one does not make it endless.
    """
    if min(len(before), len(after)) < SMALLEST_SHOWN:
        return None
    was, now = _band_shares(before), _band_shares(after)
    return sum((b - a) * log(b / a) for a, b in zip(was, now, strict=True))


def stability_words(index: float) -> str:
    """Say what a stability index means."""
    if index < STABLE_BELOW:
        return "stabil"
    return "bergeser sedikit" if index < SHIFTED_FROM else "bergeser jauh; periksa sebabnya"


def _band_shares(scores: Sequence[int]) -> list[float]:
    ends = (*BAND_STARTS[1:], 101)
    counts = [0.5 + sum(first <= score < end for score in scores) for first, end in zip(BAND_STARTS, ends, strict=True)]
    return [count / sum(counts) for count in counts]


def _split(outcomes: Sequence[Outcome]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    good = np.array([outcome.score for outcome in outcomes if not outcome.is_bad], dtype=np.int64)
    bad = np.array([outcome.score for outcome in outcomes if outcome.is_bad], dtype=np.int64)
    return good, bad


def _beaten(scores: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return for each score the share of the others below it, an equal one counting half."""
    ranked = np.sort(others)
    below, up_to = (np.searchsorted(ranked, scores, side=side) for side in ("left", "right"))
    return np.asarray((below + up_to) / (2 * ranked.size), dtype=np.float64)


def _gap(good: NDArray[np.int64], bad: NDArray[np.int64]) -> float:
    points = np.arange(101)
    below_good = np.searchsorted(np.sort(good), points, side="right") / good.size
    below_bad = np.searchsorted(np.sort(bad), points, side="right") / bad.size
    return float(np.max(np.abs(below_bad - below_good)))
