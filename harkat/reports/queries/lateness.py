"""How every loan is paid on a day: what fell due, what of it was paid, how late it is, and its class of 1 to 5."""

from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Select, Subquery, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import aliased

from core.policy.queries import whole_on
from harkat.facility.terms import LenderType
from harkat.loans import queries as loans
from harkat.loans.changes import PAID_IN_A_ROW
from harkat.loans.classification import Collectability
from harkat.loans.models import Installment, Restructuring, ScheduleVersion
from harkat.loans.stated import STATED_DAYS
from harkat.repayments.models import Repayment, RepaymentAllocation
from harkat.repayments.statements.models import BankStatement
from harkat.reports.basis import Basis
from harkat.reports.queries.book import book
from harkat.reports.queries.calendar import DAY, END, days

NEVER = 10**9
WORST_AFTER_CHANGE = Collectability.SUBSTANDARD.rank
cause = aliased(Repayment, name="cause")


def scales_on(day: date) -> dict[str, Any]:
    """Return what the class of a loan is asked with: both lenders' scales, the rule after a change, the bank's word."""
    stated_since = day - timedelta(days=whole_on(STATED_DAYS, day))
    asked: dict[str, Any] = {"in_a_row": whole_on(PAID_IN_A_ROW, day), "stated_since": stated_since}
    for lender in LenderType:
        steps = {step.collectability.rank: step for step in loans.scale_on(lender, day)}
        for rank in range(2, 6):
            step = steps.get(rank)
            asked[f"{lender.value}_{rank}_days"] = NEVER if step is None else step.days_from
            asked[f"{lender.value}_{rank}_matured"] = NEVER if step is None else step.matured_from or NEVER
    return asked


@cache
def installments(basis: Basis) -> Subquery:
    """Return the installments of every loan's schedule in force on the day.

    Columns: loan_id, sequence, due_on, asked and paid (rupiah, interest included), settled_on (the day it was fully
    paid, absent while something is left).
    """
    version, paid = _in_force(basis), _paid(basis)
    asked = Installment.principal + Installment.interest
    given = func.coalesce(paid.c.paid, 0)
    return (
        select(
            Installment.loan_id,
            Installment.sequence,
            Installment.due_on,
            asked.label("asked"),
            given.label("paid"),
            case((given >= asked, paid.c.last_on)).label("settled_on"),
        )
        .join(version, version.c.version_id == Installment.schedule_version_id)
        .outerjoin(paid, paid.c.installment_id == Installment.id)
        .subquery("installments")
    )


@cache
def lateness(basis: Basis) -> Subquery:
    """Return one row a loan of the book: how late it is and its class, the scale of its lender applied.

    Columns: loan_id, due and paid (rupiah asked by the day, and what of that was paid), overdue, days_late,
    changed_on (the first restructuring), missed_on (the first day more than 30 days behind), rank (1 to 5).
    A loan of which nothing is owed is not late and has rank 1. A bank's own word on the class outranks ours.
    """
    loan, row, change, stated = book(basis), _by_loan(basis), _changes(basis), _stated(basis)
    open_ = loan.c.owed > 0
    late = case((and_(open_, row.c.oldest_due_on.is_not(None)), days(row.c.oldest_due_on, DAY)), else_=0)
    matured = case((and_(open_, row.c.matures_on < DAY), days(row.c.matures_on, DAY)), else_=0)
    by_days = _class_by_days(loan.c.lender_type, late, matured)
    floor = case(
        (row.c.in_a_row >= bindparam("in_a_row", type_=Integer()), 1),
        (change.c.class_before > WORST_AFTER_CHANGE, WORST_AFTER_CHANGE),
        else_=func.coalesce(change.c.class_before, 1),
    )
    settled = and_(loan.c.owed <= 0, loan.c.lost <= 0)
    return (
        select(
            loan.c.loan_id,
            func.coalesce(row.c.due, 0).label("due"),
            func.coalesce(case((settled, row.c.due), else_=row.c.paid), 0).label("paid"),
            case((open_, func.coalesce(row.c.overdue, 0)), else_=0).label("overdue"),
            late.label("days_late"),
            change.c.changed_on,
            row.c.missed_on,
            row.c.first_due_on,
            case(
                (~open_, 1), (stated.c.rank.is_not(None), stated.c.rank), (by_days > floor, by_days), else_=floor
            ).label("rank"),
        )
        .outerjoin(row, row.c.loan_id == loan.c.loan_id)
        .outerjoin(change, change.c.loan_id == loan.c.loan_id)
        .outerjoin(stated, stated.c.loan_id == loan.c.loan_id)
        .subquery("lateness")
    )


@cache
def _by_loan(basis: Basis) -> Subquery:
    row = installments(basis)
    left = row.c.asked - row.c.paid
    is_due, is_late = row.c.due_on <= DAY, and_(row.c.due_on < DAY, left > 0)
    on_time = and_(row.c.settled_on <= row.c.due_on, row.c.sequence <= bindparam("in_a_row", type_=Integer()))
    gone = and_(
        days(row.c.due_on, DAY) > 30,
        or_(row.c.settled_on.is_(None), days(row.c.due_on, row.c.settled_on) > 30),
    )
    paid = case((row.c.paid > row.c.asked, row.c.asked), else_=row.c.paid)
    return (
        select(
            row.c.loan_id,
            func.max(row.c.due_on).label("matures_on"),
            func.min(row.c.due_on).label("first_due_on"),
            func.min(case((is_late, row.c.due_on))).label("oldest_due_on"),
            func.sum(case((is_due, row.c.asked), else_=0)).label("due"),
            func.sum(case((is_due, paid), else_=0)).label("paid"),
            func.sum(case((is_late, left), else_=0)).label("overdue"),
            func.sum(case((on_time, 1), else_=0)).label("in_a_row"),
            func.min(case((gone, row.c.due_on)), type_=Date()).label("missed_on"),
        )
        .group_by(row.c.loan_id)
        .subquery("by_loan")
    )


def _class_by_days(lender: ColumnElement[Any], late: Any, matured: Any) -> ColumnElement[int]:
    def reached(kind: LenderType, rank: int) -> ColumnElement[bool]:
        by_days = late >= bindparam(f"{kind.value}_{rank}_days", type_=Integer())
        by_maturity = matured >= bindparam(f"{kind.value}_{rank}_matured", type_=Integer())
        return and_(lender == kind, or_(by_days, by_maturity))

    worst_first = [(kind, rank) for rank in range(5, 1, -1) for kind in LenderType]
    return case(*((reached(kind, rank), rank) for kind, rank in worst_first), else_=1)


def _agreed(basis: Basis) -> ColumnElement[bool]:
    known = Restructuring.agreed_on <= DAY
    return and_(known, Restructuring.made_at < END) if basis is Basis.KNOWN else known


@cache
def _in_force(basis: Basis) -> Subquery:
    """Return version_id of every loan's schedule in force: of the last restructuring, the newest of its versions."""
    since = func.coalesce(Restructuring.agreed_on, ScheduleVersion.valid_from)
    first = and_(ScheduleVersion.restructuring_id.is_(None), ScheduleVersion.valid_from <= DAY)
    is_change = case((ScheduleVersion.restructuring_id.is_(None), 0), else_=1)
    query: Select[Any] = (
        select(
            ScheduleVersion.id.label("version_id"),
            func.row_number()
            .over(
                partition_by=ScheduleVersion.loan_id,
                order_by=(is_change.desc(), since.desc(), ScheduleVersion.version.desc()),
            )
            .label("place"),
        )
        .outerjoin(Restructuring, Restructuring.id == ScheduleVersion.restructuring_id)
        .where(or_(first, _agreed(basis)))
    )
    if basis is Basis.KNOWN:
        query = query.where(ScheduleVersion.made_at < END)
    every = query.subquery("every_version")
    return select(every.c.version_id).where(every.c.place == 1).subquery("in_force")


@cache
def _paid(basis: Basis) -> Subquery:
    """Return installment_id, the rupiah paid on it, and the day of the last payment that still stands."""
    row = RepaymentAllocation
    amount = func.sum(row.interest + row.principal)
    query = (
        select(row.installment_id, Repayment.paid_on, amount.label("amount"))
        .join(Repayment, Repayment.id == row.repayment_id)
        .where(Repayment.paid_on <= DAY)
        .group_by(row.installment_id, row.repayment_id, Repayment.paid_on)
        .having(amount > 0)
    )
    if basis is Basis.KNOWN:
        query = query.join(cause, cause.id == row.cause_id).where(cause.posted_at < END)
    each = query.subquery("each_payment")
    return (
        select(
            each.c.installment_id,
            func.sum(each.c.amount).label("paid"),
            func.max(each.c.paid_on, type_=Date()).label("last_on"),
        )
        .group_by(each.c.installment_id)
        .subquery("paid")
    )


@cache
def _stated(basis: Basis) -> Subquery:
    """Return loan_id and the class, 1 to 5, of the bank's newest word that still rules on the day."""
    row = BankStatement
    rank = case(*((row.collectability == member, member.rank) for member in Collectability))
    newest = func.row_number().over(partition_by=row.loan_id, order_by=(row.as_of.desc(), row.id.desc()))
    query = select(row.loan_id, rank.label("rank"), newest.label("place")).where(
        row.as_of <= DAY, row.as_of >= bindparam("stated_since", type_=Date())
    )
    if basis is Basis.KNOWN:
        query = query.where(row.recorded_at < END)
    every = query.subquery("every_word")
    return select(every.c.loan_id, every.c.rank).where(every.c.place == 1).subquery("stated")


@cache
def _changes(basis: Basis) -> Subquery:
    """Return loan_id, the day of the first restructuring, and the class before the last one (1 to 5)."""
    row = Restructuring
    rank = case(*((row.class_before == member, member.rank) for member in Collectability))
    every = (
        select(
            row.loan_id,
            func.min(row.agreed_on).over(partition_by=row.loan_id).label("changed_on"),
            rank.label("class_before"),
            func.row_number().over(partition_by=row.loan_id, order_by=row.agreed_on.desc()).label("place"),
        )
        .where(_agreed(basis))
        .subquery("every_change")
    )
    return (
        select(every.c.loan_id, every.c.changed_on, every.c.class_before).where(every.c.place == 1).subquery("changes")
    )
