"""Asking what a bank's loans earn of the subsidy in a month, and how the claims stand."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from core.auth.roles import Actor
from core.db import db, get_or_404
from core.errors import NotFound
from core.policy.queries import percent_on, value_on
from harkat.facility import queries as facility
from harkat.loans import queries as loan_queries
from harkat.loans.classification import Collectability
from harkat.loans.models import Loan
from harkat.repayments.models import Repayment, RepaymentAllocation
from harkat.repayments.quality.models import QualityChange
from harkat.repayments.statements.models import BankStatement
from harkat.repayments.subsidies.models import SubsidyClaim, SubsidyPart
from harkat.repayments.subsidy import IS_PAID, RATE, SubsidizedLoan, SubsidyLine, days_of_month, subsidize
from harkat.repayments.write_offs.models import WriteOff

LOSS = Collectability.LOSS


def is_paid_on(day: date) -> bool:
    """Tell whether the city pays a subsidy on a day."""
    return bool(value_on(IS_PAID, day))


def rate_on(day: date) -> Decimal:
    """Return the subsidy of a day in percent a year, 0 where the city pays none."""
    return percent_on(RATE, day) if is_paid_on(day) else Decimal(0)


def lines_of_month(bank_id: int, month: date) -> list[SubsidyLine]:
    """Work out each loan's part of a bank's month; loans that earn nothing are out."""
    days = days_of_month(month)
    rates = {day: rate_on(day) for day in days}
    query = select(Loan).where(Loan.bank_id == bank_id, Loan.disbursed_on <= days[-1]).order_by(Loan.id)
    loans = list(db.session.scalars(query))
    lines = [subsidize(loan, days, rates) for loan in _facts(loans)]
    return [line for line in lines if line.amount]


def _facts(loans: Sequence[Loan]) -> list[SubsidizedLoan]:
    keys = [loan.id for loan in loans]
    paid, loss = _principal_paid(keys), _days_of_loss(keys)
    gone = select(WriteOff.loan_id, WriteOff.written_off_on).where(
        WriteOff.loan_id.in_(keys), WriteOff.taken_back_at.is_(None)
    )
    ended = {int(loan_id): day for loan_id, day in db.session.execute(gone)}
    ended |= {loan.id: loan.closed_on for loan in loans if loan.closed_on is not None}
    return [
        SubsidizedLoan(
            loan_id=loan.id,
            begins_on=loan_queries.begins_on(loan),
            matures_on=loan.matures_on,
            opening=loan.outstanding + sum(amount for _, amount in paid.get(loan.id, ())),
            paid=tuple(paid.get(loan.id, ())),
            loss=tuple(loss.get(loan.id, ())),
            ends_on=ended.get(loan.id),
        )
        for loan in loans
    ]


def _principal_paid(keys: Sequence[int]) -> dict[int, list[tuple[date, int]]]:
    amount = func.sum(RepaymentAllocation.principal)
    query = (
        select(Repayment.loan_id, Repayment.paid_on, amount)
        .join(RepaymentAllocation, RepaymentAllocation.repayment_id == Repayment.id)
        .where(Repayment.loan_id.in_(keys))
        .group_by(Repayment.loan_id, Repayment.paid_on)
        .having(amount != 0)
    )
    found: dict[int, list[tuple[date, int]]] = defaultdict(list)
    for loan_id, paid_on, rupiah in db.session.execute(query):
        found[loan_id].append((paid_on, int(rupiah)))
    return found


def _days_of_loss(keys: Sequence[int]) -> dict[int, list[tuple[date, bool]]]:
    """Return from which day on a loan is of class 5 by our nights or by its bank's month ends, whichever spoke last."""
    ours = select(QualityChange.loan_id, QualityChange.changed_on, QualityChange.rank).where(
        QualityChange.loan_id.in_(keys)
    )
    theirs = select(BankStatement.loan_id, BankStatement.as_of, BankStatement.collectability).where(
        BankStatement.loan_id.in_(keys), BankStatement.is_newest.is_(True)
    )
    said = [(loan_id, day, 0, rank == LOSS.rank) for loan_id, day, rank in db.session.execute(ours)]
    said += [(loan_id, day, 1, kept is LOSS) for loan_id, day, kept in db.session.execute(theirs)]
    found: dict[int, list[tuple[date, bool]]] = defaultdict(list)
    for loan_id, day, _, is_loss in sorted(said):
        found[loan_id].append((day, is_loss))
    return found


def claim_for(claim_id: int, actor: Actor) -> SubsidyClaim:
    """Return a claim that an actor may see.

    :raises NotFound: when there is none, or it is another bank's
    """
    row = get_or_404(SubsidyClaim, claim_id, what="Tagihan subsidi")
    own = facility.bank_for(actor)
    if own is not None and own.id != row.bank_id:
        raise NotFound("Tagihan subsidi tidak ditemukan.")
    return row


def claims(bank_id: int | None) -> list[SubsidyClaim]:
    """Return the newest hundred claims, of one bank or of all."""
    query = select(SubsidyClaim).order_by(SubsidyClaim.month.desc(), SubsidyClaim.id.desc()).limit(100)
    return list(db.session.scalars(query if bank_id is None else query.where(SubsidyClaim.bank_id == bank_id)))


def parts_of(claim_id: int) -> list[tuple[SubsidyPart, str]]:
    """Return a claim's parts, each with its loan's number."""
    query = (
        select(SubsidyPart, Loan.number)
        .join(Loan, Loan.id == SubsidyPart.loan_id)
        .where(SubsidyPart.claim_id == claim_id)
        .order_by(Loan.number)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]
