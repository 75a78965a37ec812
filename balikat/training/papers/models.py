"""Signed papers as files, unreadable at rest."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from balikat.training.papers.kinds import PaperKind
from core.auth.models import Account
from core.crypto import EncryptedBytes, EncryptedText
from core.db import Model, Moment, enum_column, primary_key


class TrainingPaper(Model):
    """One signed paper, of a session or of a certificate."""

    __tablename__ = "training_paper"
    __table_args__ = (
        CheckConstraint("(session_id IS NULL) <> (completion_id IS NULL)", name="belongs_to_one"),
        UniqueConstraint("session_id", "sha256"),
        UniqueConstraint("completion_id", "sha256"),
    )

    id: Mapped[int] = primary_key()
    kind: Mapped[PaperKind] = mapped_column(enum_column(PaperKind, name="trainingpaperkind"))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("class_session.id"))
    completion_id: Mapped[int | None] = mapped_column(ForeignKey("completion.id"))
    name: Mapped[str] = mapped_column(EncryptedText)
    content: Mapped[bytes] = mapped_column(EncryptedBytes)
    mimetype: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    uploaded_at: Mapped[datetime] = mapped_column(Moment)
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    uploaded_by: Mapped[Account | None] = relationship(lazy="raise")
