"""Closing small counts about debts so that nobody can be picked out, not even by subtracting from the total."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from core.labels import LabeledEnum
from core.money import format_number

SMALLEST_SHOWN = 5

Key = TypeVar("Key", bound=Hashable)


class Closing(LabeledEnum):
    """Why a count is not shown."""

    SMALL = ("small", "kurang dari 5")
    PROTECTING = ("protecting", "ditutup")


@dataclass(frozen=True)
class Count(Generic[Key]):
    """A count as it may be shown: its number, or why it is closed."""

    key: Key
    number: int | None
    closing: Closing | None = None

    @property
    def words(self) -> str:
        """The count as a page shows it."""
        if self.number is None:
            assert self.closing is not None
            return self.closing.label
        return format_number(self.number)


def suppress(counts: Mapping[Key, int], *, sensitive: Collection[Key], hides_nobody: bool = False) -> list[Count[Key]]:
    """Close sensitive counts below 5 and as many others as it takes that each stays anything from 1 to 4.

    The reader is taken to know the total and every open count, and that a count closed for protection is at least 5
    when it is sensitive and at least 1 otherwise. Where even that gives a small count away, all are closed. A count
    of 0 is shown: it is about nobody.

    :param hides_nobody: close sensitive counts of 0 with the small ones, where another page may tell a closed count:
        who then knows what the small ones come to still cannot share it out, since any of several may be 0
    """
    small = {key for key, number in counts.items() if key in sensitive and 0 < number < SMALLEST_SHOWN}
    if small and hides_nobody:
        small |= {key for key, number in counts.items() if key in sensitive and not number}
    least = 0 if hides_nobody and len(small) > 1 else 1
    protecting: list[Key] = []
    others = sorted(
        (key for key, number in counts.items() if key not in small and number > 0),
        key=lambda key: (key not in sensitive, counts[key]),
    )
    while small and not _is_safe(counts, small, protecting, sensitive, least):
        if not others:
            return [Count(key, None, Closing.PROTECTING) for key in counts]
        protecting.append(others.pop(0))
    closed = dict.fromkeys(small, Closing.SMALL) | dict.fromkeys(protecting, Closing.PROTECTING)
    return [Count(key, None if key in closed else number, closed.get(key)) for key, number in counts.items()]


def _is_safe(
    counts: Mapping[Key, int],
    small: Collection[Key],
    protecting: Collection[Key],
    sensitive: Collection[Key],
    least: int,
) -> bool:
    """Tell whether every small count could still be ``least`` and could still be 4, as far as the reader can tell."""
    hidden = sum(counts[key] for key in (*small, *protecting))
    others_least = least * (len(small) - 1) + sum(SMALLEST_SHOWN if key in sensitive else 1 for key in protecting)
    others_most = None if protecting else (SMALLEST_SHOWN - 1) * (len(small) - 1)
    could_be_four = hidden - others_least >= SMALLEST_SHOWN - 1
    could_be_least = others_most is None or hidden - others_most <= least
    return could_be_four and could_be_least
