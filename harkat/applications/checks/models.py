"""Answers to the eligibility checks of an application's borrowers."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment, enum_column, primary_key
from harkat.applications.checks.kinds import CheckAnswer, CheckKind, CheckSource


class EligibilityCheck(Model):
    """One answer to one check of one borrower; a later answer is a new row and the old one stays."""

    __tablename__ = "eligibility_check"
    __table_args__ = (Index("ix_eligibility_check_application_id_person_id", "application_id", "person_id"),)

    id: Mapped[int] = primary_key()
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[CheckKind] = mapped_column(enum_column(CheckKind))
    answer: Mapped[CheckAnswer] = mapped_column(enum_column(CheckAnswer))
    source: Mapped[CheckSource] = mapped_column(enum_column(CheckSource))
    checked_on: Mapped[date]
    note: Mapped[str | None] = mapped_column(String(200))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
