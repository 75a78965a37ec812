"""Asking for restructurings by the mark of their form."""

from sqlalchemy import select

from core.db import db
from harkat.loans.models import Restructuring


def by_reference(reference: str) -> Restructuring | None:
    """Return the restructuring that bears a reference."""
    return db.session.scalar(select(Restructuring).where(Restructuring.reference == reference))
