"""Drawing a sample that can be drawn again: the same seed and the same loans give the same numbers everywhere."""

from collections.abc import Iterable
from hashlib import sha256
from heapq import nsmallest

MOST = 50
HOW = "Tiap nomor pinjaman dihitung SHA-256 dari “benih:nomor”; yang terambil adalah pinjaman dengan hasil terkecil."


def draw(numbers: Iterable[str], *, size: int, seed: str) -> list[str]:
    """Return the drawn numbers in the order of the draw; all of them where there are not more."""
    return nsmallest(size, numbers, key=lambda number: (sha256(f"{seed}:{number}".encode()).digest(), number))
