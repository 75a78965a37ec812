"""Asking which posting a bank's slip number stands for."""

from sqlalchemy import select

from core.db import db
from harkat.repayments.models import Repayment, SlipUse
from harkat.repayments.slip_numbers import slip_key


def posting_with(bank_id: int, slip: str) -> Repayment | None:
    """Return the standing posting that bears a bank's slip number."""
    return db.session.scalar(
        select(Repayment)
        .join(SlipUse, SlipUse.repayment_id == Repayment.id)
        .where(SlipUse.bank_id == bank_id, SlipUse.slip == slip_key(slip))
    )
