"""Asking what was seen at the borrowers' businesses."""

from sqlalchemy import select

from core.db import db
from harkat.applications.visits.models import BusinessVisit


def visits_of(application_id: int) -> dict[int, BusinessVisit]:
    """Return the last visit to each borrower of an application, by person."""
    query = select(BusinessVisit).where(BusinessVisit.application_id == application_id)
    return {row.person_id: row for row in db.session.scalars(query.order_by(BusinessVisit.id))}
