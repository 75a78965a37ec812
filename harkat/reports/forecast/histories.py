"""The ways of all applications as arrays, seen from any day, and how long each step took until then."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]

NEVER = 10**9
"""The number of a day that has not come; other days are their ordinals."""

STAGES = ("submitted", "at_bank", "approved", "contracted", "disbursed")
AT_BANK, APPROVED, PAID = 1, 2, 4
DAYS = 366
"""A step is timed in whole days up to a year; what took longer counts as a year."""


@dataclass(frozen=True)
class Histories:
    """N applications: the day each stage was reached as (N, 5), the day it ended without a loan, and rupiah.

    ``trained`` is the day the first borrower in it completed a course. Days are ordinals, ``NEVER`` where not reached.
    """

    reached: Whole
    ended: Whole
    requested: Whole
    granted: Whole
    trained: Whole

    def __len__(self) -> int:
        """Return how many applications there are."""
        return len(self.ended)

    def as_of(self, day: date) -> "Histories":
        """Return what was known on a day: later applications are gone, later stages have not come."""
        last = day.toordinal()
        known = self.reached[:, 0] <= last
        reached = self.reached[known]
        reached = np.where(reached <= last, reached, NEVER)
        ended = self.ended[known]
        return replace(
            self,
            reached=reached,
            ended=np.where(ended <= last, ended, NEVER),
            requested=self.requested[known],
            granted=np.where(reached[:, APPROVED] < NEVER, self.granted[known], 0),
            trained=self.trained[known],
        )

    def paid_between(self, first: date, last: date) -> int:
        """Return the rupiah that went out from the first to the last day, both included."""
        paid = self.reached[:, PAID]
        inside = (paid >= first.toordinal()) & (paid <= last.toordinal())
        return int(self.granted[inside].sum())

    @property
    def paid(self) -> int:
        """The number of loans that came out of it."""
        return int((self.reached[:, PAID] < NEVER).sum())


@dataclass(frozen=True)
class StepTimes:
    """One step: how many went on, stopped, or still wait after so many days; arrays of ``DAYS`` counts."""

    passed: Whole
    stopped: Whole
    waiting: Whole


def step_times(known: Histories, stage: int, day: date) -> StepTimes:
    """Count the days from one stage to the next, of all applications that ever reached the first of the two."""
    start, following = known.reached[:, stage], known.reached[:, stage + 1]
    began = start < NEVER
    start, following, ended = start[began], following[began], known.ended[began]
    passed = following < NEVER
    stopped = ~passed & (ended < NEVER)
    waiting = ~passed & ~stopped
    return StepTimes(
        _by_day(following[passed] - start[passed]),
        _by_day(ended[stopped] - start[stopped]),
        _by_day(day.toordinal() - start[waiting]),
    )


def _by_day(took: Whole) -> Whole:
    return np.bincount(np.clip(took, 0, DAYS - 1), minlength=DAYS).astype(np.int64)


@dataclass(frozen=True)
class Waiting:
    """Applications that stand at one stage: how many for how many days, and their rupiah if they are paid out."""

    by_age: Whole
    amounts: Whole


def waiting_at(known: Histories, stage: int, day: date) -> Waiting:
    """Return who stands at a stage on a day; a request that is not decided counts with its requested rupiah."""
    here = (
        (known.reached[:, stage] < NEVER)
        & (known.reached[:, stage + 1 :] == NEVER).all(axis=1)
        & (known.ended == NEVER)
    )
    amounts = known.granted if stage >= APPROVED else known.requested
    return Waiting(_by_day(day.toordinal() - known.reached[here, stage]), amounts[here])
