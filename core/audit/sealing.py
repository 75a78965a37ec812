"""Linking audit entries to the chain, and checking the whole trail against it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Row, func, select, true

from core.audit import chain
from core.audit.models import AuditEntry, AuditLink
from core.crypto import blind_index
from core.db import db

SETTLING = timedelta(minutes=10)
"""How old an entry must be before it is linked: a transaction that is still open may yet write an earlier number."""

CHUNK = 2_000
COLUMNS = (
    AuditEntry.id,
    AuditEntry.at,
    AuditEntry.actor_id,
    AuditEntry.actor_name,
    AuditEntry.actor_role,
    AuditEntry.deed,
    AuditEntry.subject,
    AuditEntry.subject_id,
    AuditEntry.summary,
    AuditEntry.before,
    AuditEntry.after,
)
"""What a digest is made of; a column added later stays out, or every old link would seem broken."""
NAMES = tuple(column.key for column in COLUMNS)


def seal(*, now: datetime, chunk: int = CHUNK) -> int:
    """Link the oldest entries that are not linked yet, at most ``chunk`` of them; return how many."""
    last = db.session.scalar(select(AuditLink).order_by(AuditLink.number.desc()).limit(1))
    number, previous = (last.number, last.hash) if last else (0, chain.START)
    newest = db.session.scalar(select(func.max(AuditLink.entry_id))) or 0
    unsettled = select(func.min(AuditEntry.id)).where(AuditEntry.at >= now - SETTLING, AuditEntry.id > newest)
    limit = db.session.scalar(unsettled)
    waiting = (
        select(*COLUMNS)
        .where(AuditEntry.id > newest, AuditEntry.id < limit if limit is not None else true())
        .order_by(AuditEntry.id)
        .limit(chunk)
    )
    rows = db.session.execute(waiting).all()
    for row in rows:
        number += 1
        digest = _digest(row)
        previous = chain.next_hash(previous, entry_id=row.id, digest=digest)
        db.session.add(AuditLink(number=number, entry_id=row.id, digest=digest, hash=previous, sealed_at=now))
    db.session.flush()
    return len(rows)


def check() -> list[chain.Broken]:
    """Return every entry that disagrees with the chain."""
    return chain.broken(_links(), {row.id: _digest(row) for row in _entries()})


def head() -> AuditLink | None:
    """Return the newest link, whose hash stands for the whole trail before it."""
    return db.session.scalar(select(AuditLink).order_by(AuditLink.number.desc()).limit(1))


def _links() -> Iterator[chain.Link]:
    rows = db.session.execute(
        select(AuditLink.number, AuditLink.entry_id, AuditLink.digest, AuditLink.hash).order_by(AuditLink.number)
    ).yield_per(CHUNK)
    return (chain.Link(row.number, row.entry_id, row.digest, row.hash) for row in rows)


def _entries() -> Iterator[Row[tuple[object, ...]]]:
    return iter(db.session.execute(select(*COLUMNS).order_by(AuditEntry.id)).yield_per(CHUNK))


def _digest(row: Row[tuple[object, ...]]) -> str:
    return blind_index(chain.content(dict(zip(NAMES, row, strict=True))))
