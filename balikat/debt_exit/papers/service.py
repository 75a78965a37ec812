"""Keeping papers that prove something, unreadable at rest, handing them out with a trace, destroying them in time."""

from datetime import date, datetime, timedelta
from hashlib import sha256

from sqlalchemy import select

from balikat.debt_exit import queries
from balikat.debt_exit.debts import CAN_SHOW, OF_THE_PLAN, SETTLING
from balikat.debt_exit.drafts import ProofDraft
from balikat.debt_exit.keeping.service import follow, not_ahead, record, require
from balikat.debt_exit.kinds import DebtClass, ProofKind, ProofShows
from balikat.debt_exit.models import DebtExitDebt, DebtExitPlan, DebtExitProof
from balikat.debt_exit.terms import KEEP_PROOFS_DAYS
from core.audit import service as audit
from core.auth.roles import Actor
from core.db import db
from core.errors import Conflict, NotFound, RuleBroken
from core.files.papers import paper_type_of
from core.policy.queries import whole_on


class KnownAlready(Conflict):
    """A paper that was brought, or cancelled, before."""


class WrongPaper(RuleBroken):
    """A paper that cannot show what it is said to show."""


def add_proof(
    plan: DebtExitPlan, draft: ProofDraft, content: bytes, *, actor: Actor, now: datetime, today: date
) -> DebtExitProof:
    """Keep a paper, unreadable at rest, and let it prove what it can.

    :raises PaperRefused: when the file is neither photo nor PDF
    :raises WrongPaper: when this paper cannot show that of this debt
    :raises KnownAlready: when the same file was brought for the same thing
    """
    require(plan, actor, "mencatat bukti")
    not_ahead(draft.on, today, "on")
    debt = None if draft.debt_id is None else queries.debt_of(plan, draft.debt_id)
    _check_paper(draft, debt)
    media_type, digest = paper_type_of(content), sha256(content).hexdigest()
    for paper in queries.proofs_of(plan.id):
        same = paper.sha256 == digest and paper.debt_id == draft.debt_id and paper.shows is draft.shows
        if same and paper.cancelled_at is None:
            raise KnownAlready("Berkas yang sama sudah diunggah untuk hal ini. Pilih berkas lain.", field="file")
    row = DebtExitProof(
        plan_id=plan.id,
        debt_id=draft.debt_id,
        kind=draft.kind,
        shows=draft.shows,
        dated_on=draft.on,
        paper_number=draft.paper_number,
        note=draft.note,
        media_type=media_type,
        content=content,
        sha256=digest,
        uploaded_at=now,
        uploaded_by_id=actor.id,
    )
    db.session.add(row)
    follow(plan, actor=actor, now=now, today=today)
    record("debt_exit.proof", f"Mencatat bukti dalam rencana {plan.number}", plan, actor=actor, now=now,
           after={"proof_id": row.id, "kind": row.kind, "shows": row.shows, "dated_on": row.dated_on})  # fmt: skip
    return row


def _check_paper(draft: ProofDraft, debt: DebtExitDebt | None) -> None:
    if draft.shows not in CAN_SHOW[draft.kind]:
        allowed = " atau ".join(f"“{shows.label}”" for shows in ProofShows if shows in CAN_SHOW[draft.kind])
        raise WrongPaper(f"{draft.kind.label} hanya dapat menunjukkan {allowed}.", field="shows")
    if draft.kind in OF_THE_PLAN:
        if debt is not None:
            raise WrongPaper(f"{draft.kind.label} tentang orangnya; kosongkan pilihan utangnya.", field="debt_id")
        return
    if debt is None:
        raise WrongPaper("Pilih utang mana yang dibuktikan surat ini.", field="debt_id")
    if draft.shows is ProofShows.SETTLED and draft.kind not in SETTLING[debt.debt_class]:
        fitting = ", ".join(kind.label for kind in ProofKind if kind in SETTLING[debt.debt_class])
        raise WrongPaper(f"Untuk utang ini bukti lunasnya: {fitting}.", field="kind")
    named = (ProofShows.SETTLED, ProofShows.AGREED)
    if debt.debt_class is DebtClass.OLD_ARREARS and draft.shows in named and not draft.paper_number:
        raise WrongPaper("Tulis nomor suratnya (pada iDeb: nomor laporannya).", field="paper_number")


def cancel_proof(plan: DebtExitPlan, proof_id: int, reason: str, *, actor: Actor, now: datetime, today: date) -> None:
    """Cancel a paper that was taken for another; it stays readable and proves nothing more."""
    require(plan, actor, "membatalkan bukti", helpers=queries.WORKERS)
    row = proof_of(plan, proof_id)
    if row.cancelled_at is not None:
        raise KnownAlready("Bukti ini sudah dibatalkan. Muat ulang halaman.")
    row.cancelled_at, row.cancel_reason = now, reason
    follow(plan, actor=actor, now=now, today=today)
    record("debt_exit.cancel_proof", f"Membatalkan bukti dalam rencana {plan.number}", plan, actor=actor, now=now,
           after={"proof_id": row.id, "reason": reason})  # fmt: skip


def proof_of(plan: DebtExitPlan, proof_id: int) -> DebtExitProof:
    """Return one paper of a plan.

    :raises NotFound: when it is not in this plan
    """
    row = next((row for row in queries.proofs_of(plan.id) if row.id == proof_id), None)
    if row is None:
        raise NotFound("Bukti ini tidak ditemukan. Muat ulang halaman.")
    return row


def look_at_proof(plan: DebtExitPlan, proof_id: int, *, actor: Actor, now: datetime) -> DebtExitProof:
    """Return a paper with its picture and record the look.

    :raises NotFound: when its picture was destroyed
    """
    row = proof_of(plan, proof_id)
    if row.content is None:
        raise NotFound("Gambar bukti ini sudah dihapus karena masa simpannya habis.")
    record("debt_exit.view_proof", f"Melihat bukti dalam rencana {plan.number}", plan, actor=actor, now=now,
           after={"proof_id": row.id})  # fmt: skip
    return row


def destroy_old_proofs(*, today: date, now: datetime, actor: Actor) -> int:
    """Destroy the pictures of papers whose time is over; what they showed stays. Return how many."""
    oldest = now - timedelta(days=whole_on(KEEP_PROOFS_DAYS, today))
    query = select(DebtExitProof).where(DebtExitProof.content.is_not(None), DebtExitProof.uploaded_at < oldest)
    rows = list(db.session.scalars(query))
    for row in rows:
        row.content = None
    if rows:
        audit.record(
            "debt_exit.destroy_proofs", actor=actor, now=now, subject="debt_exit_proof", subject_id=None,
            summary=f"Gambar {len(rows)} bukti pembinaan dihapus karena masa simpannya habis",
            after={"proofs": [row.id for row in rows]},
        )  # fmt: skip
    return len(rows)
