"""One unfinished form of one account."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.crypto import EncryptedText
from core.db import Model, Moment, primary_key


class FormDraft(Model):
    """What an account typed into a form and has not sent; ``sealed`` is JSON of the fields.

    ``form_key`` names the form and the thing it is about, for example ``people.edit:12``.
    """

    __tablename__ = "form_draft"
    __table_args__ = (UniqueConstraint("account_id", "form_key"),)

    id: Mapped[int] = primary_key()
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    form_key: Mapped[str] = mapped_column(String(80))
    sealed: Mapped[str] = mapped_column(EncryptedText)
    saved_at: Mapped[datetime] = mapped_column(Moment)
