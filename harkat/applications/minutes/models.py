"""Minutes of a sub-group's meeting on its shares."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment, enum_column, primary_key
from harkat.applications.minutes.kinds import MinutesKind


class ShareMinutes(Model):
    """What the members agreed on a day; ``shares`` and ``before`` are rupiah by person, ``list_mark`` their mark.

    ``present`` are the persons who were there. Rows are only added; the scan may follow.
    """

    __tablename__ = "share_minutes"
    __table_args__ = (CheckConstraint("amount > 0", name="amount_positive"),)

    id: Mapped[int] = primary_key()
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    reference: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[MinutesKind] = mapped_column(enum_column(MinutesKind))
    amount: Mapped[int] = mapped_column(BigInteger)
    held_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(120))
    shares: Mapped[dict[str, int]] = mapped_column(JSON)
    before: Mapped[dict[str, int]] = mapped_column(JSON)
    present: Mapped[list[int]] = mapped_column(JSON)
    list_mark: Mapped[str] = mapped_column(String(64))
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("application_attachment.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
