"""Asking what was checked of whom, and what is still open."""

from datetime import date

from sqlalchemy import select

from core.db import db
from core.policy.queries import value_on
from harkat.applications import queries
from harkat.applications.checks.kinds import (
    CHECKS_LISTED,
    CHECKS_REQUIRED,
    Checked,
    CheckKind,
    kinds_of,
    open_words,
)
from harkat.applications.checks.models import EligibilityCheck


def listed_on(day: date) -> list[CheckKind]:
    """Return the checks the rule of a day lists."""
    return kinds_of(value_on(CHECKS_LISTED, day))


def required_on(day: date) -> list[CheckKind]:
    """Return the checks that must be answered before a recommendation by the rule of a day."""
    return kinds_of(value_on(CHECKS_REQUIRED, day))


def answers_of(application_id: int, day: date) -> dict[int, list[Checked]]:
    """Return the last answer to each listed or required check, by borrower."""
    wanted = {*listed_on(day), *required_on(day)}
    last: dict[tuple[int, CheckKind], Checked] = {}
    query = select(EligibilityCheck).where(EligibilityCheck.application_id == application_id)
    for row in db.session.scalars(query.order_by(EligibilityCheck.id)):
        last[row.person_id, row.kind] = Checked(row.kind, row.answer, row.source, row.checked_on, row.note)
    return {
        person_id: [last.get((person_id, kind), Checked(kind)) for kind in CheckKind if kind in wanted]
        for person_id in queries.share_holders(application_id)
    }


def open_of(application_id: int, day: date) -> list[str]:
    """Name each borrower with the checks that must be answered and are not."""
    names = queries.share_holders(application_id)
    return open_words(names, answers_of(application_id, day), required_on(day))
