"""Whom another room has reminded already, so that nobody hears the same twice; the app wires the rooms."""

from collections.abc import Callable, Collection
from datetime import date

Reminded = Callable[[Collection[int]], set[tuple[int, date]]]


class Elsewhere:
    """The register of rooms that remind."""

    def __init__(self) -> None:
        self._rooms: dict[str, Reminded] = {}

    def add(self, name: str, reminded: Reminded) -> None:
        """Let a room say which due dates of which loans it reminded of, or is about to."""
        self._rooms[name] = reminded

    def of(self, loan_ids: Collection[int]) -> set[tuple[int, date]]:
        """Return loan and due date of everything another room takes care of."""
        return set().union(*(reminded(loan_ids) for reminded in self._rooms.values()))


elsewhere = Elsewhere()
