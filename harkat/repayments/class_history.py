"""How a loan's class went, day of change by day of change: ours, overruled by the bank's word while that holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise


@dataclass(frozen=True)
class Turn:
    """The class (1 to 5) of a loan from a day on, by one side."""

    on: date
    rank: int
    days_late: int


@dataclass(frozen=True)
class ClassTurn:
    """The class that counts from a day on; ``own_rank`` is ours that day, nothing before we looked."""

    on: date
    rank: int
    days_late: int
    by_bank: bool
    own_rank: int | None

    @property
    def differs(self) -> bool:
        """Whether the bank says otherwise than we."""
        return self.by_bank and self.own_rank is not None and self.own_rank != self.rank


def class_history(own: Sequence[Turn], stated: Sequence[Turn], *, holds: int, today: date) -> list[ClassTurn]:
    """Return the changes of the class that counts, newest first.

    :param own: our classes by the day from which they hold, in order
    :param stated: the bank's words by their day, in order
    :param holds: for how many days a word of the bank rules
    """
    ends = [min(later.on, row.on + timedelta(days=holds + 1)) for row, later in pairwise(stated)]
    if stated:
        ends.append(stated[-1].on + timedelta(days=holds + 1))
    days = sorted({row.on for row in own} | {row.on for row in stated} | {end for end in ends if end <= today})
    found: list[ClassTurn] = []
    for day in days:
        ours = next((row for row in reversed(own) if row.on <= day), None)
        theirs = next((row for row, end in zip(stated, ends, strict=True) if row.on <= day < end), None)
        held = theirs or ours
        if held is None:
            continue
        turn = ClassTurn(day, held.rank, held.days_late, theirs is not None, None if ours is None else ours.rank)
        if not found or (found[-1].rank, found[-1].by_bank, found[-1].own_rank) != (
            turn.rank, turn.by_bank, turn.own_rank,
        ):  # fmt: skip
            found.append(turn)
    return found[::-1]
