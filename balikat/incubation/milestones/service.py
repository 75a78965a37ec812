"""Setting milestones, keeping their evidence, and accepting them."""

from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select

from balikat.incubation import queries, terms
from balikat.incubation.cash_book.months import count_bookkeeping
from balikat.incubation.drafts import MilestoneDraft, Picture
from balikat.incubation.milestones import queries as milestone_queries
from balikat.incubation.milestones.kinds import WITHOUT_FILE, MilestoneKind, MilestoneState
from balikat.incubation.models import Milestone, MilestoneEvidence, Tenant
from balikat.incubation.stages import TenantState
from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.db import db
from core.errors import Conflict, NotAllowed, RuleBroken
from core.policy.queries import whole_on

FILES_AT_MOST = 6
KEEPERS = (Role.OFFICER, Role.MENTOR)


class WithoutEvidence(RuleBroken):
    """A milestone that cannot be accepted yet."""


def add(tenant: Tenant, draft: MilestoneDraft, *, actor: Actor, now: datetime, today: date) -> Milestone:
    """Set a tenant another milestone.

    :raises RuleBroken: when it would be due before today
    """
    actor.require(*KEEPERS, deed="menambah capaian")
    _check_running(tenant)
    if draft.due_on < today:
        raise RuleBroken("Tenggat harus hari ini atau sesudahnya.", field="due_on")
    milestone = Milestone(
        tenant_id=tenant.id,
        kind=MilestoneKind.OTHER,
        title=draft.title,
        owner=draft.owner,
        due_on=draft.due_on,
        state=MilestoneState.OPEN,
    )
    db.session.add(milestone)
    db.session.flush()
    _record("add_milestone", milestone, f"Menambah capaian {tenant.number}", actor, now, {"due_on": draft.due_on})
    return milestone


def change_due(milestone: Milestone, due_on: date, *, actor: Actor, now: datetime, today: date) -> Milestone:
    """Give an open milestone another due date.

    :raises RuleBroken: for a day that has passed
    """
    actor.require(*KEEPERS, deed="mengubah tenggat capaian")
    _check_open(milestone)
    if due_on < today:
        raise RuleBroken("Tenggat baru harus hari ini atau sesudahnya.", field="due_on")
    before, milestone.due_on = {"due_on": milestone.due_on}, due_on
    _record("change_due", milestone, "Mengubah tenggat capaian", actor, now, {"due_on": due_on}, before)
    return milestone


def add_evidence(milestone: Milestone, file: Picture, *, actor: Actor, now: datetime) -> MilestoneEvidence:
    """Keep a checked photo or PDF with a milestone; the same file again is the same evidence.

    :raises RuleBroken: when the milestone needs none, or has enough files
    """
    actor.require(*KEEPERS, deed="menambah bukti capaian")
    _check_running(milestone.tenant)
    if milestone.kind is MilestoneKind.FINANCIAL_COMMITMENT:
        raise RuleBroken("Komitmen keuangan tidak memakai bukti di sini; petugas pemeriksaan yang menetapkan.")
    digest = sha256(file.content).hexdigest()
    known = milestone_queries.evidence_of(milestone.id)
    same = next((row for row in known if row.sha256 == digest), None)
    if same is not None:
        return same
    if len(known) >= FILES_AT_MOST:
        raise RuleBroken(f"Paling banyak {FILES_AT_MOST} berkas untuk satu capaian.", field="file")
    row = MilestoneEvidence(
        milestone_id=milestone.id,
        media_type=file.media_type,
        content=file.content,
        size=len(file.content),
        sha256=digest,
        added_at=now,
        added_by_name=actor.name,
    )
    db.session.add(row)
    db.session.flush()
    _record("add_evidence", milestone, "Menambah bukti capaian", actor, now, {"media_type": row.media_type})
    return row


def accept(milestone: Milestone, *, note: str | None, actor: Actor, now: datetime, today: date) -> Milestone:
    """Accept a milestone as reached: the mentor, except the financial commitment, which is the officer's.

    :raises NotAllowed: for the wrong role
    :raises WithoutEvidence: while no evidence was handed in, or the cash book has too few months
    """
    if milestone.kind is MilestoneKind.FINANCIAL_COMMITMENT:
        if actor.role is not Role.OFFICER:
            raise NotAllowed("Komitmen keuangan hanya ditetapkan petugas pemeriksaan.")
        note = None  # no word of debts is kept here
    else:
        actor.require(Role.MENTOR, deed="menerima capaian")
    _check_open(milestone)
    _check_evidence(milestone, today)
    milestone.state, milestone.accepted_on, milestone.note = MilestoneState.ACCEPTED, today, note
    milestone.accepted_by_name = actor.name
    _record("accept", milestone, "Menerima capaian", actor, now, {"state": milestone.state})
    return milestone


def reopen(milestone: Milestone, *, actor: Actor, now: datetime) -> Milestone:
    """Take an acceptance back, by whoever may accept."""
    commitment = milestone.kind is MilestoneKind.FINANCIAL_COMMITMENT
    actor.require(Role.OFFICER if commitment else Role.MENTOR, deed="membuka lagi capaian ini")
    _check_running(milestone.tenant)
    if milestone.state is MilestoneState.OPEN:
        raise Conflict("Capaian ini memang belum diterima. Muat ulang halaman.")
    milestone.state, milestone.accepted_on, milestone.accepted_by_name = MilestoneState.OPEN, None, None
    _record("reopen", milestone, "Membuka lagi capaian", actor, now, {"state": milestone.state})
    return milestone


def _check_evidence(milestone: Milestone, today: date) -> None:
    if milestone.kind is MilestoneKind.BOOKKEEPING:
        wanted = whole_on(terms.BOOKKEEPING_MONTHS, today)
        book = count_bookkeeping(queries.book_of([milestone.tenant_id], today), on=today)
        months = book.months if book else 0
        if months < wanted:
            raise WithoutEvidence(
                f"Buku kas baru lengkap {months} bulan berturut-turut, perlu {wanted}. Isi minggu yang kosong dulu."
            )
    if milestone.kind in WITHOUT_FILE:
        return
    files = select(func.count(MilestoneEvidence.id)).where(MilestoneEvidence.milestone_id == milestone.id)
    if not db.session.scalar(files):
        raise WithoutEvidence("Belum ada bukti. Unggah foto atau PDF-nya dulu, lalu terima.")


def _check_running(tenant: Tenant) -> None:
    if tenant.state is not TenantState.ACTIVE:
        raise Conflict(f"Binaan {tenant.number} sudah {tenant.state.label.lower()}, jadi capaiannya tidak diubah.")


def _check_open(milestone: Milestone) -> None:
    _check_running(milestone.tenant)
    if milestone.state is not MilestoneState.OPEN:
        raise Conflict("Capaian ini sudah diterima. Muat ulang halaman.")


def _record(
    deed: str, milestone: Milestone, summary: str, actor: Actor, now: datetime, after: Any, before: Any = None
) -> None:
    audit.record(
        f"incubation.{deed}",
        actor=actor,
        now=now,
        subject="milestone",
        subject_id=milestone.id,
        summary=f"{summary}: {milestone.label}",
        before=before,
        after=after,
    )
