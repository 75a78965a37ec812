"""Invented histories of applications for the forecast's tests: a known law, so that the truth is known too."""

from datetime import date, timedelta

import numpy as np

from harkat.reports.forecast.histories import NEVER, Histories

BEGAN = date(2025, 1, 1)


def invent(seed: int, *, days: int = 500, a_day: float = 1.0, passing: float = 0.8, uneven: bool = True) -> Histories:
    """Invent applications over so many days; each step takes a skewed number of days and some stop at it.

    With ``uneven`` the flow of applications changes from month to month.
    """
    chance = np.random.default_rng(seed)
    pace = chance.gamma(8, a_day / 8, days // 30 + 1) if uneven else np.full(days // 30 + 1, a_day)
    counts = chance.poisson(np.repeat(pace, 30)[:days])
    submitted = np.repeat(np.arange(days), counts) + BEGAN.toordinal()
    size = len(submitted)
    reached = np.full((size, 5), NEVER, dtype=np.int64)
    reached[:, 0] = submitted
    ended = np.full(size, NEVER, dtype=np.int64)
    going = np.ones(size, dtype=bool)
    for stage, mean in enumerate((7, 20, 6, 4), start=1):
        took = chance.gamma(2, mean / 2, size).astype(np.int64)
        when = reached[:, stage - 1] + took
        goes = chance.random(size) < passing
        reached[going & goes, stage] = when[going & goes]
        stops = going & ~goes
        ended[stops] = when[stops]
        going &= goes
    requested = chance.integers(1, 11, size) * 1_000_000
    granted = np.where(reached[:, 2] < NEVER, requested - 500_000, 0)
    trained = np.where(chance.random(size) < 0.5, submitted - 20, NEVER)
    return Histories(reached, ended, requested, granted, trained)


def day(number: int) -> date:
    """Return the day of an invented history by its number."""
    return BEGAN + timedelta(days=number)
