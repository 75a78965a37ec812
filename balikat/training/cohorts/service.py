"""Opening cohorts and planning their sessions."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select, update

from balikat.training import queries
from balikat.training.attendance import SessionStatus
from balikat.training.calendar import check_within, session_days
from balikat.training.cohorts.queries import teaching
from balikat.training.drafts import CohortDraft, SessionDraft, SessionsDraft
from balikat.training.models import ClassSession, Cohort, CohortTrainer, Course
from core.audit import service as audit
from core.auth.models import Account
from core.auth.roles import Actor, Role
from core.dates import format_date_short
from core.db import db
from core.errors import Conflict, NotAllowed, RuleBroken


class NameTaken(Conflict):
    """A cohort of that name exists."""


class SeatsBelowTaken(RuleBroken):
    """A cohort cannot have fewer seats than it has participants."""


class NotATrainer(RuleBroken):
    """An account that cannot teach was named as trainer."""


class SessionClosed(RuleBroken):
    """A held or cancelled session cannot be moved or cancelled (again)."""


def check_teaches(cohort: Cohort, actor: Actor, *, deed: str) -> None:
    """Refuse whoever is neither an officer nor one of the cohort's trainers.

    :raises NotAllowed: naming the deed
    """
    actor.require(Role.OFFICER, Role.TRAINER, deed=deed)
    if actor.role is Role.TRAINER:
        mine = select(Cohort.id).where(Cohort.id == cohort.id, Cohort.id.in_(teaching(actor.id or 0)))
        if db.session.scalar(mine) is None:
            raise NotAllowed(f"Hanya pelatih angkatan ini yang boleh {deed}.")


def create_cohort(course: Course, draft: CohortDraft, *, actor: Actor, now: datetime) -> Cohort:
    """Open a cohort of a course.

    :raises NameTaken: when the course has a cohort of that name
    """
    actor.require(Role.OFFICER, deed="membuka angkatan")
    _check_cohort(draft, course_id=course.id, but=None)
    cohort = Cohort(
        course_id=course.id,
        name=draft.name,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        place=draft.place,
        seats=draft.seats,
        seats_taken=0,
        cost=draft.cost,
        created_at=now,
        created_by_id=actor.id,
    )
    db.session.add(cohort)
    db.session.flush()
    _set_trainers(cohort, draft.trainer_ids)
    audit.record(
        "training.create_cohort",
        actor=actor,
        now=now,
        subject="cohort",
        subject_id=cohort.id,
        summary=f"Angkatan “{cohort.name}” pelatihan “{course.name}” dibuka, {cohort.seats} kursi",
        after=vars(draft),
    )
    return cohort


def change_cohort(cohort: Cohort, draft: CohortDraft, *, actor: Actor, now: datetime) -> Cohort:
    """Change a cohort's name, dates, place, seats or trainers.

    :raises SeatsBelowTaken: when participants would lose their seat
    :raises OutsideCohort: when a session would fall outside the new dates
    """
    actor.require(Role.OFFICER, deed="mengubah angkatan")
    _check_cohort(draft, course_id=cohort.course_id, but=cohort.id)
    for session in queries.sessions_of(cohort.id):
        if session.status is not SessionStatus.CANCELLED:
            check_within(session.held_on, starts_on=draft.starts_on, ends_on=draft.ends_on, field="ends_on")
    before = {name: getattr(cohort, name) for name in ("name", "starts_on", "ends_on", "place", "seats", "cost")}
    changed = db.session.execute(
        update(Cohort).where(Cohort.id == cohort.id, Cohort.seats_taken <= draft.seats).values(seats=draft.seats)
    )
    if changed.rowcount == 0:  # type: ignore[attr-defined]
        raise SeatsBelowTaken(
            f"Sudah ada {cohort.seats_taken} peserta. Kursi tidak bisa kurang dari itu.", field="seats"
        )
    cohort.name, cohort.place, cohort.cost = draft.name, draft.place, draft.cost
    cohort.starts_on, cohort.ends_on = draft.starts_on, draft.ends_on
    _set_trainers(cohort, draft.trainer_ids)
    audit.record(
        "training.change_cohort",
        actor=actor,
        now=now,
        subject="cohort",
        subject_id=cohort.id,
        summary=f"Angkatan “{cohort.name}” diubah",
        before=before,
        after=vars(draft),
    )
    return cohort


def _check_cohort(draft: CohortDraft, *, course_id: int, but: int | None) -> None:
    if draft.ends_on < draft.starts_on:
        raise RuleBroken("Tanggal selesai tidak boleh sebelum tanggal mulai.", field="ends_on")
    twin = select(Cohort.id).where(Cohort.course_id == course_id, Cohort.name == draft.name)
    taken = db.session.scalar(twin)
    if taken is not None and taken != but:
        raise NameTaken(f"Pelatihan ini sudah punya angkatan “{draft.name}”. Pakai nama lain.", field="name")


def _set_trainers(cohort: Cohort, trainer_ids: Collection[int]) -> None:
    known = set(db.session.scalars(select(Account.id).where(Account.id.in_(trainer_ids), Account.role == Role.TRAINER)))
    if known != set(trainer_ids):
        raise NotATrainer("Pilih pelatih dari daftar akun pelatih.", field="trainer_ids")
    db.session.execute(delete(CohortTrainer).where(CohortTrainer.cohort_id == cohort.id))
    db.session.add_all(CohortTrainer(cohort_id=cohort.id, account_id=key) for key in sorted(known))
    db.session.flush()


def plan_sessions(cohort: Cohort, draft: SessionsDraft, *, actor: Actor, now: datetime) -> list[ClassSession]:
    """Plan sessions in one go from a pattern.

    :raises OutsideCohort: when one of them lies outside the cohort's dates; none is planned then
    """
    check_teaches(cohort, actor, deed="menjadwalkan sesi")
    days = session_days(draft.first_on, draft.count, draft.rhythm)
    for day in days:
        check_within(day, starts_on=cohort.starts_on, ends_on=cohort.ends_on)
    sessions = [
        ClassSession(
            cohort_id=cohort.id,
            held_on=day,
            starts_at_time=draft.starts_at_time,
            hours=draft.hours,
            topic=draft.topic,
            is_mandatory=draft.is_mandatory,
            status=SessionStatus.PLANNED,
            created_at=now,
        )
        for day in days
    ]
    db.session.add_all(sessions)
    db.session.flush()
    audit.record(
        "training.plan_sessions",
        actor=actor,
        now=now,
        subject="cohort",
        subject_id=cohort.id,
        summary=f"{len(sessions)} sesi dijadwalkan untuk angkatan “{cohort.name}”",
        after={**vars(draft), "days": days},
    )
    return sessions


def copy_sessions(cohort: Cohort, source: Cohort, *, actor: Actor, now: datetime) -> list[ClassSession]:
    """Plan the sessions of another cohort of the course again, as many days after this cohort's first day.

    :raises OutsideCohort: when one of them lies outside this cohort's dates; none is planned then
    """
    check_teaches(cohort, actor, deed="menyalin sesi")
    if source.id == cohort.id or source.course_id != cohort.course_id:
        raise RuleBroken("Pilih angkatan lain dari pelatihan yang sama.", field="source_id")
    rows = [row for row in queries.sessions_of(source.id) if row.status is not SessionStatus.CANCELLED]
    if not rows:
        raise RuleBroken("Angkatan itu belum punya sesi untuk disalin.", field="source_id")
    moved = cohort.starts_on - source.starts_on
    for row in rows:
        day = row.moved_from_on or row.held_on
        check_within(day + moved, starts_on=cohort.starts_on, ends_on=cohort.ends_on, field="source_id")
    sessions = [
        ClassSession(
            cohort_id=cohort.id,
            held_on=(row.moved_from_on or row.held_on) + moved,
            starts_at_time=row.starts_at_time,
            hours=row.hours,
            topic=row.topic,
            is_mandatory=row.is_mandatory,
            status=SessionStatus.PLANNED,
            created_at=now,
        )
        for row in rows
    ]
    db.session.add_all(sessions)
    db.session.flush()
    audit.record(
        "training.copy_sessions",
        actor=actor,
        now=now,
        subject="cohort",
        subject_id=cohort.id,
        summary=f"{len(sessions)} sesi disalin dari “{source.name}” ke angkatan “{cohort.name}”",
        after={"source_id": source.id, "days": [row.held_on for row in sessions]},
    )
    return sessions


def change_session(session: ClassSession, draft: SessionDraft, *, actor: Actor, now: datetime) -> ClassSession:
    """Change a session that has not been held: its day (with a reason), hours, topic or trainer.

    :raises SessionClosed: when it was held or cancelled
    :raises OutsideCohort: when the new day lies outside the cohort's dates
    """
    check_teaches(session.cohort, actor, deed="mengubah sesi")
    _check_open(session, "diubah")
    check_within(draft.held_on, starts_on=session.cohort.starts_on, ends_on=session.cohort.ends_on, field="held_on")
    moved = draft.held_on != session.held_on
    if moved and not draft.reason:
        raise RuleBroken("Isi alasan sesi dipindah, misalnya banjir.", field="reason")
    names = ("held_on", "starts_at_time", "hours", "topic", "is_mandatory", "trainer_id")
    before = {name: getattr(session, name) for name in names}
    if moved:
        session.moved_from_on = session.moved_from_on or session.held_on
        session.move_reason = draft.reason
    session.held_on, session.starts_at_time = draft.held_on, draft.starts_at_time
    session.hours, session.topic = draft.hours, draft.topic
    session.is_mandatory, session.trainer_id = draft.is_mandatory, draft.trainer_id
    db.session.flush()
    audit.record(
        "training.change_session",
        actor=actor,
        now=now,
        subject="class_session",
        subject_id=session.id,
        summary=f"Sesi {format_date_short(draft.held_on)} angkatan “{session.cohort.name}” diubah",
        before=before,
        after=vars(draft),
    )
    return session


def cancel_session(session: ClassSession, *, reason: str, actor: Actor, now: datetime) -> ClassSession:
    """Cancel a session with a reason; its marks stay on record and count for nobody.

    :raises SessionClosed: when it was cancelled before
    """
    check_teaches(session.cohort, actor, deed="membatalkan sesi")
    if session.status is SessionStatus.CANCELLED:
        raise SessionClosed("Sesi ini sudah dibatalkan.")
    before = {"status": session.status}
    session.status = SessionStatus.CANCELLED
    session.cancel_reason = reason
    db.session.flush()
    audit.record(
        "training.cancel_session",
        actor=actor,
        now=now,
        subject="class_session",
        subject_id=session.id,
        summary=f"Sesi {format_date_short(session.held_on)} angkatan “{session.cohort.name}” dibatalkan: {reason}",
        before=before,
        after={"status": session.status, "reason": reason},
    )
    return session


def _check_open(session: ClassSession, deed: str) -> None:
    if session.status is not SessionStatus.PLANNED:
        raise SessionClosed(f"Sesi yang {session.status.label.lower()} tidak bisa {deed}.")
