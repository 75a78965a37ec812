"""What belongs to a person in other rooms and how it goes over to another; rooms give theirs, the app wires them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Move:
    """How the rows of some tables go from one person to another.

    ``go(from_id, to_id)`` leaves no row of ``tables`` with the first person and returns what cannot be carried over
    as plain values, so that it is kept in writing; it raises when the two cannot be brought together.
    """

    tables: tuple[str, ...]
    go: Callable[[int, int], dict[str, Any]]


class Moves:
    """The register of moves."""

    def __init__(self) -> None:
        self._moves: dict[str, Move] = {}

    def add(self, move: Move) -> None:
        """Let a room's rows come along when persons are merged."""
        self._moves[",".join(move.tables)] = move

    def all(self) -> list[Move]:
        """Return the moves."""
        return list(self._moves.values())

    @property
    def tables(self) -> set[str]:
        """The tables that can come along."""
        return {table for move in self._moves.values() for table in move.tables}


moves = Moves()
