"""Asking which loans a night has to look at, and how a loan's class went."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from core.bulk import read_columns
from core.db import db
from core.policy.queries import whole_on
from harkat.facility.models import PartnerBank
from harkat.facility.terms import LenderType
from harkat.loans.models import Installment, Loan, Restructuring, ScheduleVersion
from harkat.loans.stated import STATED_DAYS
from harkat.loans.states import LoanState
from harkat.repayments.class_history import ClassTurn, Turn, class_history
from harkat.repayments.models import Repayment, RepaymentAllocation
from harkat.repayments.night import EarlyRow, NightLoans, Whole
from harkat.repayments.quality.models import LoanQuality, QualityChange
from harkat.repayments.statements.models import BankStatement

BORROWER = func.coalesce(Loan.person_id, -Loan.sub_group_id)
"""A borrower as one number: a person's key, or a sub-group's below zero."""


@dataclass(frozen=True)
class LastChange:
    """A loan's last restructuring up to a day."""

    loan_id: int
    restructuring_id: int
    class_before: int


def last_loan() -> int:
    """Return the key of the newest loan, 0 where there is none."""
    return db.session.scalar(select(func.max(Loan.id))) or 0


def borrowers_with_several() -> Whole:
    """Return the borrowers who ever had more than one loan, ascending, as in ``BORROWER``; read from indexes alone."""
    found: list[int] = []
    for column, sign in ((Loan.person_id, 1), (Loan.sub_group_id, -1)):
        query = select(column).where(column.is_not(None)).group_by(column).having(func.count() > 1)
        found += [sign * int(key or 0) for key in db.session.scalars(query)]
    return np.sort(np.array(found, dtype=np.int64))


def loans_between(day: date, first: int, last: int) -> NightLoans:
    """Return the running loans with keys from ``first`` to ``last``."""
    same = (LoanQuality.loan_id == Loan.id) & LoanQuality.loan_id.between(first, last)
    changed = (Restructuring.loan_id == Loan.id) & Restructuring.loan_id.between(first, last)
    return _read(_night_query(day, same, changed).where(Loan.id.between(first, last)))


def loans_of_borrowers(day: date, borrowers: Whole) -> NightLoans:
    """Return all running loans of some borrowers."""
    persons, groups = borrowers[borrowers > 0].tolist(), (-borrowers[borrowers < 0]).tolist()
    query = _night_query(day, LoanQuality.loan_id == Loan.id, Restructuring.loan_id == Loan.id)
    return _read(query.where(or_(_among(Loan.person_id, persons), _among(Loan.sub_group_id, groups))))


def _night_query(day: date, same: ColumnElement[bool], changed: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Loan.id,
            BORROWER,
            Loan.bank_id,
            Loan.oldest_due_on,
            Loan.matures_on,
            Loan.outstanding,
            select(Restructuring.id).where(changed).exists(),
            Loan.disbursed_on <= day,
            func.coalesce(LoanQuality.as_of > day, False),
            func.coalesce(LoanQuality.days_late, -1),
            func.coalesce(LoanQuality.own_rank, 0),
            func.coalesce(LoanQuality.rank, 0),
        )
        .outerjoin(LoanQuality, same)
        .where(Loan.state.not_in(set(LoanState) - {LoanState.RUNNING}))  # said so that no index of states is taken
    )


def _read(query: Select[*tuple[Any, ...]]) -> NightLoans:
    loan_id, key, bank_id, oldest, matures, outstanding, changed, paid_out, later, late, own, rank = read_columns(query)
    return NightLoans(
        loan_id=loan_id,
        borrower=key,
        bank_id=bank_id,
        oldest_due_on=oldest,
        matures_on=matures,
        owes=outstanding > 0,
        is_changed=changed > 0,
        is_open=(paid_out > 0) & (later == 0),
        late=late,
        own=own,
        rank=rank,
    )


def _among(column: InstrumentedAttribute[Any], keys: Sequence[int]) -> ColumnElement[bool]:
    """Return the condition that a column is one of many whole numbers, written into the statement."""
    return column.in_(bindparam(None, list(keys), expanding=True, literal_execute=True))


def lenders() -> dict[int, LenderType]:
    """Return every partner bank's kind by its key."""
    return {row.id: row.lender_type for row in db.session.scalars(select(PartnerBank))}


def last_changes(loan_ids: Sequence[int], day: date) -> tuple[list[LastChange], set[int]]:
    """Return the last restructuring up to a day of some loans, and which of them have one after it."""
    last: dict[int, LastChange] = {}
    later: set[int] = set()
    query = (
        select(Restructuring.loan_id, Restructuring.id, Restructuring.class_before, Restructuring.agreed_on)
        .where(_among(Restructuring.loan_id, loan_ids))
        .order_by(Restructuring.agreed_on)
    )
    for loan_id, key, before, agreed_on in db.session.execute(query):
        if agreed_on > day:
            later.add(loan_id)
        else:
            last[loan_id] = LastChange(loan_id, key, before.rank)
    return list(last.values()), later


def early_rows(restructuring_ids: Sequence[int], day: date, *, most: int) -> dict[int, list[EarlyRow]]:
    """Return the first installments of the schedules that follow from restructurings, by restructuring.

    What is left of each and when it was settled counts payments until a day only.
    """
    newest = (
        select(func.max(ScheduleVersion.id))
        .where(_among(ScheduleVersion.restructuring_id, restructuring_ids))
        .group_by(ScheduleVersion.restructuring_id)
    )
    query = (
        select(
            ScheduleVersion.restructuring_id,
            Installment.id,
            Installment.due_on,
            Installment.principal + Installment.interest,
        )
        .join(Installment, Installment.schedule_version_id == ScheduleVersion.id)
        .where(ScheduleVersion.id.in_(newest), Installment.sequence <= most)
        .order_by(ScheduleVersion.restructuring_id, Installment.sequence)
    )
    rows = db.session.connection().execute(query).all()
    paid = _paid_until(day, [row[1] for row in rows])
    found: dict[int, list[EarlyRow]] = defaultdict(list)
    for key, installment_id, due_on, asked in rows:
        amount, settled_on = paid.get(installment_id, (0, None))
        found[int(key or 0)].append(EarlyRow(due_on, asked - amount, settled_on))
    return dict(found)


def _paid_until(day: date, installment_ids: Sequence[int]) -> dict[int, tuple[int, date | None]]:
    """Return what was paid of installments until a day (rupiah), and the day of the last payment."""
    part = RepaymentAllocation
    amount = func.sum(part.interest + part.principal)
    query = (
        select(part.installment_id, Repayment.paid_on, amount)
        .join(Repayment, Repayment.id == part.repayment_id)
        .where(_among(part.installment_id, installment_ids), Repayment.paid_on <= day)
        .group_by(part.installment_id, part.repayment_id, Repayment.paid_on)
        .having(amount != 0)
        .order_by(Repayment.paid_on)
    )
    paid: dict[int, tuple[int, date | None]] = {}
    for key, paid_on, rupiah in db.session.connection().execute(query):
        paid[key] = (paid.get(key, (0, None))[0] + int(rupiah), paid_on)
    return paid


def changes_of(loan_id: int) -> list[QualityChange]:
    """Return how a loan's class went, newest first."""
    query = select(QualityChange).where(QualityChange.loan_id == loan_id).order_by(QualityChange.changed_on.desc())
    return list(db.session.scalars(query))


def history_of(loan_id: int, words: Sequence[BankStatement], today: date) -> list[ClassTurn]:
    """Return how the class that counts went, newest first: ours, overruled by the bank's words (oldest first)."""
    own = [Turn(row.changed_on, row.rank, row.days_late) for row in reversed(changes_of(loan_id))]
    stated = [Turn(row.as_of, row.collectability.rank, row.days_late) for row in words]
    return class_history(own, stated, holds=whole_on(STATED_DAYS, today), today=today)
