"""Asking which old arrears hold a person back, and which settlements a fresh iDeb should prove by now."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from core.db import db
from core.errors import NotFound
from core.policy.queries import value_on
from scoring.screening.holds.models import DebtHold
from scoring.screening.models import DebtFinding
from scoring.screening.terms import HOLD_CLASSES

WITH_FINDING = joinedload(DebtHold.finding).joinedload(DebtFinding.file)


def open_holds(person_id: int) -> list[DebtHold]:
    """Return the old arrears that hold a person back, with their findings, the oldest first."""
    return list(db.session.scalars(_holds(person_id).where(DebtHold.lifted_at.is_(None)).order_by(DebtHold.id)))


def holds_of(person_id: int) -> list[DebtHold]:
    """Return every hold a person has or had, with their findings, the newest first."""
    return list(db.session.scalars(_holds(person_id).order_by(DebtHold.id.desc())))


def latest_by_finding(person_id: int) -> dict[int, DebtHold]:
    """Return the newest hold of each finding of a person."""
    return {row.finding_id: row for row in reversed(holds_of(person_id))}


def hold(hold_id: int) -> DebtHold:
    """Return a hold with its finding.

    :raises NotFound: when there is none
    """
    query = select(DebtHold).where(DebtHold.id == hold_id).options(WITH_FINDING)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound("Tunggakan lama ini tidak ditemukan. Muat ulang halaman pemeriksaan.")
    return found


def latest_of_finding(finding_id: int) -> DebtHold | None:
    """Return the newest hold that stands on a finding, or None."""
    query = select(DebtHold).where(DebtHold.finding_id == finding_id).order_by(DebtHold.id.desc()).limit(1)
    return db.session.scalar(query)


def rechecks_due(today: date) -> list[DebtHold]:
    """Return the holds lifted by a letter for which a fresh iDeb is due, with their findings, the longest due first."""
    query = (
        select(DebtHold)
        .where(DebtHold.recheck_on <= today, DebtHold.rechecked_on.is_(None), DebtHold.lifted_at.is_not(None))
        .options(WITH_FINDING)
    )
    return list(db.session.scalars(query.order_by(DebtHold.recheck_on, DebtHold.id)))


def hold_classes(day: date) -> Mapping[str, bool]:
    """Return which SLIK classes hold a person back on a day."""
    classes: Mapping[str, bool] = value_on(HOLD_CLASSES, day)
    return classes


def _holds(person_id: int) -> Select[DebtHold]:
    return select(DebtHold).where(DebtHold.person_id == person_id).options(WITH_FINDING)
