"""Asking whose score the file for the bank may show."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from core.dates import day_of
from core.db import db
from core.policy.queries import value_on
from harkat.applications import queries
from harkat.applications.models import Application
from harkat.applications.score_consents.models import ScoreConsent
from harkat.applications.score_consents.terms import SCORE_IN_DOSSIER
from harkat.readiness import queries as readiness


@dataclass(frozen=True)
class ShownScore:
    """A score that its owner allows the bank to see, and the day it is of."""

    name: str
    score: int
    on: date


def is_asked_on(day: date) -> bool:
    """Tell whether the rule of a day lets scores into the file for the bank."""
    return bool(value_on(SCORE_IN_DOSSIER, day))


def answers_of(application_id: int) -> dict[int, ScoreConsent]:
    """Return each borrower's newest answer, by person."""
    query = select(ScoreConsent).where(ScoreConsent.application_id == application_id).order_by(ScoreConsent.id)
    return {row.person_id: row for row in db.session.scalars(query)}


def scores_for_bank(application: Application, day: date) -> list[ShownScore]:
    """Return the scores the file may show: by the rule of the day, and only of those who allow it."""
    if not is_asked_on(day):
        return []
    allowed = {key for key, row in answers_of(application.id).items() if row.is_given}
    found = readiness.latest_of(allowed)
    names = queries.share_holders(application.id)
    return [
        ShownScore(name, row.score, day_of(row.assessed_at))
        for key, name in names.items()
        if (row := found.get(key)) is not None and row.score is not None
    ]
