"""Handing out a kept scan or photo, and taking one from a form."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from core import clock
from core.audit import service as audit
from core.auth.roles import Role
from core.db import transaction
from core.files.papers import ENDINGS
from core.web.access import actor, allow
from harkat.applications import queries
from harkat.applications.attachments.queries import attachment

blueprint = Blueprint("attachments", __name__, url_prefix="/permohonan/<int:application_id>")


@blueprint.get("/lampiran/<int:attachment_id>")
@allow(Role.OFFICER, Role.HEAD, Role.BANK)
def download(application_id: int, attachment_id: int) -> ResponseReturnValue:
    """Hand out one file; the trail keeps who took it."""
    with transaction():
        application = queries.application(application_id, actor())
        kept = attachment(application.id, attachment_id)
        audit.record(
            "applications.take_attachment", actor=actor(), now=clock.now(), subject="application",
            subject_id=application.id, summary=f"Lampiran permohonan {application.number} dibuka",
        )  # fmt: skip
        content, media_type, number = kept.content, kept.media_type, application.number
    name = f"{number}-lampiran-{attachment_id}{ENDINGS[media_type]}"
    return Response(content, mimetype=media_type, headers={"Content-Disposition": f"attachment; filename={name}"})


def sent_file(name: str = "scan") -> bytes | None:
    """Return the bytes of an uploaded file, or None where none was chosen."""
    sent = request.files.get(name)
    return sent.read() if sent is not None and sent.filename else None
