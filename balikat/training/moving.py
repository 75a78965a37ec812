"""How one person's two enrollments in a cohort become one when entries are merged."""

from collections.abc import Mapping

from balikat.training.attendance import Mark, Marked


def join_marks(kept: Mapping[int, Marked], other: Mapping[int, Marked]) -> dict[int, Marked]:
    """Return the marks by session of both: where both have one, present counts before the rest, then more hours."""
    joined = dict(other)
    for session_id, marked in kept.items():
        rival = joined.get(session_id)
        joined[session_id] = marked if rival is None or _rank(marked) >= _rank(rival) else rival
    return joined


def _rank(marked: Marked) -> tuple[bool, int, bool]:
    return (marked.mark is Mark.PRESENT, marked.hours, marked.mark is not Mark.ABSENT)
