"""Keeping, opening and destroying scans of papers."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import CursorResult, delete, select

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import JAKARTA
from core.db import db
from core.files.evidence import without_traces
from core.files.papers import paper_type_of
from core.people.kinds import PaperKind
from core.people.models import PaperScan, Person
from core.people.terms import KEEP_SCANS_DAYS
from core.policy.queries import whole_on


def keep_scan(person: Person, kind: PaperKind, content: bytes, *, actor: Actor, now: datetime) -> PaperScan:
    """Keep a photo or file of a paper, without the place it was made; the officer still has to look at it.

    It replaces the one before.

    :raises PaperRefused: when it is no photo or PDF, or too large
    :raises FileRefused: when the photo is not whole
    """
    actor.require(Role.OFFICER, Role.APPLICANT, deed="menyimpan foto berkas")
    media_type = paper_type_of(content)
    kept = without_traces(content, media_type)
    row = db.session.scalar(select(PaperScan).where(PaperScan.person_id == person.id, PaperScan.kind == kind))
    if row is None:
        row = PaperScan(person_id=person.id, kind=kind)
        db.session.add(row)
    row.content, row.media_type, row.size = kept, media_type, len(kept)
    row.uploaded_at, row.uploaded_by_id = now, actor.id
    db.session.flush()
    _trail("people.keep_scan", f"Menyimpan foto {kind.label}", row, person, actor=actor, now=now)
    return row


def note_opening(row: PaperScan, person: Person, *, actor: Actor, now: datetime) -> None:
    """Write down who opened a scan."""
    actor.require(Role.OFFICER, Role.HEAD, deed="membuka foto berkas")
    _trail("people.open_scan", f"Membuka foto {row.kind.label}", row, person, actor=actor, now=now)


def destroy_old_scans(*, today: date, now: datetime, actor: Actor) -> int:
    """Destroy the scans kept longer than the rule of the day allows; return how many."""
    until = datetime.combine(today - timedelta(days=whole_on(KEEP_SCANS_DAYS, today)), time(0), JAKARTA)
    answer: CursorResult[Any] = db.session.execute(  # type: ignore[assignment]
        delete(PaperScan).where(PaperScan.uploaded_at < until).execution_options(synchronize_session=False)
    )
    count = int(answer.rowcount)
    if count:
        audit.record(
            "people.destroy_scans",
            actor=actor,
            now=now,
            subject="paper_scan",
            subject_id=None,
            summary=f"Menghapus {count} foto berkas yang habis masa simpannya",
        )
    return count


def _trail(deed: str, words: str, row: PaperScan, person: Person, *, actor: Actor, now: datetime) -> None:
    audit.record(
        deed,
        actor=actor,
        now=now,
        subject="person",
        subject_id=person.id,
        summary=f"{words} {person.number}",
        after={"kind": row.kind, "size": row.size, "media_type": row.media_type},
    )
