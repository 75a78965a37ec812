"""Asking which scorecards there were, are and are being written, and over whom one can be compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from core.db import db
from core.errors import NotFound
from core.policy import queries as policy
from core.policy.definitions import definition_of
from harkat.readiness.kinds import CardState
from harkat.readiness.models import ReadinessAssessment, ScorecardDraft
from harkat.readiness.packing import unpack_facts
from scoring.facts import Facts
from scoring.first_scorecard import SCORECARD_KEY
from scoring.passable import check_scorecard
from scoring.scorecard import Scorecard

MOST_COMPARED = 5_000


@dataclass(frozen=True)
class CardInForce:
    """A scorecard that counts, counted, or will count, and from when to when (None: without an end)."""

    version: str
    table: dict[str, Any]
    valid_from: date
    valid_to: date | None
    source: str


def draft(draft_id: int) -> ScorecardDraft:
    """Return a draft.

    :raises NotFound: when there is none
    """
    found = db.session.get(ScorecardDraft, draft_id)
    if found is None:
        raise NotFound("Rancangan tabel penilaian ini tidak ditemukan.")
    return found


def drafts() -> list[ScorecardDraft]:
    """Return every draft, the newest first."""
    return list(db.session.scalars(select(ScorecardDraft).order_by(ScorecardDraft.id.desc())))


def waiting() -> list[ScorecardDraft]:
    """Return the drafts that wait for a second person, the oldest first."""
    query = select(ScorecardDraft).where(ScorecardDraft.state == CardState.WAITING).order_by(ScorecardDraft.id)
    return list(db.session.scalars(query))


def cards() -> list[CardInForce]:
    """Return every scorecard with its time, the newest first."""
    rows = [
        CardInForce(str(row.value["version"]), row.value, row.valid_from, row.valid_to, row.source)
        for row in policy.history(SCORECARD_KEY)
    ]
    first = definition_of(SCORECARD_KEY)
    if not rows:
        rows.append(CardInForce(first.default["version"], first.default, first.valid_from, None, first.source))
    return rows


def table_on(day: date) -> dict[str, Any]:
    """Return the table in force on a day."""
    table: dict[str, Any] = policy.value_on(SCORECARD_KEY, day)
    return table


def table_of_version(version: str) -> dict[str, Any] | None:
    """Return the table that once bore a version, or None when it was never in force."""
    return known_tables().get(version)


def known_tables() -> dict[str, dict[str, Any]]:
    """Return every table that was confirmed or in force, by its version, the first one included."""
    first: dict[str, Any] = definition_of(SCORECARD_KEY).default
    tables = {str(first["version"]): first}
    query = select(ScorecardDraft).where(ScorecardDraft.state == CardState.CONFIRMED).order_by(ScorecardDraft.id)
    tables |= {row.version: row.table for row in db.session.scalars(query)}
    return tables | {card.version: card.table for card in reversed(cards())}


def card_of_version(version: str) -> Scorecard | None:
    """Return the scorecard of a version, or None when it is not known any more."""
    table = table_of_version(version)
    return None if table is None else check_scorecard(table)


def applicants() -> Iterator[tuple[int, Facts, date]]:
    """Yield the persons assessed last with the facts and the day of that assessment, at most five thousand.

    Each is looked at from that day, so that only the card makes a difference and not that facts grew old since.
    """
    newest = select(func.max(ReadinessAssessment.id)).group_by(ReadinessAssessment.person_id)
    query = (
        select(ReadinessAssessment.person_id, ReadinessAssessment.facts, ReadinessAssessment.assessed_on)
        .where(ReadinessAssessment.id.in_(newest))
        .order_by(ReadinessAssessment.id.desc())
        .limit(MOST_COMPARED)
    )
    for person_id, packed, on in db.session.execute(query):
        yield person_id, unpack_facts(packed), on
