"""Tries at public doors."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment, primary_key


class BrakeTry(Model):
    """One try at a door; ``subject`` is a keyed digest of what was tried or from where, never readable."""

    __tablename__ = "brake_try"
    __table_args__ = (Index("ix_brake_try_subject_tried_at", "subject", "tried_at"),)

    id: Mapped[int] = primary_key()
    subject: Mapped[str] = mapped_column(String(64))
    tried_at: Mapped[datetime] = mapped_column(Moment)
