"""Counting incubation for the heads, in a fixed number of queries."""

from collections import Counter
from datetime import date

from sqlalchemy import func, select

from balikat.follow_up.queries import answers_between
from balikat.incubation.models import Tenant, Visit
from balikat.incubation.queries import with_owner
from balikat.incubation.stages import Stage, TenantState
from balikat.incubation.visits.outcomes import VisitOutcome
from balikat.incubation.visits.queries import stops_for
from balikat.incubation_reports.tables import Answered, Ended, MentorCount, Report, StageCount
from core.auth.models import Account
from core.db import db


def report_of(first: date, last: date, *, today: date) -> Report:
    """Gather the report of a period; who runs and what is due is as of today."""
    running = list(db.session.scalars(with_owner(select(Tenant)).where(Tenant.state == TenantState.ACTIVE)))
    return Report(
        first=first,
        last=last,
        stages=_stages(running),
        mentors=_mentors(running, first, last, today),
        graduated=_ended(TenantState.GRADUATED, first, last),
        dropped=_ended(TenantState.DROPPED, first, last),
        answers=tuple(
            Answered(
                f"{row.reason.label}, {row.months} bulan",
                row.asked,
                row.answered,
                row.running,
                row.closed,
                row.jobs,
                row.sales_average,
            )
            for row in answers_between(first, last)
        ),
    )


def _stages(running: list[Tenant]) -> tuple[StageCount, ...]:
    count = Counter(row.stage for row in running)
    alone = Counter(row.stage for row in running if row.mentor_id is None)
    stages = (Stage.PRE_INCUBATION, Stage.INCUBATION)
    return tuple(StageCount(stage.label, count[stage], alone[stage]) for stage in stages)


def _mentors(running: list[Tenant], first: date, last: date, today: date) -> tuple[MentorCount, ...]:
    tenants = Counter(row.mentor_id for row in running if row.mentor_id is not None)
    mentor_of = {row.id: row.mentor_id for row in running}
    due = Counter(mentor_of[stop.tenant_id] for stop in stops_for(running, today) if stop.is_due(today))
    query = (
        select(Visit.mentor_id, Visit.outcome, func.count(Visit.id))
        .where(Visit.visited_on.between(first, last))
        .group_by(Visit.mentor_id, Visit.outcome)
    )
    visits: Counter[tuple[int, VisitOutcome]] = Counter()
    for mentor_id, outcome, count in db.session.execute(query):
        visits[mentor_id, outcome] = count
    keys = {*tenants, *(mentor_id for mentor_id, _ in visits)}
    names = db.session.execute(select(Account.id, Account.name).where(Account.id.in_(keys)).order_by(Account.name))
    return tuple(
        MentorCount(
            name,
            tenants[key],
            visits[key, VisitOutcome.MET],
            visits[key, VisitOutcome.BY_PHONE],
            visits[key, VisitOutcome.NOT_MET],
            due[key],
        )
        for key, name in names
    )


def _ended(state: TenantState, first: date, last: date) -> tuple[Ended, ...]:
    query = with_owner(select(Tenant)).where(Tenant.state == state, Tenant.ended_on.between(first, last))
    return tuple(
        Ended(row.number, row.name, row.business, row.ended_on, row.end_reason or "")
        for row in db.session.scalars(query.order_by(Tenant.ended_on, Tenant.id))
        if row.ended_on is not None
    )
