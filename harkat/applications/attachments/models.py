"""A scan or photo kept beside an application."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.crypto import EncryptedBytes
from core.db import Model, Moment, enum_column, primary_key
from harkat.applications.attachments.kinds import AttachmentKind


class Attachment(Model):
    """One file; ``digest`` is a keyed digest of its bytes, so that the same photo is noticed when it comes again."""

    __tablename__ = "application_attachment"

    id: Mapped[int] = primary_key()
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[AttachmentKind] = mapped_column(enum_column(AttachmentKind))
    media_type: Mapped[str] = mapped_column(String(40))
    digest: Mapped[str] = mapped_column(String(64), index=True)
    content: Mapped[bytes] = mapped_column(EncryptedBytes, deferred=True)
    kept_at: Mapped[datetime] = mapped_column(Moment)
    kept_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
