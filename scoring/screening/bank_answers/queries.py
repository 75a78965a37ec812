"""Asking what banks answered about a person."""

from sqlalchemy import select

from core.db import db
from scoring.screening.bank_answers.models import BankAnswer


def answers_of(person_id: int) -> list[BankAnswer]:
    """Return the coded answers about a person, the newest first."""
    query = select(BankAnswer).where(BankAnswer.person_id == person_id)
    return list(db.session.scalars(query.order_by(BankAnswer.answered_on.desc(), BankAnswer.id.desc())))
