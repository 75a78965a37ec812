"""Asking what became of money beyond what was due."""

from sqlalchemy import select

from core.db import db
from harkat.repayments.surplus.models import SurplusDecision


def decision_on(repayment_id: int) -> SurplusDecision | None:
    """Return the choice kept beside a posting."""
    return db.session.scalar(select(SurplusDecision).where(SurplusDecision.repayment_id == repayment_id))
