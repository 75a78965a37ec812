"""Writing attendance and scores so that nobody's marks are lost and nothing is counted twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from balikat.training.attendance import Competence, EnrollmentStatus, Entry, Mark, Marked, SessionStatus, merge
from balikat.training.cohorts.service import check_teaches
from balikat.training.drafts import ScoreDraft
from balikat.training.enrollments.service import enroll_walk_in
from balikat.training.models import AssessmentScore, Attendance, ClassSession, Cohort, Enrollment
from balikat.training.queries import enrollments_of, participant_names
from core.audit import service as audit
from core.auth.roles import Actor
from core.dates import format_date_short
from core.db import db
from core.errors import RuleBroken
from core.people.drafts import Registration


class NotEnrolled(RuleBroken):
    """A mark or score was sent for somebody who has no seat in the cohort."""


class SessionNotHeld(RuleBroken):
    """A session that is cancelled or lies ahead has no attendance."""


class ScoreTooHigh(RuleBroken):
    """A score above the maximum of the course's tests."""


@dataclass(frozen=True)
class Marking:
    """What came of an attendance form: rows written, and enrollments where another mark stands."""

    written: int
    clashes: tuple[int, ...]


def mark_attendance(
    session: ClassSession, entries: Sequence[Entry], *, all_present: bool, actor: Actor, now: datetime, today: date
) -> Marking:
    """Write the marks a form changed; a form sent again changes nothing.

    :param all_present: everybody in the cohort who has no mark yet and got none in the form is present
    :raises SessionNotHeld: when the session is cancelled or lies ahead
    :raises NotEnrolled: when a row belongs to nobody of the cohort; nothing is written then
    """
    check_teaches(session.cohort, actor, deed="mengisi presensi")
    _check_markable(session, today)
    names = participant_names(session.cohort_id)
    if any(entry.enrollment_id not in names for entry in entries):
        raise NotEnrolled("Ada baris untuk orang yang bukan peserta angkatan ini. Muat ulang halaman lalu isi lagi.")
    for entry in entries:
        if entry.chosen is not None and entry.chosen.hours > session.hours:
            raise RuleBroken(f"{names[entry.enrollment_id]}: JP melebihi lama sesi ({session.hours} JP).")
    rows = {
        row.enrollment_id: row
        for row in db.session.scalars(select(Attendance).where(Attendance.session_id == session.id))
    }
    current = {key: Marked(row.mark, row.hours_present) for key, row in rows.items()}
    merged = merge(entries, current)
    changes = dict(merged.changes)
    if all_present:
        chosen = {entry.enrollment_id for entry in entries if entry.chosen is not None}
        everybody = Marked(Mark.PRESENT, session.hours)
        changes |= {key: everybody for key in names if key not in current and key not in chosen}
    for key, marked in changes.items():
        _write(rows.get(key), session.id, key, marked, actor=actor, now=now)
    if changes:
        if session.status is SessionStatus.PLANNED:
            session.status = SessionStatus.HELD
        db.session.flush()
        audit.record(
            "training.mark_attendance",
            actor=actor,
            now=now,
            subject="class_session",
            subject_id=session.id,
            summary=f"Presensi {format_date_short(session.held_on)} angkatan “{session.cohort.name}”: "
            f"{len(changes)} baris diisi",
            before={str(key): current[key].code for key in changes if key in current},
            after={str(key): marked.code for key, marked in changes.items()},
        )
    return Marking(len(changes), merged.clashes)


def admit_walk_in(
    session: ClassSession, draft: Registration, *, actor: Actor, now: datetime, today: date
) -> Enrollment:
    """Enroll somebody who walked into a session and mark them present for all of it."""
    _check_markable(session, today)
    enrollment = enroll_walk_in(session.cohort, draft, actor=actor, now=now)
    present = Entry(enrollment.id, None, Marked(Mark.PRESENT, session.hours))
    mark_attendance(session, [present], all_present=False, actor=actor, now=now, today=today)
    return enrollment


def _check_markable(session: ClassSession, today: date) -> None:
    if session.status is SessionStatus.CANCELLED:
        raise SessionNotHeld(f"Sesi ini dibatalkan ({session.cancel_reason}), jadi tidak punya presensi.")
    if session.held_on > today:
        raise SessionNotHeld(
            f"Sesi ini baru berlangsung {format_date_short(session.held_on)}. Presensi diisi mulai hari itu."
        )


def _write(
    row: Attendance | None, session_id: int, enrollment_id: int, marked: Marked, *, actor: Actor, now: datetime
) -> None:
    if row is None:
        row = Attendance(session_id=session_id, enrollment_id=enrollment_id)
        db.session.add(row)
    row.mark, row.hours_present = marked.mark, marked.hours
    row.marked_at, row.marked_by_id = now, actor.id


def record_scores(cohort: Cohort, drafts: Sequence[ScoreDraft], *, actor: Actor, now: datetime) -> int:
    """Write the scores that differ from what is recorded, and return how many; an empty cell changes nothing.

    :raises NotEnrolled: when a cell belongs to nobody of the cohort; nothing is written then
    :raises ScoreTooHigh: when a score is above the maximum; nothing is written then
    """
    check_teaches(cohort, actor, deed="mengisi nilai")
    names = participant_names(cohort.id)
    rows = {
        (row.enrollment_id, row.kind): row
        for row in db.session.scalars(select(AssessmentScore).where(AssessmentScore.enrollment_id.in_(list(names))))
    }
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    for draft in drafts:
        name = names.get(draft.enrollment_id)
        if name is None:
            raise NotEnrolled(
                "Ada nilai untuk orang yang bukan peserta angkatan ini. Muat ulang halaman lalu isi lagi."
            )
        row = rows.get((draft.enrollment_id, draft.kind))
        if draft.score is None or (row is not None and row.score == draft.score):
            continue
        if not 0 <= draft.score <= cohort.course.score_maximum:
            raise ScoreTooHigh(
                f"{name}: nilai {draft.kind.label} {draft.score} di luar 0 sampai {cohort.course.score_maximum}.",
                field=f"{draft.kind.value}-{draft.enrollment_id}",
            )
        cell = f"{draft.enrollment_id}:{draft.kind.value}"
        after[cell] = draft.score
        if row is None:
            row = AssessmentScore(enrollment_id=draft.enrollment_id, kind=draft.kind)
            db.session.add(row)
        else:
            before[cell] = row.score
        row.score, row.recorded_at, row.recorded_by_id = draft.score, now, actor.id
    db.session.flush()
    if after:
        audit.record(
            "training.record_scores",
            actor=actor,
            now=now,
            subject="cohort",
            subject_id=cohort.id,
            summary=f"{len(after)} nilai angkatan “{cohort.name}” dicatat",
            before=before,
            after=after,
        )
    return len(after)


def record_competences(cohort: Cohort, found: Mapping[int, Competence], *, actor: Actor, now: datetime) -> int:
    """Write what the assessor found of participants, and return how many changed.

    :raises NotEnrolled: when one is nobody of the cohort; nothing is written then
    """
    check_teaches(cohort, actor, deed="mengisi hasil penilaian")
    rows = {row.id: row for row in enrollments_of(cohort.id) if row.status is EnrollmentStatus.ENROLLED}
    if any(key not in rows for key in found):
        raise NotEnrolled("Ada hasil untuk orang yang bukan peserta angkatan ini. Muat ulang halaman lalu isi lagi.")
    changed = {key: kind for key, kind in found.items() if rows[key].competence is not kind}
    before = {str(key): rows[key].competence for key in changed}
    for key, kind in changed.items():
        rows[key].competence = kind
    db.session.flush()
    if changed:
        audit.record(
            "training.record_competences",
            actor=actor,
            now=now,
            subject="cohort",
            subject_id=cohort.id,
            summary=f"{len(changed)} hasil penilaian angkatan “{cohort.name}” dicatat",
            before=before,
            after={str(key): kind for key, kind in changed.items()},
        )
    return len(changed)
