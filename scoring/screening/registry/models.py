"""The city's own entries of the lender registry, and forms that wait to be applied."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment, enum_column, primary_key
from scoring.screening.lenders import Lender, LenderKind


class LenderEntry(Model):
    """One entry; it stands in place of the packaged entry of the same kind and name, if there is one.

    ``letters`` is the name without spaces and legal forms; ``aliases`` are separated by semicolons; ``valid_to`` is
    the last day it counts.
    """

    __tablename__ = "lender_entry"
    __table_args__ = (
        UniqueConstraint("kind", "letters"),
        CheckConstraint("valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name="days_in_order"),
    )

    id: Mapped[int] = primary_key()
    kind: Mapped[LenderKind] = mapped_column(enum_column(LenderKind))
    letters: Mapped[str] = mapped_column(String(200))
    brand: Mapped[str] = mapped_column(String(160))
    company: Mapped[str] = mapped_column(String(200))
    aliases: Mapped[str] = mapped_column(Text)
    common_word: Mapped[bool]
    cooperative_name: Mapped[bool]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(300))
    changed_at: Mapped[datetime] = mapped_column(Moment)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    def as_lender(self) -> Lender:
        """Return the entry as screening looks names up."""
        return Lender(
            self.brand,
            self.company,
            tuple(part.strip() for part in self.aliases.split(";") if part.strip()),
            self.kind,
            common_word=self.common_word,
            cooperative_name=self.cooperative_name,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            source=self.source,
        )


class LenderForm(Model):
    """A form that was handed in: what it would change is shown before anything is applied."""

    __tablename__ = "lender_form"

    id: Mapped[int] = primary_key()
    content: Mapped[str] = mapped_column(Text)
    is_whole: Mapped[bool]
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    applied_at: Mapped[datetime | None] = mapped_column(Moment)
    applied_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    added: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    ended: Mapped[int] = mapped_column(default=0)
