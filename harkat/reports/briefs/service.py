"""Writing briefs and issuing them; what is issued does not change any more."""

from datetime import date, datetime

from sqlalchemy import CursorResult, update

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import format_date
from core.db import db
from core.errors import Conflict, RuleBroken
from harkat.reports.briefs import queries
from harkat.reports.briefs.content import digest_of, pack
from harkat.reports.briefs.kinds import BriefState
from harkat.reports.briefs.models import MayorBrief
from harkat.reports.briefs.schemas import BriefDraft

WRITERS = (Role.ECONOMICS, Role.HEAD)
DECISIONS = (
    "Menyetujui kelas BALIKAT tambahan bagi yang belum ikut pelatihan.",
    "Meminta bank mitra memutuskan permohonan yang sudah lewat sasaran hari kerja.",
    "Menugaskan camat dan lurah membantu warga melengkapi berkas.",
)


def start(*, actor: Actor, now: datetime, today: date) -> MayorBrief:
    """Begin a brief on today's figures, with the heaviest reasons and usual decisions to edit."""
    actor.require(*WRITERS, deed="menulis Lembar Wali Kota")
    row = MayorBrief(
        state=BriefState.DRAFT,
        day=today,
        opening=f"Keadaan dana BANK HARKAT per {format_date(today)}.",
        reasons=[[reason.value, ""] for reason in queries.heaviest_reasons(today)],
        decisions=list(DECISIONS),
        created_at=now,
        created_by_name=actor.name,
    )
    db.session.add(row)
    db.session.flush()
    _record(row, "reports.start_brief", "Konsep Lembar Wali Kota dibuat", actor, now)
    return row


def revise(row: MayorBrief, draft: BriefDraft, *, actor: Actor, now: datetime, today: date) -> MayorBrief:
    """Change the words of a draft.

    :raises Conflict: when it was issued
    :raises RuleBroken: for a day that has not come, or a reason named twice
    """
    actor.require(*WRITERS, deed="menulis Lembar Wali Kota")
    _still_draft(row)
    if draft.day > today:
        raise RuleBroken("Tanggal ini belum tiba. Pilih hari ini atau sebelumnya.", field="day")
    if len({value for value, _ in draft.reasons}) < len(draft.reasons):
        raise RuleBroken("Satu alasan dipilih dua kali. Pilih tiga alasan yang berbeda.", field="reason3")
    row.day, row.opening = draft.day, draft.opening
    row.reasons, row.decisions, row.late_words = draft.reasons, draft.decisions, draft.late_words
    db.session.flush()
    _record(row, "reports.revise_brief", "Konsep Lembar Wali Kota diubah", actor, now)
    return row


def issue(row: MayorBrief, *, actor: Actor, now: datetime, today: date) -> MayorBrief:
    """Give a draft its number and freeze every figure and word on it.

    :raises Conflict: when it was issued before
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
    packed = pack(queries.content_of(row, today=today))
    sequence = queries.last_sequence(today.year) + 1
    row.content, row.digest = packed, digest_of(packed)
    row.year, row.sequence = today.year, sequence
    row.number = f"LW-{row.year}-{row.sequence:03}"
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


def _record(row: MayorBrief, deed: str, summary: str, actor: Actor, now: datetime) -> None:
    after = {"day": row.day, "number": row.number, "digest": row.digest, "decisions": row.decisions}
    audit.record(deed, actor=actor, now=now, subject="mayor_brief", subject_id=row.id, summary=summary, after=after)
