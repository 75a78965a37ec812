"""Asking for draws, for the loans one is made among, and for every paper of a drawn loan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select

from core.db import db, get_or_404
from core.people.kinds import PaperKind
from core.people.models import PaperScan, Person
from core.policy.queries import value_on
from harkat.applications.attachments.kinds import AttachmentKind
from harkat.applications.attachments.models import Attachment
from harkat.applications.models import Application
from harkat.applications.rules import PAPERS_OF_MEMBER, PAPERS_OF_PERSON
from harkat.facility.models import FacilityTransfer, PartnerBank
from harkat.facility.sources.models import SourceDocument, SourceLink
from harkat.loans.models import Loan, LoanShare
from harkat.repayments.models import Repayment
from harkat.reports.audit_samples.missing import Found, missing
from harkat.reports.audit_samples.models import AuditSample, AuditSampleLoan
from harkat.reports.audit_samples.schemas import DrawWish

KEPT_OF_APPLICATION = (AttachmentKind.SIGNED, AttachmentKind.MINUTES, AttachmentKind.VISIT)
"""What the application of every loan has; an addendum or a schedule of the bank only some have."""

ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


@dataclass(frozen=True)
class DrawnLoan:
    """A drawn loan; ``contract`` is its number and day as far as they are known; rupiah."""

    loan: Loan
    place: int
    bank: str
    contract_number: str | None
    contract_on: date | None


@dataclass(frozen=True)
class PaperFile:
    """One paper of a loan as it goes into the archive; the name says no person's name."""

    name: str
    content: bytes


def samples() -> list[AuditSample]:
    """Return the draws, newest first."""
    return list(db.session.scalars(select(AuditSample).order_by(AuditSample.id.desc()).limit(100)))


def sample(sample_id: int) -> AuditSample:
    """Return a draw.

    :raises NotFound: when there is none
    """
    return get_or_404(AuditSample, sample_id, what="Uji petik")


def last_loan_id() -> int:
    """Return the key of the newest loan, 0 when there is none."""
    return db.session.scalar(select(func.max(Loan.id))) or 0


def population(wish: DrawWish, *, last_loan_id: int) -> Select[str]:
    """Return the query for the numbers of the loans that a draw is made among."""
    query = select(Loan.number).where(Loan.id <= last_loan_id)
    if wish.bank_id is not None:
        query = query.where(Loan.bank_id == wish.bank_id)
    if wish.first_on is not None:
        query = query.where(Loan.disbursed_on >= wish.first_on)
    return query if wish.last_on is None else query.where(Loan.disbursed_on <= wish.last_on)


def keys_of(numbers: list[str]) -> dict[str, int]:
    """Return the keys of loans by number."""
    rows = db.session.execute(select(Loan.number, Loan.id).where(Loan.number.in_(numbers)))
    return {number: key for number, key in rows}  # noqa: C416 (a row is no pair to a type checker)


def drawn(sample_id: int) -> list[DrawnLoan]:
    """Return the loans of a draw in its order."""
    query = (
        select(Loan, AuditSampleLoan.place, PartnerBank.name, Application.contract_number, Application.contract_on)
        .join(AuditSampleLoan, AuditSampleLoan.loan_id == Loan.id)
        .join(PartnerBank, PartnerBank.id == Loan.bank_id)
        .outerjoin(Application, Application.id == Loan.application_id)
        .where(AuditSampleLoan.sample_id == sample_id)
        .order_by(AuditSampleLoan.place)
    )
    return [DrawnLoan(row[0], row[1], row[2], row[3], row[4]) for row in db.session.execute(query)]


def scanned_papers(loan: Loan) -> Iterator[PaperFile]:
    """Yield what was scanned for a loan: the papers of its application and of its borrowers, SLIK left out."""
    if loan.application_id is not None:
        query = select(Attachment).where(Attachment.application_id == loan.application_id).order_by(Attachment.id)
        for key, row in enumerate(db.session.scalars(query), start=1):
            yield PaperFile(f"permohonan-{key:02}-{row.kind.value}.{_ending(row.media_type)}", row.content)
            db.session.expunge(row)
    shares = select(LoanShare.person_id).where(LoanShare.loan_id == loan.id)
    scans = (
        select(PaperScan, Person.number)
        .join(Person, Person.id == PaperScan.person_id)
        .where(Person.id.in_(shares) | (Person.id == loan.person_id), PaperScan.kind != PaperKind.SLIK)
        .order_by(Person.number, PaperScan.kind)
    )
    for scan, number in db.session.execute(scans):
        yield PaperFile(f"berkas-{number}-{scan.kind.value}.{_ending(scan.media_type)}", scan.content)
        db.session.expunge(scan)


def missing_papers(drawn_loan: DrawnLoan, *, has_schedule: bool) -> list[tuple[str, str]]:
    """Return what a drawn loan should have and has not, by the list of papers on the day it was paid out."""
    loan = drawn_loan.loan
    kinds = select(Attachment.kind).where(Attachment.application_id == loan.application_id).distinct()
    attached = frozenset(kind.value for kind in db.session.scalars(kinds))
    shares = select(LoanShare.person_id).where(LoanShare.loan_id == loan.id)
    scans = (
        select(Person.number, PaperScan.kind)
        .outerjoin(PaperScan, PaperScan.person_id == Person.id)
        .where(Person.id.in_(shares) | (Person.id == loan.person_id))
    )
    scanned: dict[str, frozenset[str]] = {}
    for row in db.session.execute(scans):
        brought = frozenset() if row.kind is None else frozenset({row.kind.value})
        scanned[row.number] = scanned.get(row.number, frozenset()) | brought
    unbacked = (
        select(func.count())
        .select_from(FacilityTransfer)
        .outerjoin(SourceLink, SourceLink.transfer_id == FacilityTransfer.id)
        .where(FacilityTransfer.loan_id == loan.id, SourceLink.id.is_(None))
    )
    asked = value_on(PAPERS_OF_PERSON if loan.person_id else PAPERS_OF_MEMBER, loan.disbursed_on)
    found = Found(
        has_schedule=has_schedule,
        has_contract=bool(drawn_loan.contract_number),
        has_application=loan.application_id is not None,
        attached=attached,
        scanned=scanned,
        undocumented=db.session.scalar(unbacked) or 0,
    )
    papers = [PaperKind.of(str(value)) for value in asked if str(value) != PaperKind.SLIK.value]
    return missing(
        found,
        attachments={kind.value: kind.label for kind in KEPT_OF_APPLICATION},
        papers={kind.value: kind.label for kind in papers},
    )


def repayment_rows(loan: Loan) -> list[tuple[str, date, str, int, str]]:
    """Return a loan's repayments in the order they were posted; rupiah."""
    query = select(Repayment).where(Repayment.loan_id == loan.id).order_by(Repayment.id)
    return [(row.number, row.paid_on, row.kind.label, row.amount, row.slip or "") for row in db.session.scalars(query)]


def transfer_rows(loan: Loan) -> list[tuple[int, date, str, int, str, str]]:
    """Return a loan's ledger entries with the document each rests on; rupiah."""
    query = (
        select(FacilityTransfer, SourceDocument.number)
        .outerjoin(SourceLink, SourceLink.transfer_id == FacilityTransfer.id)
        .outerjoin(SourceDocument, SourceDocument.id == SourceLink.source_id)
        .where(FacilityTransfer.loan_id == loan.id)
        .order_by(FacilityTransfer.sequence)
    )
    return [
        (row.sequence, row.occurred_on, row.kind.label, row.amount, row.reference, document or "belum ada dokumen")
        for row, document in db.session.execute(query)
    ]


def _ending(media_type: str) -> str:
    return ENDINGS.get(media_type, "bin")
