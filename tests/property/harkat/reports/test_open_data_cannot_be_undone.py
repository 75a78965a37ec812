"""Claim: no reader of any number of releases can tell a group of fewer than five from an empty one.

Attacked by a reader who lists every world that fits the published numbers (tables of one release add up to the same,
nothing ever falls) and looks for a cell, a total less its parts, or a growth between two releases with fewer than five
possible values.
"""

from collections.abc import Iterator
from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st

from harkat.reports.open_data.rounding import SMALLEST, Published, coarsen, feasible, round_down

World = tuple[dict[tuple[str, str], int], ...]
MOST_WORLDS = 20_000


def worlds(releases: list[Published]) -> Iterator[World]:
    """Yield every world that fits, by plain counting."""
    places = [(number, place) for number, release in enumerate(releases) for place in release.ranges()]
    ranges = [range(low, high + 1) for release in releases for low, high in release.ranges().values()]
    for values in product(*ranges):
        world: World = tuple({} for _ in releases)
        for (number, place), value in zip(places, values, strict=True):
            world[number][place] = value
        if all(_adds_up(world[number], release) for number, release in enumerate(releases)) and _grows(world):
            yield world


def _adds_up(answer: dict[tuple[str, str], int], release: Published) -> bool:
    return len({sum(answer[name, key] for key in cells) for name, cells in release.tables.items()}) == 1


def _grows(world: World) -> bool:
    return all(later[place] >= value for earlier, later in pairwise(world) for place, value in earlier.items())


def size(releases: list[Published]) -> int:
    count = 1
    for release in releases:
        count *= release.base ** len(release.ranges())
    return count


small = st.integers(min_value=0, max_value=12)


@settings(max_examples=20, deadline=None)
@given(first=st.tuples(small, small), split=st.integers(min_value=0, max_value=24))
def test_total_minus_parts_and_two_dimensions_tell_nothing(first: tuple[int, int], split: int) -> None:
    total = sum(first)
    tables = {
        "kecamatan": {"a": first[0], "b": first[1]},
        "sex": {"p": min(split, total), "l": total - min(split, total)},
    }
    found = coarsen(tables, base=SMALLEST, least_range=SMALLEST)
    if size([found]) > MOST_WORLDS:
        return
    possible: dict[tuple[str, str], set[int]] = {place: set() for place in found.ranges()}
    rest: set[int] = set()
    for (world,) in worlds([found]):
        for place, value in world.items():
            possible[place].add(value)
        rest.add(world["sex", "p"] + world["sex", "l"] - world["kecamatan", "a"])
    assert all(len(values) >= SMALLEST for values in possible.values()), (found, possible)
    assert len(rest) >= SMALLEST
    assert all(tables[name][key] in possible[name, key] for name, key in possible)


@settings(max_examples=8, deadline=None)
@given(then=st.tuples(small, small), more=st.tuples(st.integers(0, 6), st.integers(0, 6)))
def test_the_growth_between_two_releases_tells_nothing(then: tuple[int, int], more: tuple[int, int]) -> None:
    def laid(pair: tuple[int, int]) -> dict[str, dict[str, int]]:
        return {"kecamatan": {"a": pair[0], "b": pair[1]}, "bank": {"satu": sum(pair)}}

    later = (then[0] + more[0], then[1] + more[1])
    first = coarsen(laid(then), base=SMALLEST, least_range=SMALLEST)
    second = coarsen(laid(later), base=SMALLEST, least_range=SMALLEST, before=[first])
    if size([first, second]) > MOST_WORLDS:
        return
    cells: dict[tuple[int, tuple[str, str]], set[int]] = {}
    growth: dict[tuple[str, str], set[int]] = {}
    for world in worlds([first, second]):
        for number, answer in enumerate(world):
            for place, value in answer.items():
                cells.setdefault((number, place), set()).add(value)
        for place in world[0]:
            growth.setdefault(place, set()).add(world[1][place] - world[0][place])
    assert all(len(values) >= SMALLEST for values in cells.values()), (first, second, cells)
    assert all(len(values) >= SMALLEST for values in growth.values()), (first, second, growth)


def test_rounding_alone_would_give_full_cells_away() -> None:
    """Nine groups of four beside their total of thirty-six: without widening every one of them would be told."""
    tables = {"kecamatan": {str(place): 4 for place in range(5)}, "bank": {"satu": 20}}
    plain = feasible([round_down(tables, SMALLEST)])[0]
    assert plain["kecamatan", "0"] == (4, 4)
    widened = coarsen(tables, base=SMALLEST, least_range=SMALLEST)
    assert widened.base > SMALLEST
    assert all(high - low + 1 >= SMALLEST for low, high in feasible([widened])[0].values())
