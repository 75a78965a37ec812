"""Posting what a bank received for a loan, and taking a posting back."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.audit import service as audit
from core.auth.roles import SYSTEM, Actor, Role
from core.dates import day_of, format_date
from core.db import db
from core.errors import Conflict, RuleBroken
from core.money import format_rupiah
from core.numbers import number_for
from harkat.facility.ledger import ReferenceUsed
from harkat.loans import queries as loans
from harkat.loans.models import Loan
from harkat.loans.parts import queries as parts
from harkat.loans.states import LoanState
from harkat.repayments import queries
from harkat.repayments.allocation import Payment
from harkat.repayments.collections import service as collections
from harkat.repayments.drafts import RepaymentDraft
from harkat.repayments.kinds import RepaymentKind
from harkat.repayments.models import Repayment
from harkat.repayments.orders import queries as orders
from harkat.repayments.replaying.service import TooMuch, refuse_surplus, replay_after
from harkat.repayments.slips import service as slips
from harkat.repayments.surplus import service as surplus
from harkat.repayments.write_offs import queries as write_offs

__all__ = ["PayoffRefused", "Preview", "TooMuch", "post", "preview", "reverse"]

NOT_WRITTEN = 2**62


class PayoffRefused(RuleBroken):
    """A payoff that is not the amount that closes the loan, or not its last payment."""


@dataclass(frozen=True)
class Preview:
    """What a posting would pay and leave; rupiah. ``beyond_due`` is what of it was not due on its day."""

    interest: int
    principal: int
    outstanding: int
    closes: bool
    beyond_due: int = 0


def post(draft: RepaymentDraft, *, actor: Actor, now: datetime) -> Repayment:
    """Post what the bank received for a loan; the same reference sent again is the same posting.

    :raises RuleBroken: for an amount of nothing, a day ahead, a day before the money was paid out
    :raises TooMuch: when the loan asks for less, with how much it asks for
    :raises PayoffRefused: when a payoff is not the exact amount
    """
    actor.require(Role.BANK, Role.SYSTEM, deed="mencatat pembayaran")
    loans.loan_for(draft.loan_id, actor)
    loan = loans.lock(draft.loan_id)
    known = queries.by_reference(draft.reference)
    if known is not None:
        kinds = {draft.kind, RepaymentKind.PAYOFF} if draft.kind is RepaymentKind.INSTALLMENT else {draft.kind}
        same = (known.loan_id, known.amount, known.paid_on)
        if same != (draft.loan_id, draft.amount, draft.paid_on) or known.kind not in kinds:
            raise ReferenceUsed(draft.reference)
        return known
    typed = draft
    draft = replace(draft, kind=surplus.kind_of(draft, loan))
    _check(draft, loan, now)
    row = Repayment(
        number=f"baru-{draft.reference[:30]}",
        loan_id=loan.id,
        reference=draft.reference,
        kind=draft.kind,
        amount=draft.amount,
        paid_on=draft.paid_on,
        slip=draft.slip,
        posted_at=now,
        posted_by_id=actor.id,
        posted_by_name=actor.name,
    )
    _add(row, now)
    slips.take(row, bank_id=loan.bank_id)
    outcome = replay_after(loan, row, actor=actor, now=now)
    surplus.keep(row, typed, outcome, now=now)
    collections.tie_to(row, actor=SYSTEM, now=now)
    _record("repayments.post", row, loan, f"Pembayaran {row.number} pada pinjaman {loan.number} dicatat", actor, now)
    return row


def preview(draft: RepaymentDraft, *, actor: Actor, now: datetime) -> Preview:
    """Work out what a posting would pay, and write nothing; refuses as ``post`` does."""
    actor.require(Role.BANK, Role.SYSTEM, deed="mencatat pembayaran")
    loan = loans.loan_for(draft.loan_id, actor)
    draft = replace(draft, kind=surplus.kind_of(draft, loan))
    _check(draft, loan, now)
    slips.check(loan.bank_id, draft.slip)
    rows = queries.live_repayments(loan.id)
    held = orders.orders_of(loan.bank_id).on(draft.paid_on)
    payments = [*queries.payments_of(loan, rows), Payment(NOT_WRITTEN, draft.paid_on, draft.amount, draft.kind, held)]
    course = queries.course_of(loan, payments)
    refuse_surplus(rows, NOT_WRITTEN, draft.amount, course)
    interest, principal = course.paid_by(NOT_WRITTEN)
    outcome = course.outcome
    return Preview(
        interest=interest,
        principal=principal,
        outstanding=outcome.principal_left,
        closes=outcome.closed_on is not None,
        beyond_due=surplus.beyond_due(outcome, NOT_WRITTEN, draft),
    )


def reverse(repayment: Repayment, *, reference: str, reason: str, actor: Actor, now: datetime) -> Repayment:
    """Take a posting back by a reversing one; later payments then pay what it paid.

    :raises Conflict: when it was taken back before
    :raises RuleBroken: for a reversal itself, or without a reason
    """
    actor.require(Role.BANK, Role.SYSTEM, deed="membatalkan pembayaran")
    loans.loan_for(repayment.loan_id, actor)
    loan = loans.lock(repayment.loan_id)
    if repayment.kind is RepaymentKind.REVERSAL:
        raise RuleBroken("Pembatalan tidak dapat dibatalkan. Catat pembayarannya sekali lagi.")
    if not reason.strip():
        raise RuleBroken("Isi alasan pembatalan.", field="reason")
    if loan.state is LoanState.WRITTEN_OFF and repayment.kind is not RepaymentKind.RECOVERY:
        raise RuleBroken("Pinjaman ini sudah dihapus buku. Batalkan hapus bukunya dahulu.")
    before = queries.reversal_of(repayment.id)
    if before is not None:
        if before.reference == reference:
            return before
        raise Conflict(f"Pembayaran {repayment.number} sudah dibatalkan. Muat ulang halaman.")
    row = Repayment(
        number=f"baru-{reference[:30]}",
        loan_id=loan.id,
        reference=reference,
        kind=RepaymentKind.REVERSAL,
        amount=repayment.amount,
        paid_on=repayment.paid_on,
        reason=reason.strip()[:300],
        reverses_id=repayment.id,
        posted_at=now,
        posted_by_id=actor.id,
        posted_by_name=actor.name,
    )
    _add(row, now)
    slips.let_go(repayment)
    collections.untie_all(repayment)
    replay_after(loan, row, actor=actor, now=now)
    summary = f"Pembayaran {repayment.number} pada pinjaman {loan.number} dibatalkan"
    _record("repayments.reverse", row, loan, summary, actor, now)
    return row


def _check(draft: RepaymentDraft, loan: Loan, now: datetime) -> None:
    if draft.amount <= 0:
        raise RuleBroken("Jumlah pembayaran harus lebih dari Rp0.", field="amount")
    if draft.paid_on > day_of(now):
        raise RuleBroken("Tanggal bayar belum terjadi. Isi tanggal uang diterima bank.", field="paid_on")
    begins_on = loans.begins_on(loan)
    if draft.paid_on < begins_on:
        since = "pencairan" if begins_on == loan.disbursed_on else "tanggal saldo awal"
        raise RuleBroken(f"Tanggal bayar tidak boleh sebelum {since} ({format_date(begins_on)}).", field="paid_on")
    if draft.kind is RepaymentKind.REVERSAL:
        raise RuleBroken("Pembatalan dicatat dari pembayaran yang dibatalkan.")
    _check_write_off(draft, loan)
    if draft.kind is RepaymentKind.PAYOFF:
        _check_payoff(draft, loan)


def _check_write_off(draft: RepaymentDraft, loan: Loan) -> None:
    """Let only recoveries in after a write-off, and none before."""
    gone = write_offs.standing(loan.id)
    if gone is None:
        if draft.kind is RepaymentKind.RECOVERY:
            raise RuleBroken("Pinjaman ini tidak dihapus buku. Catat sebagai angsuran.", field="kind")
    elif draft.kind is not RepaymentKind.RECOVERY:
        raise RuleBroken("Pinjaman ini sudah dihapus buku. Catat sebagai penagihan setelah hapus buku.", field="kind")
    elif draft.paid_on < gone.written_off_on:
        day = format_date(gone.written_off_on)
        raise RuleBroken(f"Penagihan tidak boleh sebelum hapus buku ({day}).", field="paid_on")


def _check_payoff(draft: RepaymentDraft, loan: Loan) -> None:
    part_on = parts.last_paid_on(loan.id)
    if part_on is not None and draft.paid_on < part_on:
        raise PayoffRefused(
            f"Masih ada bagian pinjaman yang cair {format_date(part_on)}. Pelunasan tidak boleh sebelumnya.",
            field="paid_on",
        )
    later = [row for row in queries.live_repayments(loan.id) if row.paid_on > draft.paid_on]
    if later:
        raise PayoffRefused(
            f"Sudah ada pembayaran sesudah {format_date(draft.paid_on)}. Pelunasan harus yang terakhir; "
            f"pakai tanggal {format_date(later[-1].paid_on)} atau sesudahnya.",
            field="paid_on",
        )
    needed = queries.payoff_on(loan, draft.paid_on)
    if needed == 0:
        raise PayoffRefused("Pinjaman ini sudah lunas.", field="amount")
    if loans.is_by_bank(loan):
        left = queries.outcome_of(loan).principal_left
        if not left <= draft.amount <= needed:
            raise PayoffRefused(
                f"Pelunasan antara sisa pokok {format_rupiah(left)} dan seluruh sisa menurut jadwal bank "
                f"{format_rupiah(needed)}. Isi jumlah dari surat bank; selisihnya potongan dari bank.",
                field="amount",
            )
        return
    if draft.amount != needed:
        raise PayoffRefused(
            f"Pelunasan pada {format_date(draft.paid_on)} tepat {format_rupiah(needed)}. Isi jumlah itu, atau pilih "
            "angsuran bila yang dibayar kurang dari itu.",
            field="amount",
        )


def _add(row: Repayment, now: datetime) -> None:
    db.session.add(row)
    db.session.flush()
    row.number = number_for("BY", day_of(now), row.id)
    db.session.flush()


def _record(deed: str, row: Repayment, loan: Loan, summary: str, actor: Actor, now: datetime) -> None:
    audit.record(
        deed,
        actor=actor,
        now=now,
        subject="loan",
        subject_id=loan.id,
        summary=summary,
        before={"state": loan.state},
        after={"number": row.number, "kind": row.kind, "paid_on": row.paid_on, "reason": row.reason},
    )
