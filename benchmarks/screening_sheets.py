"""A file being written: its rows, the line each movement stands on, and numbers as banks print them."""

import csv
import io
import random
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.screening_stories import Movement, Story, with_fee


@dataclass(frozen=True)
class Written:
    """A file's bytes, the line of each debt's movements, and whose bank it is."""

    content: bytes
    lines: dict[str, list[int]]
    bank: str
    suffix: str = ".csv"


def english(rupiah: int) -> str:
    """Write ``1,234,567.00``."""
    return f"{rupiah:,}.00"


def indonesian(rupiah: int) -> str:
    """Write ``1.234.567,00``."""
    return f"{rupiah:,}".replace(",", ".") + ",00"


def bare(rupiah: int) -> str:
    """Write ``1234567.00``, zero as ``.00``."""
    return f"{rupiah}.00" if rupiah else ".00"


def moves_of(story: Story, dice: random.Random) -> list[tuple[Movement, int]]:
    """Give the movements with running balances, fees beside some transfers."""
    moves: list[Movement] = []
    for move in story.movements:
        moves += with_fee(move) if move.form == "out" and dice.random() < 0.4 else [move]
    lowest = running = 0
    for move in moves:
        running += move.amount
        lowest = min(lowest, running)
    balance = dice.randrange(200, 3000) * 1000 - lowest
    carried: list[tuple[Movement, int]] = []
    for move in moves:
        balance += move.amount
        carried.append((move, balance))
    return carried


class Sheet:
    """Collects rows and the physical line each begins on."""

    def __init__(self, delimiter: str = ",", *, quote_all: bool = False, newline: str = "\r\n") -> None:
        self.text = io.StringIO(newline="")
        self.newline = newline
        self.writer = (
            csv.writer(self.text, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator=newline)
            if quote_all
            else csv.writer(self.text, delimiter=delimiter, lineterminator=newline)
        )
        self.lines: dict[str, list[int]] = {}

    def row(self, cells: Sequence[str], move: Movement | None = None) -> None:
        """Write one row."""
        if move is not None and move.tag:
            self.lines.setdefault(move.tag, []).append(self.text.getvalue().count(self.newline) + 1)
        self.writer.writerow(cells)

    def done(self, bank: str, encoding: str = "utf-8", suffix: str = ".csv") -> Written:
        """Give the file."""
        return Written(self.text.getvalue().encode(encoding, errors="replace"), self.lines, bank, suffix)
