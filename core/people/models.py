"""Persons and what belongs to one person."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.crypto import EncryptedBytes, EncryptedText
from core.db import Model, Moment, enum_column, primary_key
from core.people.kinds import ConsentPurpose, PaperKind, Sex
from core.places.models import Kelurahan

__all__ = [
    "Business",
    "Consent",
    "ConsentPurpose",
    "MergedPerson",
    "Paper",
    "PaperKind",
    "PaperScan",
    "Person",
    "ProcessingLimit",
    "Sex",
    "UnprovenNik",
]


class Person(Model):
    """Somebody who asks the programme for help. ``number`` is what slips and lists show instead of a NIK.

    The NIK is missing for a participant whose KTP has not been seen. Money is rupiah a month. ``version`` grows with
    every change, so that two officers do not overwrite each other unseen.
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("(nik IS NULL) = (nik_index IS NULL)", name="nik_with_index"),
        CheckConstraint("household_cost_monthly >= 0", name="household_cost_not_negative"),
        CheckConstraint("other_income_monthly >= 0", name="other_income_not_negative"),
    )

    id: Mapped[int] = primary_key()
    number: Mapped[str] = mapped_column(String(20), unique=True)
    nik: Mapped[str | None] = mapped_column(EncryptedText)
    nik_index: Mapped[str | None] = mapped_column(String(64), unique=True)
    nik_warnings: Mapped[str | None] = mapped_column(Text)
    name: Mapped[str] = mapped_column(String(120), index=True)
    phone: Mapped[str] = mapped_column(String(20), index=True)
    email: Mapped[str | None] = mapped_column(String(120))
    sex: Mapped[Sex | None] = mapped_column(enum_column(Sex))
    born_on: Mapped[date | None]
    address: Mapped[str | None] = mapped_column(String(200))
    kelurahan_code: Mapped[str] = mapped_column(ForeignKey("kelurahan.code"), index=True)
    rt: Mapped[str | None] = mapped_column(String(5))
    need: Mapped[str | None] = mapped_column(String(300))
    household_cost_monthly: Mapped[int | None] = mapped_column(BigInteger)
    other_income_monthly: Mapped[int | None] = mapped_column(BigInteger)
    registered_at: Mapped[datetime] = mapped_column(Moment, index=True)
    registered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    version: Mapped[int] = mapped_column(default=1, server_default=text("1"))

    kelurahan: Mapped[Kelurahan] = relationship(lazy="raise")


class Business(Model):
    """A person's business. Money is rupiah a month; the KBLI code stands with the year of its list."""

    __tablename__ = "business"
    __table_args__ = (
        CheckConstraint("sales_monthly >= 0", name="sales_not_negative"),
        CheckConstraint("selling_days_monthly BETWEEN 0 AND 31", name="selling_days_in_month"),
    )

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    kbli_code: Mapped[str | None] = mapped_column(String(5))
    kbli_version: Mapped[str | None] = mapped_column(String(4))
    nib: Mapped[str | None] = mapped_column(String(13))
    started_on: Mapped[date | None]
    sales_monthly: Mapped[int | None] = mapped_column(BigInteger)
    profit_monthly: Mapped[int | None] = mapped_column(BigInteger)
    selling_days_monthly: Mapped[int | None]
    kelurahan_code: Mapped[str | None] = mapped_column(ForeignKey("kelurahan.code"))
    created_at: Mapped[datetime] = mapped_column(Moment)


class Consent(Model):
    """A person's yes or no to one purpose, with the version of the text that was read to them.

    ``organization_id`` is the bank that sharing was answered for; without one the answer is for every partner bank.
    """

    __tablename__ = "consent"

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[ConsentPurpose] = mapped_column(enum_column(ConsentPurpose))
    is_given: Mapped[bool]
    text_version: Mapped[str] = mapped_column(String(20))
    answered_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))


class Paper(Model):
    """A paper that an officer has seen, or has refused with a reason (``note``); one row per person and kind."""

    __tablename__ = "paper"
    __table_args__ = (UniqueConstraint("person_id", "kind"),)

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[PaperKind] = mapped_column(enum_column(PaperKind))
    seen_on: Mapped[date]
    expires_on: Mapped[date | None]
    is_accepted: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
    note: Mapped[str | None] = mapped_column(Text)
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class UnprovenNik(Model):
    """A NIK that a list gave and that cannot be true as it stands (*NIK belum sah*): it is read off the KTP later.

    ``digits`` are those that are sure, from the left; ``remark`` says what happened to the rest. The row goes when
    the person has a NIK.
    """

    __tablename__ = "unproven_nik"

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    digits: Mapped[str | None] = mapped_column(EncryptedText)
    remark: Mapped[str] = mapped_column(String(200))
    noted_at: Mapped[datetime] = mapped_column(Moment)


class MergedPerson(Model):
    """Somebody who had been registered twice: the old number leads to the person that was kept.

    ``snapshot`` is everything the old entry held, as JSON, unreadable at rest.
    """

    __tablename__ = "merged_person"

    id: Mapped[int] = primary_key()
    number: Mapped[str] = mapped_column(String(20), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    snapshot: Mapped[str] = mapped_column(EncryptedText)
    reason: Mapped[str] = mapped_column(String(200))
    merged_at: Mapped[datetime] = mapped_column(Moment)
    merged_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class ProcessingLimit(Model):
    """A person's request that the use of their entries stops (UU 27/2022, article 41); in force until it is lifted."""

    __tablename__ = "processing_limit"

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    began_at: Mapped[datetime] = mapped_column(Moment)
    lifted_at: Mapped[datetime | None] = mapped_column(Moment)


class PaperScan(Model):
    """A photo or file of a paper, unreadable at rest; the newest one of a kind replaces the one before.

    Somebody still has to look at it: a scan alone counts for nothing.
    """

    __tablename__ = "paper_scan"
    __table_args__ = (UniqueConstraint("person_id", "kind"),)

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[PaperKind] = mapped_column(enum_column(PaperKind))
    content: Mapped[bytes] = mapped_column(EncryptedBytes)
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    uploaded_at: Mapped[datetime] = mapped_column(Moment, index=True)
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
