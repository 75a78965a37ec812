"""Pages about completion: declaring it, the certificates, their signatures, and the public page that proves one."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue

from balikat.training.awards import service
from balikat.training.awards.queries import (
    certificate_for,
    certificates_of,
    framed,
    list_certificates,
    proof,
    unsigned_count,
)
from balikat.training.awards.schemas import RevokeSchema, SignatureSchema
from balikat.training.certificates import CertificateState
from balikat.training.cohorts.queries import cohort_for
from balikat.training.models import CertifiedCompletion
from balikat.training.papers.queries import certificates_with_paper, papers_of_certificate
from balikat.training.signatures.service import Incoming, keep_scan, sign_by_hand
from core import clock
from core.auth.roles import Actor, Role
from core.dates import format_date_short
from core.db import transaction
from core.documents.framed import framed_to_pdf
from core.documents.qr import qr_address
from core.errors import NotFound
from core.people.models import Person
from core.web.access import PUBLIC, actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.listing import paginate, read_listing
from core.web.menu import MenuItem
from core.web.panels import Task, panels

READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR, Role.TRAINER)
TEACHERS = (Role.OFFICER, Role.TRAINER)
SIGNERS = (Role.OFFICER, Role.HEAD)

blueprint = Blueprint("certificates", __name__)
MENU = [MenuItem("Sertifikat", "certificates.index", READERS, order=33)]


@blueprint.post("/angkatan/<int:cohort_id>/kelulusan")
@allow(*TEACHERS)
def complete(cohort_id: int) -> ResponseReturnValue:
    """Declare who completed a cohort."""
    with transaction():
        cohort = cohort_for(cohort_id, actor())
        outcome = service.complete_cohort(cohort, actor=actor(), now=clock.now(), today=clock.today())
        words = f"{len(outcome.certificates)} peserta dinyatakan lulus dan punya draf sertifikat."
        if outcome.held_back:
            words += f" {len(outcome.held_back)} peserta belum lulus; alasannya ada di samping namanya."
        return moved("cohorts.show", cohort_id=cohort_id, flash=words)


@blueprint.post("/angkatan/<int:cohort_id>/kelulusan/<int:enrollment_id>")
@allow(*TEACHERS)
def complete_one(cohort_id: int, enrollment_id: int) -> ResponseReturnValue:
    """Declare that one participant completed the cohort."""
    with transaction():
        cohort = cohort_for(cohort_id, actor())
        certificate = service.complete_one(cohort, enrollment_id, actor=actor(), now=clock.now(), today=clock.today())
        words = f"Draf sertifikat {certificate.certificate_number} dibuat."
        return moved("certificates.show", certificate_id=certificate.id, flash=words)


@blueprint.get("/sertifikat")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """List the certificates."""
    sorts = {
        "nomor": CertifiedCompletion.certificate_number,
        "nama": Person.name,
        "lulus": CertifiedCompletion.completed_on,
    }
    listing = read_listing(sorts, default="nomor", filters=("keadaan",), descending=True)
    query = list_certificates(listing.words, actor(), state=listing.filters["keadaan"])
    found = paginate(query, listing, tie=CertifiedCompletion.id)
    return page(
        "balikat/training/certificates.html", found=found, states=[*CertificateState.choices(), ("revoked", "Dicabut")]
    )


@blueprint.get("/sertifikat/<int:certificate_id>")
@allow(*READERS)
def show(certificate_id: int) -> ResponseReturnValue:
    """Show a certificate's state and what may be done with it."""
    return _show(certificate_id, _signature_form(), empty_form())


@blueprint.post("/sertifikat/<int:certificate_id>/tanda-tangan")
@allow(*SIGNERS)
def sign(certificate_id: int) -> ResponseReturnValue:
    """Record that a certificate was signed."""
    form = read_form(SignatureSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            certificate = certificate_for(certificate_id, actor())
            now, today = clock.now(), clock.today()
            sign_by_hand([certificate], form.draft, _scan(), actor=actor(), now=now, today=today)
            return moved("certificates.show", certificate_id=certificate_id, flash="Tanda tangan tercatat.")
    return _show(certificate_id, form, empty_form())


@blueprint.post("/sertifikat/<int:certificate_id>/cabut")
@allow(*SIGNERS)
def revoke(certificate_id: int) -> ResponseReturnValue:
    """Revoke a certificate with a reason."""
    form = read_form(RevokeSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            certificate = certificate_for(certificate_id, actor())
            service.revoke(certificate, reason=form.draft["reason"], actor=actor(), now=clock.now())
            return moved("certificates.show", certificate_id=certificate_id, flash="Sertifikat dicabut.")
    return _show(certificate_id, _signature_form(), form)


@blueprint.post("/sertifikat/<int:certificate_id>/pindaian")
@allow(*SIGNERS)
def keep_paper(certificate_id: int) -> ResponseReturnValue:
    """Keep the scan of a certificate that was signed by hand."""
    form: Form[Any] = empty_form()
    scan = _scan()
    if scan is None:
        form.add_error("Pilih foto atau PDF sertifikat yang sudah ditandatangani.", "file")
    else:
        with form.catching(), transaction():
            keep_scan(certificate_for(certificate_id, actor()), scan, actor=actor(), now=clock.now())
            return moved("certificates.show", certificate_id=certificate_id, flash="Pindaian tersimpan.")
    return _show(certificate_id, form, empty_form())


def _scan() -> Incoming | None:
    file = request.files.get("file")
    return Incoming(file.filename, file.read()) if file is not None and file.filename else None


def _show(certificate_id: int, form: Form[Any], revoking: Form[Any]) -> ResponseReturnValue:
    return page(
        "balikat/training/certificate.html",
        certificate=certificate_for(certificate_id, actor()),
        papers=papers_of_certificate(certificate_id),
        form=form,
        revoking=revoking,
        status=422 if revoking.errors else 200,
    )


def _signature_form() -> Form[Any]:
    return empty_form({"signed_on": format_date_short(clock.today()), "state": CertificateState.SIGNED_BY_HAND.value})


@blueprint.get("/sertifikat/<int:certificate_id>/cetak")
@allow(*READERS)
def sheet(certificate_id: int) -> ResponseReturnValue:
    """Show a certificate as a sheet to print."""
    return _sheets([certificate_for(certificate_id, actor())])


def _sheets(certificates: list[CertifiedCompletion]) -> ResponseReturnValue:
    return page("balikat/training/sheet.html", certificates=certificates, qr_address=qr_address)


@blueprint.get("/sertifikat/<int:certificate_id>/pdf")
@allow(*READERS)
def pdf(certificate_id: int) -> ResponseReturnValue:
    """Answer with a certificate as PDF."""
    certificate = certificate_for(certificate_id, actor())
    return _pdf([certificate], name=certificate.certificate_number)


@blueprint.get("/angkatan/<int:cohort_id>/sertifikat/pdf")
@allow(*READERS)
def batch_pdf(cohort_id: int) -> ResponseReturnValue:
    """Answer with all certificates of a cohort as one PDF."""
    certificates = certificates_of(cohort_for(cohort_id, actor()).id, actor())
    if not certificates:
        raise NotFound("Angkatan ini belum punya sertifikat. Tetapkan kelulusan lebih dulu.")
    return _pdf(certificates, name=f"sertifikat-angkatan-{cohort_id}")


def _pdf(certificates: list[CertifiedCompletion], *, name: str) -> Response:
    addresses = [url_for("certificates.prove", code=row.proof_code, _external=True) for row in certificates]
    content = framed_to_pdf([framed(*pair) for pair in zip(certificates, addresses, strict=True)])
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


@blueprint.get("/angkatan/<int:cohort_id>/sertifikat")
@allow(*READERS)
def batch(cohort_id: int) -> ResponseReturnValue:
    """Show a cohort's certificates: sheets to print all at once, and the form that signs them."""
    return _batch(cohort_id, _signature_form())


@blueprint.post("/angkatan/<int:cohort_id>/sertifikat")
@allow(*SIGNERS)
def sign_batch(cohort_id: int) -> ResponseReturnValue:
    """Record that all draft certificates of a cohort were signed."""
    form = read_form(SignatureSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            cohort = cohort_for(cohort_id, actor())
            drafts = [
                row for row in certificates_of(cohort.id, actor()) if row.certificate_state is CertificateState.DRAFT
            ]
            sign_by_hand(drafts, form.draft, None, actor=actor(), now=clock.now(), today=clock.today())
            words = f"Tanda tangan {len(drafts)} sertifikat tercatat."
            return moved("certificates.batch", cohort_id=cohort_id, flash=words)
    return _batch(cohort_id, form)


def _batch(cohort_id: int, form: Form[Any]) -> ResponseReturnValue:
    cohort = cohort_for(cohort_id, actor())
    rows = certificates_of(cohort.id, actor())
    papers = certificates_with_paper(row.id for row in rows)
    return page("balikat/training/batch.html", cohort=cohort, rows=rows, papers=papers, form=form, tte=empty_form())


@blueprint.get("/angkatan/<int:cohort_id>/sertifikat/cetak")
@allow(*READERS)
def sheets(cohort_id: int) -> ResponseReturnValue:
    """Show all certificates of a cohort as sheets to print."""
    cohort = cohort_for(cohort_id, actor())
    return _sheets(certificates_of(cohort.id, actor()))


@blueprint.get("/bukti/<code>")
@allow(PUBLIC)
def prove(code: str) -> ResponseReturnValue:
    """Show anybody with a certificate's code whether it holds; the name is partly masked."""
    return page("balikat/training/proof.html", proof=proof(code))


def signer_tasks(actor: Actor, today: date) -> list[Task]:  # noqa: ARG001
    """Return the certificates that wait for a signature."""
    url = url_for("certificates.index", keadaan=CertificateState.DRAFT.value)
    return [Task("Sertifikat menunggu tanda tangan", unsigned_count(), url, "Cetak, tanda tangani, lalu catat.")]


def join_panels() -> None:
    """Put the tasks on the start pages of those who have certificates signed."""
    for role in SIGNERS:
        panels.add_tasks(role, signer_tasks)
