"""The queue of e-mail."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from core.crypto import EncryptedText
from core.db import Model, Moment, enum_column, primary_key
from core.mail.kinds import MailState


class OutgoingMail(Model):
    """One e-mail to one address; ``occasion`` names what it is about, so that nothing is sent twice."""

    __tablename__ = "outgoing_mail"
    __table_args__ = (CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_has_moment"),)

    id: Mapped[int] = primary_key()
    occasion: Mapped[str] = mapped_column(String(120), unique=True)
    recipient: Mapped[str] = mapped_column(EncryptedText)
    subject: Mapped[str] = mapped_column(EncryptedText)
    body: Mapped[str] = mapped_column(EncryptedText)
    state: Mapped[MailState] = mapped_column(enum_column(MailState), index=True)
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(String(120))
    queued_at: Mapped[datetime] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
