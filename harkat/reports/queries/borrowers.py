"""How many persons have money of the fund, also where their loan came without an application."""

from datetime import date

from sqlalchemy import func, select

from harkat.reports.basis import Basis
from harkat.reports.queries.book import book, shares_on
from harkat.reports.queries.evidence import on
from harkat.reports.queries.kept import asked_rows


def borrowers_on(day: date, basis: Basis = Basis.CORRECTED) -> int:
    """Return the persons who received anything by a day, members of groups each, loans taken over included."""
    loan, share = book(basis).c, shares_on(basis).c
    query = (
        select(func.count(share.person_id.distinct()))
        .select_from(shares_on(basis))
        .join(book(basis), loan.loan_id == share.loan_id)
        .where(loan.disbursed > 0)
    )
    ((persons,),) = asked_rows(f"borrowers {basis}", query, on(day))
    return int(persons)
