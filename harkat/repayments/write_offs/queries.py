"""Asking whether a loan is written off."""

from sqlalchemy import select

from core.db import db
from harkat.repayments.write_offs.models import WriteOff


def standing(loan_id: int) -> WriteOff | None:
    """Return the write-off of a loan that stands."""
    return db.session.scalar(select(WriteOff).where(WriteOff.loan_id == loan_id, WriteOff.taken_back_at.is_(None)))


def by_reference(reference: str) -> WriteOff | None:
    """Return the write-off that bears a reference."""
    return db.session.scalar(select(WriteOff).where(WriteOff.reference == reference))
