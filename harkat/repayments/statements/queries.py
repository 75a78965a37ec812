"""Asking where a bank's month-end figures and ours differ."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, case, func, select

from core.auth.roles import Actor
from core.db import db, get_or_404
from core.errors import NotFound
from harkat.facility import queries as facility
from harkat.facility.models import PartnerBank
from harkat.loans.models import Loan
from harkat.repayments.statements.models import BankStatement


@dataclass(frozen=True)
class MonthEnd:
    """One bank's statements of one day: how many loans, how many differ, how many of those are settled; rupiah."""

    bank_id: int
    bank: str
    as_of: date
    loans: int
    differing: int
    settled: int
    outstanding: int
    own_outstanding: int


def newest_of_loan(loan_id: int) -> BankStatement | None:
    """Return the newest statement on a loan, which outranks our own class."""
    return db.session.scalar(
        select(BankStatement)
        .where(BankStatement.loan_id == loan_id, BankStatement.is_newest)
        .order_by(BankStatement.as_of.desc())
        .limit(1)
    )


def of_loan(loan_id: int) -> list[BankStatement]:
    """Return what a bank said of a loan, one row a day, oldest first."""
    query = select(BankStatement).where(BankStatement.loan_id == loan_id, BankStatement.is_newest)
    return list(db.session.scalars(query.order_by(BankStatement.as_of)))


def statement_for(statement_id: int, actor: Actor) -> BankStatement:
    """Return a statement that an actor may see.

    :raises NotFound: when there is none, or it is another bank's
    """
    row = get_or_404(BankStatement, statement_id, what="Saldo bank")
    own = facility.bank_for(actor)
    if own is not None and own.id != row.bank_id:
        raise NotFound("Saldo bank tidak ditemukan.")
    return row


def month_ends(bank_id: int | None = None) -> list[MonthEnd]:
    """Return every bank's month ends, newest first."""
    row = BankStatement
    query = (
        select(
            row.bank_id,
            PartnerBank.name,
            row.as_of,
            func.count(),
            func.sum(case((row.differs, 1), else_=0)),
            func.sum(case((row.differs & row.settled_at.is_not(None), 1), else_=0)),
            func.sum(row.outstanding),
            func.sum(row.own_outstanding),
        )
        .join(PartnerBank, PartnerBank.id == row.bank_id)
        .where(row.is_newest)
        .group_by(row.bank_id, PartnerBank.name, row.as_of)
        .order_by(row.as_of.desc(), PartnerBank.name)
        .limit(60)
    )
    if bank_id is not None:
        query = query.where(row.bank_id == bank_id)
    return [MonthEnd(*line[:3], *(int(value) for value in line[3:])) for line in db.session.execute(query)]


def statements_query(bank_id: int, as_of: date, *, only_differing: bool) -> Select[BankStatement, str]:
    """Return the query behind one month end: each statement with its loan's number, the open differences first."""
    query = (
        select(BankStatement, Loan.number)
        .join(Loan, Loan.id == BankStatement.loan_id)
        .where(BankStatement.bank_id == bank_id, BankStatement.as_of == as_of, BankStatement.is_newest)
    )
    return query.where(BankStatement.differs) if only_differing else query


def not_stated(bank_id: int, as_of: date) -> list[Loan]:
    """Return the loans of a bank that were paid out by a day, were open then, and that its statements leave out."""
    told = select(BankStatement.loan_id).where(BankStatement.bank_id == bank_id, BankStatement.as_of == as_of)
    return list(
        db.session.scalars(
            select(Loan)
            .where(
                Loan.bank_id == bank_id,
                Loan.disbursed_on <= as_of,
                Loan.closed_on.is_(None) | (Loan.closed_on > as_of),
                Loan.id.not_in(told),
            )
            .order_by(Loan.id)
            .limit(200)
        )
    )


def count_open(bank_id: int | None) -> int:
    """Count the differences nobody has settled yet."""
    query = select(func.count()).where(
        BankStatement.differs, BankStatement.is_newest, BankStatement.settled_at.is_(None)
    )
    if bank_id is not None:
        query = query.where(BankStatement.bank_id == bank_id)
    return db.session.scalar(query) or 0
