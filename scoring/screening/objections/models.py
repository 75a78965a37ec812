"""What is kept of an objection: who brought it, when, its words, the answer and what came of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import Account
from core.crypto import EncryptedText
from core.db import Model, Moment, enum_column, primary_key
from scoring.screening.models import DebtFinding, DebtFlag
from scoring.screening.objection_rules import ObjectionOutcome


class DebtObjection(Model):
    """A person's objection to one finding or one flag; a ground has at most one that waits for its answer."""

    __tablename__ = "debt_objection"
    __table_args__ = (
        CheckConstraint("(finding_id IS NULL) <> (flag_id IS NULL)", name="one_ground"),
        CheckConstraint(
            "(answered_at IS NULL) = (outcome IS NULL) AND (outcome IS NULL) = (answer IS NULL)", name="answered_whole"
        ),
        *(
            Index(
                f"uq_debt_objection_open_{ground}",
                ground,
                unique=True,
                sqlite_where=text("answered_at IS NULL"),
                postgresql_where=text("answered_at IS NULL"),
            )
            for ground in ("finding_id", "flag_id")
        ),
    )

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    finding_id: Mapped[int | None] = mapped_column(ForeignKey("debt_finding.id"))
    flag_id: Mapped[int | None] = mapped_column(ForeignKey("debt_flag.id"))
    said_on: Mapped[date]
    words: Mapped[str] = mapped_column(EncryptedText)
    received_at: Mapped[datetime] = mapped_column(Moment)
    received_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    outcome: Mapped[ObjectionOutcome | None] = mapped_column(enum_column(ObjectionOutcome))
    answer: Mapped[str | None] = mapped_column(EncryptedText)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    finding: Mapped[DebtFinding | None] = relationship(lazy="raise")
    flag: Mapped[DebtFlag | None] = relationship(lazy="raise")
    received_by: Mapped[Account | None] = relationship(lazy="raise", foreign_keys=[received_by_id])
    answered_by: Mapped[Account | None] = relationship(lazy="raise", foreign_keys=[answered_by_id])

    @property
    def about(self) -> str:
        """Name the lender the objection is about."""
        ground = self.finding or self.flag
        return "" if ground is None else ground.lender
