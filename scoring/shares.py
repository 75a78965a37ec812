"""Shares of small groups with their uncertainty, and the difference between two of them."""

from dataclasses import dataclass
from math import sqrt

NORMAL_95 = 1.959963984540054
"""The quantile of the standard normal that leaves 2.5% on each side."""


@dataclass(frozen=True)
class Interval:
    """An estimate between its two ends, as fractions (0 to 1 for a share, -1 to 1 for a difference)."""

    estimate: float
    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        """Tell whether chance alone hardly explains the estimate."""
        return self.low > 0 or self.high < 0


def wilson(hits: int, count: int) -> Interval:
    """Return a share with its 95% score interval, which stays within 0 and 1 for small counts too.

    Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212.

    :raises ValueError: when nobody was counted
    """
    if not 0 <= hits <= count or count == 0:
        message = f"{hits} of {count} is no share"
        raise ValueError(message)
    share, square = hits / count, NORMAL_95**2
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = NORMAL_95 / (1 + square / count) * sqrt(share * (1 - share) / count + square / (4 * count**2))
    return Interval(share, 0.0 if hits == 0 else middle - half, 1.0 if hits == count else middle + half)


def difference(hits: int, count: int, other_hits: int, other_count: int) -> Interval:
    """Return the difference of two shares with its 95% interval (hybrid score, without continuity correction).

    Source: R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890, method 10.
    """
    one, other = wilson(hits, count), wilson(other_hits, other_count)
    apart = one.estimate - other.estimate
    below = sqrt((one.estimate - one.low) ** 2 + (other.high - other.estimate) ** 2)
    above = sqrt((one.high - one.estimate) ** 2 + (other.estimate - other.low) ** 2)
    return Interval(apart, max(-1.0, apart - below), min(1.0, apart + above))
