"""Giving people a seat, a place on the waiting list, or a reason why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from balikat.training.attendance import EnrollmentStatus
from balikat.training.cohorts.service import check_teaches
from balikat.training.models import CertifiedCompletion, Cohort, Enrollment
from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.db import db
from core.errors import Conflict, NotFound, RuleBroken
from core.people import service as people
from core.people.drafts import Registration
from core.people.models import Person
from core.people.phone import parse_phone
from core.people.queries import find_by_phone

SEATED = EnrollmentStatus.ENROLLED


class AlreadyEnrolled(Conflict):
    """A person is in a cohort once."""


class NoSeat(Conflict):
    """Every seat of the cohort is taken."""


class NotWaiting(RuleBroken):
    """The enrollment is not in the state the deed needs."""


@dataclass(frozen=True)
class Enrolled:
    """What came of enrolling several people at once."""

    seated: tuple[Enrollment, ...]
    waiting: tuple[Enrollment, ...]
    known: int

    @property
    def words(self) -> str:
        """The outcome in one Indonesian sentence."""
        parts = [f"{len(self.seated)} orang mendapat kursi"] if self.seated else []
        parts += [f"{len(self.waiting)} orang masuk daftar tunggu"] if self.waiting else []
        parts += [f"{self.known} orang sudah ada di angkatan ini"] if self.known else []
        return (", ".join(parts) or "Tidak ada yang didaftarkan") + "."


def enroll(cohort: Cohort, person_id: int, *, actor: Actor, now: datetime) -> Enrollment:
    """Enroll one person: with a seat while there is one, else on the waiting list.

    :raises AlreadyEnrolled: when the person has been in this cohort before, in whatever state
    """
    outcome = enroll_all(cohort, [person_id], actor=actor, now=now)
    if outcome.known:
        raise AlreadyEnrolled(
            "Orang ini sudah tercatat di angkatan ini. Cari namanya di daftar; bila pernah berhenti, beri kursi lagi.",
            field="person_ids",
        )
    return (outcome.seated + outcome.waiting)[0]


def enroll_all(cohort: Cohort, person_ids: Sequence[int], *, actor: Actor, now: datetime) -> Enrolled:
    """Enroll several people at once, in the order given; who is in the cohort already is left as they are.

    :raises NotFound: when one of them does not exist; nobody is enrolled then
    """
    actor.require(Role.OFFICER, deed="mendaftarkan peserta")
    return _enroll(cohort, person_ids, actor=actor, now=now)


def enroll_walk_in(cohort: Cohort, draft: Registration, *, actor: Actor, now: datetime) -> Enrollment:
    """Enroll somebody who came without being enrolled; whoever is registered by that name and phone is not doubled.

    :raises NoSeat: when every seat is taken
    :raises AlreadyEnrolled: when the person is in this cohort
    """
    check_teaches(cohort, actor, deed="menambah peserta")
    same = [
        person for person in find_by_phone(parse_phone(draft.phone)) if person.name.casefold() == draft.name.casefold()
    ]
    person_id = same[0].id if same else people.register(draft, actor=actor, now=now).id
    outcome = _enroll(cohort, [person_id], actor=actor, now=now)
    if outcome.known:
        raise AlreadyEnrolled(f"{draft.name} sudah tercatat di angkatan ini. Cari namanya di daftar.", field="name")
    if outcome.waiting:
        raise NoSeat("Semua kursi terisi. Minta petugas menambah kursi angkatan ini.")
    return outcome.seated[0]


def _enroll(cohort: Cohort, person_ids: Sequence[int], *, actor: Actor, now: datetime) -> Enrolled:
    wanted = list(dict.fromkeys(person_ids))
    people = set(db.session.scalars(select(Person.id).where(Person.id.in_(wanted))))
    if len(people) != len(wanted):
        raise NotFound("Salah satu orang tidak ditemukan. Muat ulang halaman dan pilih lagi.")
    known = set(
        db.session.scalars(
            select(Enrollment.person_id).where(Enrollment.cohort_id == cohort.id, Enrollment.person_id.in_(wanted))
        )
    )
    enrollments = []
    for person_id in (key for key in wanted if key not in known):
        status = SEATED if _take_seat(cohort.id) else EnrollmentStatus.WAITING
        enrollments.append(
            Enrollment(
                cohort_id=cohort.id, person_id=person_id, status=status, enrolled_at=now, enrolled_by_id=actor.id
            )
        )
    db.session.add_all(enrollments)
    db.session.flush()
    outcome = Enrolled(
        seated=tuple(row for row in enrollments if row.status is SEATED),
        waiting=tuple(row for row in enrollments if row.status is EnrollmentStatus.WAITING),
        known=len(known),
    )
    if enrollments:
        audit.record(
            "training.enroll",
            actor=actor,
            now=now,
            subject="cohort",
            subject_id=cohort.id,
            summary=f"Angkatan “{cohort.name}”: {outcome.words}",
            after={
                "seated": [row.person_id for row in outcome.seated],
                "waiting": [row.person_id for row in outcome.waiting],
            },
        )
    return outcome


def give_seat(enrollment: Enrollment, *, actor: Actor, now: datetime) -> Enrollment:
    """Give a seat to somebody who waits, was refused or stopped.

    :raises NoSeat: when every seat is taken
    """
    actor.require(Role.OFFICER, deed="memberi kursi")
    if enrollment.status is SEATED:
        raise NotWaiting("Orang ini sudah menjadi peserta.")
    if not _take_seat(enrollment.cohort_id):
        raise NoSeat("Semua kursi terisi. Tambah kursi angkatan atau tunggu ada peserta yang berhenti.")
    return _change(enrollment, SEATED, None, actor=actor, now=now, words="mendapat kursi")


def refuse(enrollment: Enrollment, *, reason: str, actor: Actor, now: datetime) -> Enrollment:
    """Take somebody off the waiting list with a reason.

    :raises NotWaiting: when the person does not wait
    """
    actor.require(Role.OFFICER, deed="menolak pendaftar")
    if enrollment.status is not EnrollmentStatus.WAITING:
        raise NotWaiting("Hanya orang di daftar tunggu yang bisa ditolak. Peserta dicatat berhenti.")
    return _change(enrollment, EnrollmentStatus.REFUSED, reason, actor=actor, now=now, words="tidak diterima")


def drop(enrollment: Enrollment, *, reason: str, actor: Actor, now: datetime) -> Enrollment:
    """Record that a participant stops, with the reason; the seat is free again.

    :raises NotWaiting: when the person is no participant or has completed the cohort
    """
    actor.require(Role.OFFICER, deed="mencatat peserta berhenti")
    if enrollment.status is not SEATED:
        raise NotWaiting("Orang ini bukan peserta.")
    finished = select(CertifiedCompletion.id).where(CertifiedCompletion.enrollment_id == enrollment.id)
    if db.session.scalar(finished) is not None:
        raise NotWaiting("Peserta ini sudah lulus, jadi tidak bisa dicatat berhenti.")
    db.session.execute(
        update(Cohort).where(Cohort.id == enrollment.cohort_id).values(seats_taken=Cohort.seats_taken - 1)
    )
    return _change(enrollment, EnrollmentStatus.DROPPED, reason, actor=actor, now=now, words="berhenti")


def _take_seat(cohort_id: int) -> bool:
    """Take a seat if one is free; the condition is in the UPDATE, so a seat is never given twice."""
    taken = db.session.execute(
        update(Cohort)
        .where(Cohort.id == cohort_id, Cohort.seats_taken < Cohort.seats)
        .values(seats_taken=Cohort.seats_taken + 1)
    )
    return bool(taken.rowcount == 1)  # type: ignore[attr-defined]


def _change(
    enrollment: Enrollment, status: EnrollmentStatus, reason: str | None, *, actor: Actor, now: datetime, words: str
) -> Enrollment:
    before = {"status": enrollment.status, "reason": enrollment.reason}
    enrollment.status, enrollment.reason = status, reason
    db.session.flush()
    audit.record(
        "training.change_enrollment",
        actor=actor,
        now=now,
        subject="enrollment",
        subject_id=enrollment.id,
        summary=f"{enrollment.person.name} {words}" + (f": {reason}" if reason else ""),
        before=before,
        after={"status": status, "reason": reason},
    )
    return enrollment
