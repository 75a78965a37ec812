"""Giving trainings to the entry of a person that is kept."""

from typing import Any

from sqlalchemy import select, update

from balikat.training.attendance import EnrollmentStatus, Marked
from balikat.training.models import AssessmentScore, Attendance, CertifiedCompletion, Cohort, Enrollment, PastTraining
from balikat.training.moving import join_marks
from balikat.training.notices.models import SessionNotice
from core.db import db
from core.errors import Conflict
from core.people.repair.moves import Move


class TwoCertificates(Conflict):
    """One completion of a cohort has one certificate."""


def move_trainings(from_id: int, to_id: int) -> dict[str, Any]:
    """Give enrollments and past trainings to the person that is kept; two in one cohort become one.

    :raises TwoCertificates: when both have a certificate of the same cohort
    """
    db.session.execute(update(PastTraining).where(PastTraining.person_id == from_id).values(person_id=to_id))
    kept = {row.cohort_id: row for row in db.session.scalars(select(Enrollment).where(Enrollment.person_id == to_id))}
    left = []
    for row in list(db.session.scalars(select(Enrollment).where(Enrollment.person_id == from_id))):
        twin = kept.get(row.cohort_id)
        if twin is None:
            row.person_id = to_id
        else:
            left.append(_join(row, twin))
    db.session.flush()
    return {"enrollments": left} if left else {}


def _join(row: Enrollment, kept: Enrollment) -> dict[str, Any]:
    """Let the second enrollment's marks, scores and certificate go over, free its seat, and keep it in writing."""
    certificate = _certificate(row)
    if certificate is not None:
        if _certificate(kept) is not None:
            raise TwoCertificates(
                "Keduanya punya sertifikat dari angkatan yang sama, jadi tidak bisa digabungkan begitu saja. "
                "Minta admin memeriksa sertifikat mana yang dipakai."
            )
        certificate.enrollment_id = kept.id
    mine, theirs = _marks(row), _marks(kept)
    joined = join_marks(_as_marked(theirs), _as_marked(mine))
    for session_id, marked in joined.items():
        entry = theirs.get(session_id)
        if entry is None:
            mine.pop(session_id).enrollment_id = kept.id
        else:
            entry.mark, entry.hours_present = marked.mark, marked.hours
    known = {score.kind: score for score in _scores(kept)}
    for score in _scores(row):
        if score.kind not in known:
            score.enrollment_id = kept.id
        else:
            known[score.kind].score = max(known[score.kind].score, score.score)
            db.session.delete(score)
    written = {str(key): f"{entry.mark.value}:{entry.hours_present}" for key, entry in mine.items()}
    for rest in (*mine.values(), *db.session.scalars(_notices(row))):
        db.session.delete(rest)
    if row.status is EnrollmentStatus.ENROLLED:
        if kept.status is EnrollmentStatus.ENROLLED:
            db.session.execute(
                update(Cohort).where(Cohort.id == row.cohort_id).values(seats_taken=Cohort.seats_taken - 1)
            )
        kept.status, kept.reason = EnrollmentStatus.ENROLLED, None
    db.session.flush()
    db.session.delete(row)
    db.session.flush()
    return {"cohort_id": row.cohort_id, "status": row.status.value, "reason": row.reason, "marks": written}


def _as_marked(rows: dict[int, Attendance]) -> dict[int, Marked]:
    return {key: Marked(entry.mark, entry.hours_present) for key, entry in rows.items()}


def _marks(row: Enrollment) -> dict[int, Attendance]:
    found = db.session.scalars(select(Attendance).where(Attendance.enrollment_id == row.id))
    return {entry.session_id: entry for entry in found}


def _scores(row: Enrollment) -> list[AssessmentScore]:
    return list(db.session.scalars(select(AssessmentScore).where(AssessmentScore.enrollment_id == row.id)))


def _certificate(row: Enrollment) -> CertifiedCompletion | None:
    return db.session.scalar(select(CertifiedCompletion).where(CertifiedCompletion.enrollment_id == row.id))


def _notices(row: Enrollment) -> Any:
    return select(SessionNotice).where(SessionNotice.enrollment_id == row.id)


TRAININGS = Move(("enrollment", "past_training"), move_trainings)
