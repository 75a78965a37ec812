"""Rounding sums down so coarsely that no group of fewer than five can be told apart from none.

A published count stands for a range of as many values as its base. Whoever subtracts tables, dates or totals only knows
ranges; ``feasible`` works out what such a reader can still know, and ``coarsen`` widens the base until that is nothing.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Cells = Mapping[str, int]
Tables = Mapping[str, Cells]
"""Cells by key, and tables by dimension; every table of one measure is about the same persons."""

SMALLEST = 5
ROUNDS = 50
BASES = 400


@dataclass(frozen=True)
class Published:
    """One measure of one release: its base, and by dimension and key the value rounded down to it."""

    base: int
    tables: Tables

    def ranges(self) -> dict[tuple[str, str], tuple[int, int]]:
        """Return the range that every cell stands for, both ends included."""
        return {
            (dimension, key): (value, value + self.base - 1)
            for dimension, cells in self.tables.items()
            for key, value in cells.items()
        }


def round_down(tables: Tables, base: int) -> Published:
    """Round every cell down to a multiple of the base."""
    return Published(
        base,
        {name: {key: value - value % base for key, value in cells.items()} for name, cells in tables.items()},
    )


def coarsen(tables: Tables, *, base: int, least_range: int, before: Sequence[Published] = ()) -> Published:
    """Round with the smallest multiple of the base after which every cell keeps a range of at least so many values.

    :param least_range: how many values must stay possible for every cell, whatever the reader adds and subtracts
    :param before: the same measure in earlier releases, oldest first, which the reader has as well
    """
    for step in range(1, BASES + 1):
        found = round_down(tables, base * step)
        known = feasible([*before, found])
        if all(high - low + 1 >= least_range for answer in known for low, high in answer.values()):
            return found
    return round_down(tables, base * BASES * 1_000_000)


def feasible(releases: Sequence[Published]) -> list[dict[tuple[str, str], tuple[int, int]]]:
    """Return the range that each cell of each release can still have for a reader who knows them all.

    The reader also knows that the tables of a release add up to the same, and that nothing ever falls. Where that
    contradicts itself (a correction, a person in two rows), the knowledge is wrong and the ranges stay.
    """
    known = [release.ranges() for release in releases]
    for _ in range(ROUNDS):
        before = [dict(answer) for answer in known]
        for answer, release in zip(known, releases, strict=True):
            _add_up(answer, release)
        for earlier, later in itertools.pairwise(known):
            _never_fall(earlier, later)
        if known == before:
            break
    return known


def _add_up(answer: dict[tuple[str, str], tuple[int, int]], release: Published) -> None:
    """Narrow cells by what every table of the release must add up to."""
    places = {name: [(name, key) for key in cells] for name, cells in release.tables.items() if cells}
    lows = {name: sum(answer[place][0] for place in group) for name, group in places.items()}
    highs = {name: sum(answer[place][1] for place in group) for name, group in places.items()}
    if not places:
        return
    low, high = max(lows.values()), min(highs.values())
    for name, group in places.items():
        for place in group:
            least = low - (highs[name] - answer[place][1])
            most = high - (lows[name] - answer[place][0])
            _narrow(answer, place, least, most)


def _never_fall(earlier: dict[tuple[str, str], tuple[int, int]], later: dict[tuple[str, str], tuple[int, int]]) -> None:
    for place in earlier.keys() & later.keys():
        _narrow(later, place, earlier[place][0], later[place][1])
        _narrow(earlier, place, earlier[place][0], later[place][1])


def _narrow(answer: dict[tuple[str, str], tuple[int, int]], place: tuple[str, str], least: int, most: int) -> None:
    low, high = answer[place]
    tighter = (max(low, least), min(high, most))
    if tighter[0] <= tighter[1]:
        answer[place] = tighter
