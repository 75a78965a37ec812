"""Finding competence certificates, and those that end soon."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased, contains_eager

from balikat.training.competences.models import CompetenceCertificate
from balikat.training.competences.terms import REMIND_DAYS
from core.db import db
from core.people.models import Person
from core.policy.queries import whole_on
from core.web.listing import contains

ENDING = "berakhir"


def competences_of(person_id: int) -> list[CompetenceCertificate]:
    """Return a person's competence certificates, the one that holds longest first."""
    query = select(CompetenceCertificate).where(CompetenceCertificate.person_id == person_id)
    return list(db.session.scalars(query.order_by(CompetenceCertificate.expires_on.desc())))


def list_competences(words: str, *, state: str, today: date) -> Select[CompetenceCertificate]:
    """Return the query of the list, persons loaded.

    :param state: ``berakhir`` to keep those that end soon or have ended without a newer one
    """
    query = (
        select(CompetenceCertificate)
        .join(CompetenceCertificate.person)
        .options(contains_eager(CompetenceCertificate.person))
    )
    for word in words.split():
        query = query.where(
            contains(CompetenceCertificate.number, word)
            | contains(CompetenceCertificate.scheme, word)
            | contains(Person.name, word)
        )
    return _ending(query, today) if state == ENDING else query


def count_ending(today: date) -> int:
    """Count the certificates that end soon or have ended without a newer one."""
    query = _ending(select(CompetenceCertificate.id), today).subquery()
    return db.session.scalar(select(func.count()).select_from(query)) or 0


def _ending(query: Any, today: date) -> Any:
    newer = aliased(CompetenceCertificate)
    renewed = select(newer.id).where(
        newer.person_id == CompetenceCertificate.person_id,
        newer.scheme == CompetenceCertificate.scheme,
        newer.expires_on > CompetenceCertificate.expires_on,
    )
    soon = today + timedelta(days=whole_on(REMIND_DAYS, today))
    return query.where(CompetenceCertificate.expires_on <= soon, ~renewed.exists())
