"""Asking which files and offers have run out, and which sub-groups have paid everything off."""

from datetime import date

from sqlalchemy import select

from core.dates import day_of
from core.db import db
from core.groups.models import SubGroup
from harkat.applications.models import Application, ApplicationStep
from harkat.applications.states import ENDED, WAITS_FOR_APPLICANT, State
from harkat.loans import queries as loans


def expired_offers(day: date) -> list[int]:
    """Return the keys of applications whose offer's last day is before a day and that have no contract yet."""
    query = select(Application.id).where(
        Application.state.in_((State.APPROVED, State.ACCEPTED)), Application.offer_expires_on < day
    )
    return list(db.session.scalars(query.order_by(Application.id)))


def last_step_on(application_id: int) -> date:
    """Return the day of an application's last step."""
    query = select(ApplicationStep.at).where(ApplicationStep.application_id == application_id)
    return day_of(db.session.scalars(query.order_by(ApplicationStep.id.desc()).limit(1)).one())


def waiting_for_applicant() -> list[int]:
    """Return the keys of the applications that wait for their applicant."""
    query = select(Application.id).where(Application.state.in_(WAITS_FOR_APPLICANT))
    return list(db.session.scalars(query.order_by(Application.id)))


def frozen_sub_groups() -> list[int]:
    """Return the keys of the sub-groups that have a contract and still hold their members."""
    query = select(SubGroup.id).where(SubGroup.frozen_at.is_not(None), SubGroup.dissolved_on.is_(None))
    return list(db.session.scalars(query.order_by(SubGroup.id)))


def paid_off_on(sub_group_id: int) -> date | None:
    """Return the day a sub-group's last loan was paid off; None while anything is owed or under way."""
    query = select(Application).where(Application.sub_group_id == sub_group_id)
    days = []
    for application in db.session.scalars(query.where(Application.state.not_in(ENDED - {State.DISBURSED}))):
        loan = loans.loan_of_application(application.id)
        if loan is None or loan.closed_on is None:
            return None
        days.append(loan.closed_on)
    return max(days, default=None)
