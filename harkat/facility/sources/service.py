"""Taking documents into the register and letting figures rest on them."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import insert, literal, select

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import day_of
from core.db import Moment, count_rows, db
from core.errors import Conflict, RuleBroken
from harkat.facility.models import CeilingFact, FacilityTransfer, PartnerBank
from harkat.facility.sources import queries
from harkat.facility.sources.models import SourceDocument, SourceLink
from harkat.facility.sources.schemas import SourceDraft, SpanWish
from harkat.facility.sourcing import SourceKind

WRITERS = (Role.ECONOMICS, Role.HEAD, Role.ADMIN, Role.SYSTEM)


def register(
    draft: SourceDraft, *, scan: bytes | None = None, media_type: str | None = None, actor: Actor, now: datetime
) -> SourceDocument:
    """Take a document into the register.

    :raises Conflict: when the same number of the same day and issuer is there already
    :raises RuleBroken: for a day that has not come
    """
    actor.require(*WRITERS, deed="mencatat dokumen sumber")
    if draft.dated_on > day_of(now):
        raise RuleBroken("Tanggal dokumen belum terjadi. Periksa tanggalnya.", field="dated_on")
    known = _known(draft.number, draft.dated_on, draft.issuer)
    if known is not None:
        raise Conflict(f"Dokumen {queries.title_of(known)} sudah ada di daftar. Buka dokumen itu.", field="number")
    return _keep(
        draft.kind, draft.number, draft.dated_on, draft.issuer, draft.subject, scan, media_type, actor=actor, now=now
    )


def keep_letter(
    *,
    number: str,
    dated_on: date,
    issuer: str | None,
    subject: str,
    scan: bytes | None,
    media_type: str | None,
    fact: CeilingFact | None = None,
    transfer: FacilityTransfer | None = None,
    actor: Actor,
    now: datetime,
) -> SourceDocument:
    """Keep the letter a confirmed proposal rests on and let what it changed point to it; one letter is one document."""
    row = _known(number, dated_on, issuer) or _keep(
        SourceKind.BANK_LETTER if issuer else SourceKind.DECREE,
        number, dated_on, issuer, subject, scan, media_type, actor=actor, now=now,
    )  # fmt: skip
    if fact is not None:
        _link_fact(row, fact.id, actor=actor, now=now)
    if transfer is not None and not queries.of_transfers([transfer.id]):
        db.session.add(SourceLink(source_id=row.id, transfer_id=transfer.id, linked_at=now, linked_by_name=actor.name))
        db.session.flush()
    return row


def link_ceiling(row: SourceDocument, ceiling_fact_id: int, *, actor: Actor, now: datetime) -> None:
    """Let a size of the fund rest on a document; the one before stays in the audit trail.

    :raises RuleBroken: when there is no such size
    """
    actor.require(*WRITERS, deed="menautkan dokumen sumber")
    if db.session.get(CeilingFact, ceiling_fact_id) is None:
        raise RuleBroken("Besar dana ini tidak ada. Pilih dari daftar.", field="ceiling_fact_id")
    before = queries.link_of_ceiling(ceiling_fact_id)
    known = None if before is None else before.source_id
    _link_fact(row, ceiling_fact_id, actor=actor, now=now)
    _record(
        row, "facility.link_source", "Besar dana ditautkan ke dokumen sumber", actor, now,
        before={"source_id": known}, after={"ceiling_fact_id": ceiling_fact_id, "source_id": row.id},
    )  # fmt: skip


def link_span(row: SourceDocument, wish: SpanWish, *, actor: Actor, now: datetime) -> int:
    """Let a bank's ledger entries of some days that name no document yet rest on this one; return how many.

    :raises RuleBroken: for a bank that is none, days the wrong way round, or when no entry is left
    """
    actor.require(*WRITERS, deed="menautkan dokumen sumber")
    if db.session.get(PartnerBank, wish.bank_id) is None:
        raise RuleBroken("Bank ini tidak ada. Pilih dari daftar.", field="bank_id")
    if wish.last_on < wish.first_on:
        raise RuleBroken("Tanggal terakhir mendahului tanggal pertama. Periksa keduanya.", field="last_on")
    entry = FacilityTransfer
    has_none = ~select(SourceLink.id).where(SourceLink.transfer_id == entry.id).exists()
    wanted = select(literal(row.id), entry.id, literal(now, Moment()), literal(actor.name)).where(
        entry.bank_id == wish.bank_id, entry.occurred_on.between(wish.first_on, wish.last_on), has_none
    )
    count = count_rows(wanted)
    if not count:
        raise RuleBroken("Tidak ada transaksi tanpa dokumen pada bank dan tanggal ini. Periksa tanggalnya.")
    columns = ["source_id", "transfer_id", "linked_at", "linked_by_name"]
    db.session.execute(insert(SourceLink).from_select(columns, wanted))
    _record(
        row, "facility.link_source", f"{count} transaksi ditautkan ke dokumen sumber", actor, now,
        after={"bank_id": wish.bank_id, "first_on": wish.first_on, "last_on": wish.last_on, "count": count},
    )  # fmt: skip
    return count


def link_chosen(row: SourceDocument, keys: Collection[int], *, actor: Actor, now: datetime) -> int:
    """Let ledger entries ticked one by one rest on a document; return how many, those that had one left out.

    :raises RuleBroken: when none was ticked, or each has a document by now
    """
    actor.require(*WRITERS, deed="menautkan dokumen sumber")
    has_none = ~select(SourceLink.id).where(SourceLink.transfer_id == FacilityTransfer.id).exists()
    query = select(FacilityTransfer.id).where(FacilityTransfer.id.in_(keys), has_none).order_by(FacilityTransfer.id)
    wanted = list(db.session.scalars(query))
    if not wanted:
        raise RuleBroken("Belum ada transaksi yang dipilih, atau semuanya sudah punya dokumen. Beri centang lagi.")
    for key in wanted:
        db.session.add(SourceLink(source_id=row.id, transfer_id=key, linked_at=now, linked_by_name=actor.name))
    db.session.flush()
    _record(
        row, "facility.link_source", f"{len(wanted)} transaksi ditautkan ke dokumen sumber", actor, now,
        after={"transfers": wanted, "count": len(wanted)},
    )  # fmt: skip
    return len(wanted)


def note_opening(row: SourceDocument, *, actor: Actor, now: datetime) -> None:
    """Write down who took a scan out."""
    _record(row, "facility.open_source", "Pindaian dokumen sumber diunduh", actor, now)


def _known(number: str, dated_on: date, issuer: str | None) -> SourceDocument | None:
    same = SourceDocument.issuer.is_(None) if issuer is None else SourceDocument.issuer == issuer
    return db.session.scalar(
        select(SourceDocument).where(SourceDocument.number == number, SourceDocument.dated_on == dated_on, same)
    )


def _keep(
    kind: SourceKind,
    number: str,
    dated_on: date,
    issuer: str | None,
    subject: str,
    scan: bytes | None,
    media_type: str | None,
    *,
    actor: Actor,
    now: datetime,
) -> SourceDocument:
    row = SourceDocument(
        kind=kind, number=number, dated_on=dated_on, issuer=issuer, subject=subject[:300], scan=scan,
        media_type=media_type, recorded_at=now, recorded_by_id=actor.id, recorded_by_name=actor.name,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    _record(
        row, "facility.register_source", "Dokumen sumber dicatat", actor, now,
        after={"number": number, "dated_on": dated_on, "issuer": issuer, "has_scan": scan is not None},
    )  # fmt: skip
    return row


def _link_fact(row: SourceDocument, ceiling_fact_id: int, *, actor: Actor, now: datetime) -> None:
    link = queries.link_of_ceiling(ceiling_fact_id) or SourceLink(ceiling_fact_id=ceiling_fact_id)
    link.source_id, link.linked_at, link.linked_by_name = row.id, now, actor.name
    db.session.add(link)
    db.session.flush()


def _record(
    row: SourceDocument,
    deed: str,
    summary: str,
    actor: Actor,
    now: datetime,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    audit.record(
        deed, actor=actor, now=now, subject="source_document", subject_id=row.id, summary=summary,
        before=before, after=after,
    )  # fmt: skip
