"""Replaying a loan's postings over its schedule: what changed is written, and the facility's movements follow."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from core.auth.roles import Actor
from core.db import db
from core.errors import RuleBroken
from core.money import format_rupiah
from harkat.facility import service as facility
from harkat.loans import queries as loans
from harkat.loans import service as loan_service
from harkat.loans.models import Loan
from harkat.repayments import queries
from harkat.repayments.allocation import Outcome, replay
from harkat.repayments.kinds import RepaymentKind
from harkat.repayments.models import Repayment, RepaymentAllocation, RepaymentTransfer


class TooMuch(RuleBroken):
    """More money than the loan still asks for."""


def replay_after(loan: Loan, cause: Repayment, *, actor: Actor, now: datetime) -> Outcome:
    """Work out anew who paid what, and write what ``cause`` changed: allocations, movements, the loan's standing.

    :raises TooMuch: when ``cause`` leaves money nothing asks for
    """
    installments = loans.schedule_rows(loan.id)
    rows = queries.live_repayments(loan.id)
    outcome = replay(queries.dues_of(installments), queries.payments_of(rows), disbursed_on=loans.begins_on(loan))
    refuse_surplus(rows, cause.id, cause.amount, outcome)
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
    _settle(loan, outcome)
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


def refuse_surplus(rows: Sequence[Repayment], key: int, amount: int, outcome: Outcome) -> None:
    """Refuse a posting (``key``, rupiah) that leaves money nothing asks for.

    :raises TooMuch: with how much the loan still asks for
    """
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
