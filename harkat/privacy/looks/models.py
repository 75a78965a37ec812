"""What the auditor found on going after unusual looking."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import Account
from core.crypto import EncryptedText
from core.db import Model, Moment, enum_column, primary_key
from harkat.privacy.looks.unusual import Unusual


class DebtLookReview(Model):
    """One question about an account's looking on a day, reviewed: by whom, when, and what came of it."""

    __tablename__ = "debt_look_review"
    __table_args__ = (UniqueConstraint("account_id", "day", "kind"),)

    id: Mapped[int] = primary_key()
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    day: Mapped[date] = mapped_column(index=True)
    kind: Mapped[Unusual] = mapped_column(enum_column(Unusual))
    note: Mapped[str] = mapped_column(EncryptedText)
    reviewed_at: Mapped[datetime] = mapped_column(Moment)
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    reviewed_by: Mapped[Account | None] = relationship(lazy="raise", foreign_keys=[reviewed_by_id])
