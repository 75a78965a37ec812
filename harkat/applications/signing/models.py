"""That joint liability was explained to a member, and which papers a member signed."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment, enum_column, primary_key
from harkat.applications.signing.papers import SigningPaper


class LiabilityExplanation(Model):
    """A member was told in plain words what joint liability means, with the version of the words."""

    __tablename__ = "liability_explanation"
    __table_args__ = (UniqueConstraint("application_id", "person_id"),)

    id: Mapped[int] = primary_key()
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    text_version: Mapped[str] = mapped_column(String(20))
    explained_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class LiabilitySignature(Model):
    """One paper one member signed for one list of members and shares (``list_mark``).

    ``signer_name`` is the spouse's; ``is_exempt`` says that there is none.
    """

    __tablename__ = "liability_signature"
    __table_args__ = (UniqueConstraint("application_id", "person_id", "paper", "list_mark"),)

    id: Mapped[int] = primary_key()
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    paper: Mapped[SigningPaper] = mapped_column(enum_column(SigningPaper))
    list_mark: Mapped[str] = mapped_column(String(64))
    signed_on: Mapped[date]
    has_stamp: Mapped[bool]
    signer_name: Mapped[str | None] = mapped_column(String(120))
    is_exempt: Mapped[bool]
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("application_attachment.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
