"""Requests about one's own entries, legal holds, what was erased, and breaches."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.crypto import EncryptedText
from core.db import Model, Moment, enum_column, primary_key
from core.people.models import Person
from harkat.privacy.kinds import BreachState, RequestKind


class DataRequest(Model):
    """What a person asked about their own entries, and what came of it. ``due_at`` is 3 x 24 hours after it came."""

    __tablename__ = "data_request"
    __table_args__ = (CheckConstraint("(answered_at IS NULL) = (answer IS NULL)", name="answered_with_words"),)

    id: Mapped[int] = primary_key()
    number: Mapped[str] = mapped_column(String(20), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[RequestKind] = mapped_column(enum_column(RequestKind))
    words: Mapped[str] = mapped_column(EncryptedText)
    received_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment, index=True)
    received_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    answer: Mapped[str | None] = mapped_column(EncryptedText)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    person: Mapped[Person] = relationship(lazy="raise")


class LegalHold(Model):
    """A reason in law why a person's entries may not be erased yet; in force until it is lifted."""

    __tablename__ = "legal_hold"

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    reason: Mapped[str] = mapped_column(String(300))
    placed_at: Mapped[datetime] = mapped_column(Moment)
    placed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    lifted_at: Mapped[datetime | None] = mapped_column(Moment)


class Erasure(Model):
    """One erasing: how many rows of which table went, and what was left for which reason."""

    __tablename__ = "erasure"

    id: Mapped[int] = primary_key()
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    reason: Mapped[str] = mapped_column(String(300))
    outcome: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    is_complete: Mapped[bool]
    done_at: Mapped[datetime] = mapped_column(Moment)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class Breach(Model):
    """A failure to protect personal data, and the telling of it that is due within 3 x 24 hours."""

    __tablename__ = "breach"

    id: Mapped[int] = primary_key()
    number: Mapped[str] = mapped_column(String(20), unique=True)
    state: Mapped[BreachState] = mapped_column(enum_column(BreachState))
    found_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment)
    happened: Mapped[str] = mapped_column(EncryptedText)
    affected: Mapped[str] = mapped_column(EncryptedText)
    persons: Mapped[int]
    done: Mapped[str] = mapped_column(EncryptedText)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    told_at: Mapped[datetime | None] = mapped_column(Moment)
