"""Printed sheets on an application, as PDF."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.db import transaction
from core.documents.pdf import Sheet, to_pdf
from core.web.access import actor, allow
from core.web.answers import moved
from core.web.installation import print_label
from harkat.applications import queries
from harkat.applications.letters import queries as letters
from harkat.applications.letters import service
from harkat.applications.letters.issued import queries as numbered
from harkat.applications.letters.issued.kinds import LetterKind

blueprint = Blueprint("letters", __name__, url_prefix="/permohonan/<int:application_id>")


@blueprint.get("/berkas.pdf")
@allow(Role.OFFICER, Role.HEAD, Role.BANK)
def dossier(application_id: int) -> ResponseReturnValue:
    """Download the dossier; the trail keeps who took it."""
    with transaction():
        application = queries.application(application_id, actor())
        service.take_dossier(application, actor=actor(), now=clock.now())
        sheet, number = letters.dossier(application, clock.today()), application.number
    return _pdf(sheet, f"berkas-{number}")


@blueprint.get("/rekomendasi.pdf")
@allow(Role.OFFICER, Role.HEAD, Role.BANK, Role.AUDITOR)
def recommendation(application_id: int) -> ResponseReturnValue:
    """Lead to the numbered recommendation letter, or to the file where it is made."""
    application = queries.application(application_id, actor())
    kept = numbered.live_letter_for(application.id, LetterKind.RECOMMENDATION, actor())
    if kept is not None:
        return moved("issued_letters.download", application_id=application.id, letter_id=kept.id)
    words = "Belum ada surat rekomendasi bernomor. Petugas membuatnya di bagian “Surat bernomor”."
    return moved("applications.show", application_id=application.id, flash=words)


@blueprint.get("/tanggung-renteng.pdf")
@allow(Role.OFFICER, Role.HEAD, Role.BANK, Role.AUDITOR)
def joint_liability(application_id: int) -> ResponseReturnValue:
    """Download the joint-liability statement with a place for each member to sign."""
    application = queries.application(application_id, actor())
    return _pdf(letters.joint_liability(application, clock.today()), f"tanggung-renteng-{application.number}")


def _pdf(sheet: Sheet, name: str) -> Response:
    headers = {"Content-Disposition": f"inline; filename={name}.pdf"}
    return Response(to_pdf(sheet, label=print_label()), mimetype="application/pdf", headers=headers)
