"""Recording what a group collected, and tying it to the bank's posting; none of it changes a balance."""

from datetime import datetime

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import day_of
from core.db import db
from core.errors import Conflict, RuleBroken
from harkat.loans import queries as loans
from harkat.repayments import queries as repayments
from harkat.repayments.collection_terms import CollectionDraft
from harkat.repayments.collections import queries
from harkat.repayments.collections.models import CollectionLine, GroupCollection
from harkat.repayments.kinds import RepaymentKind
from harkat.repayments.members import check_fits, check_lines
from harkat.repayments.models import Repayment

RECORDERS = (Role.OFFICER, Role.MENTOR, Role.SYSTEM)


def collect(draft: CollectionDraft, *, actor: Actor, now: datetime) -> GroupCollection:
    """Record a list of who paid; it waits until the bank's posting is known. The same form twice is one list.

    :raises RuleBroken: for a list that cannot be, or a day ahead
    """
    actor.require(*RECORDERS, deed="mencatat setoran")
    loan = loans.lock(draft.loan_id)
    known = queries.by_reference(draft.reference)
    if known is not None:
        return known
    if not loan.disbursed_on <= draft.collected_on <= day_of(now):
        raise RuleBroken("Tanggal setoran harus antara pencairan dan hari ini.", field="collected_on")
    total = check_lines(draft.lines, (share.person_id for share in loans.shares_of(loan.id)))
    row = GroupCollection(
        loan_id=loan.id,
        reference=draft.reference,
        collected_on=draft.collected_on,
        total=total,
        slip=draft.slip,
        photo=draft.photo,
        photo_type=draft.photo_type,
        recorded_at=now,
        recorded_by_id=actor.id,
        recorded_by_name=actor.name,
    )
    db.session.add(row)
    db.session.flush()
    db.session.add_all(
        CollectionLine(collection_id=row.id, payer_id=line.payer, owner_id=line.owner, amount=line.amount)
        for line in draft.lines
    )
    _record("collect", row, f"Setoran dicatat pada pinjaman {loan.number}, belum dikonfirmasi bank", actor, now)
    same = [posting.repayment for posting in reversed(queries.postings(loan.id)) if posting.unlisted == total]
    after = next((posting for posting in same if posting.paid_on >= draft.collected_on), None)
    if after is not None:
        tie(row, after, actor=actor, now=now)
    return row


def tie(row: GroupCollection, posting: Repayment, *, actor: Actor, now: datetime) -> GroupCollection:
    """Say which posting of the bank a collection became part of.

    :raises RuleBroken: when the lists would sum to more than the posting, or it is another loan's
    :raises Conflict: when it is tied already
    """
    actor.require(*RECORDERS, Role.BANK, deed="mencocokkan setoran")
    loans.lock(row.loan_id)
    db.session.refresh(row)
    if row.repayment_id is not None or row.dropped_at is not None:
        raise Conflict("Setoran ini sudah dicocokkan atau dihapus. Muat ulang halaman.")
    taken_back = repayments.reversal_of(posting.id) is not None or posting.kind is RepaymentKind.REVERSAL
    if posting.loan_id != row.loan_id or taken_back:
        raise RuleBroken("Pilih pembayaran bank yang berlaku pada pinjaman ini.", field="repayment_id")
    check_fits(posting.amount, queries.listed_of(posting.id) + row.total)
    row.repayment_id = posting.id
    db.session.flush()
    _record("tie_collection", row, f"Setoran dicocokkan dengan pembayaran bank {posting.number}", actor, now)
    return row


def tie_to(posting: Repayment, *, actor: Actor, now: datetime) -> None:
    """Tie the oldest waiting collection that is exactly a new posting, if there is one."""
    for row in queries.unbanked(posting.loan_id):
        if row.total == posting.amount and row.collected_on <= posting.paid_on:
            tie(row, posting, actor=actor, now=now)
            break


def untie_all(posting: Repayment) -> None:
    """Let the collections of a posting that was taken back wait for the bank again."""
    for row in queries.collections_of(posting.loan_id):
        if row.repayment_id == posting.id:
            row.repayment_id = None
    db.session.flush()


def drop(row: GroupCollection, *, reason: str, actor: Actor, now: datetime) -> GroupCollection:
    """Take a wrong list away, with a reason; it stays readable in the trail.

    :raises Conflict: when the bank's posting bears it
    """
    actor.require(*RECORDERS, deed="menghapus setoran")
    loans.lock(row.loan_id)
    db.session.refresh(row)
    if row.repayment_id is not None or row.dropped_at is not None:
        raise Conflict("Setoran yang sudah masuk bank tidak dapat dihapus.")
    row.dropped_at, row.dropped_reason = now, reason[:200]
    db.session.flush()
    _record("drop_collection", row, "Setoran dihapus sebelum masuk bank", actor, now)
    return row


def _record(deed: str, row: GroupCollection, summary: str, actor: Actor, now: datetime) -> None:
    audit.record(
        f"repayments.{deed}",
        actor=actor,
        now=now,
        subject="loan",
        subject_id=row.loan_id,
        summary=summary,
        after={"collection": row.id, "repayment_id": row.repayment_id, "reason": row.dropped_reason},
    )
