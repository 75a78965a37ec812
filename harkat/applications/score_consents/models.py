"""A borrower's answer on the score in the file for the bank."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment, primary_key


class ScoreConsent(Model):
    """One yes or no of one borrower for one application; rows are only added and the newest counts."""

    __tablename__ = "score_consent"
    __table_args__ = (Index("ix_score_consent_application_id_person_id", "application_id", "person_id"),)

    id: Mapped[int] = primary_key()
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    is_given: Mapped[bool]
    text_version: Mapped[str] = mapped_column(String(20))
    answered_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
