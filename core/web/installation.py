"""What this installation holds: whether its people are sample data."""

from datetime import date, datetime

from flask import current_app
from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment, db


class Installation(Model):
    """The one row that says what was loaded into this database."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    loaded_at: Mapped[datetime] = mapped_column(Moment)
    sample_day: Mapped[date | None]


SAMPLE_LABEL = "DATA CONTOH: semua orang dan angka di lembar ini karangan"


def print_label() -> str:
    """Return what a printed sheet of this installation must say at its top; nothing where the people are real."""
    return SAMPLE_LABEL if sample_day() else ""


def sample_day() -> date | None:
    """Return the day the sample data count back from, or None where the people are real."""
    known = current_app.extensions.get("harkat_installation")
    if known is None:
        row = db.session.get(Installation, 1)
        if row is None:
            return None
        known = current_app.extensions["harkat_installation"] = (row.sample_day,)
    day: date | None = known[0]
    return day
