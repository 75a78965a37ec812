"""Notes of the city's staff on an application."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.crypto import EncryptedText
from core.db import Model, Moment, primary_key


class ApplicationNote(Model):
    """One note; rows are only added. ``reference`` is the form's own mark: sent twice, it is one note."""

    __tablename__ = "application_note"

    id: Mapped[int] = primary_key()
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    words: Mapped[str] = mapped_column(EncryptedText)
    written_at: Mapped[datetime] = mapped_column(Moment)
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    written_by_name: Mapped[str] = mapped_column(String(120))
    reference: Mapped[str | None] = mapped_column(String(64), unique=True)
