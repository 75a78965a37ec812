"""Banks' files with their rows, and each bank's saved columns."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.crypto import EncryptedBytes
from core.db import Model, Moment, enum_column, primary_key
from harkat.bank_files.columns import FileKind
from harkat.bank_files.progress import FileState, RowState


class BankMapping(Model):
    """Which heading of a bank's files stands for which field; the newest one is used for the next file."""

    __tablename__ = "bank_mapping"
    __table_args__ = (UniqueConstraint("bank_id", "kind"),)

    id: Mapped[int] = primary_key()
    bank_id: Mapped[int] = mapped_column(ForeignKey("partner_bank.id"))
    kind: Mapped[FileKind] = mapped_column(enum_column(FileKind))
    headings: Mapped[dict[str, str]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(Moment)
    saved_by_name: Mapped[str] = mapped_column(String(120))


class BankFile(Model):
    """One file a bank sent; ``sha256`` of its content lets it in once. ``as_of`` is the day of its balances.

    ``control_total`` (rupiah) and ``control_rows`` are what the bank says the file holds.
    """

    __tablename__ = "bank_file"
    __table_args__ = (UniqueConstraint("kind", "sha256"), Index("ix_bank_file_state", "state"))

    id: Mapped[int] = primary_key()
    bank_id: Mapped[int] = mapped_column(ForeignKey("partner_bank.id"), index=True)
    kind: Mapped[FileKind] = mapped_column(enum_column(FileKind))
    state: Mapped[FileState] = mapped_column(enum_column(FileState))
    name: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[str] = mapped_column(String(64))
    as_of: Mapped[date | None]
    headings: Mapped[list[str]] = mapped_column(JSON)
    mapping: Mapped[dict[str, str]] = mapped_column(JSON)
    control_rows: Mapped[int | None]
    control_total: Mapped[int | None] = mapped_column(BigInteger)
    rows: Mapped[int]
    applied: Mapped[int] = mapped_column(default=0)
    repeated: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    uploaded_at: Mapped[datetime] = mapped_column(Moment)
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    uploaded_by_name: Mapped[str] = mapped_column(String(120))
    finished_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def handled(self) -> int:
        """How many rows are behind."""
        return self.applied + self.repeated + self.refused


class BankFileRow(Model):
    """One row of a file, its cells unreadable at rest, and what became of it."""

    __tablename__ = "bank_file_row"
    __table_args__ = (
        UniqueConstraint("file_id", "line"),
        Index("ix_bank_file_row_file_id_state", "file_id", "state"),
        Index("ix_bank_file_row_file_id_mark", "file_id", "mark"),
    )

    id: Mapped[int] = primary_key()
    file_id: Mapped[int] = mapped_column(ForeignKey("bank_file.id"))
    line: Mapped[int]
    cells: Mapped[bytes] = mapped_column(EncryptedBytes)
    mark: Mapped[str | None] = mapped_column(String(64))
    state: Mapped[RowState] = mapped_column(enum_column(RowState))
    message: Mapped[str | None] = mapped_column(String(300))
