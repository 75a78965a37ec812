"""The interest subsidy on a day: whether the city pays one, and what of the banks' claims is due and paid."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from core.db import db
from harkat.repayments.subsidies.models import SubsidyClaim
from harkat.repayments.subsidies.queries import is_paid_on, rate_on
from harkat.repayments.subsidy import ClaimState
from harkat.reports.basis import Basis
from harkat.reports.queries.calendar import end_of


@dataclass(frozen=True)
class SubsidyFigures:
    """Claims of the banks in rupiah: waiting for the second person, agreed to and not yet paid, and paid."""

    is_paid: bool
    rate: Decimal
    waiting: int
    due: int
    paid: int

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to tell besides that none is paid."""
        return self.is_paid or bool(self.waiting or self.due or self.paid)


def subsidy(day: date, basis: Basis) -> SubsidyFigures:
    """Return how the claims stood at the end of a day.

    As recorded then, a claim waits until its check was written down, also one that was rejected later; by what is
    known since, a rejected claim never was one. A payment dated before the check counts from its day by what is known
    since, and from the check as recorded then.
    """
    claim, end = SubsidyClaim, end_of(day)
    checked = and_(claim.checked_at.is_not(None), claim.checked_at < end)
    gone = claim.state == ClaimState.REJECTED
    counts = or_(~gone, ~checked) if basis is Basis.KNOWN else ~gone
    paid = and_(claim.paid_on.is_not(None), claim.paid_on <= day)
    if basis is Basis.KNOWN:
        paid = and_(paid, checked)

    def total(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, claim.amount), else_=0)), 0)

    query = select(total(and_(~checked, ~paid)), total(and_(checked, ~paid)), total(paid)).where(
        claim.drawn_up_at < end, counts
    )
    waiting, due, given = db.session.execute(query).one()
    return SubsidyFigures(is_paid_on(day), rate_on(day), int(waiting), int(due), int(given))
