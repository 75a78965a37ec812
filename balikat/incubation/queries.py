"""Asking about tenants; other rooms ask here and nowhere else."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import joinedload

from balikat.incubation import terms
from balikat.incubation.cash_book.months import (
    BookIncome,
    Bookkeeping,
    BookMonth,
    Week,
    average_income,
    count_bookkeeping,
    months_of,
)
from balikat.incubation.graduation import Progress, Verdict, judge
from balikat.incubation.milestones.kinds import MilestoneKind, MilestoneState
from balikat.incubation.models import CashWeek, MentorSpell, Milestone, StageDecision, Tenant, Visit
from balikat.incubation.stages import Criteria, Stage, TenantState, read_criteria
from balikat.incubation.visits.outcomes import VisitOutcome
from core.auth.roles import Actor, Role
from core.db import db
from core.errors import NotFound
from core.groups.models import Group
from core.people.models import Person
from core.places.models import Kelurahan
from core.policy.queries import value_on, whole_on
from core.web.listing import contains


def with_owner(query: Select[Tenant]) -> Select[Tenant]:
    """Load the person or group, its area and the mentor with a query of tenants."""
    return query.options(
        joinedload(Tenant.person).joinedload(Person.kelurahan).joinedload(Kelurahan.kecamatan),
        joinedload(Tenant.group).joinedload(Group.kelurahan).joinedload(Kelurahan.kecamatan),
        joinedload(Tenant.mentor),
    )


def visible(actor: Actor) -> Select[Tenant]:
    """Return the query of the tenants an actor may see: a mentor only those assigned now."""
    query = with_owner(select(Tenant))
    return query.where(Tenant.mentor_id == (actor.id or 0)) if actor.role is Role.MENTOR else query


def tenant_for(tenant_id: int, actor: Actor) -> Tenant:
    """Return a tenant with person or group and mentor.

    :raises NotFound: when there is none, or a mentor asks for somebody else's
    """
    found = db.session.scalar(visible(actor).where(Tenant.id == tenant_id))
    if found is None:
        raise NotFound("Binaan tidak ditemukan. Buka dari daftar binaan Anda.")
    return found


def list_tenants(actor: Actor, words: str, *, state: str = "", stage: str = "", mentor: str = "") -> Select[Tenant]:
    """Return the query of the list: the words in the name, the business or the number."""
    query = visible(actor).outerjoin(Tenant.person).outerjoin(Tenant.group)
    for word in words.split():
        columns = (Person.name, Group.name, Tenant.business, Tenant.number)
        query = query.where(or_(*(contains(column, word) for column in columns)))
    if state in {member.value for member in TenantState}:
        query = query.where(Tenant.state == TenantState.of(state))
    if stage in {member.value for member in Stage}:
        query = query.where(Tenant.stage == Stage.of(stage))
    if mentor == "none":
        query = query.where(Tenant.mentor_id.is_(None))
    elif mentor.isascii() and mentor.isdigit():
        query = query.where(Tenant.mentor_id == int(mentor))
    return query


def active_tenants(actor: Actor) -> list[Tenant]:
    """Return the running tenants an actor may see, by name of the business."""
    query = visible(actor).where(Tenant.state == TenantState.ACTIVE).order_by(Tenant.business, Tenant.id)
    return list(db.session.scalars(query))


def decisions_of(tenant_id: int) -> list[StageDecision]:
    """Return the stages a tenant was moved to, the first one first."""
    query = select(StageDecision).where(StageDecision.tenant_id == tenant_id).order_by(StageDecision.id)
    return list(db.session.scalars(query))


def spells_of(tenant_id: int) -> list[MentorSpell]:
    """Return who mentored a tenant from when to when, with the account."""
    query = select(MentorSpell).where(MentorSpell.tenant_id == tenant_id).options(joinedload(MentorSpell.mentor))
    return list(db.session.scalars(query.order_by(MentorSpell.id)))


def milestones_of(tenant_id: int) -> list[Milestone]:
    """Return what a tenant is to reach, what is due first on top."""
    query = select(Milestone).where(Milestone.tenant_id == tenant_id).order_by(Milestone.due_on, Milestone.id)
    return list(db.session.scalars(query))


def criteria_of(stage: Stage, day: date) -> Criteria:
    """Return what a stage asks on a day."""
    return read_criteria(value_on(terms.STAGE_CRITERIA, day)).get(stage, Criteria(0, 0, ()))


def verdict_on(tenant: Tenant, day: date) -> Verdict:
    """Say what the present stage asks of a tenant, what is met and what is missing."""
    return verdicts_on([tenant], day)[tenant.id]


def verdicts_on(tenants: Sequence[Tenant], day: date) -> dict[int, Verdict]:
    """Say the same of several tenants, in a fixed number of queries."""
    keys = [tenant.id for tenant in tenants]
    began = {
        row.tenant_id: row.began_on
        for row in db.session.scalars(
            select(StageDecision).where(StageDecision.tenant_id.in_(keys)).order_by(StageDecision.id)
        )
    }
    met: dict[int, list[date]] = defaultdict(list)
    seen = select(Visit.tenant_id, Visit.visited_on).where(
        Visit.tenant_id.in_(keys), Visit.outcome == VisitOutcome.MET, Visit.visited_on <= day
    )
    for tenant_id, visited_on in db.session.execute(seen):
        met[tenant_id].append(visited_on)
    reached = select(Milestone.tenant_id, Milestone.kind).where(
        Milestone.tenant_id.in_(keys), Milestone.state == MilestoneState.ACCEPTED
    )
    accepted: dict[int, set[MilestoneKind]] = defaultdict(set)
    for tenant_id, kind in db.session.execute(reached):
        accepted[tenant_id].add(kind)
    months, weeks = whole_on(terms.BOOKKEEPING_MONTHS, day), whole_on(terms.WEEKS_IN_MONTH, day)
    criteria = {stage: criteria_of(stage, day) for stage in {tenant.stage for tenant in tenants}}
    books = _weeks_of(keys, day)
    verdicts = {}
    for tenant in tenants:
        since = began[tenant.id]
        book = count_bookkeeping(months_of(books[tenant.id], weeks_in_month=weeks), on=day)
        visits = sum(1 for visited_on in met[tenant.id] if visited_on >= since)
        progress = Progress(since, visits, frozenset(accepted[tenant.id]), book.months if book else 0)
        verdicts[tenant.id] = judge(progress, criteria[tenant.stage], bookkeeping_months=months, today=day)
    return verdicts


def book_of(tenant_ids: Iterable[int], day: date) -> list[BookMonth]:
    """Return the months of the cash book of a tenant, or of several tenancies of one person, oldest first."""
    weeks = [week for found in _weeks_of(list(tenant_ids), day).values() for week in found]
    return months_of(weeks, weeks_in_month=whole_on(terms.WEEKS_IN_MONTH, day))


def _weeks_of(tenant_ids: list[int], day: date) -> dict[int, list[Week]]:
    query = select(CashWeek).where(CashWeek.tenant_id.in_(tenant_ids), CashWeek.monday <= day)
    weeks: dict[int, list[Week]] = defaultdict(list)
    for row in db.session.scalars(query):
        weeks[row.tenant_id].append(Week(row.monday, row.money_in, row.money_out))
    return weeks


def is_tenant_of(actor: Actor, person_id: int) -> bool:
    """Tell whether a person is assigned to a mentor now."""
    own = exists().where(Tenant.person_id == person_id, Tenant.mentor_id == (actor.id or 0))
    return bool(db.session.scalar(select(own)))


def is_assigned(actor: Actor, person_ids: Iterable[int], group_id: int | None) -> bool:
    """Tell whether one of these persons, or this group, is assigned to a mentor now."""
    own = exists().where(
        Tenant.mentor_id == (actor.id or 0),
        or_(Tenant.person_id.in_(list(person_ids)), Tenant.group_id == (group_id or 0)),
    )
    return bool(db.session.scalar(select(own)))


def tenancies_of(person_id: int) -> list[Tenant]:
    """Return every time a person was a tenant, the newest first, with mentor."""
    query = with_owner(select(Tenant)).where(Tenant.person_id == person_id).order_by(Tenant.id.desc())
    return list(db.session.scalars(query))


def graduates_between(first: date, last: date) -> list[Tenant]:
    """Return the tenants that graduated from a day to a day, with person or group."""
    query = select(Tenant).where(Tenant.state == TenantState.GRADUATED, Tenant.ended_on.between(first, last))
    return list(db.session.scalars(with_owner(query)))


# --- what readiness and the reports ask ----------------------------------------------------------------------------


def stage_of(person_id: int) -> Stage | None:
    """Return the stage of a person's newest tenancy that was not dropped, or None when there is none."""
    query = select(Tenant.stage).where(Tenant.person_id == person_id, Tenant.state != TenantState.DROPPED)
    return db.session.scalar(query.order_by(Tenant.id.desc()).limit(1))


def bookkeeping_months(person_id: int, on: date) -> Bookkeeping | None:
    """Return the months in a row of a person's own cash book and the day they reach to; None without a whole month."""
    return count_bookkeeping(_own_book(person_id, on), on=on)


def cash_book_income(person_id: int, on: date) -> BookIncome | None:
    """Return the average month of a person's own cash book in rupiah; None while it has too few whole months."""
    return average_income(_own_book(person_id, on), on=on, least=whole_on(terms.INCOME_MONTHS, on))


def _own_book(person_id: int, on: date) -> list[BookMonth]:
    keys = list(db.session.scalars(select(Tenant.id).where(Tenant.person_id == person_id)))
    return book_of(keys, on) if keys else []
