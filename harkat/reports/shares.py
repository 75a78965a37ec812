"""Shares written with as many decimals as it takes to stay true."""

from fractions import Fraction

from core.money import format_percent

FEWEST_DECIMALS = 2
MOST_DECIMALS = 6


def share_of(part: int, whole: int) -> Fraction | None:
    """Return part of whole as a fraction, or nothing where there is no whole."""
    return Fraction(part, whole) if whole else None


def write_share(share: Fraction | None) -> str:
    """Write a share as a percentage that neither loses a part that is there nor claims one that is missing.

    Rp300 million of Rp110 billion is ``0,27%``; Rp1 million is ``0,001%`` and not ``0,00%``; all but Rp1 million
    is not ``100,00%``.
    """
    if share is None:
        return "–"
    for decimals in range(FEWEST_DECIMALS, MOST_DECIMALS + 1):
        if _is_true(share, decimals):
            return format_percent(share, decimals=decimals)
    smallest = format_percent(Fraction(1, 100 * 10**MOST_DECIMALS), decimals=MOST_DECIMALS)
    return f"kurang dari {smallest}" if share < Fraction(1, 2) else f"hampir {format_percent(Fraction(1), decimals=0)}"


def _is_true(share: Fraction, decimals: int) -> bool:
    """Tell whether rounding keeps a share on its side of nothing and of everything."""
    step = Fraction(1, 100 * 10**decimals)
    rounded = (share / step + Fraction(1, 2)) // 1 * step
    return (share == 0 or rounded != 0) and (share == 1 or rounded != 1)
