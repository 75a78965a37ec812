"""How long steps take, with how sure that is: every run of the forecast draws its own version of what was counted."""

import numpy as np
import numpy.typing as npt

from harkat.reports.forecast.histories import DAYS, StepTimes, Whole

Numbers = npt.NDArray[np.float64]


def draw_step(times: StepTimes, runs: int, chance: np.random.Generator) -> tuple[Numbers, Numbers]:
    """Draw versions of a step: the share that goes on after each day, and the share still there at its end.

    Each counted case gets a random weight (Bayesian bootstrap, Rubin 1981); from the weights follow the daily chances
    of going on and of stopping among those still there, so that who waits yet is used as far as they have come
    (Aalen-Johansen). Both arrays are (runs, DAYS).
    """
    passed, stopped, waiting = (
        _weights(counts, runs, chance) for counts in (times.passed, times.stopped, times.waiting)
    )
    leaving = passed + stopped + waiting
    there = leaving[:, ::-1].cumsum(axis=1)[:, ::-1]
    safe = np.where(there > 0, there, 1.0)
    stays = 1.0 - (passed + stopped) / safe
    still: Numbers = np.cumprod(stays, axis=1, dtype=np.float64)
    before = np.concatenate([np.ones((runs, 1)), still[:, :-1]], axis=1)
    return before * passed / safe, still


def _weights(counts: Whole, runs: int, chance: np.random.Generator) -> Numbers:
    weights = np.zeros((runs, len(counts)))
    some = np.flatnonzero(counts)
    weights[:, some] = chance.standard_gamma(counts[some].astype(float), size=(runs, len(some)))
    return weights


def hurry(share: Numbers, time_share: float) -> Numbers:
    """Let what took so many days take only a share of them."""
    if time_share == 1:
        return share
    quicker = np.zeros_like(share)
    target = (np.arange(share.shape[1]) * time_share).astype(int)
    for day, new_day in enumerate(target):
        quicker[:, new_day] += share[:, day]
    return quicker


def remaining(share: Numbers, still: Numbers, by_age: Whole) -> Numbers:
    """Return how many of those who wait will go on after each further day; nobody does on day 0, which is over.

    :param by_age: how many have waited how many days already
    """
    size = 2 * DAYS
    some_left = still > 1e-9
    weighed = np.where(some_left, by_age / np.where(some_left, still, 1.0), 0.0)
    crossed = np.fft.irfft(np.fft.rfft(share, size, axis=1) * np.conj(np.fft.rfft(weighed, size, axis=1)), size, axis=1)
    crossed = np.clip(crossed[:, :DAYS], 0.0, None)
    crossed[:, 0] = 0.0
    return crossed


def follow(first: Numbers, second: Numbers, days: int) -> Numbers:
    """Let one stretch of time follow another, as far as the first so many days."""
    size = 1 << (min(first.shape[1], days) + min(second.shape[1], days)).bit_length()
    together = np.fft.rfft(first[:, :days], size, axis=1) * np.fft.rfft(second[:, :days], size, axis=1)
    return np.clip(np.fft.irfft(together, size, axis=1)[:, :days], 0.0, None)
