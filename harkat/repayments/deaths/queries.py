"""Asking which families are in mourning, and how their claims stand."""

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import joinedload

from core.auth.roles import Actor
from core.db import db
from harkat.facility import queries as facility
from harkat.loans.models import Loan
from harkat.repayments.claims import ClaimPaper, missing_papers
from harkat.repayments.deaths.models import DeathCase, DeathPaper


def cases_of(loan_id: int) -> list[DeathCase]:
    """Return the deaths on a loan, each with its person."""
    query = select(DeathCase).where(DeathCase.loan_id == loan_id).options(joinedload(DeathCase.person))
    return list(db.session.scalars(query.order_by(DeathCase.id)))


def case_of(loan_id: int, person_id: int) -> DeathCase | None:
    """Return the death of one borrower of a loan."""
    query = select(DeathCase).where(DeathCase.loan_id == loan_id, DeathCase.person_id == person_id)
    return db.session.scalar(query)


def papers_of(case_id: int) -> dict[ClaimPaper, DeathPaper]:
    """Return the papers handed in for a claim, by kind."""
    rows = db.session.scalars(select(DeathPaper).where(DeathPaper.case_id == case_id).order_by(DeathPaper.id))
    return {row.paper: row for row in rows}


def missing_of(case: DeathCase) -> list[ClaimPaper]:
    """Return the papers of a claim that nobody has handed in yet."""
    return missing_papers(case.ground, papers_of(case.id))


def in_mourning() -> ColumnElement[bool]:
    """Return the condition that a person's loan rests because the borrower died; a sub-group's goes on."""
    open_case = exists().where(DeathCase.loan_id == Loan.id, DeathCase.ended_on.is_(None))
    return open_case & Loan.person_id.is_not(None)


def is_in_mourning(loan: Loan) -> bool:
    """Tell whether the family behind a person's loan is to be left in peace."""
    return loan.person_id is not None and any(case.ended_on is None for case in cases_of(loan.id))


def open_cases(actor: Actor) -> list[tuple[DeathCase, Loan]]:
    """Return the deaths that are still worked on and that an actor may see, the oldest first."""
    query = (
        select(DeathCase, Loan)
        .join(Loan, Loan.id == DeathCase.loan_id)
        .where(DeathCase.ended_on.is_(None))
        .options(joinedload(DeathCase.person))
        .order_by(DeathCase.died_on, DeathCase.id)
    )
    own = facility.bank_for(actor)
    if own is not None:
        query = query.where(Loan.bank_id == own.id)
    return [(case, loan) for case, loan in db.session.execute(query)]
