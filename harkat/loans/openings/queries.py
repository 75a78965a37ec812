"""Asking for loans by the mark of the form that opened them."""

from sqlalchemy import select

from core.db import db
from harkat.loans.models import Loan


def by_reference(reference: str) -> Loan | None:
    """Return the loan that bears a reference."""
    return db.session.scalar(select(Loan).where(Loan.reference == reference))
