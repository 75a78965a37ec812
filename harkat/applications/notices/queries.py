"""Asking for news that waits to be passed on, and for offers that are about to run out."""

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from core.db import db, get_or_404
from core.groups.models import SubGroup
from core.policy.queries import whole_on
from harkat.applications.models import Application
from harkat.applications.notices.models import ApplicationNotice
from harkat.applications.notices.terms import REMIND_DAYS
from harkat.applications.states import State

MOST_ROWS = 200


def waiting() -> list[ApplicationNotice]:
    """Return the news nobody has passed on yet, the oldest first, with applicant and bank loaded."""
    application = joinedload(ApplicationNotice.application)
    query = (
        select(ApplicationNotice)
        .where(ApplicationNotice.passed_on_at.is_(None))
        .options(
            application.joinedload(Application.person),
            application.joinedload(Application.sub_group).joinedload(SubGroup.group),
            application.joinedload(Application.bank),
        )
    )
    return list(db.session.scalars(query.order_by(ApplicationNotice.id).limit(MOST_ROWS)))


def count_waiting() -> int:
    """Count the news nobody has passed on yet."""
    query = select(func.count()).where(ApplicationNotice.passed_on_at.is_(None))
    return db.session.scalar(query) or 0


def notice(notice_id: int) -> ApplicationNotice:
    """Return one piece of news.

    :raises NotFound: when there is none
    """
    return get_or_404(ApplicationNotice, notice_id, what="Kabar")


def is_told(application_id: int, words: str) -> bool:
    """Tell whether this very news stands there already."""
    query = select(ApplicationNotice.id).where(
        ApplicationNotice.application_id == application_id, ApplicationNotice.words == words
    )
    return db.session.scalar(query.limit(1)) is not None


def offers_ending(day: date) -> list[Application]:
    """Return the offers that run out within the days of the rule and have no contract yet, the soonest first."""
    last = day + timedelta(days=whole_on(REMIND_DAYS, day))
    query = (
        select(Application)
        .where(
            Application.state.in_((State.APPROVED, State.ACCEPTED)),
            Application.offer_expires_on.between(day, last),
        )
        .options(
            joinedload(Application.person),
            joinedload(Application.sub_group).joinedload(SubGroup.group),
            joinedload(Application.bank),
        )
    )
    return list(db.session.scalars(query.order_by(Application.offer_expires_on, Application.id).limit(MOST_ROWS)))
