"""Asking for the scans and photos of an application, and for photos that came more than once."""

from sqlalchemy import select

from core.db import db
from core.errors import NotFound
from harkat.applications.attachments.kinds import AttachmentKind
from harkat.applications.attachments.models import Attachment


def attachment(application_id: int, attachment_id: int) -> Attachment:
    """Return one file of an application.

    :raises NotFound: when it is not this application's
    """
    found = db.session.get(Attachment, attachment_id)
    if found is None or found.application_id != application_id:
        raise NotFound("Berkas ini tidak ditemukan.")
    return found


def attachments_of(application_id: int, kind: AttachmentKind) -> list[Attachment]:
    """Return the files of one kind, oldest first, without their content."""
    query = select(Attachment).where(Attachment.application_id == application_id, Attachment.kind == kind)
    return list(db.session.scalars(query.order_by(Attachment.id)))


def seen_elsewhere(application_id: int) -> list[Attachment]:
    """Return the visit photos of an application that were also given for another member or application."""
    return [photo for photo in attachments_of(application_id, AttachmentKind.VISIT) if _is_elsewhere(photo)]


def _is_elsewhere(photo: Attachment) -> bool:
    query = select(Attachment.id).where(
        Attachment.kind == AttachmentKind.VISIT,
        Attachment.digest == photo.digest,
        Attachment.id != photo.id,
        (Attachment.application_id != photo.application_id) | (Attachment.person_id != photo.person_id),
    )
    return db.session.scalar(query.limit(1)) is not None
