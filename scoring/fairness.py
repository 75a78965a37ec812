"""Whether some people reach READY less often than others, how sure that is, and which items make the difference."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scoring.measures import Measure
from scoring.shares import Interval, difference, wilson

SMALLEST_SHOWN = 5
CAUSES_SHOWN = 3


@dataclass(frozen=True)
class Person:
    """One assessed person as the check sees it: a group's name, READY or not, and the measures not fully met."""

    group: str
    is_ready: bool
    unmet: frozenset[Measure]


@dataclass(frozen=True)
class Cause:
    """A measure that is missed more often in one group: the share that misses it, there and elsewhere."""

    measure: Measure
    share: float
    elsewhere: float
    apart: Interval


@dataclass(frozen=True)
class GroupShare:
    """How often one group is READY, and how far from everybody else; all None when too few people are in it."""

    group: str
    persons: int | None
    ready: Interval | None
    apart: Interval | None
    causes: tuple[Cause, ...] = ()

    @property
    def is_hidden(self) -> bool:
        """Tell whether the group is too small to be shown."""
        return self.ready is None


def ready_shares(persons: Iterable[Person]) -> tuple[GroupShare, ...]:
    """Compare how often each group is READY with everybody outside it, in the order of the groups' names.

    Groups below five persons are closed. Where only one is, the smallest other one is closed with it, so that nobody
    can find it by subtracting from the whole.
    """
    everybody = list(persons)
    sizes = Counter(person.group for person in everybody)
    hidden = {group for group, size in sizes.items() if size < SMALLEST_SHOWN}
    others = sorted((group for group in sizes if group not in hidden), key=lambda group: (sizes[group], group))
    if len(hidden) == 1 and others:
        hidden.add(others[0])
    return tuple(_share(group, everybody, is_hidden=group in hidden) for group in sorted(sizes))


def _share(group: str, everybody: Sequence[Person], *, is_hidden: bool) -> GroupShare:
    inside = [person for person in everybody if person.group == group]
    outside = [person for person in everybody if person.group != group]
    if is_hidden:
        return GroupShare(group, None, None, None)
    ready = sum(person.is_ready for person in inside)
    apart = None
    if len(outside) >= SMALLEST_SHOWN:
        apart = difference(ready, len(inside), sum(person.is_ready for person in outside), len(outside))
    causes = _causes(inside, outside) if apart is not None and apart.high < 0 else ()
    return GroupShare(group, len(inside), wilson(ready, len(inside)), apart, causes)


def _causes(inside: Sequence[Person], outside: Sequence[Person]) -> tuple[Cause, ...]:
    """Return the measures this group misses more often than chance explains, the widest gap first.

    A measure that fewer than five of the group miss is left out: it would point at them.
    """
    here, there = (Counter(each for person in side for each in person.unmet) for side in (inside, outside))
    found: list[Cause] = []
    for measure, missed in here.items():
        apart = difference(missed, len(inside), there[measure], len(outside))
        if missed >= SMALLEST_SHOWN and apart.low > 0:
            found.append(Cause(measure, missed / len(inside), there[measure] / len(outside), apart))
    found.sort(key=lambda cause: (-cause.apart.estimate, cause.measure.value))
    return tuple(found[:CAUSES_SHOWN])
