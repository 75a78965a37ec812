"""Printed sheets on an application, as PDF."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.db import transaction
from core.documents.pdf import Sheet, to_pdf
from core.web.access import actor, allow
from core.web.installation import print_label
from harkat.applications import queries
from harkat.applications.letters import queries as letters
from harkat.applications.letters import service

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
    """Download the recommendation letter."""
    application = queries.application(application_id, actor())
    return _pdf(letters.recommendation(application), f"rekomendasi-{application.number}")


@blueprint.get("/tanggung-renteng.pdf")
@allow(Role.OFFICER, Role.HEAD, Role.BANK, Role.AUDITOR)
def joint_liability(application_id: int) -> ResponseReturnValue:
    """Download the joint-liability statement with a place for each member to sign."""
    application = queries.application(application_id, actor())
    return _pdf(letters.joint_liability(application), f"tanggung-renteng-{application.number}")


def _pdf(sheet: Sheet, name: str) -> Response:
    headers = {"Content-Disposition": f"inline; filename={name}.pdf"}
    return Response(to_pdf(sheet, label=print_label()), mimetype="application/pdf", headers=headers)
