"""Who was told what about which session."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from balikat.training.notices.words import NoticeKind
from core.db import Model, Moment, enum_column, primary_key


class SessionNotice(Model):
    """That a participant was told; a session can move again, so the day and hour they were told of are kept.

    ``hour`` is empty where the session had none.
    """

    __tablename__ = "session_notice"
    __table_args__ = (UniqueConstraint("session_id", "enrollment_id", "kind", "held_on", "hour"),)

    id: Mapped[int] = primary_key()
    session_id: Mapped[int] = mapped_column(ForeignKey("class_session.id"))
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id"), index=True)
    kind: Mapped[NoticeKind] = mapped_column(enum_column(NoticeKind))
    held_on: Mapped[date]
    hour: Mapped[str] = mapped_column(String(5), default="")
    given_at: Mapped[datetime] = mapped_column(Moment)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
