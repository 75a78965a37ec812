"""Competence certificates as their holder showed them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Model, Moment, primary_key
from core.people.models import Person


class CompetenceCertificate(Model):
    """A BNSP certificate of one person: its number, its scheme and the days it holds."""

    __tablename__ = "competence_certificate"
    __table_args__ = (CheckConstraint("expires_on > issued_on", name="expires_after_issue"),)

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    number: Mapped[str] = mapped_column(String(60), unique=True)
    scheme: Mapped[str] = mapped_column(String(160))
    issuer: Mapped[str] = mapped_column(String(120))
    issued_on: Mapped[date]
    expires_on: Mapped[date] = mapped_column(index=True)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    person: Mapped[Person] = relationship(lazy="raise")
