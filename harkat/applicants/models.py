"""One-time codes given at the counter, the short visits they open, and what applicants sent and asked through them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.crypto import EncryptedText
from core.db import Model, Moment, enum_column, primary_key
from core.people.kinds import PaperKind
from harkat.applicants.kinds import AskingKind


class DoorCode(Model):
    """A code (and a link) that opens the door once; both are kept as keyed digests only.

    ``group_id`` makes it the chair's door to that group; ``delegate_id`` names who was given it for the person.
    """

    __tablename__ = "door_code"
    __table_args__ = (
        CheckConstraint("given_at < expires_at", name="lives_a_while"),
        Index("ix_door_code_person_id_expires_at", "person_id", "expires_at"),
    )

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("business_group.id"))
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("delegate.id"))
    code_digest: Mapped[str] = mapped_column(String(64))
    link_digest: Mapped[str] = mapped_column(String(64), unique=True)
    given_at: Mapped[datetime] = mapped_column(Moment)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class DoorVisit(Model):
    """A short stay behind the door, bound to one person (or one group); a code opens one visit, ever."""

    __tablename__ = "door_visit"
    __table_args__ = (CheckConstraint("began_at < ends_at", name="lasts_a_while"),)

    id: Mapped[int] = primary_key()
    code_id: Mapped[int] = mapped_column(ForeignKey("door_code.id"), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("business_group.id"))
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("delegate.id"))
    began_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class SentPaper(Model):
    """That an applicant handed in a photo of a paper; ``paper_before`` says how the paper stood then.

    It waits until an officer has looked, which changes how the paper stands.
    """

    __tablename__ = "sent_paper"
    __table_args__ = (UniqueConstraint("person_id", "kind"),)

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[PaperKind] = mapped_column(enum_column(PaperKind))
    paper_before: Mapped[str] = mapped_column(String(64))
    sent_at: Mapped[datetime] = mapped_column(Moment, index=True)


class Asking(Model):
    """What an applicant asks or objects to through the door, and the officer's answer."""

    __tablename__ = "applicant_asking"
    __table_args__ = (CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_whole"),)

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("delegate.id"))
    kind: Mapped[AskingKind] = mapped_column(enum_column(AskingKind))
    words: Mapped[str] = mapped_column(EncryptedText)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    answer: Mapped[str | None] = mapped_column(EncryptedText)
    answered_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reference: Mapped[str] = mapped_column(String(64), unique=True)
