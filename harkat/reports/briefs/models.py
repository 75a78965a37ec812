"""The briefs: words while they are drafts, and everything as it stood once they are issued."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment, enum_column, primary_key
from harkat.reports.briefs.kinds import BriefState


class MayorBrief(Model):
    """One brief. ``content`` holds every figure and word as issued, ``digest`` its SHA-256; a draft has neither.

    ``reasons`` are pairs of a reason's value and words, ``decisions`` plain words.
    """

    __tablename__ = "mayor_brief"
    __table_args__ = (
        UniqueConstraint("year", "sequence"),
        CheckConstraint("(state = 'issued') = (number IS NOT NULL)", name="issued_is_numbered"),
        CheckConstraint("(state = 'issued') = (digest IS NOT NULL)", name="issued_is_frozen"),
    )

    id: Mapped[int] = primary_key()
    state: Mapped[BriefState] = mapped_column(enum_column(BriefState))
    number: Mapped[str | None] = mapped_column(String(20), unique=True)
    year: Mapped[int | None]
    sequence: Mapped[int | None]
    day: Mapped[date]
    opening: Mapped[str] = mapped_column(String(600))
    reasons: Mapped[list[Any]] = mapped_column(JSON)
    decisions: Mapped[list[Any]] = mapped_column(JSON)
    late_words: Mapped[str | None] = mapped_column(String(600))
    content: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    digest: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_name: Mapped[str] = mapped_column(String(120))
    issued_at: Mapped[datetime | None] = mapped_column(Moment)
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    issued_by_name: Mapped[str | None] = mapped_column(String(120))
