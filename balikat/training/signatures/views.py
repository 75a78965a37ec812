"""Electronic signatures of a cohort: the drafts to take away one by one, and the signed PDFs that come back."""

import io
import zipfile

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue

from balikat.training.awards.queries import certificates_of, framed
from balikat.training.awards.schemas import ElectronicSchema
from balikat.training.certificates import CertificateState
from balikat.training.cohorts.queries import cohort_for
from balikat.training.drafts import SignatureDraft
from balikat.training.models import CertifiedCompletion
from balikat.training.papers.queries import certificates_with_paper
from balikat.training.signatures import service
from balikat.training.signatures.service import Incoming, Signed
from core import clock
from core.auth.roles import Role
from core.dates import JAKARTA
from core.db import transaction
from core.documents.framed import framed_to_pdf
from core.errors import NotFound
from core.web.access import actor, allow
from core.web.answers import page
from core.web.forms import Form, empty_form, read_form

SIGNERS = (Role.OFFICER, Role.HEAD)

blueprint = Blueprint("signatures", __name__, url_prefix="/angkatan/<int:cohort_id>/sertifikat")


def _waiting(cohort_id: int) -> list[CertifiedCompletion]:
    cohort = cohort_for(cohort_id, actor())
    return [row for row in certificates_of(cohort.id, actor()) if row.certificate_state is CertificateState.DRAFT]


@blueprint.get("/draf.zip")
@allow(*SIGNERS)
def drafts(cohort_id: int) -> ResponseReturnValue:
    """Answer with every draft as a PDF of its own, named by its number, for the signing application."""
    waiting = _waiting(cohort_id)
    if not waiting:
        raise NotFound("Tidak ada draf sertifikat yang menunggu tanda tangan di angkatan ini.")
    made = io.BytesIO()
    made_at = clock.now().astimezone(JAKARTA).timetuple()[:6]
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for row in waiting:
            address = url_for("certificates.prove", code=row.proof_code, _external=True)
            entry = zipfile.ZipInfo(f"{row.certificate_number}.pdf", made_at)
            archive.writestr(entry, framed_to_pdf([framed(row, address)]))
    answer = Response(made.getvalue(), mimetype="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="draf-sertifikat-angkatan-{cohort_id}.zip"'
    return answer


@blueprint.post("/tte")
@allow(*SIGNERS)
def take_signed(cohort_id: int) -> ResponseReturnValue:
    """Take signed PDFs in, each matched to its certificate by number; the others are told with the reason."""
    form = read_form(ElectronicSchema())
    files = [Incoming(file.filename, file.read()) for file in request.files.getlist("files") if file.filename]
    done = None
    with form.catching():
        looked = service.look_into(files)
        if form.draft is not None:
            draft = SignatureDraft(CertificateState.SIGNED_ELECTRONICALLY, **form.draft)
            with transaction():
                now, today, waiting = clock.now(), clock.today(), _waiting(cohort_id)
                done = service.sign_electronically(waiting, files, looked, draft, actor=actor(), now=now, today=today)
    return _batch_page(cohort_id, form, done)


def _batch_page(cohort_id: int, form: Form[object], done: Signed | None) -> ResponseReturnValue:
    cohort = cohort_for(cohort_id, actor())
    rows = certificates_of(cohort.id, actor())
    return page(
        "balikat/training/batch.html",
        cohort=cohort,
        rows=rows,
        papers=certificates_with_paper(row.id for row in rows),
        form=empty_form(),
        tte=form,
        done=done,
        status=422 if form.errors else 200,
    )
