"""Reads delimited text into rows that keep the number of their physical line."""

import csv
from collections import Counter
from collections.abc import Sequence
from typing import overload

from core.files.limits import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, FileRefused
from core.files.text import split_lines

NumberedRow = tuple[int, tuple[str, ...]]

DELIMITERS = (",", ";", "\t", "|")
_LONGEST_RECORD = 12  # lines; a quote left open must not swallow the rest of the file


def rank_delimiters(text: str) -> list[str]:
    """List the delimiters that may be meant, the likeliest first, judged by how evenly they cut the first lines."""
    lines = [line for line in split_lines(text[:200_000]) if line.strip()][:400]
    scores: list[tuple[float, int, str]] = []
    bare = ["".join(line.split('"')[::2]) if '"' in line else line for line in lines]  # without what is quoted
    for position, delimiter in enumerate(DELIMITERS):
        widths = Counter([line.count(delimiter) for line in bare])
        widths.pop(0, None)
        if widths:
            width, often = max(widths.items(), key=lambda item: (item[1] * min(item[0], 8), item[0]))
            scores.append((often * min(width, 8), -position, delimiter))
    return [delimiter for *_, delimiter in sorted(scores, reverse=True)]


class DelimitedTables(Sequence[tuple[NumberedRow, ...]]):
    """One text cut by each delimiter that may be meant, each only when it is asked for: mostly the first will do."""

    def __init__(self, text: str) -> None:
        """Find the delimiters.

        :raises FileRefused: for more rows than a statement can have
        """
        self.lines = _few_lines(text)
        self._delimiters = rank_delimiters(text)[:3]
        self._cut: dict[int, tuple[NumberedRow, ...]] = {}

    def __len__(self) -> int:
        """Count the delimiters."""
        return len(self._delimiters)

    @overload
    def __getitem__(self, index: int) -> tuple[NumberedRow, ...]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[tuple[NumberedRow, ...]]: ...
    def __getitem__(self, index: int | slice) -> tuple[NumberedRow, ...] | Sequence[tuple[NumberedRow, ...]]:
        """Give the rows by the delimiter at this place, the likeliest first."""
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        delimiter = self._delimiters[index]
        if index not in self._cut:
            self._cut[index] = tuple(read_rows(self.lines, delimiter))
        return self._cut[index]


def read_delimited(text: str, delimiter: str) -> list[NumberedRow]:
    """Read delimited text; a quoted record over several lines keeps the number of its first line.

    A quote that is never closed counts as a letter, so one broken line costs one line.
    :raises FileRefused: for more rows than a statement can have
    """
    return read_rows(_few_lines(text), delimiter)


def _few_lines(text: str) -> list[str]:
    lines = split_lines(text)
    if len(lines) > MOST_ROWS:
        raise FileRefused(f"Berkas berisi lebih dari {MOST_ROWS} baris. Bagi periodenya menjadi lebih pendek.")
    return lines


def read_rows(lines: Sequence[str], delimiter: str) -> list[NumberedRow]:
    """Read the lines of a delimited text."""
    rows: list[NumberedRow] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        if '"' not in line:
            cells = tuple(line.split(delimiter))
            taken = 1
        elif (quoted := _split_quoted(line, delimiter)) is not None:
            cells = quoted
            taken = 1
        else:
            cells, taken = _read_record(lines, index, delimiter)
        if cells[0].strip() or any(cell and not cell.isspace() for cell in cells):
            rows.append((index + 1, cells[:MOST_COLUMNS]))
        index += taken
    return rows


def _split_quoted(line: str, delimiter: str) -> tuple[str, ...] | None:
    """Split a line whose every cell stands in quotes that hold no quote, as most banks write; None for any other."""
    if line[0] != '"' or line[-1] != '"' or len(line) < 2:
        return None
    cells = line[1:-1].split(f'"{delimiter}"')
    return tuple(cells) if line.count('"') == 2 * len(cells) else None


def _read_record(lines: Sequence[str], index: int, delimiter: str) -> tuple[tuple[str, ...], int]:
    first = lines[index]
    if len(first) > 4 * LONGEST_CELL:
        return tuple(first[:LONGEST_CELL].split(delimiter)), 1
    if first.count('"') % 2 == 0:
        return _parse([first], delimiter), 1
    for taken in range(2, _LONGEST_RECORD + 1):
        record = lines[index : index + taken]
        if len(record) < taken:
            break
        if sum(line.count('"') for line in record) % 2 == 0:
            return _parse("\n".join(record).splitlines(keepends=True), delimiter), taken
    return tuple(cell.strip('"') for cell in first.split(delimiter)), 1


def _parse(record: list[str], delimiter: str) -> tuple[str, ...]:
    try:
        parsed = list(csv.reader(record, delimiter=delimiter, skipinitialspace=True))
    except csv.Error:
        return tuple("".join(record).split(delimiter))
    return tuple(parsed[0]) if len(parsed) == 1 else tuple(cell for row in parsed for cell in row)
