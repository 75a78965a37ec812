"""Writing a bank's month-end figures beside ours, and settling what differs."""

from datetime import date, datetime

from sqlalchemy import select, update

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import format_date
from core.db import db
from core.errors import Conflict, RuleBroken
from harkat.loans.classification import Collectability
from harkat.loans.models import Loan
from harkat.repayments import queries
from harkat.repayments.statements.models import BankStatement


def state(
    loan: Loan,
    *,
    as_of: date,
    outstanding: int,
    days_late: int,
    collectability: Collectability,
    reference: str,
    now: datetime,
) -> BankStatement | None:
    """Write what a bank says of a loan on a day (rupiah, days); nothing when it said exactly that already.

    :raises RuleBroken: for a day before the loan was paid out
    """
    if as_of < loan.disbursed_on:
        raise RuleBroken(f"Pinjaman ini baru cair {format_date(loan.disbursed_on)}, sesudah tanggal saldonya.")
    before = db.session.scalar(
        select(BankStatement).where(
            BankStatement.loan_id == loan.id, BankStatement.as_of == as_of, BankStatement.is_newest
        )
    )
    stated = (outstanding, days_late, collectability)
    if before is not None and (before.outstanding, before.days_late, before.collectability) == stated:
        return None
    if before is not None:
        db.session.execute(update(BankStatement).where(BankStatement.id == before.id).values(is_newest=False))
    own = queries.standing_as_of(loan, as_of)
    row = BankStatement(
        bank_id=loan.bank_id,
        loan_id=loan.id,
        as_of=as_of,
        reference=reference,
        outstanding=outstanding,
        days_late=days_late,
        collectability=collectability,
        own_outstanding=own.outstanding,
        own_days_late=own.days_late,
        own_collectability=own.collectability,
        differs=stated != (own.outstanding, own.days_late, own.collectability),
        recorded_at=now,
    )
    db.session.add(row)
    if loan.stated_on is None or loan.stated_on <= as_of:
        loan.stated_class, loan.stated_on = collectability, as_of
    db.session.flush()
    return row


def settle(row: BankStatement, *, reason: str, actor: Actor, now: datetime) -> BankStatement:
    """Close a difference with a reason.

    :raises Conflict: when it was settled before
    """
    actor.require(Role.OFFICER, Role.HEAD, Role.BANK, deed="menyelesaikan selisih")
    db.session.refresh(row, with_for_update=True)
    if not row.differs:
        raise RuleBroken("Baris ini tidak berselisih.")
    if row.settled_at is not None:
        raise Conflict("Selisih ini sudah diselesaikan. Muat ulang halaman.")
    row.settled_reason, row.settled_at, row.settled_by_name = reason[:300], now, actor.name
    db.session.flush()
    audit.record(
        "repayments.settle_difference",
        actor=actor,
        now=now,
        subject="loan",
        subject_id=row.loan_id,
        summary=f"Selisih saldo bank per {format_date(row.as_of)} diselesaikan",
        after={"reason": reason},
    )
    return row
