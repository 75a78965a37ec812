"""How a person may be reached, and who acts for them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.contacts.kinds import DelegateScope, PhoneShared
from core.crypto import EncryptedBytes
from core.db import Model, Moment, enum_column, primary_key


class ContactPreference(Model):
    """What a person said about being reached; hours are whole hours of the day, ``until`` not included.

    ``died_on`` stops every message: a family in mourning is left in peace.
    """

    __tablename__ = "contact_preference"
    __table_args__ = (
        CheckConstraint("(from_hour IS NULL) = (until_hour IS NULL)", name="hours_together"),
        CheckConstraint("from_hour IS NULL OR (from_hour >= 0 AND from_hour < until_hour)", name="hours_in_order"),
        CheckConstraint("until_hour <= 24", name="hours_of_a_day"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    safe_phone: Mapped[str | None] = mapped_column(String(20))
    from_hour: Mapped[int | None]
    until_hour: Mapped[int | None]
    phone_shared: Mapped[PhoneShared] = mapped_column(enum_column(PhoneShared))
    note: Mapped[str | None] = mapped_column(String(200))
    died_on: Mapped[date | None]
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class Delegate(Model):
    """Somebody who acts for a person (kuasa or pendamping keluarga), by a paper the person signed."""

    __tablename__ = "delegate"
    __table_args__ = (
        CheckConstraint("signed_on <= until_on", name="signed_before_end"),
        CheckConstraint("(scan IS NULL) = (media_type IS NULL)", name="scan_with_type"),
    )

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    relation: Mapped[str] = mapped_column(String(60))
    phone: Mapped[str | None] = mapped_column(String(20))
    scope: Mapped[DelegateScope] = mapped_column(enum_column(DelegateScope))
    signed_on: Mapped[date]
    until_on: Mapped[date]
    scan: Mapped[bytes | None] = mapped_column(EncryptedBytes, deferred=True)
    media_type: Mapped[str | None] = mapped_column(String(40))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_on: Mapped[date | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
