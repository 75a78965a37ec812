"""Evidence that was handed in and does not count yet."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import Account
from core.crypto import EncryptedBytes, EncryptedText
from core.db import Model, Moment, enum_column, primary_key
from scoring.screening.models import SpouseConsent
from scoring.screening.origins import WaitingKind


class WaitingFile(Model):
    """A statement whose columns wait to be confirmed, or a typed paper that waits for a second person.

    It is gone once it counts or is given up; what nobody finishes is destroyed by the nightly job.
    """

    __tablename__ = "waiting_file"
    __table_args__ = (CheckConstraint("spouse_consent_id IS NULL OR kind = 'columns'", name="paper_is_ones_own"),)

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[WaitingKind] = mapped_column(enum_column(WaitingKind))
    filename: Mapped[str] = mapped_column(EncryptedText)
    content: Mapped[bytes] = mapped_column(EncryptedBytes)
    sha256: Mapped[str] = mapped_column(String(64))
    spouse_consent_id: Mapped[int | None] = mapped_column(ForeignKey("spouse_consent.id"))
    returned_note: Mapped[str | None] = mapped_column(String(300))
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    spouse_consent: Mapped[SpouseConsent | None] = relationship(lazy="raise")
    made_by: Mapped[Account | None] = relationship(lazy="raise")
