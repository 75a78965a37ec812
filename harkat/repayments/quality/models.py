"""Where each loan stands by the last night, and every change of its class."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, primary_key


class LoanQuality(Model):
    """A loan's days late and class as of a night; ``rank`` is ruled by the borrower's worst loan at the bank."""

    __tablename__ = "loan_quality"
    __table_args__ = (CheckConstraint("own_rank BETWEEN 1 AND 5 AND rank BETWEEN own_rank AND 5", name="ranks_fit"),)

    loan_id: Mapped[int] = mapped_column(ForeignKey("loan.id"), primary_key=True, autoincrement=False)
    as_of: Mapped[date]
    days_late: Mapped[int]
    own_rank: Mapped[int] = mapped_column(SmallInteger)
    rank: Mapped[int] = mapped_column(SmallInteger)


class QualityChange(Model):
    """The class of a loan from a day on."""

    __tablename__ = "quality_change"
    __table_args__ = (UniqueConstraint("loan_id", "changed_on"),)

    id: Mapped[int] = primary_key()
    loan_id: Mapped[int] = mapped_column(ForeignKey("loan.id"))
    changed_on: Mapped[date]
    rank: Mapped[int] = mapped_column(SmallInteger)
    days_late: Mapped[int]
