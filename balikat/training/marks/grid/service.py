"""Writing the marks of many sessions at once; another trainer's marks stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from balikat.training.attendance import Entry
from balikat.training.cohorts.queries import session_for
from balikat.training.marks.service import mark_attendance
from balikat.training.models import Cohort
from core.auth.roles import Actor
from core.errors import NotFound


@dataclass(frozen=True)
class GridMarking:
    """What came of a grid: marks written, and the cells ``(session, enrollment)`` where another mark stands."""

    written: int
    clashes: frozenset[tuple[int, int]]


def mark_many(
    cohort: Cohort, entries: Mapping[int, Sequence[Entry]], *, actor: Actor, now: datetime, today: date
) -> GridMarking:
    """Write the changed cells of a cohort's grid, session by session, all or none.

    :raises NotFound: for a session of another cohort
    """
    written = 0
    clashes: set[tuple[int, int]] = set()
    for session_id, changed in sorted(entries.items()):
        session = session_for(session_id, actor)
        if session.cohort_id != cohort.id:
            raise NotFound("Sesi tidak ditemukan di angkatan ini.")
        done = mark_attendance(session, changed, all_present=False, actor=actor, now=now, today=today)
        written += done.written
        clashes |= {(session_id, key) for key in done.clashes}
    return GridMarking(written, frozenset(clashes))
