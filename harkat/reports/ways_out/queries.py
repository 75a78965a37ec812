"""Counting who is on the way out of which kind of debt and who got out; no name leaves this file."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from balikat.debt_exit.kinds import DebtClass, PlanState
from balikat.debt_exit.models import DebtExitBalance, DebtExitDebt, DebtExitPlan
from core.db import db
from harkat.reports.basis import Basis
from harkat.reports.debt_counts import ONLY_TODAY
from harkat.reports.queries.calendar import end_of
from harkat.reports.ways_out_figures import ByClass, by_class, few, heaviest, sum_of_some
from scoring.screening.hold_rules import HoldLifting
from scoring.screening.holds.models import DebtHold
from scoring.screening.kinds import FlagClosing
from scoring.screening.models import DebtFlag

Owing = tuple[int, DebtClass, int]


@dataclass(frozen=True)
class Asked:
    """The day asked for, the moment at which it is over, and which rows count."""

    day: date
    end: datetime
    basis: Basis


@dataclass(frozen=True)
class WaysOut:
    """The figures of the page, in words."""

    under_way: ByClass
    got_out: str
    dropped: str
    burden_left: str


def ways_out(day: date, *, today: date, basis: Basis) -> WaysOut:
    """Return how things stood on a day; rupiah only of today, where a sum may be told."""
    asked, is_past = Asked(day, end_of(day), basis), day < today
    under_way = _in_plans(PlanState.OPEN, asked)
    walking = {person_id for person_id, _, _ in under_way}
    free = {person_id for person_id, _, _ in _in_plans(PlanState.CLOSED, asked)} - walking - _held(asked)
    dropped = db.session.scalar(
        select(func.count(DebtExitPlan.person_id.distinct())).where(
            _in_state(PlanState.DROPPED, day), DebtExitPlan.person_id.not_in([*walking, *free])
        )
    )
    return WaysOut(
        under_way=_laid_out(under_way, is_past=is_past),
        got_out=few(len(free)),
        dropped=few(dropped or 0),
        burden_left=ONLY_TODAY if is_past else sum_of_some(_burden(free), len(free)),
    )


def _laid_out(rows: Iterable[Owing], *, is_past: bool) -> ByClass:
    owing, amounts = list(rows), defaultdict[int, int](int)
    for person_id, _, amount in owing:
        amounts[person_id] += amount
    classes = heaviest((person_id, debt_class) for person_id, debt_class, _ in owing)
    return by_class(classes, amounts, is_past=is_past)


def _in_state(state: PlanState, day: date) -> ColumnElement[bool]:
    """Return the condition that a plan was in a state on a day; one that ends on the day has ended."""
    plan = DebtExitPlan
    begun, ended = plan.opened_on <= day, plan.ended_on <= day
    if state is PlanState.OPEN:
        return and_(begun, or_(plan.ended_on.is_(None), plan.ended_on > day))
    return and_(begun, plan.state == state, ended)


def _held(asked: Asked) -> set[int]:
    """Return who was held by a debt on a day."""
    flagged = select(DebtFlag.person_id).where(
        DebtFlag.raised_at < asked.end,
        or_(DebtFlag.closed_at.is_(None), DebtFlag.closed_at >= asked.end),
        *_not_wrong(DebtFlag.closing, FlagClosing.WRONG, asked.basis),
    )
    in_arrears = select(DebtHold.person_id).where(
        DebtHold.raised_at < asked.end,
        or_(DebtHold.lifted_at.is_(None), DebtHold.lifted_at >= asked.end),
        *_not_wrong(DebtHold.lifting, HoldLifting.WRONG, asked.basis),
    )
    return {*db.session.scalars(flagged), *db.session.scalars(in_arrears)}


def _not_wrong(column: Any, wrong: Any, basis: Basis) -> list[ColumnElement[bool]]:
    """Return the condition that leaves out what was found wrong since; none where it counts as it was known."""
    return [or_(column.is_(None), column != wrong)] if basis is Basis.CORRECTED else []


def _in_plans(state: PlanState, asked: Asked) -> list[Owing]:
    """Return person, class and the newest balance of every debt in plans of a state, those found wrong left out."""
    balance = DebtExitBalance
    newest = (
        select(balance.debt_id, func.max(balance.seen_on).label("seen_on"))
        .where(balance.cancelled_at.is_(None), balance.seen_on <= asked.day)
        .group_by(balance.debt_id)
        .subquery()
    )
    wrong = DebtFlag.closing == FlagClosing.WRONG
    if asked.basis is Basis.KNOWN:
        wrong = and_(wrong, DebtFlag.closed_at < asked.end)
    query = (
        select(DebtExitPlan.person_id, DebtExitDebt.debt_class, func.coalesce(balance.amount, 0))
        .join(DebtExitDebt, DebtExitDebt.plan_id == DebtExitPlan.id)
        .outerjoin(DebtFlag, DebtFlag.id == DebtExitDebt.flag_id)
        .outerjoin(newest, newest.c.debt_id == DebtExitDebt.id)
        .outerjoin(
            balance,
            and_(
                balance.debt_id == DebtExitDebt.id,
                balance.seen_on == newest.c.seen_on,
                balance.cancelled_at.is_(None),
            ),
        )
        .where(_in_state(state, asked.day), DebtExitDebt.added_on <= asked.day)
        .where(or_(DebtFlag.closing.is_(None), ~wrong))
    )
    return [(person_id, debt_class, amount) for person_id, debt_class, amount in db.session.execute(query)]


def _burden(person_ids: Iterable[int]) -> int:
    """Add up what the debts that were paid off in closed plans of these persons took a month; rupiah."""
    gone = (HoldLifting.SETTLED, HoldLifting.SHOWN_CLEAR)
    paid_off = or_(
        DebtFlag.closing == FlagClosing.SETTLED,
        DebtExitDebt.finding_id.in_(select(DebtHold.finding_id).where(DebtHold.lifting.in_(gone))),
    )
    query = (
        select(func.coalesce(func.sum(DebtExitDebt.installment_monthly), 0))
        .join(DebtExitPlan, DebtExitPlan.id == DebtExitDebt.plan_id)
        .outerjoin(DebtFlag, DebtFlag.id == DebtExitDebt.flag_id)
        .where(DebtExitPlan.state == PlanState.CLOSED, DebtExitPlan.person_id.in_(list(person_ids)), paid_off)
    )
    return int(db.session.scalar(query) or 0)
