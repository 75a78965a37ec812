"""Letters that bear a number."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from core.crypto import EncryptedBytes
from core.db import Model, Moment, enum_column, primary_key
from harkat.applications.letters.issued.kinds import LetterKind, LetterState


class ApplicationLetter(Model):
    """One letter. ``draft`` is its PDF as it was made, ``signed`` the file that bears the signature; both unreadable.

    An application has at most one letter of a kind that was not taken back.
    """

    __tablename__ = "application_letter"
    __table_args__ = (
        CheckConstraint(
            "state NOT IN ('wet', 'electronic') OR (signed IS NOT NULL AND signed_on IS NOT NULL)", name="signed_file"
        ),
        CheckConstraint("(state = 'revoked') = (revoked_at IS NOT NULL)", name="revoked_at_a_moment"),
        Index(
            "uq_application_letter_live",
            "application_id",
            "kind",
            unique=True,
            sqlite_where=text("state <> 'revoked'"),
            postgresql_where=text("state <> 'revoked'"),
        ),
    )

    id: Mapped[int] = primary_key()
    number: Mapped[str] = mapped_column(String(40), unique=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    kind: Mapped[LetterKind] = mapped_column(enum_column(LetterKind))
    state: Mapped[LetterState] = mapped_column(enum_column(LetterState))
    draft: Mapped[bytes] = mapped_column(EncryptedBytes, deferred=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    made_by_name: Mapped[str] = mapped_column(String(120))
    signed: Mapped[bytes | None] = mapped_column(EncryptedBytes, deferred=True)
    signed_type: Mapped[str | None] = mapped_column(String(40))
    signed_on: Mapped[date | None]
    signed_by_name: Mapped[str | None] = mapped_column(String(120))
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_by_name: Mapped[str | None] = mapped_column(String(120))
    revoked_reason: Mapped[str | None] = mapped_column(String(300))
