"""One row a loan on a day: to whom, what the bank paid out, and what of it is still owed; read from the transfers."""

from functools import cache

from sqlalchemy import CTE, ColumnElement, Subquery, and_, case, func, select

from core.db import db
from harkat.facility.ledger import PAID_OUT, LedgerAccount
from harkat.facility.models import FacilityTransfer, PartnerBank
from harkat.loans.models import Loan, LoanShare
from harkat.reports.basis import Basis
from harkat.reports.queries.calendar import DAY, END
from harkat.reports.queries.ledger import happened_on, paid_out_amount, taken_back
from harkat.reports.queries.whole import div_whole

OWED = (LedgerAccount.OUTSTANDING, LedgerAccount.EXCEPTION)
"""Where principal stands that a borrower still owes and the bank has not given up."""


def counted(basis: Basis) -> ColumnElement[bool]:
    """Return the condition that a transfer counts for the day asked for; the statement joins ``taken_back``."""
    return FacilityTransfer.recorded_at < END if basis is Basis.KNOWN else happened_on() <= DAY


@cache
def book(basis: Basis) -> CTE:
    """Return one row for every loan of which money is out or was; a statement that reads it twice adds it up once.

    Columns: loan_id, number, bank_id, lender_type, person_id, sub_group_id, principal, paid_on (the first day money
    went out), and in rupiah disbursed (less what was reversed), owed, and lost (written off and not recovered).
    """
    row = FacilityTransfer
    moved = (
        select(
            row.loan_id,
            func.min(case((row.kind.in_(PAID_OUT), row.occurred_on))).label("paid_on"),
            func.sum(paid_out_amount()).label("disbursed"),
            _change(*OWED).label("owed"),
            _change(LedgerAccount.WRITTEN_OFF).label("lost"),
        )
        .outerjoin(taken_back, taken_back.id == row.reverses_id)
        .where(counted(basis), row.loan_id.is_not(None))
        .group_by(row.loan_id)
        .subquery("moved")
    )
    return (
        select(
            Loan.id.label("loan_id"),
            Loan.number,
            Loan.bank_id,
            PartnerBank.lender_type,
            Loan.person_id,
            Loan.sub_group_id,
            Loan.principal,
            moved.c.paid_on,
            moved.c.disbursed,
            moved.c.owed,
            moved.c.lost,
        )
        .join(moved, moved.c.loan_id == Loan.id)
        .join(PartnerBank, PartnerBank.id == Loan.bank_id)
        .where(moved.c.disbursed > 0)
        .cte("book")
    )


@cache
def pieces(basis: Basis) -> Subquery:
    """Return one row for every borrower of every loan, with the part of its rupiah that goes with the share.

    The parts are whole rupiah and add up to the loan's to the last one. Columns: loan_id, person_id, disbursed, owed.
    """
    loan = book(basis)
    upto = func.sum(LoanShare.amount).over(partition_by=LoanShare.loan_id, order_by=LoanShare.id)
    shares = select(
        LoanShare.loan_id,
        LoanShare.person_id,
        LoanShare.amount,
        upto.label("upto"),
        func.sum(LoanShare.amount).over(partition_by=LoanShare.loan_id).label("whole"),
    ).subquery("shares")

    def part(amount: ColumnElement[int]) -> ColumnElement[int]:
        last = div_whole(amount * shares.c.upto, shares.c.whole)
        return last - div_whole(amount * (shares.c.upto - shares.c.amount), shares.c.whole)

    return (
        select(
            shares.c.loan_id,
            shares.c.person_id,
            part(loan.c.disbursed).label("disbursed"),
            part(loan.c.owed).label("owed"),
        )
        .join(loan, loan.c.loan_id == shares.c.loan_id)
        .subquery("pieces")
    )


def disbursed_outside_loans(basis: Basis, asked: dict[str, object]) -> int:
    """Return the rupiah that went out and belong to no loan of the book, so that a table adds up to the bank's sum."""
    row = FacilityTransfer
    whole = (
        select(func.coalesce(func.sum(paid_out_amount()), 0))
        .outerjoin(taken_back, taken_back.id == row.reverses_id)
        .where(counted(basis))
    )
    placed = select(func.coalesce(func.sum(book(basis).c.disbursed), 0))
    return int(db.session.scalar(whole, asked) or 0) - int(db.session.scalar(placed, asked) or 0)


def _change(*accounts: LedgerAccount) -> ColumnElement[int]:
    row = FacilityTransfer
    comes, goes = row.to_account.in_(accounts), row.from_account.in_(accounts)
    return func.sum(case((and_(comes, ~goes), row.amount), (and_(goes, ~comes), -row.amount), else_=0))
