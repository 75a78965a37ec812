"""Posting what a bank received for a loan, and taking a posting back."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import day_of, format_date
from core.db import db
from core.errors import Conflict, RuleBroken
from core.money import format_rupiah
from core.numbers import number_for
from harkat.facility import service as facility
from harkat.facility.ledger import ReferenceUsed
from harkat.loans import queries as loans
from harkat.loans import service as loan_service
from harkat.loans.models import Loan
from harkat.loans.states import LoanState
from harkat.repayments import queries
from harkat.repayments.allocation import Outcome, Payment, replay
from harkat.repayments.drafts import RepaymentDraft
from harkat.repayments.kinds import RepaymentKind
from harkat.repayments.models import Repayment, RepaymentAllocation, RepaymentTransfer

NOT_WRITTEN = 2**62


class TooMuch(RuleBroken):
    """More money than the loan still asks for."""


class PayoffRefused(RuleBroken):
    """A payoff that is not the amount that closes the loan, or not its last payment."""


@dataclass(frozen=True)
class Preview:
    """What a posting would pay and leave; rupiah."""

    interest: int
    principal: int
    outstanding: int
    closes: bool


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
        same = (known.loan_id, known.amount, known.paid_on, known.kind)
        if same != (draft.loan_id, draft.amount, draft.paid_on, draft.kind):
            raise ReferenceUsed(draft.reference)
        return known
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
    outcome = _replay(loan, row, actor=actor, now=now)
    _record("repayments.post", row, loan, f"Pembayaran {row.number} pada pinjaman {loan.number} dicatat", actor, now)
    _settle(loan, outcome)
    return row


def preview(draft: RepaymentDraft, *, actor: Actor, now: datetime) -> Preview:
    """Work out what a posting would pay, and write nothing; refuses as ``post`` does."""
    actor.require(Role.BANK, Role.SYSTEM, deed="mencatat pembayaran")
    loan = loans.loan_for(draft.loan_id, actor)
    _check(draft, loan, now)
    rows = queries.live_repayments(loan.id)
    payments = [*queries.payments_of(rows), Payment(NOT_WRITTEN, draft.paid_on, draft.amount, draft.kind)]
    outcome = replay(queries.dues_of(loans.schedule_rows(loan.id)), payments, disbursed_on=loan.disbursed_on)
    _refuse_surplus(rows, NOT_WRITTEN, draft.amount, outcome)
    own = [part for part in outcome.parts if part.payment == NOT_WRITTEN]
    return Preview(
        interest=sum(part.interest for part in own),
        principal=sum(part.principal for part in own),
        outstanding=outcome.principal_left,
        closes=outcome.closed_on is not None,
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
    outcome = _replay(loan, row, actor=actor, now=now)
    summary = f"Pembayaran {repayment.number} pada pinjaman {loan.number} dibatalkan"
    _record("repayments.reverse", row, loan, summary, actor, now)
    _settle(loan, outcome)
    return row


def _check(draft: RepaymentDraft, loan: Loan, now: datetime) -> None:
    if draft.amount <= 0:
        raise RuleBroken("Jumlah pembayaran harus lebih dari Rp0.", field="amount")
    if draft.paid_on > day_of(now):
        raise RuleBroken("Tanggal bayar belum terjadi. Isi tanggal uang diterima bank.", field="paid_on")
    if draft.paid_on < loan.disbursed_on:
        raise RuleBroken(
            f"Tanggal bayar tidak boleh sebelum pencairan ({format_date(loan.disbursed_on)}).", field="paid_on"
        )
    if draft.kind is RepaymentKind.REVERSAL:
        raise RuleBroken("Pembatalan dicatat dari pembayaran yang dibatalkan.")
    if loan.state is LoanState.WRITTEN_OFF:
        raise RuleBroken("Pinjaman ini sudah dihapus buku. Catat sebagai penagihan setelah hapus buku.")
    if draft.kind is RepaymentKind.PAYOFF:
        _check_payoff(draft, loan)


def _check_payoff(draft: RepaymentDraft, loan: Loan) -> None:
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


def _replay(loan: Loan, cause: Repayment, *, actor: Actor, now: datetime) -> Outcome:
    """Work out anew who paid what, and write what ``cause`` changed: allocations and the facility's movements."""
    installments = loans.schedule_rows(loan.id)
    rows = queries.live_repayments(loan.id)
    outcome = replay(queries.dues_of(installments), queries.payments_of(rows), disbursed_on=loan.disbursed_on)
    _refuse_surplus(rows, cause.id, cause.amount, outcome)
    by_sequence = {row.sequence: row.id for row in installments}
    wanted = {(part.payment, by_sequence[part.sequence]): (part.interest, part.principal) for part in outcome.parts}
    stands = queries.allocated(loan.id)
    before: dict[int, int] = defaultdict(int)
    after: dict[int, int] = defaultdict(int)
    for key in sorted(wanted.keys() | stands.keys()):
        interest, principal = wanted.get(key, (0, 0))
        interest_before, principal_before = stands.get(key, (0, 0))
        before[key[0]] += principal_before
        after[key[0]] += principal
        if (interest, principal) != (interest_before, principal_before):
            db.session.add(
                RepaymentAllocation(
                    repayment_id=key[0],
                    cause_id=cause.id,
                    installment_id=key[1],
                    interest=interest - interest_before,
                    principal=principal - principal_before,
                )
            )
    changed = {key: after[key] for key in sorted(before) if before[key] != after[key]}
    _move_principal(loan, cause, changed, {key for key in changed if before[key]}, actor=actor, now=now)
    return outcome


def _move_principal(
    loan: Loan, cause: Repayment, changed: dict[int, int], moved_before: set[int], *, actor: Actor, now: datetime
) -> None:
    """Let the facility follow: reverse the movements that no longer hold, then book the new amounts."""
    live = queries.live_transfers(sorted(moved_before)) if moved_before else {}
    for transfers in live.values():
        for transfer in transfers:
            facility.reverse(
                transfer,
                reference=f"{cause.number}/batal/{transfer.id}",
                reason=cause.reason or f"Disusun ulang karena {cause.number}",
                actor=actor,
                now=now,
            )
    for repayment_id, principal in changed.items():
        if not principal:
            continue
        transfers = facility.principal_repaid(
            bank_id=loan.bank_id,
            loan_id=loan.id,
            amount=principal,
            occurred_on=queries.repayment(repayment_id).paid_on,
            reference=f"{cause.number}/pokok/{repayment_id}",
            actor=actor,
            now=now,
        )
        db.session.add_all(
            RepaymentTransfer(repayment_id=repayment_id, transfer_id=transfer.id) for transfer in transfers
        )
    db.session.flush()


def _refuse_surplus(rows: Sequence[Repayment], key: int, amount: int, outcome: Outcome) -> None:
    """Refuse a posting (``key``, rupiah) that leaves money nothing asks for."""
    if not outcome.unused:
        return
    asked = amount - outcome.unused
    if any(row.kind is RepaymentKind.PAYOFF and row.id != key for row in rows):
        raise TooMuch(
            "Pinjaman ini sudah dilunasi lebih awal. Batalkan pelunasannya dahulu, lalu catat keduanya menurut "
            "tanggal.",
            field="amount",
        )
    if asked <= 0:
        raise TooMuch("Pinjaman ini sudah lunas, tidak ada lagi yang dibayar.", field="amount")
    raise TooMuch(
        f"Menurut jadwal tinggal {format_rupiah(asked)}; {format_rupiah(outcome.unused)} terlalu banyak. Isi paling "
        "banyak sejumlah itu, atau pilih pelunasan dipercepat agar bunga yang belum berjalan tidak ikut dibayar.",
        field="amount",
    )


def _settle(loan: Loan, outcome: Outcome) -> None:
    loan_service.settle(
        loan,
        outstanding=outcome.principal_left,
        oldest_due_on=outcome.oldest_due_on,
        closed_on=outcome.closed_on,
    )


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
