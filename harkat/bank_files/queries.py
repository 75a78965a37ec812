"""Asking about banks' files."""

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import exists, select

from core.auth.roles import Actor
from core.crypto import blind_index
from core.db import db, get_or_404
from core.errors import NotFound
from harkat.bank_files.columns import FileKind
from harkat.bank_files.models import BankFile, BankFileRow, BankMapping
from harkat.bank_files.progress import FileState, RowState
from harkat.facility import queries as facility


def file_for(file_id: int, actor: Actor) -> BankFile:
    """Return a file that an actor may see.

    :raises NotFound: when there is none, or it is another bank's
    """
    row = get_or_404(BankFile, file_id, what="Berkas")
    own = facility.bank_for(actor)
    if own is not None and own.id != row.bank_id:
        raise NotFound("Berkas tidak ditemukan.")
    return row


def files(bank_id: int | None) -> list[BankFile]:
    """Return the newest hundred files, of one bank or of all."""
    query = select(BankFile).order_by(BankFile.id.desc()).limit(100)
    if bank_id is not None:
        query = query.where(BankFile.bank_id == bank_id)
    return list(db.session.scalars(query))


def unfinished() -> list[int]:
    """Return the keys of files that were begun and not ended, oldest first."""
    return list(
        db.session.scalars(select(BankFile.id).where(BankFile.state == FileState.RUNNING).order_by(BankFile.id))
    )


def same_content(kind: FileKind, sha256: str) -> BankFile | None:
    """Return the file that has the same content, if it came before."""
    return db.session.scalar(select(BankFile).where(BankFile.kind == kind, BankFile.sha256 == sha256))


def saved_headings(bank_id: int, kind: FileKind) -> dict[str, str]:
    """Return a bank's saved columns for a kind of file."""
    row = db.session.scalar(select(BankMapping).where(BankMapping.bank_id == bank_id, BankMapping.kind == kind))
    return {} if row is None else dict(row.headings)


def rows_of(file_id: int, *states: RowState, most: int | None = None) -> list[BankFileRow]:
    """Return a file's rows in some states by their lines."""
    query = select(BankFileRow).where(BankFileRow.file_id == file_id).order_by(BankFileRow.line).limit(most)
    return list(db.session.scalars(query.where(BankFileRow.state.in_(states)) if states else query))


def each_cells(file_id: int) -> Iterator[Sequence[str]]:
    """Return the cells of a file's rows one after the other, never all of them at once."""
    query = select(BankFileRow.cells).where(BankFileRow.file_id == file_id).order_by(BankFileRow.line)
    for cells in db.session.scalars(query.execution_options(yield_per=1000)):
        yield json.loads(cells)


def noted_rows(file_id: int, *, most: int) -> list[BankFileRow]:
    """Return the rows that were carried out and that somebody should look at, by their lines."""
    query = select(BankFileRow).where(
        BankFileRow.file_id == file_id, BankFileRow.state == RowState.APPLIED, BankFileRow.message.is_not(None)
    )
    return list(db.session.scalars(query.order_by(BankFileRow.line).limit(most)))


def cells_of(row: BankFileRow) -> Sequence[str]:
    """Return a row's cells as they stood in the file."""
    cells: list[str] = json.loads(row.cells)
    return cells


def mark_of(reference: str) -> str:
    """Return what stands for a row's reference without showing it."""
    return blind_index(reference)[:64]


def first_with_mark(row: BankFileRow) -> int | None:
    """Return the line of an earlier row of the same file with the same mark."""
    return db.session.scalar(
        select(BankFileRow.line)
        .where(BankFileRow.file_id == row.file_id, BankFileRow.mark == row.mark, BankFileRow.line < row.line)
        .order_by(BankFileRow.line)
        .limit(1)
    )


def has_rows(file_id: int, state: RowState) -> bool:
    """Tell whether any row of a file is in a state."""
    return bool(db.session.scalar(select(exists().where(BankFileRow.file_id == file_id, BankFileRow.state == state))))
