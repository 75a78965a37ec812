"""Writing the audit trail."""

from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any

from core.audit.models import AuditEntry
from core.auth.roles import Actor
from core.db import db


def record(
    deed: str,
    *,
    actor: Actor,
    now: datetime,
    subject: str,
    subject_id: int | None,
    summary: str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEntry:
    """Record a deed in the transaction that does it.

    :param deed: ``room.verb``, for example ``applications.submit``
    :param summary: one Indonesian sentence; no NIK, no phone, no debts
    """
    entry = AuditEntry(
        at=now,
        actor_id=actor.id,
        actor_name=actor.name,
        actor_role=actor.role,
        deed=deed,
        subject=subject,
        subject_id=subject_id,
        summary=summary[:400],
        before=_plain(before),
        after=_plain(after),
    )
    db.session.add(entry)
    return entry


def _plain(values: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if values is None else {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return {str(name): _plain_value(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain_value(inner) for inner in value]
    return value
