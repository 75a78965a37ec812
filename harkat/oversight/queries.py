"""Gathering the numbers behind the auditor's questions."""

from collections import Counter
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from core.auth.models import Account
from core.dates import JAKARTA
from core.db import db
from core.people.models import Person
from harkat.applications.models import Application, ApplicationShare
from harkat.oversight.questions import Departed, Took
from harkat.readiness.models import ReadinessAssessment, StatusDeparture
from scoring.status import Readiness

GOOD_ENOUGH = (Readiness.READY, Readiness.CONDITIONAL)
MOST_ROWS = 200
SECONDS_AN_HOUR = 3600


def _bounds(first: date, last: date) -> tuple[datetime, datetime]:
    return (
        datetime.combine(first, time(0), JAKARTA),
        datetime.combine(last + timedelta(days=1), time(0), JAKARTA),
    )


def departed(first: date, last: date) -> list[Departed]:
    """Return what departs from the score: statuses changed by people, and recommendations of somebody not ready."""
    return [*_changed(first, last), *_recommended(first, last)]


def _changed(first: date, last: date) -> list[Departed]:
    query = (
        select(StatusDeparture, ReadinessAssessment.computed, Person.number, Account.name)
        .join(ReadinessAssessment, ReadinessAssessment.id == StatusDeparture.assessment_id)
        .join(Person, Person.id == StatusDeparture.person_id)
        .join(Account, Account.id == StatusDeparture.proposed_by_id)
        .where(StatusDeparture.is_confirmed.is_(True), StatusDeparture.answered_at.between(*_bounds(first, last)))
        .order_by(StatusDeparture.id.desc())
        .limit(MOST_ROWS)
    )
    return [
        Departed(number, None, row.person_id, computed.label, row.status.label, name, row.reason)
        for row, computed, number, name in db.session.execute(query)
    ]


def _recommended(first: date, last: date) -> list[Departed]:
    """Return the recommendations for somebody whose newest assessment before it was not good enough."""
    before = aliased(ReadinessAssessment)
    newest = (
        select(func.max(before.id))
        .where(before.person_id == ApplicationShare.person_id, before.assessed_at <= Application.recommended_at)
        .correlate(ApplicationShare, Application)
        .scalar_subquery()
    )
    query = (
        select(Application, Person, ReadinessAssessment, Account.name)
        .join(ApplicationShare, ApplicationShare.application_id == Application.id)
        .join(Person, Person.id == ApplicationShare.person_id)
        .join(ReadinessAssessment, ReadinessAssessment.id == newest)
        .join(Account, Account.id == Application.recommended_by_id)
        .where(
            Application.recommended_at.between(*_bounds(first, last)), ReadinessAssessment.status.not_in(GOOD_ENOUGH)
        )
        .order_by(Application.id.desc(), Person.id)
        .limit(MOST_ROWS)
    )
    cases: dict[int, list[tuple[Application, Person, ReadinessAssessment, str]]] = {}
    for application, person, found, name in db.session.execute(query):
        cases.setdefault(application.id, []).append((application, person, found, name))
    return [_case(rows) for rows in cases.values()]


def _case(rows: list[tuple[Application, Person, ReadinessAssessment, str]]) -> Departed:
    application, person, _, name = rows[0]
    labels = sorted({found.computed.label for _, _, found, _ in rows})
    who = f"{len(rows)} anggota" if application.sub_group_id is not None else person.number
    return Departed(
        f"{application.number} ({who})",
        application.id,
        person.id,
        ", ".join(labels),
        "Direkomendasikan",
        name,
        application.recommendation_note or "",
    )


def took(first: date, last: date) -> list[Took]:
    """Return how long every application took that was recommended from a day to a day."""
    query = (
        select(Application, Account.name)
        .join(Account, Account.id == Application.recommended_by_id)
        .where(Application.recommended_at.between(*_bounds(first, last)), Application.submitted_at.is_not(None))
        .order_by(Application.id)
    )
    rows = []
    for application, name in db.session.execute(query):
        begun, ended = application.submitted_at, application.recommended_at
        if begun is not None and ended is not None:
            hours = (ended - begun).total_seconds() / SECONDS_AN_HOUR
            rows.append(Took(application.number, application.id, name, hours))
    return rows


def recommended_by(first: date, last: date) -> Counter[str]:
    """Count the recommendations of each account."""
    query = (
        select(Account.name, func.count())
        .join(Application, Application.recommended_by_id == Account.id)
        .where(Application.recommended_at.between(*_bounds(first, last)))
        .group_by(Account.id, Account.name)
    )
    found: Counter[str] = Counter()
    for name, count in db.session.execute(query):
        found[name] += count
    return found
