"""What was moved between two accounts of a bank on a day, added up."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment, enum_column, primary_key
from harkat.facility.ledger import LedgerAccount


class FacilityDay(Model):
    """The transfers of a bank that share their days and their route, added up. Whole rupiah.

    ``occurred_on`` is the day of the transfers themselves, ``happened_on`` that of what they take back where they
    reverse something, ``recorded_on`` the Jakarta day of booking. ``paid_out`` is their part of what is called
    disbursed. ``is_city`` tells the city's own bookings from a bank's.
    """

    __tablename__ = "facility_day"
    __table_args__ = (
        UniqueConstraint(
            "bank_id", "happened_on", "recorded_on", "occurred_on", "from_account", "to_account", "is_city"
        ),
        CheckConstraint("transfers > 0", name="transfers_positive"),
    )

    id: Mapped[int] = primary_key()
    bank_id: Mapped[int] = mapped_column(ForeignKey("partner_bank.id"))
    happened_on: Mapped[date]
    recorded_on: Mapped[date]
    occurred_on: Mapped[date]
    from_account: Mapped[LedgerAccount] = mapped_column(enum_column(LedgerAccount, name="from_account"))
    to_account: Mapped[LedgerAccount] = mapped_column(enum_column(LedgerAccount, name="to_account"))
    is_city: Mapped[bool]
    transfers: Mapped[int] = mapped_column(BigInteger)
    amount: Mapped[int] = mapped_column(BigInteger)
    paid_out: Mapped[int] = mapped_column(BigInteger)
    last_recorded_at: Mapped[datetime] = mapped_column(Moment)
