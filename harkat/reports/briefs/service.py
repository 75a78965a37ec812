"""Writing briefs and issuing them; what is issued does not change any more."""

from datetime import date, datetime

from sqlalchemy import CursorResult, update

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import format_date
from core.db import db
from core.errors import Conflict, RuleBroken
from harkat.reports.briefs import queries
from harkat.reports.briefs.content import digest_of, move_opening, number_of, pack, usual_opening
from harkat.reports.briefs.deciding import may_be_named
from harkat.reports.briefs.kinds import BriefState
from harkat.reports.briefs.models import MayorBrief
from harkat.reports.briefs.schemas import BriefDraft

WRITERS = (Role.ECONOMICS, Role.HEAD)


def start(*, actor: Actor, now: datetime, today: date) -> MayorBrief:
    """Begin a brief on today's figures, with the heaviest reasons and the decisions that answer them."""
    actor.require(*WRITERS, deed="menulis Lembar Wali Kota")
    row = MayorBrief(
        state=BriefState.DRAFT,
        day=today,
        opening=usual_opening(today),
        reasons=[[reason.value, ""] for reason in queries.heaviest_reasons(today)],
        decisions=[proposed.words for proposed in queries.proposed_decisions(today, today=today)],
        created_at=now,
        created_by_name=actor.name,
    )
    db.session.add(row)
    db.session.flush()
    _record(row, "reports.start_brief", "Konsep Lembar Wali Kota dibuat", actor, now)
    return row


def revise(row: MayorBrief, draft: BriefDraft, *, actor: Actor, now: datetime, today: date) -> MayorBrief:
    """Change the words of a draft; a day named in the opening sentence follows the brief's day.

    :raises Conflict: when it was issued
    :raises RuleBroken: for a day that has not come or lies before the brief before, a reason named twice or one that
        holds fewer than five persons
    """
    actor.require(*WRITERS, deed="menulis Lembar Wali Kota")
    _still_draft(row)
    _day_fits(draft.day, today)
    _reasons_fit(draft)
    row.opening = move_opening(draft.opening, old=row.day, new=draft.day)
    row.day = draft.day
    row.reasons, row.decisions, row.late_words = draft.reasons, draft.decisions, draft.late_words
    db.session.flush()
    _record(row, "reports.revise_brief", "Konsep Lembar Wali Kota diubah", actor, now)
    return row


def issue(row: MayorBrief, *, actor: Actor, now: datetime, today: date, seen: str | None = None) -> MayorBrief:
    """Give a draft its number and freeze every figure and word on it.

    :param seen: the fingerprint of what the writer looked at before saying yes; not compared when absent
    :raises Conflict: when it was issued before, or is another one than was looked at
    :raises RuleBroken: when its day lies before that of a brief issued in the meantime
    """
    actor.require(*WRITERS, deed="menerbitkan Lembar Wali Kota")
    taken: CursorResult[object] = db.session.execute(  # type: ignore[assignment]
        update(MayorBrief)
        .where(MayorBrief.id == row.id, MayorBrief.state == BriefState.DRAFT)
        .values(created_at=row.created_at)
        .execution_options(synchronize_session=False)
    )
    if not taken.rowcount:
        db.session.refresh(row)
    _still_draft(row)
    _day_fits(row.day, today)
    packed = pack(queries.content_of(row, today=today))
    if seen is not None and seen != digest_of(packed):
        raise Conflict("Isi lembar berubah sejak diperiksa, atau belum diperiksa. Periksa lagi, lalu terbitkan.")
    sequence = queries.last_sequence(today.year) + 1
    row.content, row.digest = packed, digest_of(packed)
    row.year, row.sequence = today.year, sequence
    row.number = number_of(today.year, sequence)
    row.state, row.issued_at, row.issued_by_id, row.issued_by_name = BriefState.ISSUED, now, actor.id, actor.name
    db.session.flush()
    _record(row, "reports.issue_brief", f"Lembar Wali Kota {row.number} diterbitkan", actor, now)
    return row


def discard(row: MayorBrief, *, actor: Actor, now: datetime) -> None:
    """Throw a draft away.

    :raises Conflict: when it was issued
    """
    actor.require(*WRITERS, deed="membuang konsep Lembar Wali Kota")
    _still_draft(row)
    _record(row, "reports.discard_brief", "Konsep Lembar Wali Kota dibuang", actor, now)
    db.session.delete(row)
    db.session.flush()


def _still_draft(row: MayorBrief) -> None:
    if row.state is not BriefState.DRAFT:
        raise Conflict(
            f"Lembar ini sudah terbit sebagai {row.number} dan tidak berubah lagi. Buat lembar baru untuk koreksi."
        )


def _day_fits(day: date, today: date) -> None:
    if day > today:
        raise RuleBroken("Tanggal ini belum tiba. Pilih hari ini atau sebelumnya.", field="day")
    earliest = queries.earliest_day()
    if earliest is not None and day < earliest[0]:
        first, why = earliest
        raise RuleBroken(f"Tanggal ini terlalu awal: {why}. Pilih {format_date(first)} atau sesudahnya.", field="day")


def _reasons_fit(draft: BriefDraft) -> None:
    counts, named = queries.counts_on(draft.day), set()
    for place, (reason, words) in enumerate(draft.pairs, start=1):
        field = f"reason{place}"
        if reason is None:
            if words:
                raise RuleBroken("Pilih alasannya, atau kosongkan keterangannya.", field=field)
            continue
        if reason in named:
            raise RuleBroken("Satu alasan dipilih dua kali. Pilih alasan yang berbeda.", field=field)
        if not may_be_named(counts.get(reason)):
            raise RuleBroken(
                "Pada tanggal itu alasan ini menahan kurang dari 5 orang, atau hitungannya ditutup. Pilih yang lain "
                "atau kosongkan.",
                field=field,
            )
        named.add(reason)


def _record(row: MayorBrief, deed: str, summary: str, actor: Actor, now: datetime) -> None:
    after = {"day": row.day, "number": row.number, "digest": row.digest, "decisions": row.decisions}
    audit.record(deed, actor=actor, now=now, subject="mayor_brief", subject_id=row.id, summary=summary, after=after)
