"""Asking who is to be contacted today."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from core.db import db
from core.policy.queries import value_on
from harkat.loans.models import Loan
from harkat.loans.states import LoanState
from harkat.repayments.arrears_steps import STEPS, ArrearsStep, Hardship, NextStep, next_step, steps_of
from harkat.repayments.deaths.queries import in_mourning
from harkat.repayments.reminding.elsewhere import elsewhere
from harkat.repayments.reminding.models import ArrearsContact


@dataclass(frozen=True)
class Work:
    """A loan to be contacted about its oldest open due date."""

    loan: Loan
    next: NextStep


def contacts_of(loan_id: int) -> list[ArrearsContact]:
    """Return every contact about a loan, newest first."""
    query = select(ArrearsContact).where(ArrearsContact.loan_id == loan_id).order_by(ArrearsContact.held_at.desc())
    return list(db.session.scalars(query))


def by_reference(reference: str) -> ArrearsContact | None:
    """Return the contact that bears a reference."""
    return db.session.scalar(select(ArrearsContact).where(ArrearsContact.reference == reference))


def work_of(today: date) -> list[Work]:
    """Return whom to contact, the longest late first; a family in mourning is left in peace."""
    steps = steps_of(value_on(STEPS, today))
    horizon = today - timedelta(days=min(days for _, days in steps))
    loans = list(
        db.session.scalars(
            select(Loan)
            .where(Loan.state == LoanState.RUNNING, Loan.oldest_due_on <= horizon, ~in_mourning())
            .order_by(Loan.oldest_due_on, Loan.id)
            .limit(500)
        )
    )
    told: dict[int, list[ArrearsContact]] = defaultdict(list)
    for row in db.session.scalars(
        select(ArrearsContact).where(ArrearsContact.loan_id.in_([loan.id for loan in loans]))
    ):
        told[row.loan_id].append(row)
    found: list[Work] = []
    reminded = elsewhere.of([loan.id for loan in loans])
    for loan in loans:
        due_on = loan.oldest_due_on
        rows = told[loan.id]
        if due_on is None or any(row.hardship is Hardship.DEATH for row in rows):
            continue
        promises = [row.promised_on for row in rows if row.promised_on is not None]
        done: list[ArrearsStep] = [row.step for row in rows if row.due_on == due_on]
        coming = next_step(steps, due_on, done, today=today, promised_on=max(promises, default=None))
        if coming is not None and not (coming.step is ArrearsStep.REMINDER and (loan.id, due_on) in reminded):
            found.append(Work(loan, coming))
    return found
