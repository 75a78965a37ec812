"""Asking what a step can begin with: the next cohort with a free seat, and the loan that is late."""

from datetime import date

from balikat.training.cohorts.queries import list_cohorts
from balikat.training.models import Cohort
from balikat.training.queries import counts_from
from core.auth.roles import SYSTEM
from core.db import db
from harkat.loans import queries as loans
from harkat.loans.models import Loan


def next_cohort(today: date) -> Cohort | None:
    """Return the cohort that begins next, has a free seat and counts for credit, its course loaded."""
    query = list_cohorts("", SYSTEM).where(
        Cohort.starts_on > today, Cohort.seats_taken < Cohort.seats, counts_from(Cohort.starts_on)
    )
    return db.session.scalar(query.order_by(Cohort.starts_on, Cohort.id).limit(1))


def late_loan(person_id: int, today: date) -> Loan | None:
    """Return a person's own loan that is late, or None."""
    for loan in loans.loans_of_person(person_id):
        if loan.person_id == person_id and loan.oldest_due_on is not None and loan.oldest_due_on < today:
            return loan
    return None
