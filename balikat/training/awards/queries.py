"""Finding certificates for the office, for a class, and for strangers with a code."""

from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager

from balikat.training.certificates import CertificateState, Proof, mask_name, proof_state
from balikat.training.cohorts.queries import teaching
from balikat.training.models import CertifiedCompletion, Cohort, Course, Enrollment
from core.auth.roles import Actor, Role
from core.dates import JAKARTA, format_date
from core.db import db
from core.documents.framed import FramedPage
from core.errors import NotFound
from core.honesty.codes import answer_code
from core.honesty.kinds import Occasion
from core.people.models import Person
from core.web.installation import sample_day
from core.web.listing import contains

OFFICE = "Pemerintah Kota Jambi · Balai Latihan Kerja Tematik (BALIKAT)"


def certificate_for(certificate_id: int, actor: Actor) -> CertifiedCompletion:
    """Return a certificate with person, cohort and course; a trainer gets only those of cohorts they teach.

    :raises NotFound: when there is none, or a trainer asks for somebody else's
    """
    row = db.session.scalar(_visible(actor).where(CertifiedCompletion.id == certificate_id))
    if row is None:
        raise NotFound("Sertifikat tidak ditemukan.")
    return row


def certificates_of(cohort_id: int, actor: Actor) -> list[CertifiedCompletion]:
    """Return a cohort's certificates that stand, by number, with person, cohort and course."""
    query = _visible(actor).where(Enrollment.cohort_id == cohort_id, CertifiedCompletion.revoked_at.is_(None))
    return list(db.session.scalars(query.order_by(CertifiedCompletion.certificate_number)))


def list_certificates(words: str, actor: Actor, *, state: str = "") -> Select[CertifiedCompletion]:
    """Return the query of the list: every word typed must be in the number, the name or the course.

    :param state: a value of ``CertificateState``, or ``revoked``
    """
    query = _visible(actor)
    for word in words.split():
        query = query.where(
            contains(CertifiedCompletion.certificate_number, word)
            | contains(Person.name, word)
            | contains(Course.name, word)
        )
    if state == "revoked":
        query = query.where(CertifiedCompletion.revoked_at.is_not(None))
    wanted = next((member for member in CertificateState if member.value == state), None)
    if wanted is not None:
        query = query.where(CertifiedCompletion.certificate_state == wanted, CertifiedCompletion.revoked_at.is_(None))
    return query


def unsigned_count() -> int:
    """Count the draft certificates that wait for a signature."""
    query = select(func.count(CertifiedCompletion.id)).where(
        CertifiedCompletion.certificate_state == CertificateState.DRAFT, CertifiedCompletion.revoked_at.is_(None)
    )
    return db.session.scalar(query) or 0


def proof(code: str) -> Proof:
    """Return what a stranger with a certificate's code may see.

    :raises NotFound: when no certificate has the code
    """
    row = db.session.scalar(_query().where(CertifiedCompletion.proof_code == code))
    if row is None:
        raise NotFound("Sertifikat dengan kode ini tidak ditemukan. Periksa kode atau pindai ulang QR-nya.")
    return Proof(
        state=proof_state(row.certificate_state, is_revoked=row.revoked_at is not None),
        number=row.certificate_number,
        masked_name=mask_name(row.enrollment.person.name),
        course_name=row.enrollment.cohort.course.name,
        cohort_name=row.enrollment.cohort.name,
        hours=row.hours_total,
        completed_on=row.completed_on,
        signed_on=row.signed_on,
        revoked_on=None if row.revoked_at is None else row.revoked_at.astimezone(JAKARTA).date(),
    )


def framed(certificate: CertifiedCompletion, address: str) -> FramedPage:
    """Return a certificate as a framed page to print.

    :param address: of the public page that proves it
    """
    cohort = certificate.enrollment.cohort
    return FramedPage(
        office=OFFICE,
        title="Sertifikat",
        number=certificate.certificate_number,
        lead="diberikan kepada",
        holder=certificate.enrollment.person.name,
        deed="yang telah menyelesaikan pelatihan",
        subject=cohort.course.name,
        details=f"{cohort.name}, {format_date(cohort.starts_on)} sampai {format_date(cohort.ends_on)}, "
        f"di {cohort.place}, dengan mengikuti {certificate.hours_attended} dari {certificate.hours_total} "
        "jam pelajaran (1 JP = 45 menit).",
        address=address,
        place_and_day=f"Kota Jambi, {format_date(certificate.signed_on or certificate.completed_on)}",
        signed_by=certificate.signed_by or "",
        answer_code=answer_code(Occasion.CERTIFIED, certificate.id),
        stamp="DICABUT" if certificate.revoked_at else "CONTOH" if sample_day() else "",
    )


def _visible(actor: Actor) -> Select[CertifiedCompletion]:
    query = _query()
    if actor.role is Role.TRAINER:
        query = query.where(Enrollment.cohort_id.in_(teaching(actor.id or 0)))
    return query


def _query() -> Select[CertifiedCompletion]:
    enrollment = contains_eager(CertifiedCompletion.enrollment)
    return (
        select(CertifiedCompletion)
        .join(CertifiedCompletion.enrollment)
        .join(Enrollment.person)
        .join(Enrollment.cohort)
        .join(Cohort.course)
        .options(
            enrollment.contains_eager(Enrollment.person),
            enrollment.contains_eager(Enrollment.cohort).contains_eager(Cohort.course),
        )
    )


def completed_between(first: date, last: date) -> list[tuple[int, int, date]]:
    """Return key, person and day of every completion from a day to a day whose certificate was not revoked."""
    query = (
        select(CertifiedCompletion.id, Enrollment.person_id, CertifiedCompletion.completed_on)
        .join(CertifiedCompletion.enrollment)
        .where(CertifiedCompletion.completed_on.between(first, last), CertifiedCompletion.revoked_at.is_(None))
        .order_by(CertifiedCompletion.id)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]
