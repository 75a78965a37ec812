"""Releases of open data; each quarter is given out once and stays as it is."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment


class OpenRelease(Model):
    """The rounded sums of one quarter's end; ``bank_day`` is the oldest of the banks' last reports then."""

    __tablename__ = "open_release"

    day: Mapped[date] = mapped_column(primary_key=True)
    bank_day: Mapped[date | None]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    released_at: Mapped[datetime] = mapped_column(Moment)
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    released_by_name: Mapped[str] = mapped_column(String(120))
