"""Proposing a change of the facility, and deciding another person's proposal."""

from datetime import datetime

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import day_of, format_date
from core.db import db
from core.errors import Conflict, NotAllowed, RuleBroken
from core.money import format_rupiah
from harkat.facility import queries as facility
from harkat.facility.book.service import lock_all
from harkat.facility.ceilings.service import set_ceiling, set_fund
from harkat.facility.exceptions.service import admit, take_back_unnamed
from harkat.facility.models import CeilingFact, FacilityTransfer
from harkat.facility.proposals import queries
from harkat.facility.proposals.models import FacilityProposal
from harkat.facility.proposing import ProposalDraft, ProposalKind, ProposalState
from harkat.facility.sources import service as sources

DECIDERS = (Role.HEAD, Role.ECONOMICS)
PROPOSERS = (*DECIDERS, Role.ADMIN)


def propose(draft: ProposalDraft, *, actor: Actor, now: datetime) -> FacilityProposal:
    """Put a change before a second person; the same form sent twice is one proposal.

    :raises RuleBroken: when the change is none, or could not be carried out as things stand
    :raises Conflict: when another proposal for the same thing waits
    """
    actor.require(*PROPOSERS, deed="mengusulkan perubahan fasilitas")
    lock_all()
    known = queries.by_reference(draft.reference)
    if known is not None:
        return known
    before = queries.stands_now(draft.kind, bank_id=draft.bank_id, loan_id=draft.loan_id, transfer_id=draft.transfer_id)
    _check(draft, before, now)
    for other in queries.waiting():
        if _thing(other) == _thing(draft):
            raise Conflict("Sudah ada usulan untuk hal yang sama yang menunggu orang kedua. Putuskan itu dahulu.")
    row = FacilityProposal(
        kind=draft.kind,
        state=ProposalState.PROPOSED,
        bank_id=draft.bank_id,
        loan_id=draft.loan_id,
        transfer_id=draft.transfer_id,
        amount=draft.amount,
        before=before,
        reason=draft.reason,
        reference=draft.reference,
        document_number=draft.document.number,
        document_on=draft.document.dated_on,
        document_name=draft.document.name,
        document_type=draft.document.media_type,
        document=draft.document.content,
        proposed_at=now,
        proposed_by_id=actor.id,
        proposed_by_name=actor.name,
    )
    db.session.add(row)
    db.session.flush()
    _record(row, "facility.propose", f"Usulan {row.kind.label.lower()} dibuat", actor, now)
    return row


def confirm(row: FacilityProposal, *, note: str | None, actor: Actor, now: datetime) -> FacilityProposal:
    """Carry out another person's proposal.

    :raises NotAllowed: for the proposer
    :raises Conflict: when it was decided before
    """
    _begin(row, actor)
    letter = f"{row.document_number}, {format_date(row.document_on)}: {row.reason}"
    mark = f"usul-{row.id}"
    if row.kind is ProposalKind.FUND:
        fact = set_fund(row.amount, reported_on=row.document_on, source=letter, actor=actor, now=now)
        _keep_letter(row, fact=fact, actor=actor, now=now)
    elif row.kind is ProposalKind.CEILING:
        assert row.bank_id is not None
        bank = facility.bank(row.bank_id)
        moved = set_ceiling(bank, row.amount, reference=mark, source=letter, actor=actor, now=now)
        _keep_letter(row, issuer=bank.name, transfer=moved, actor=actor, now=now)
    elif row.transfer_id is not None:
        take_back_unnamed(facility.transfer(row.transfer_id), reason=letter, actor=actor, now=now)
    else:
        assert row.bank_id is not None
        assert row.loan_id is not None
        admit(
            bank_id=row.bank_id, loan_id=row.loan_id, amount=row.amount, reference=mark, reason=letter,
            actor=actor, now=now,
        )  # fmt: skip
    return _decide(row, ProposalState.CONFIRMED, note, actor, now)


def reject(row: FacilityProposal, *, note: str | None, actor: Actor, now: datetime) -> FacilityProposal:
    """Turn another person's proposal down, with a reason.

    :raises RuleBroken: without a reason
    """
    _begin(row, actor)
    if not note:
        raise RuleBroken("Isi alasan penolakan.", field="note")
    return _decide(row, ProposalState.REJECTED, note, actor, now)


def withdraw(row: FacilityProposal, *, actor: Actor, now: datetime) -> FacilityProposal:
    """Take one's own proposal back.

    :raises NotAllowed: for anyone but the proposer
    """
    lock_all()
    db.session.refresh(row)
    if row.proposed_by_id != actor.id:
        raise NotAllowed("Hanya pengusul yang dapat menarik usulannya.")
    _still_waiting(row)
    return _decide(row, ProposalState.WITHDRAWN, None, actor, now)


def _thing(row: FacilityProposal | ProposalDraft) -> tuple[ProposalKind, int | None, int | None, int | None]:
    """Return what a proposal is about; one at a time may wait for it."""
    return row.kind, row.bank_id, row.loan_id, row.transfer_id


def _keep_letter(
    row: FacilityProposal,
    *,
    issuer: str | None = None,
    fact: CeilingFact | None = None,
    transfer: FacilityTransfer | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Take the proposal's letter into the register of documents, with what it changed."""
    sources.keep_letter(
        number=row.document_number, dated_on=row.document_on, issuer=issuer, subject=row.reason, scan=row.document,
        media_type=row.document_type, fact=fact, transfer=transfer, actor=actor, now=now,
    )  # fmt: skip


def _begin(row: FacilityProposal, actor: Actor) -> None:
    actor.require(*DECIDERS, deed="memutuskan usulan fasilitas")
    lock_all()
    db.session.refresh(row)
    _still_waiting(row)
    if row.proposed_by_id == actor.id:
        raise NotAllowed(
            "Usulan sendiri harus diputuskan orang lain. Minta rekan pimpinan atau perekonomian membukanya."
        )


def _still_waiting(row: FacilityProposal) -> None:
    if row.state is not ProposalState.PROPOSED:
        raise Conflict(f"Usulan ini sudah {row.state.label.lower()}. Muat ulang halaman.")


def _check(draft: ProposalDraft, before: int, now: datetime) -> None:
    if draft.document.dated_on > day_of(now):
        raise RuleBroken("Tanggal surat belum terjadi. Periksa tanggalnya.", field="document_on")
    if draft.kind is ProposalKind.EXCEPTION:
        if not before or draft.amount != before:
            raise RuleBroken("Pengecualian ini sudah berubah atau selesai. Buka lagi daftar pengecualian.")
        return
    if draft.amount == before:
        raise RuleBroken(f"Jumlahnya sudah {format_rupiah(before)}, tidak ada yang diubah.", field="amount")
    used = facility.total_position().ceiling
    if draft.kind is ProposalKind.CEILING and draft.bank_id is not None:
        stands = facility.position(draft.bank_id)
        used = stands.ceiling - stands.available
    if draft.amount < used:
        what = "terpakai" if draft.kind is ProposalKind.CEILING else "menjadi plafon bank"
        raise RuleBroken(
            f"Tidak dapat di bawah {format_rupiah(used)} yang sudah {what}. Isi jumlah itu atau lebih.", field="amount"
        )


def _decide(
    row: FacilityProposal, state: ProposalState, note: str | None, actor: Actor, now: datetime
) -> FacilityProposal:
    row.state, row.decision_note = state, note
    row.decided_at, row.decided_by_id, row.decided_by_name = now, actor.id, actor.name
    db.session.flush()
    _record(
        row, f"facility.proposal_{state.value}", f"Usulan {row.kind.label.lower()}: {state.label.lower()}", actor, now
    )
    return row


def _record(row: FacilityProposal, deed: str, summary: str, actor: Actor, now: datetime) -> None:
    audit.record(
        deed,
        actor=actor,
        now=now,
        subject="facility_proposal",
        subject_id=row.id,
        summary=summary,
        before={"amount": row.before},
        after={"kind": row.kind, "amount": row.amount, "document": row.document_number, "note": row.decision_note},
    )
