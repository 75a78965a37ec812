"""Asking what was seen at the borrowers' businesses."""

from datetime import date

from sqlalchemy import select

from core.db import db
from core.policy.queries import value_on
from harkat.applications import queries
from harkat.applications.models import Application
from harkat.applications.rules import VISIT_RULE, Strength
from harkat.applications.visits.models import BusinessVisit


def visits_of(application_id: int) -> dict[int, BusinessVisit]:
    """Return the last visit to each borrower of an application, by person."""
    query = select(BusinessVisit).where(BusinessVisit.application_id == application_id)
    return {row.person_id: row for row in db.session.scalars(query.order_by(BusinessVisit.id))}


def rule_on(day: date) -> Strength:
    """Return what a member's business that nobody visited does by the rule of a day."""
    return Strength.of(value_on(VISIT_RULE, day))


def missing_of(application: Application) -> dict[int, str]:
    """Return the members of a sub-group whose business nobody visited, by person; nobody for a person's own file."""
    if application.sub_group_id is None:
        return {}
    seen = visits_of(application.id)
    return {key: name for key, name in queries.share_holders(application.id).items() if key not in seen}
