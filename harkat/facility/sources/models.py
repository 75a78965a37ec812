"""Documents with their scans, and what points to them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.crypto import EncryptedBytes
from core.db import Model, Moment, enum_column, primary_key
from harkat.facility.sourcing import SourceKind


class SourceDocument(Model):
    """One document. The scan is kept encrypted; ``issuer`` is absent where the paper did not say."""

    __tablename__ = "source_document"
    __table_args__ = (UniqueConstraint("number", "dated_on", "issuer"),)

    id: Mapped[int] = primary_key()
    kind: Mapped[SourceKind] = mapped_column(enum_column(SourceKind))
    number: Mapped[str] = mapped_column(String(120))
    dated_on: Mapped[date] = mapped_column(index=True)
    issuer: Mapped[str | None] = mapped_column(String(160))
    subject: Mapped[str] = mapped_column(String(300))
    media_type: Mapped[str | None] = mapped_column(String(40))
    scan: Mapped[bytes | None] = mapped_column(EncryptedBytes, deferred=True)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    recorded_by_name: Mapped[str] = mapped_column(String(120))


class SourceLink(Model):
    """What rests on a document: a size of the fund, or one transfer; the ledger's own rows stay untouched."""

    __tablename__ = "source_link"
    __table_args__ = (
        CheckConstraint("(ceiling_fact_id IS NULL) <> (transfer_id IS NULL)", name="one_thing"),
        UniqueConstraint("ceiling_fact_id"),
        UniqueConstraint("transfer_id"),
    )

    id: Mapped[int] = primary_key()
    source_id: Mapped[int] = mapped_column(ForeignKey("source_document.id"), index=True)
    ceiling_fact_id: Mapped[int | None] = mapped_column(ForeignKey("ceiling_fact.id"))
    transfer_id: Mapped[int | None] = mapped_column(ForeignKey("facility_transfer.id"))
    linked_at: Mapped[datetime] = mapped_column(Moment)
    linked_by_name: Mapped[str] = mapped_column(String(120))
