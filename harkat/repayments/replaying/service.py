"""Replaying a loan's postings over its schedule: what changed is written, and the facility's movements follow."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from core.auth.roles import Actor
from core.db import db
from core.errors import RuleBroken
from core.money import format_rupiah
from harkat.facility import service as facility
from harkat.facility.losses import service as losses
from harkat.loans import queries as loans
from harkat.loans import service as loan_service
from harkat.loans.models import Loan, Restructuring, ScheduleVersion
from harkat.repayments import queries
from harkat.repayments.allocation import Outcome
from harkat.repayments.course import Course, Stretch
from harkat.repayments.kinds import RepaymentKind
from harkat.repayments.models import Repayment, RepaymentAllocation, RepaymentTransfer


class TooMuch(RuleBroken):
    """More money than the loan still asks for."""


def replay_after(loan: Loan, cause: Repayment, *, actor: Actor, now: datetime) -> Outcome:
    """Work out anew who paid what, and write what ``cause`` changed: allocations, movements, the loan's standing.

    :raises TooMuch: when ``cause`` leaves money nothing asks for
    """
    rows = queries.live_repayments(loan.id)
    course = queries.course_of(loan, queries.payments_of(loan, rows))
    refuse_surplus(rows, cause.id, cause.amount, course)
    _write_replay(loan, course, cause, name=cause.number, actor=actor, now=now)
    return course.outcome


def replay_all(loan: Loan, *, name: str, actor: Actor, now: datetime) -> Outcome:
    """Work out anew who paid what after the schedule itself changed; ``name`` stands for what changed it.

    What changes is written against the loan's newest posting; without any there is nothing to write but the standing.
    """
    course = queries.course_of(loan, queries.payments_of(loan, queries.live_repayments(loan.id)))
    newest = max(queries.repayments_of(loan.id), key=lambda row: row.id, default=None)
    if newest is None:
        _settle(loan, course.outcome)
    else:
        _write_replay(loan, course, newest, name=name, actor=actor, now=now)
    return course.outcome


def _write_replay(loan: Loan, course: Course, cause: Repayment, *, name: str, actor: Actor, now: datetime) -> None:
    """Write what a course changes: allocations because of ``cause``, the facility's movements, the standing."""
    wanted = _write_course(loan, course, name, actor=actor, now=now)
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
    reason = (cause.reason if name == cause.number else None) or f"Disusun ulang karena {name}"
    moved = {key for key in changed if before[key]}
    _move_principal(loan, changed, moved, name=name, reason=reason, actor=actor, now=now)
    _settle(loan, course.outcome)


def _write_course(
    loan: Loan, course: Course, cause: str, *, actor: Actor, now: datetime
) -> dict[tuple[int, int], tuple[int, int]]:
    """Write the schedules that came out otherwise, and return what each payment pays of which installment; rupiah."""
    wanted: dict[tuple[int, int], tuple[int, int]] = {}
    changes = [None, *loans.restructurings_of(loan.id)]
    for change, stretch in zip(changes, course.stretches, strict=True):
        version = loans.version_of(loan.id, change)
        if change is not None and loans.lines_of_version(version.id) != list(stretch.lines):
            version = rewrite_schedule(loan, change, stretch, cause=cause, actor=actor, now=now)
        by_sequence = {row.sequence: row.id for row in loans.rows_of_version(version.id)}
        for part in stretch.outcome.parts:
            wanted[part.payment, by_sequence[part.sequence]] = (part.interest, part.principal)
    return wanted


def rewrite_schedule(
    loan: Loan, change: Restructuring, stretch: Stretch, *, cause: str, actor: Actor, now: datetime
) -> ScheduleVersion:
    """Write the schedule that follows from a restructuring: the first time, or when a payment before it changed."""
    terms = queries.change_of(change, loan).terms(sum(line.principal for line in stretch.lines))
    loan.annual_rate, loan.installments = change.annual_rate, len(stretch.lines)
    loan.matures_on = stretch.lines[-1].due_on
    return loan_service.write_lines(
        loan,
        stretch.lines,
        terms,
        reason=f"Restrukturisasi ({cause})",
        valid_from=change.agreed_on,
        actor=actor,
        now=now,
        restructuring_id=change.id,
    )


def _move_principal(
    loan: Loan,
    changed: dict[int, int],
    moved_before: set[int],
    *,
    name: str,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Let the facility follow: reverse the movements that no longer hold, then book the new amounts."""
    live = queries.live_transfers(sorted(moved_before)) if moved_before else {}
    for transfers in live.values():
        for transfer in transfers:
            facility.reverse(
                transfer,
                reference=f"{name}/batal/{transfer.id}",
                reason=reason,
                actor=actor,
                now=now,
            )
    for repayment_id, principal in changed.items():
        if not principal:
            continue
        row = queries.repayment(repayment_id)
        book = losses.recovered if row.kind is RepaymentKind.RECOVERY else facility.principal_repaid
        transfers = book(
            bank_id=loan.bank_id,
            loan_id=loan.id,
            amount=principal,
            occurred_on=row.paid_on,
            reference=f"{name}/pokok/{repayment_id}",
            actor=actor,
            now=now,
        )
        db.session.add_all(
            RepaymentTransfer(repayment_id=repayment_id, transfer_id=transfer.id) for transfer in transfers
        )
    db.session.flush()


def refuse_surplus(rows: Sequence[Repayment], key: int, amount: int, course: Course) -> None:
    """Refuse a posting (``key``, rupiah) that leaves money nothing asks for.

    :raises TooMuch: with how much the loan still asks for
    """
    if not course.unused:
        return
    asked = amount - course.unused
    if any(row.kind is RepaymentKind.PAYOFF and row.id != key for row in rows):
        raise TooMuch(
            "Pinjaman ini sudah dilunasi lebih awal. Batalkan pelunasannya dahulu, lalu catat keduanya menurut "
            "tanggal.",
            field="amount",
        )
    if asked <= 0:
        raise TooMuch("Pinjaman ini sudah lunas, tidak ada lagi yang dibayar.", field="amount")
    raise TooMuch(
        f"Menurut jadwal tinggal {format_rupiah(asked)}; {format_rupiah(course.unused)} terlalu banyak. Isi paling "
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
