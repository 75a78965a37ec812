"""Every borrower's part of a loan by the month in which it went out, since a bank may pay a loan in parts."""

from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Subquery,
    and_,
    case,
    cast,
    extract,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from harkat.loans.models import LoanShare
from harkat.loans.parts.models import LoanPart, PartShare
from harkat.reports.basis import Basis
from harkat.reports.queries.book import book, comes_later, pieces


def month_of(day: Any) -> ColumnElement[int]:
    """Return year and month of a column of days as one number: 202605."""
    return extract("year", day) * 100 + extract("month", day)


@cache
def monthly_pieces(basis: Basis) -> Subquery:
    """Return the borrowers' parts of loans, one row for every month in which the borrower was paid.

    What is owed stands under the borrower's first month. A loan paid out otherwise than its shares say, as one of
    which a part was taken back, stands under its first month as a whole. Columns: loan_id, person_id, disbursed, owed,
    paid_on (the first day of payment in that month); disbursed and owed add up to the borrower's.
    """
    piece, loan, more = select(pieces(basis)).cte("every_piece"), book(basis), _later(basis)
    sums = (
        select(more.c.loan_id, more.c.person_id, func.sum(more.c.amount).label("amount"))
        .group_by(more.c.loan_id, more.c.person_id)
        .subquery("later_sums")
    )
    own = and_(sums.c.loan_id == piece.c.loan_id, sums.c.person_id == piece.c.person_id)
    at_first = cast(piece.c.disbursed - func.coalesce(sums.c.amount, 0), BigInteger)
    first = (
        select(piece.c.loan_id, piece.c.person_id, at_first.label("disbursed"), piece.c.owed, loan.c.paid_on)
        .join(loan, loan.c.loan_id == piece.c.loan_id)
        .outerjoin(sums, own)
        .where(or_(sums.c.amount.is_(None), at_first > 0))
    )
    owed = case((and_(more.c.place == 1, at_first <= 0), piece.c.owed), else_=literal(0))
    rest = (
        select(more.c.loan_id, more.c.person_id, more.c.amount, owed, more.c.paid_on)
        .join(piece, and_(piece.c.loan_id == more.c.loan_id, piece.c.person_id == more.c.person_id))
        .join(sums, own)
    )
    return union_all(first, rest).subquery("monthly_pieces")


def _later(basis: Basis) -> Subquery:
    """Return what each borrower had in months after the loan's first, and which of them is the borrower's first."""
    loan, month = book(basis), month_of(LoanPart.paid_on)
    each = (
        select(LoanPart.loan_id, PartShare.person_id, LoanPart.paid_on, PartShare.amount, month.label("month"))
        .join(PartShare, PartShare.part_id == LoanPart.id)
        .join(loan, loan.c.loan_id == LoanPart.loan_id)
        .where(
            ~comes_later(LoanPart, basis),
            month != month_of(loan.c.paid_on),
            loan.c.disbursed == _shared(loan.c.loan_id, basis),
        )
        .subquery("each_part")
    )
    row = each.c
    monthly = (
        select(
            row.loan_id,
            row.person_id,
            row.month,
            func.min(row.paid_on).label("paid_on"),
            cast(func.sum(row.amount), BigInteger).label("amount"),
        )
        .group_by(row.loan_id, row.person_id, row.month)
        .subquery("each_month")
    )
    own: dict[str, Any] = {"partition_by": (monthly.c.loan_id, monthly.c.person_id), "order_by": monthly.c.month}
    return select(monthly, func.row_number().over(**own).label("place")).subquery("later_months")


def _shared(loan_id: ColumnElement[int], basis: Basis) -> ColumnElement[int]:
    """Return what the shares of a loan come to, those of parts that count only later left out."""
    part = aliased(LoanPart)
    later = select(func.sum(part.amount)).where(part.loan_id == loan_id, comes_later(part, basis))
    shares = select(func.sum(LoanShare.amount)).where(LoanShare.loan_id == loan_id)
    return func.coalesce(shares.scalar_subquery(), 0) - func.coalesce(later.scalar_subquery(), 0)
