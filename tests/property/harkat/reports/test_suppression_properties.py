"""Claim: no closed small count can be worked out. Attack: list every table that fits what is shown and the total."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as some

from harkat.reports.suppression import Closing, Count, suppress

SENSITIVE = frozenset({0, 1, 2, 3})
tables = some.dictionaries(some.integers(0, 6), some.integers(0, 12), min_size=1, max_size=7)


def bounds(count: Count[int], total: int, least: int) -> range:
    if count.closing is Closing.SMALL:
        return range(least, 5)
    assert count.closing is Closing.PROTECTING
    return range(5 if count.key in SENSITIVE else 1, total + 1)


def fitting(hidden: list[range], rest: int) -> Iterator[tuple[int, ...]]:
    """List every way to fill the closed counts so that they sum to the rest."""
    if not hidden:
        if rest == 0:
            yield ()
        return
    least = sum(values.start for values in hidden[1:])
    for value in hidden[0]:
        if value + least > rest:
            return
        for others in fitting(hidden[1:], rest - value):
            yield (value, *others)


def could_be(hidden: list[range], place: int, value: int, rest: int) -> bool:
    others = hidden[:place] + hidden[place + 1 :]
    return next(fitting(others, rest - value), None) is not None


@given(tables, some.booleans())
@settings(max_examples=400, deadline=None)
def test_every_small_count_could_be_anything_up_to_four(table: dict[int, int], hides_nobody: bool) -> None:
    total, counts = sum(table.values()), suppress(table, sensitive=SENSITIVE, hides_nobody=hides_nobody)
    small = [count for count in counts if count.closing is Closing.SMALL]
    least = 0 if hides_nobody and len(small) > 1 else 1
    closed = [count for count in counts if count.number is None]
    rest = total - sum(count.number for count in counts if count.number is not None)
    if len(closed) == len(counts):
        return  # nothing but the total is told
    hidden = [bounds(count, total, least) for count in closed]
    for place, count in enumerate(closed):
        if count.closing is Closing.SMALL:
            assert all(could_be(hidden, place, value, rest) for value in range(least, 5)), (table, counts)


@given(tables)
def test_what_is_shown_is_true_and_no_small_sensitive_count_is_shown(table: dict[int, int]) -> None:
    for count in suppress(table, sensitive=SENSITIVE):
        if count.number is not None:
            assert count.number == table[count.key]
            assert count.key not in SENSITIVE or not 0 < count.number < 5


@given(tables)
def test_who_learns_the_sum_of_the_few_elsewhere_cannot_share_it_out(table: dict[int, int]) -> None:
    counts = suppress(table, sensitive=SENSITIVE, hides_nobody=True)
    small = [count.key for count in counts if count.closing is Closing.SMALL]
    rest = sum(table[key] for key in small)
    if len(small) < 2 or rest == 4 * len(small):
        return
    assert not any(count.number == 0 for count in counts if count.key in SENSITIVE)
    assert len(list(fitting([range(5) for _ in small], rest))) > 1
