"""Counting who is on the way out of which kind of debt and who got out; no name leaves this file."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select

from balikat.debt_exit.kinds import DebtClass, PlanState
from balikat.debt_exit.models import DebtExitBalance, DebtExitDebt, DebtExitPlan
from core.db import db
from harkat.reports.ways_out_figures import ByClass, by_class, few, heaviest, sum_of_some
from scoring.screening.hold_rules import HoldLifting
from scoring.screening.holds.models import DebtHold
from scoring.screening.kinds import FlagClosing
from scoring.screening.models import DebtFlag

Owing = tuple[int, DebtClass, int]


@dataclass(frozen=True)
class WaysOut:
    """The figures of the page, in words."""

    under_way: ByClass
    got_out: str
    dropped: str
    burden_left: str


def ways_out() -> WaysOut:
    """Return how things stand today; rupiah where a sum may be told."""
    under_way = _in_plans(PlanState.OPEN)
    walking = {person_id for person_id, _, _ in under_way}
    free = {person_id for person_id, _, _ in _in_plans(PlanState.CLOSED)} - walking - _held()
    dropped = db.session.scalar(
        select(func.count(DebtExitPlan.person_id.distinct())).where(
            DebtExitPlan.state == PlanState.DROPPED, DebtExitPlan.person_id.not_in([*walking, *free])
        )
    )
    return WaysOut(
        under_way=_laid_out(under_way),
        got_out=few(len(free)),
        dropped=few(dropped or 0),
        burden_left=sum_of_some(_burden(free), len(free)),
    )


def _laid_out(rows: Iterable[Owing]) -> ByClass:
    owing, amounts = list(rows), defaultdict[int, int](int)
    for person_id, _, amount in owing:
        amounts[person_id] += amount
    return by_class(heaviest((person_id, debt_class) for person_id, debt_class, _ in owing), amounts)


def _held() -> set[int]:
    """Return who is held by a debt today."""
    flagged = select(DebtFlag.person_id).where(DebtFlag.closed_at.is_(None))
    in_arrears = select(DebtHold.person_id).where(DebtHold.lifted_at.is_(None))
    return {*db.session.scalars(flagged), *db.session.scalars(in_arrears)}


def _in_plans(state: PlanState) -> list[Owing]:
    """Return person, class and the newest balance of every debt in plans of a state, those found wrong left out."""
    newest = (
        select(DebtExitBalance.debt_id, func.max(DebtExitBalance.seen_on).label("seen_on"))
        .where(DebtExitBalance.cancelled_at.is_(None))
        .group_by(DebtExitBalance.debt_id)
        .subquery()
    )
    query = (
        select(DebtExitPlan.person_id, DebtExitDebt.debt_class, func.coalesce(DebtExitBalance.amount, 0))
        .join(DebtExitDebt, DebtExitDebt.plan_id == DebtExitPlan.id)
        .outerjoin(DebtFlag, DebtFlag.id == DebtExitDebt.flag_id)
        .outerjoin(newest, newest.c.debt_id == DebtExitDebt.id)
        .outerjoin(
            DebtExitBalance,
            and_(
                DebtExitBalance.debt_id == DebtExitDebt.id,
                DebtExitBalance.seen_on == newest.c.seen_on,
                DebtExitBalance.cancelled_at.is_(None),
            ),
        )
        .where(DebtExitPlan.state == state, or_(DebtFlag.closing.is_(None), DebtFlag.closing != FlagClosing.WRONG))
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
