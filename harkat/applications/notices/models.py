"""News on an application that waits to be passed on."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Model, Moment, primary_key
from harkat.applications.models import Application


class ApplicationNotice(Model):
    """One piece of news; ``passed_on_at`` is set when an officer has told the applicant. ``words`` name no person."""

    __tablename__ = "application_notice"
    __table_args__ = (
        CheckConstraint("(passed_on_at IS NULL) = (passed_on_by_id IS NULL)", name="passed_on_by_somebody"),
    )

    id: Mapped[int] = primary_key()
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    words: Mapped[str] = mapped_column(String(300))
    happened_at: Mapped[datetime] = mapped_column(Moment)
    passed_on_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    passed_on_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    application: Mapped[Application] = relationship(lazy="raise")
