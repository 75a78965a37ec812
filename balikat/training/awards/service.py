"""Declaring who completed a cohort, and what becomes of the certificates."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from balikat.training import queries
from balikat.training.attendance import SessionStatus
from balikat.training.certificates import AlreadySigned, CertificateState, NotCompleted, certificate_number
from balikat.training.cohorts.service import check_teaches
from balikat.training.completion import Outcome
from balikat.training.drafts import SignatureDraft
from balikat.training.models import CertificateCounter, CertifiedCompletion, Cohort
from balikat.training.queries import Participant
from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import format_date_short
from core.db import db
from core.errors import Conflict, RuleBroken


class SessionsLeft(RuleBroken):
    """A cohort with planned sessions is not over."""


class AlreadyRevoked(Conflict):
    """A certificate is revoked once."""


@dataclass(frozen=True)
class Completing:
    """What came of completing a cohort: new certificates, and who was held back with the reasons."""

    certificates: tuple[CertifiedCompletion, ...]
    held_back: tuple[Participant, ...]


def complete_cohort(cohort: Cohort, *, actor: Actor, now: datetime, today: date) -> Completing:
    """Give a draft certificate to every participant who passed and has none; the others are held back with reasons.

    Numbers go by name and have no gaps.

    :raises SessionsLeft: while sessions are planned
    """
    check_teaches(cohort, actor, deed="menetapkan kelulusan")
    classroom = queries.classroom(cohort, today)
    left = sum(1 for session in classroom.sessions if session.status is SessionStatus.PLANNED)
    if left:
        raise SessionsLeft(
            f"Masih ada {left} sesi yang belum terlaksana. Isi presensinya, atau batalkan sesi dengan alasan."
        )
    waiting = [row for row in classroom.participants if row.certificate is None]
    passed = sorted(
        (row for row in waiting if row.standing.outcome is Outcome.PASSED),
        key=lambda row: (row.enrollment.person.name, row.enrollment.id),
    )
    first = _take_serials(today.year, len(passed)) if passed else 0
    certificates = tuple(
        _certify(participant, first + place, actor=actor, now=now, today=today)
        for place, participant in enumerate(passed)
    )
    db.session.add_all(certificates)
    db.session.flush()
    if certificates:
        audit.record(
            "training.complete",
            actor=actor,
            now=now,
            subject="cohort",
            subject_id=cohort.id,
            summary=f"{len(certificates)} peserta angkatan “{cohort.name}” dinyatakan lulus",
            after={"certificates": [row.certificate_number for row in certificates]},
        )
    held_back = tuple(row for row in waiting if row.standing.outcome is not Outcome.PASSED)
    return Completing(certificates, held_back)


def complete_one(
    cohort: Cohort, enrollment_id: int, *, actor: Actor, now: datetime, today: date
) -> CertifiedCompletion:
    """Give one participant a draft certificate, for example after a repeated test.

    :raises NotCompleted: with what is missing
    """
    check_teaches(cohort, actor, deed="menetapkan kelulusan")
    classroom = queries.classroom(cohort, today)
    participant = next((row for row in classroom.participants if row.enrollment.id == enrollment_id), None)
    if participant is None:
        raise NotCompleted("Orang ini bukan peserta angkatan ini, jadi tidak bisa diberi sertifikat.")
    if participant.certificate is not None:
        raise Conflict(f"Sudah ada sertifikat {participant.certificate.certificate_number}.")
    if participant.standing.outcome is not Outcome.PASSED:
        raise NotCompleted(
            f"{participant.enrollment.person.name} belum lulus. {' '.join(participant.standing.reasons)}"
        )
    serial = _take_serials(today.year, 1)
    certificate = _certify(participant, serial, actor=actor, now=now, today=today)
    db.session.add(certificate)
    db.session.flush()
    audit.record(
        "training.complete",
        actor=actor,
        now=now,
        subject="completion",
        subject_id=certificate.id,
        summary=f"{participant.enrollment.person.name} dinyatakan lulus dari angkatan “{cohort.name}”",
        after={"certificates": [certificate.certificate_number]},
    )
    return certificate


def _certify(participant: Participant, serial: int, *, actor: Actor, now: datetime, today: date) -> CertifiedCompletion:
    return CertifiedCompletion(
        enrollment_id=participant.enrollment.id,
        completed_on=today,
        hours_attended=participant.standing.hours_attended,
        hours_total=participant.standing.hours_total,
        certificate_number=certificate_number(today.year, serial),
        proof_code=secrets.token_urlsafe(9),
        certificate_state=CertificateState.DRAFT,
        created_at=now,
        created_by_id=actor.id,
    )


def _take_serials(year: int, count: int) -> int:
    """Take serials of a year in one step and return the first; a rollback gives them back, so there is no gap."""
    raised = (
        update(CertificateCounter)
        .where(CertificateCounter.year == year)
        .values(last_serial=CertificateCounter.last_serial + count)
        .returning(CertificateCounter.last_serial)
        .execution_options(synchronize_session=False)
    )
    last = db.session.scalar(raised)
    if last is None:
        try:
            with db.session.begin_nested():
                db.session.add(CertificateCounter(year=year, last_serial=0))
        except IntegrityError:  # another transaction began the year a moment ago
            db.session.expire_all()
        last = db.session.scalar(raised)
    assert last is not None
    return int(last) - count + 1


def sign(
    certificates: Sequence[CertifiedCompletion], draft: SignatureDraft, *, actor: Actor, now: datetime, today: date
) -> None:
    """Record that certificates were signed, all or none; from then on the public page proves them.

    :raises AlreadySigned: when one was signed before
    :raises AlreadyRevoked: when one was revoked
    """
    actor.require(Role.OFFICER, Role.HEAD, deed="mencatat tanda tangan sertifikat")
    if not certificates:
        raise RuleBroken("Tidak ada draf sertifikat yang menunggu tanda tangan.")
    if draft.state is CertificateState.DRAFT:
        raise RuleBroken("Pilih cara tanda tangan.", field="state")
    for certificate in certificates:
        _check_signable(certificate, draft.signed_on, today)
        certificate.certificate_state = draft.state
        certificate.signed_on, certificate.signed_by = draft.signed_on, draft.signed_by
        audit.record(
            "training.sign_certificate",
            actor=actor,
            now=now,
            subject="completion",
            subject_id=certificate.id,
            summary=f"Sertifikat {certificate.certificate_number}: {draft.state.label.lower()} oleh {draft.signed_by}",
            after=vars(draft),
        )
    db.session.flush()


def _check_signable(certificate: CertifiedCompletion, signed_on: date, today: date) -> None:
    if certificate.revoked_at is not None:
        raise AlreadyRevoked(f"Sertifikat {certificate.certificate_number} sudah dicabut.")
    if certificate.certificate_state is not CertificateState.DRAFT:
        raise AlreadySigned(f"Sertifikat {certificate.certificate_number} sudah ditandatangani.")
    if not certificate.completed_on <= signed_on <= today:
        raise RuleBroken(
            f"Tanggal tanda tangan antara tanggal lulus ({format_date_short(certificate.completed_on)}) dan hari ini.",
            field="signed_on",
        )


def revoke(certificate: CertifiedCompletion, *, reason: str, actor: Actor, now: datetime) -> CertifiedCompletion:
    """Revoke a certificate with a reason; its number stays used and the public page says that it is revoked.

    :raises AlreadyRevoked: when it was revoked before
    """
    actor.require(Role.OFFICER, Role.HEAD, deed="mencabut sertifikat")
    if certificate.revoked_at is not None:
        raise AlreadyRevoked(f"Sertifikat {certificate.certificate_number} sudah dicabut.")
    certificate.revoked_at, certificate.revoked_by_id, certificate.revoke_reason = now, actor.id, reason
    db.session.flush()
    audit.record(
        "training.revoke_certificate",
        actor=actor,
        now=now,
        subject="completion",
        subject_id=certificate.id,
        summary=f"Sertifikat {certificate.certificate_number} dicabut: {reason}",
        after={"reason": reason},
    )
    return certificate
