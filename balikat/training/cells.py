"""Attendance and scores as they stand in the cells of a grid or of an Excel list."""

import re
from collections.abc import Collection, Mapping

from balikat.training.attendance import Mark, Marked, WrongHours, mark_for

LETTERS: Mapping[str, Mark] = {
    "h": Mark.PRESENT,
    "hadir": Mark.PRESENT,
    "v": Mark.PRESENT,
    "✓": Mark.PRESENT,
    "✔": Mark.PRESENT,
    "√": Mark.PRESENT,
    "i": Mark.EXCUSED,
    "izin": Mark.EXCUSED,
    "ijin": Mark.EXCUSED,
    "s": Mark.SICK,
    "sakit": Mark.SICK,
    "a": Mark.ABSENT,
    "alpa": Mark.ABSENT,
    "alpha": Mark.ABSENT,
    "tk": Mark.ABSENT,
}
SHORT = {Mark.PRESENT: "H", Mark.EXCUSED: "I", Mark.SICK: "S", Mark.ABSENT: "A"}


def cell_of(marked: Marked | None, *, session_hours: int) -> str:
    """Write a mark as a cell: H, I, S, A, or the hours (JP) of somebody who was there for a part."""
    if marked is None:
        return ""
    if marked.mark is Mark.PRESENT and marked.hours < session_hours:
        return str(marked.hours)
    return SHORT[marked.mark]


def read_cell(text: str, *, session_hours: int, name: str, ones: bool = False) -> Marked | None:
    """Read a cell: a letter or word for a mark, a number for hours (JP) present, nothing for no mark.

    :param ones: 1 means present and 0 absent, as in lists that hold nothing else
    :raises WrongHours: for hours above the session's, or for text that is no mark
    """
    word = text.strip().lower().rstrip(".")
    if word in {"", "-", "–", "."}:
        return None
    if ones and word in {"0", "1"}:
        return mark_for(Mark.PRESENT if word == "1" else Mark.ABSENT, None, session_hours=session_hours, name=name)
    if word in LETTERS:
        return mark_for(LETTERS[word], None, session_hours=session_hours, name=name)
    if word == "0":
        return Marked(Mark.ABSENT, 0)
    if re.fullmatch(r"[0-9]{1,2}", word):
        return mark_for(Mark.PRESENT, int(word), session_hours=session_hours, name=name)
    raise WrongHours(f"{name}: “{text.strip()[:12]}” bukan H, I, S, A, atau banyaknya JP.", field="hours")


def only_ones(cells: Collection[str]) -> bool:
    """Tell whether a list marks presence with 1 and absence with 0 and knows nothing else."""
    return {cell.strip() for cell in cells if cell.strip()} <= {"0", "1"}
