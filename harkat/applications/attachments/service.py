"""Keeping a scan or photo."""

from datetime import datetime

from core.auth.roles import Actor
from core.crypto import blind_index
from core.db import db
from core.files.papers import paper_type_of
from harkat.applications.attachments.kinds import AttachmentKind
from harkat.applications.attachments.models import Attachment


def keep(
    content: bytes | None,
    *,
    application_id: int,
    kind: AttachmentKind,
    actor: Actor,
    now: datetime,
    person_id: int | None = None,
    field: str = "scan",
) -> Attachment | None:
    """Keep a file that was sent along; nothing sent keeps nothing.

    :raises PaperRefused: when it is no photo or PDF
    """
    if content is None:
        return None
    kept = Attachment(
        application_id=application_id,
        person_id=person_id,
        kind=kind,
        media_type=paper_type_of(content, field=field),
        digest=blind_index(content.hex()),
        content=content,
        kept_at=now,
        kept_by_id=actor.id,
    )
    db.session.add(kept)
    db.session.flush()
    return kept
