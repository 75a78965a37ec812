"""One row per deed of weight; rows are only ever added."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.auth.roles import Role
from core.db import Model, Moment, enum_column, primary_key


class AuditEntry(Model):
    """Who did what to which thing, when, with what before and after.

    ``subject`` and ``subject_id`` name the thing (a table's name and key); ``summary`` is one Indonesian sentence
    without NIK, phone or amount of debt.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_subject_subject_id", "subject", "subject_id"),)

    id: Mapped[int] = primary_key()
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    actor_name: Mapped[str] = mapped_column(String(120))
    actor_role: Mapped[Role] = mapped_column(enum_column(Role))
    deed: Mapped[str] = mapped_column(String(60), index=True)
    subject: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[int | None] = mapped_column(BigInteger)
    summary: Mapped[str] = mapped_column(String(400))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class AuditLink(Model):
    """One link of the chain over the trail. ``entry_id`` bears no foreign key: a link outlives its entry."""

    __tablename__ = "audit_link"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    digest: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    sealed_at: Mapped[datetime] = mapped_column(Moment)
