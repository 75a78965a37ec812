"""Marks of attendance: what they are, how many hours they count, and how two trainers' marks come together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.errors import RuleBroken
from core.labels import LabeledEnum


class Mark(LabeledEnum):
    """What is written beside a participant at a session."""

    PRESENT = ("present", "Hadir")
    EXCUSED = ("excused", "Izin")
    SICK = ("sick", "Sakit")
    ABSENT = ("absent", "Alpa")


class SessionStatus(LabeledEnum):
    """What became of a session."""

    PLANNED = ("planned", "Direncanakan")
    HELD = ("held", "Terlaksana")
    CANCELLED = ("cancelled", "Dibatalkan")


class EnrollmentStatus(LabeledEnum):
    """Where a person stands in a cohort."""

    ENROLLED = ("enrolled", "Peserta")
    WAITING = ("waiting", "Daftar tunggu")
    REFUSED = ("refused", "Tidak diterima")
    DROPPED = ("dropped", "Berhenti")


class Competence(LabeledEnum):
    """What the assessor found at the end; a certificate of competence is another matter."""

    COMPETENT = ("competent", "Kompeten")
    NOT_YET = ("not_yet", "Belum kompeten")


class WrongHours(RuleBroken):
    """The hours beside a mark do not fit the session."""


@dataclass(frozen=True)
class Marked:
    """A mark with the hours (JP) a participant was present."""

    mark: Mark
    hours: int

    @property
    def code(self) -> str:
        """The mark as a form carries it, for example ``present:4``."""
        return f"{self.mark.value}:{self.hours}"


@dataclass(frozen=True)
class Counting:
    """Whether excused and sick participants are counted as if they had been there."""

    excused: bool = False
    sick: bool = False


@dataclass(frozen=True)
class Entry:
    """One row of an attendance form: the mark it was shown with and the mark it was sent with."""

    enrollment_id: int
    shown: Marked | None
    chosen: Marked | None


@dataclass(frozen=True)
class Merged:
    """What an attendance form changes, and where somebody else was quicker (their mark stands)."""

    changes: dict[int, Marked]
    clashes: tuple[int, ...]


def read_code(code: str) -> Marked | None:
    """Read a mark as a form carries it; an empty or mangled one is no mark."""
    value, _, hours = code.partition(":")
    mark = next((mark for mark in Mark if mark.value == value), None)
    if mark is None or not hours.isdecimal() or len(hours) > 3:
        return None
    return Marked(mark, int(hours))


def mark_for(mark: Mark, hours: int | None, *, session_hours: int, name: str) -> Marked:
    """Make a mark with its hours: full hours when present and nothing was typed, none when not present.

    :param hours: JP present as typed; a late or early leaver has fewer than the session
    :raises WrongHours: when a present participant has no hours or more than the session
    """
    if mark is not Mark.PRESENT:
        return Marked(mark, 0)
    present = session_hours if hours is None else hours
    if present > session_hours:
        raise WrongHours(
            f"{name}: {present} JP melebihi lama sesi. Isi paling banyak {session_hours} JP.", field="hours"
        )
    if present < 1:
        raise WrongHours(f"{name}: yang hadir punya paling sedikit 1 JP. Pilih alpa bila tidak hadir.", field="hours")
    return Marked(mark, present)


def counted_hours(marked: Marked, *, session_hours: int, counting: Counting) -> int:
    """Return the hours (JP) a mark counts towards completion."""
    if marked.mark is Mark.PRESENT:
        return min(marked.hours, session_hours)
    if marked.mark is Mark.EXCUSED and counting.excused:
        return session_hours
    if marked.mark is Mark.SICK and counting.sick:
        return session_hours
    return 0


def merge(entries: Iterable[Entry], current: Mapping[int, Marked]) -> Merged:
    """Find what a form really changes, so that a second trainer's marks are not erased by an older page.

    A row left as it was shown changes nothing. A changed row is written only when the stored mark is still the one
    the page was shown with (or already the wanted one, as when a lost answer is sent again).
    """
    changes: dict[int, Marked] = {}
    clashes: list[int] = []
    for entry in entries:
        stored = current.get(entry.enrollment_id)
        if entry.chosen is None or entry.chosen in (entry.shown, stored):
            continue
        if stored == entry.shown:
            changes[entry.enrollment_id] = entry.chosen
        else:
            clashes.append(entry.enrollment_id)
    return Merged(changes, tuple(clashes))
