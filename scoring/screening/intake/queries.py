"""Asking what was handed in and does not count yet."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from core.db import db
from core.errors import NotFound
from scoring.screening.intake.models import WaitingFile
from scoring.screening.origins import WaitingKind


def waiting_of(person_id: int) -> list[WaitingFile]:
    """Return what waits of a person, with who brought it in, the oldest first."""
    return list(db.session.scalars(_whole().where(WaitingFile.person_id == person_id).order_by(WaitingFile.id)))


def waiting_file(waiting_id: int, kind: WaitingKind) -> WaitingFile:
    """Return one that waits, with the spouse's consent and who brought it in.

    :raises NotFound: when it counts by now, or was given up
    """
    found = db.session.scalar(_whole().where(WaitingFile.id == waiting_id, WaitingFile.kind == kind))
    if found is None:
        raise NotFound("Berkas ini sudah selesai dibaca atau dibatalkan. Buka lagi halaman pemeriksaan orangnya.")
    return found


def count_typed(*, not_by: int | None) -> int:
    """Count the typed papers that wait for somebody other than who typed them."""
    query = select(func.count(WaitingFile.id)).where(*_to_compare(not_by))
    return db.session.scalar(query) or 0


def first_typed(*, not_by: int | None) -> WaitingFile | None:
    """Return the typed paper that waits longest for somebody other than who typed it, or None."""
    return db.session.scalar(select(WaitingFile).where(*_to_compare(not_by)).order_by(WaitingFile.id).limit(1))


def _to_compare(not_by: int | None) -> tuple[ColumnElement[bool], ...]:
    own = WaitingFile.made_by_id.is_distinct_from(not_by)
    return WaitingFile.kind == WaitingKind.TYPED_IDEB, WaitingFile.returned_note.is_(None), own


def left_over(before: datetime) -> list[int]:
    """Return the keys of what nobody finished since a moment."""
    return list(db.session.scalars(select(WaitingFile.id).where(WaitingFile.made_at < before)))


def _whole() -> Select[WaitingFile]:
    return select(WaitingFile).options(joinedload(WaitingFile.spouse_consent), joinedload(WaitingFile.made_by))
