"""One row a loan on a day: to whom, what the bank paid out, and what of it is still owed; read from the transfers."""

from functools import cache
from typing import Any

from sqlalchemy import CTE, BigInteger, ColumnElement, Subquery, and_, case, cast, func, select

from harkat.facility.ledger import PAID_OUT, LedgerAccount
from harkat.facility.models import FacilityTransfer, PartnerBank
from harkat.loans.models import Loan, LoanShare
from harkat.loans.origins import LoanOrigin
from harkat.loans.parts.models import LoanPart, PartShare
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

    Columns: loan_id, number, bank_id, lender_type, person_id, sub_group_id, principal (without parts that came later),
    paid_on (the first day money went out), and in rupiah disbursed (less what was reversed), owed, and lost (written
    off and not recovered).
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
            case((Loan.origin == LoanOrigin.TAKEN_OVER, Loan.principal), else_=moved.c.disbursed).label("principal"),
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


def comes_later(part: Any, basis: Basis) -> ColumnElement[bool]:
    """Return the condition that a part of a loan counts only after the day asked for."""
    is_later: ColumnElement[bool] = part.recorded_at >= END if basis is Basis.KNOWN else part.paid_on > DAY
    return is_later


@cache
def shares_on(basis: Basis) -> Subquery:
    """Return what every borrower had of every loan by the day, rupiah; who had nothing yet has no row.

    It is the borrower's share less the parts that count only later; a balance taken over has no parts, its shares are
    those of the whole loan. Columns: id, loan_id, person_id, amount, bears_remainder.
    """
    later = (
        select(LoanPart.loan_id, PartShare.person_id, func.sum(PartShare.amount).label("amount"))
        .join(PartShare, PartShare.part_id == LoanPart.id)
        .where(comes_later(LoanPart, basis))
        .group_by(LoanPart.loan_id, PartShare.person_id)
        .subquery("later")
    )
    amount = LoanShare.amount - func.coalesce(later.c.amount, 0)
    own = and_(later.c.loan_id == LoanShare.loan_id, later.c.person_id == LoanShare.person_id)
    return (
        select(LoanShare.id, LoanShare.loan_id, LoanShare.person_id, amount.label("amount"), LoanShare.bears_remainder)
        .outerjoin(later, own)
        .where(amount > 0)
        .subquery("shares_on")
    )


@cache
def pieces(basis: Basis) -> Subquery:
    """Return one row for every borrower of every loan, with the part of its rupiah that goes with the share.

    A loan paid out as its shares say gives each borrower just that, also between two parts. Else, as with what is
    owed or a balance taken over, each has in proportion, rounded down, and who bears the remainder has the rest: the
    parts are whole rupiah and add up to the loan's. Columns: loan_id, person_id, disbursed, owed.
    """
    loan, share = book(basis).c, shares_on(basis)
    of_loan: dict[str, Any] = {"partition_by": share.c.loan_id}
    bearer = func.max(case((share.c.bears_remainder, share.c.id))).over(**of_loan)
    shares = select(
        share,
        func.sum(share.c.amount).over(**of_loan).label("whole"),
        func.coalesce(bearer, func.min(share.c.id).over(**of_loan)).label("bearer_id"),
    ).subquery("shares")

    def floor(amount: ColumnElement[int]) -> ColumnElement[int]:
        return div_whole(amount * shares.c.amount, shares.c.whole)

    floors = (
        select(
            shares.c.loan_id,
            shares.c.person_id,
            (shares.c.id == shares.c.bearer_id).label("bears"),
            loan.disbursed,
            loan.owed,
            floor(loan.disbursed).label("disbursed_floor"),
            floor(loan.owed).label("owed_floor"),
        )
        .join(book(basis), loan.loan_id == shares.c.loan_id)
        .subquery("floors")
    )

    def part(name: str) -> ColumnElement[int]:
        least = floors.c[f"{name}_floor"]
        rest = floors.c[name] - func.sum(least).over(partition_by=floors.c.loan_id)
        return cast(case((floors.c.bears, least + rest), else_=least), BigInteger)

    return select(
        floors.c.loan_id, floors.c.person_id, part("disbursed").label("disbursed"), part("owed").label("owed")
    ).subquery("pieces")


def _change(*accounts: LedgerAccount) -> ColumnElement[int]:
    row = FacilityTransfer
    comes, goes = row.to_account.in_(accounts), row.from_account.in_(accounts)
    return func.sum(case((and_(comes, ~goes), row.amount), (and_(goes, ~comes), -row.amount), else_=0))
