"""Counts on debts and scores in a part of the city, told so that nobody can be worked out, not even by subtracting."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from harkat.reports.steps import WITHOUT_LIST, FunnelRow, Step
from harkat.reports.suppression import SMALLEST_SHOWN, Closing, suppress

Parts = Mapping[str, Mapping[Step, int]]


def closed_parts(counts: Mapping[str, int]) -> dict[str, Closing]:
    """Return which parts of a whole may not be told, and why; a part of 0 is told, it is about nobody.

    A whole below five is closed itself, so each of its parts may be anything below five.
    """
    if 0 < sum(counts.values()) < SMALLEST_SHOWN:
        return {key: Closing.SMALL for key, number in counts.items() if number}
    return {count.key: count.closing for count in suppress(counts, sensitive=counts) if count.closing}


def close_quiet(rows: Sequence[FunnelRow], parts: Parts | None, chosen: str) -> list[FunnelRow]:
    """Close the steps about debts and scores where too few reached them.

    :param parts: for every part of the city how many reached each of these steps; absent where nothing is narrowed
    :param chosen: the part the rows are about; empty where they are about a part of a part, which is never told
    """
    return [_close(row, parts, chosen) if row.step in WITHOUT_LIST else row for row in rows]


def _close(row: FunnelRow, parts: Parts | None, chosen: str) -> FunnelRow:
    if parts is None:
        is_small = 0 < row.reached.persons < SMALLEST_SHOWN
        return replace(row, closing=Closing.SMALL if is_small else None)
    if not chosen:
        return replace(row, closing=Closing.PROTECTING)
    closed = closed_parts({key: counts.get(row.step, 0) for key, counts in parts.items()})
    return replace(row, closing=closed.get(chosen))
