"""Writing a loan off by the bank's letter, and taking that back."""

from datetime import date, datetime

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import day_of, format_date
from core.db import db
from core.errors import Conflict, RuleBroken
from harkat.facility import service as facility
from harkat.facility.losses import service as losses
from harkat.facility.models import FacilityTransfer
from harkat.loans import queries as loans
from harkat.loans.parts import queries as parts
from harkat.loans.states import LoanState
from harkat.repayments import queries as repayments
from harkat.repayments.kinds import RepaymentKind
from harkat.repayments.write_offs import queries
from harkat.repayments.write_offs.models import WriteOff


def write_off(
    loan_id: int, *, written_off_on: date, letter: str, reference: str, actor: Actor, now: datetime
) -> WriteOff:
    """Write a running loan's principal off; the borrower still owes it, and what comes is a recovery.

    :raises RuleBroken: for a day ahead, or before the last payment
    :raises Conflict: for a loan that does not run
    """
    actor.require(Role.BANK, Role.SYSTEM, deed="menghapus buku")
    loans.loan_for(loan_id, actor)
    loan = loans.lock(loan_id)
    known = queries.by_reference(reference)
    if known is not None:
        return known
    if loan.state is not LoanState.RUNNING:
        raise Conflict(f"Pinjaman ini {loan.state.label.lower()}, tidak dapat dihapus buku.")
    part_on = parts.last_paid_on(loan.id) or loan.disbursed_on
    last = max([part_on, *(row.paid_on for row in repayments.live_repayments(loan.id))])
    if not last <= written_off_on <= day_of(now):
        raise RuleBroken(f"Tanggal hapus buku antara {format_date(last)} dan hari ini.", field="written_off_on")
    transfer = losses.write_off(
        bank_id=loan.bank_id,
        loan_id=loan.id,
        amount=loan.outstanding,
        occurred_on=written_off_on,
        reference=f"{reference}/hapus",
        actor=actor,
        now=now,
    )
    row = WriteOff(
        loan_id=loan.id,
        written_off_on=written_off_on,
        amount=loan.outstanding,
        letter=letter,
        reference=reference,
        transfer_id=transfer.id,
        recorded_at=now,
        recorded_by_name=actor.name,
    )
    db.session.add(row)
    loan.state = LoanState.WRITTEN_OFF
    db.session.flush()
    _record("repayments.write_off", row, f"Pinjaman {loan.number} dihapus buku", actor, now)
    return row


def take_back(row: WriteOff, *, reason: str, reference: str, actor: Actor, now: datetime) -> WriteOff:
    """Let a loan run again that was written off by mistake.

    :raises Conflict: when it was taken back before
    :raises RuleBroken: while a recovery stands
    """
    actor.require(Role.BANK, Role.SYSTEM, deed="membatalkan hapus buku")
    loans.loan_for(row.loan_id, actor)
    loan = loans.lock(row.loan_id)
    db.session.refresh(row)
    if row.taken_back_at is not None:
        raise Conflict("Hapus buku ini sudah dibatalkan. Muat ulang halaman.")
    if any(posting.kind is RepaymentKind.RECOVERY for posting in repayments.live_repayments(loan.id)):
        raise RuleBroken("Ada penagihan sesudah hapus buku. Batalkan penagihan itu dahulu.")
    transfer = db.session.get_one(FacilityTransfer, row.transfer_id)
    facility.reverse(transfer, reference=f"{reference}/hapus-batal", reason=reason, actor=actor, now=now)
    row.taken_back_at, row.taken_back_reason = now, reason[:300]
    loan.state = LoanState.RUNNING
    db.session.flush()
    _record("repayments.take_back_write_off", row, f"Hapus buku pinjaman {loan.number} dibatalkan", actor, now)
    return row


def _record(deed: str, row: WriteOff, summary: str, actor: Actor, now: datetime) -> None:
    audit.record(
        deed,
        actor=actor,
        now=now,
        subject="loan",
        subject_id=row.loan_id,
        summary=summary,
        after={"on": row.written_off_on, "letter": row.letter, "reason": row.taken_back_reason},
    )
