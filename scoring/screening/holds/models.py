"""What is kept of a hold: the finding behind it, the letter that lifted it, when SLIK should show it, the recheck."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Model, Moment, enum_column, primary_key
from scoring.screening.hold_rules import HoldLifting
from scoring.screening.models import DebtFinding


class DebtHold(Model):
    """Old arrears that make a bank refuse: no debt flag, but a hold of its own with a way out of its own.

    ``slik_due_on`` is the day SLIK should show the settlement; ``recheck_on`` the day a fresh iDeb is asked for, and
    ``rechecked_on`` the day of the iDeb that answered.
    """

    __tablename__ = "debt_hold"
    __table_args__ = (
        CheckConstraint("(lifted_at IS NULL) = (lifting IS NULL)", name="lifted_with_reason"),
        CheckConstraint(
            "lifting IS NULL OR lifting NOT IN ('settled', 'restructured')"
            " OR (letter_number IS NOT NULL AND letter_on IS NOT NULL AND slik_due_on IS NOT NULL"
            " AND recheck_on IS NOT NULL)",
            name="lifted_with_proof",
        ),
        Index(
            "uq_debt_hold_open_finding_id",
            "finding_id",
            unique=True,
            sqlite_where=text("lifted_at IS NULL"),
            postgresql_where=text("lifted_at IS NULL"),
        ),
    )

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("debt_finding.id"))
    raised_at: Mapped[datetime] = mapped_column(Moment)
    raised_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    lifted_at: Mapped[datetime | None] = mapped_column(Moment)
    lifting: Mapped[HoldLifting | None] = mapped_column(enum_column(HoldLifting))
    letter_number: Mapped[str | None] = mapped_column(String(80))
    letter_on: Mapped[date | None]
    slik_due_on: Mapped[date | None]
    recheck_on: Mapped[date | None]
    rechecked_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(String(400))
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    finding: Mapped[DebtFinding] = relationship(lazy="raise")
