"""Asking the audit trail."""

from sqlalchemy import Select, select

from core.audit.models import AuditEntry
from core.db import db


def entries() -> Select[tuple[AuditEntry]]:
    """Return the query of all entries."""
    return select(AuditEntry)


def deeds() -> list[str]:
    """Return the kinds of deeds recorded so far, for a filter."""
    return list(db.session.scalars(select(AuditEntry.deed).distinct().order_by(AuditEntry.deed)))
