"""How sure a share is that was counted in few loans: Wilson's interval, and Newcombe's for a difference of two."""

from dataclasses import dataclass
from math import sqrt

CERTAINTY = 1.959963984540054
"""Standard deviations on either side that hold 95 percent of a normal distribution."""


@dataclass(frozen=True)
class Interval:
    """A share (1 = 100%) with the range in which it plausibly lies."""

    share: float
    low: float
    high: float

    @property
    def holds_zero(self) -> bool:
        """Whether nothing at all lies within the range."""
        return self.low <= 0 <= self.high


def wilson(hits: int, of: int) -> Interval:
    """Return the share with its 95 percent interval by Wilson (1927).

    :raises ZeroDivisionError: when nothing was counted
    """
    share, square = hits / of, CERTAINTY**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = CERTAINTY * sqrt(share * (1 - share) / of + square / (4 * of**2)) / (1 + square / of)
    low = 0.0 if hits == 0 else max(0.0, middle - half)
    high = 1.0 if hits == of else min(1.0, middle + half)
    return Interval(share, low, high)


def difference(first: Interval, second: Interval) -> Interval:
    """Return the first share less the second with the 95 percent interval by Newcombe (1998), method 10."""
    apart = first.share - second.share
    below = sqrt((first.share - first.low) ** 2 + (second.high - second.share) ** 2)
    above = sqrt((first.high - first.share) ** 2 + (second.share - second.low) ** 2)
    return Interval(apart, apart - below, apart + above)
