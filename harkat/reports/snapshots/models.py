"""Month ends as they were frozen; rows are only added."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment


class MonthSnapshot(Model):
    """One month end. ``business_date`` is the job's date that froze it, ``digest`` the SHA-256 of ``content``."""

    __tablename__ = "month_snapshot"

    month_end: Mapped[date] = mapped_column(primary_key=True)
    business_date: Mapped[date]
    frozen_at: Mapped[datetime] = mapped_column(Moment)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))
