"""Taking a bank's file in, matching its columns, and carrying its rows out piece by piece."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

import structlog
from sqlalchemy import insert, select, update
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import day_of
from core.db import db
from core.errors import Conflict, DomainError, RuleBroken
from core.money import format_number, format_rupiah
from harkat.bank_files import queries
from harkat.bank_files.columns import (
    AMOUNT_FIELD,
    ColumnMissing,
    FileKind,
    NumberedRow,
    cells_by_field,
    find_headings,
    guess,
    missing,
)
from harkat.bank_files.imports.service import carry_out
from harkat.bank_files.models import BankFile, BankFileRow, BankMapping
from harkat.bank_files.payouts.service import Contradicts, keep_unnamed
from harkat.bank_files.progress import ROWS_AT_ONCE, FileState, RowState
from harkat.bank_files.reading import BankRow, PaidOut, RowRefused, amount_of, read_row, reference_of
from harkat.facility import queries as facility

log = structlog.get_logger()

REPEATED = "Sudah tercatat sebelumnya."
UNNAMED = "Uangnya sementara tercatat sebagai pengecualian tanpa peminjam."


class SameFile(Conflict):
    """The content came before."""


class TotalsDiffer(RuleBroken):
    """The file does not hold what the bank says it holds."""


@dataclass(frozen=True)
class FileDraft:
    """A file as uploaded; ``rows`` numbered as people see them, ``control_total`` in rupiah."""

    kind: FileKind
    name: str
    content: bytes
    rows: Sequence[NumberedRow]
    as_of: date | None = None
    control_rows: int | None = None
    control_total: int | None = None


@dataclass(frozen=True)
class Reckoned:
    """What a file holds under the columns it had when it was added up; ``total`` in rupiah, if asked for."""

    mapping: dict[str, str]
    total: int | None


def take_in(draft: FileDraft, *, actor: Actor, now: datetime) -> BankFile:
    """Keep a file and its rows, matched to the bank's saved columns where they are all there.

    :raises SameFile: when its content came before
    :raises ColumnMissing: when no row looks like headings
    :raises RuleBroken: for balances without their day, or a day ahead
    """
    actor.require(Role.BANK, deed="mengunggah berkas bank")
    bank = facility.bank_of_organization(actor.organization_id)
    digest = sha256(draft.content).hexdigest()
    known = queries.same_content(draft.kind, digest)
    if known is not None:
        whose = f"sebagai berkas nomor {known.id}" if known.bank_id == bank.id else "oleh bank lain"
        raise SameFile(f"Berkas dengan isi yang sama sudah diunggah {whose}. Tidak ada yang dicatat dua kali.")
    if draft.kind is FileKind.BALANCES and (draft.as_of is None or draft.as_of > day_of(now)):
        raise RuleBroken("Isi tanggal saldo, paling lambat hari ini.", field="as_of")
    saved = queries.saved_headings(bank.id, draft.kind)
    place = find_headings(draft.rows, draft.kind, saved)
    headings, rows = list(draft.rows[place][1]), draft.rows[place + 1 :]
    if not rows:
        raise ColumnMissing("Berkas ini hanya berisi judul kolom, tanpa baris.", field="file")
    mapping = guess(headings, draft.kind, saved)
    file = BankFile(
        bank_id=bank.id,
        kind=draft.kind,
        state=FileState.UPLOADED,
        name=draft.name[-120:],
        sha256=digest,
        as_of=draft.as_of if draft.kind is FileKind.BALANCES else None,
        headings=headings,
        mapping=mapping,
        control_rows=draft.control_rows,
        control_total=draft.control_total,
        rows=len(rows),
        uploaded_at=now,
        uploaded_by_id=actor.id,
        uploaded_by_name=actor.name,
    )
    db.session.add(file)
    db.session.flush()
    values = [
        {"file_id": file.id, "line": line, "cells": json.dumps(cells).encode(), "state": RowState.WAITING}
        for line, cells in rows
    ]
    db.session.execute(insert(BankFileRow), values)
    if saved and not missing(saved, headings, draft.kind):
        file.state = FileState.READY
    _record(file, "take_in", "diunggah", actor, now)
    return file


def match(file: BankFile, mapping: Mapping[str, str], *, actor: Actor, now: datetime) -> BankFile:
    """Say which column stands for which field, for this file and the bank's next ones.

    :raises ColumnMissing: naming the fields without a column
    :raises Conflict: when the file is already being carried out
    """
    actor.require(Role.BANK, deed="mencocokkan kolom berkas")
    _lock(file)
    if file.state not in (FileState.UPLOADED, FileState.READY):
        raise Conflict("Berkas ini sudah diproses; kolomnya tidak dapat diubah lagi.")
    chosen = {name: heading for name, heading in mapping.items() if heading}
    lacking = missing(chosen, file.headings, file.kind)
    if lacking:
        raise ColumnMissing(f"Pilih kolom untuk: {', '.join(lacking)}.")
    if len(set(chosen.values())) < len(chosen):
        raise ColumnMissing("Satu kolom dipilih untuk dua isian. Pilih kolom yang berbeda.")
    file.mapping, file.state = chosen, FileState.READY
    row = db.session.scalar(
        select(BankMapping).where(BankMapping.bank_id == file.bank_id, BankMapping.kind == file.kind)
    )
    if row is None:
        row = BankMapping(bank_id=file.bank_id, kind=file.kind)
        db.session.add(row)
    row.headings, row.saved_at, row.saved_by_name = chosen, now, actor.name
    db.session.flush()
    return file


def reckon(file: BankFile) -> Reckoned:
    """Add a file's amounts up as its columns stand now, where the bank said what they make together.

    It only reads, before the transaction that begins the file, so that nobody waits for it.
    """
    mapping, total = dict(file.mapping), None
    if file.control_total is not None:
        total = 0
        for row in queries.each_cells(file.id):
            cells = cells_by_field(mapping, file.headings, row)
            try:
                total += amount_of(cells.get(AMOUNT_FIELD[file.kind], ""))
            except RowRefused:
                continue
    return Reckoned(mapping, total)


def begin(file: BankFile, reckoned: Reckoned, *, actor: Actor, now: datetime) -> BankFile:
    """Begin to carry a file out, after its totals were compared with what the bank says.

    :raises TotalsDiffer: saying both totals
    :raises Conflict: when its columns were changed while they were added up
    """
    actor.require(Role.BANK, deed="memproses berkas bank")
    _lock(file)
    if file.state is not FileState.READY:
        return file
    if dict(file.mapping) != reckoned.mapping:
        raise Conflict("Kolom berkas ini baru saja diubah. Periksa contohnya, lalu proses lagi.")
    if file.control_rows is not None and file.control_rows != file.rows:
        raise TotalsDiffer(
            f"Bank menyebut {format_number(file.control_rows)} baris, berkas berisi {format_number(file.rows)}. "
            "Periksa berkasnya; belum ada yang dicatat."
        )
    if reckoned.total is not None and file.control_total is not None and file.control_total != reckoned.total:
        raise TotalsDiffer(
            f"Bank menyebut jumlah {format_rupiah(file.control_total)}, isi berkas berjumlah "
            f"{format_rupiah(reckoned.total)}. Periksa berkasnya; belum ada yang dicatat."
        )
    file.state = FileState.RUNNING
    db.session.flush()
    _record(file, "begin", "mulai diproses", actor, now)
    return file


def go_on(file: BankFile, *, actor: Actor, now: datetime, most: int = ROWS_AT_ONCE) -> BankFile:
    """Carry out the next rows of a file; a row that cannot be is kept with its reason, and the others go on.

    Rows go by their lines, and each is marked when its turn comes, so a double finds the row before it. Each piece is
    one transaction of the caller's, so after a crash the next call goes on where the last ended.
    """
    _lock(file)
    if file.state is not FileState.RUNNING:
        return file
    for row in queries.rows_of(file.id, RowState.WAITING, most=most):
        state, message = _carry_out(file, row, actor, now)
        row.state, row.message = state, None if message is None else message[:300]
        setattr(file, state.value, getattr(file, state.value) + 1)
    db.session.flush()
    if not queries.has_rows(file.id, RowState.WAITING):
        file.state, file.finished_at = FileState.DONE, now
        _record(file, "finish", f"selesai: {file.applied} tercatat, {file.refused} perlu diperbaiki", actor, now)
    return file


def _carry_out(file: BankFile, row: BankFileRow, actor: Actor, now: datetime) -> tuple[RowState, str | None]:
    cells = cells_by_field(file.mapping, file.headings, queries.cells_of(row))
    try:
        read = read_row(file.kind, cells, today=day_of(now), headings=file.mapping)
        row.mark = queries.mark_of(reference_of(read))
        earlier = queries.first_with_mark(row)
        if earlier is not None:
            raise RowRefused(f"Baris ganda: nomornya sama dengan baris {earlier}.")
        with db.session.begin_nested():
            carried = carry_out(read, file, line=row.line, actor=actor, now=now)
    except (RowRefused, Contradicts) as refusal:
        return RowState.REFUSED, refusal.message
    except DomainError as refusal:
        return RowState.REFUSED, _refused(read, refusal, file, actor, now)
    except Exception as trouble:
        if isinstance(trouble, DBAPIError) and not isinstance(trouble, (IntegrityError, DataError)):
            raise  # a lost race or a lost database is the whole piece's, which is tried again
        log.error("bank_file_row", file_id=file.id, line=row.line, exc_info=trouble)
        words = f"Gangguan di sistem. Sampaikan nomor berkas {file.id} baris {row.line} kepada admin."
        return RowState.REFUSED, _refused(read, RuleBroken(words), file, actor, now)
    return (RowState.APPLIED, carried.note or None) if carried.is_new else (RowState.REPEATED, REPEATED)


def _refused(read: BankRow, refusal: DomainError, file: BankFile, actor: Actor, now: datetime) -> str:
    """Return why a row cannot be; money that a bank says went out is kept as an exception all the same."""
    if not isinstance(read, PaidOut):
        return refusal.message
    try:
        with db.session.begin_nested():
            keep_unnamed(read, file, reason=refusal.message, actor=actor, now=now)
    except DomainError as second:
        return f"{refusal.message} {second.message}"
    return f"{refusal.message} {UNNAMED}"


def _lock(file: BankFile) -> None:
    db.session.execute(update(BankFile).where(BankFile.id == file.id).values(state=BankFile.state))
    db.session.refresh(file)


def _record(file: BankFile, deed: str, words: str, actor: Actor, now: datetime) -> None:
    audit.record(
        f"bank_files.{deed}",
        actor=actor,
        now=now,
        subject="bank_file",
        subject_id=file.id,
        summary=f"Berkas bank {file.kind.label.lower()} nomor {file.id} {words}",
        after={"rows": file.rows, "applied": file.applied, "repeated": file.repeated, "refused": file.refused},
    )
