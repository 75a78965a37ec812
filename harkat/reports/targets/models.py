"""Indicators of the Perjanjian Kinerja and what was set and realised in each quarter."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment, enum_column, primary_key
from harkat.reports.targets.kinds import Measure, TargetUnit


class PerformanceIndicator(Model):
    """One indicator of one year; ``source_id`` is the document its targets rest on."""

    __tablename__ = "performance_indicator"
    __table_args__ = (UniqueConstraint("year", "name"),)

    id: Mapped[int] = primary_key()
    year: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[TargetUnit] = mapped_column(enum_column(TargetUnit))
    measure: Mapped[Measure] = mapped_column(enum_column(Measure))
    is_lower_better: Mapped[bool] = mapped_column(default=False)
    responsible: Mapped[str] = mapped_column(String(120))
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source_document.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_name: Mapped[str] = mapped_column(String(120))


class PerformanceQuarter(Model):
    """One indicator in one quarter, in its unit (percents in hundredths of a percent).

    ``realised`` is typed, with where it comes from, and only where the system does not count it.
    """

    __tablename__ = "performance_quarter"
    __table_args__ = (
        UniqueConstraint("indicator_id", "quarter"),
        CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter_of_year"),
        CheckConstraint("realised IS NULL OR realised_from IS NOT NULL", name="realised_has_source"),
    )

    id: Mapped[int] = primary_key()
    indicator_id: Mapped[int] = mapped_column(ForeignKey("performance_indicator.id"))
    quarter: Mapped[int]
    target: Mapped[int | None] = mapped_column(BigInteger)
    realised: Mapped[int | None] = mapped_column(BigInteger)
    realised_from: Mapped[str | None] = mapped_column(String(200))
    note: Mapped[str | None] = mapped_column(String(300))
    changed_at: Mapped[datetime] = mapped_column(Moment)
    changed_by_name: Mapped[str] = mapped_column(String(120))
