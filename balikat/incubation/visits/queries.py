"""Asking about visits: of a tenant, of a mentor's day, and what is due."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, undefer

from balikat.incubation.growth import Growth, Measure, grow
from balikat.incubation.models import Tenant, Visit
from balikat.incubation.queries import active_tenants, tenant_for, visible
from balikat.incubation.stages import TenantState
from balikat.incubation.terms import VISIT_EVERY_DAYS
from balikat.incubation.visits.outcomes import Numbers, VisitOutcome
from balikat.incubation.visits.route import Stop, due_on
from core.auth.roles import Actor, Role
from core.dates import day_of
from core.db import db
from core.errors import NotFound
from core.groups import queries as groups
from core.policy.queries import whole_on


def by_reference(reference: str) -> Visit | None:
    """Return the visit a phone sent under a reference."""
    return db.session.scalar(select(Visit).where(Visit.reference == reference).options(joinedload(Visit.tenant)))


def visits_of(tenant_id: int) -> list[Visit]:
    """Return the visits of a tenant with who made them, the newest first, without photos."""
    query = select(Visit).where(Visit.tenant_id == tenant_id).options(joinedload(Visit.mentor))
    return list(db.session.scalars(query.order_by(Visit.visited_on.desc(), Visit.id.desc())))


def visit_for(visit_id: int, actor: Actor, *, with_photo: bool = False) -> Visit:
    """Return a visit with its tenant and mentor.

    :raises NotFound: when there is none, or a mentor asks for somebody else's tenant
    """
    query = select(Visit).where(Visit.id == visit_id).options(joinedload(Visit.mentor))
    found = db.session.scalar(query.options(undefer(Visit.photo)) if with_photo else query)
    if found is None:
        raise NotFound("Kunjungan tidak ditemukan.")
    tenant_for(found.tenant_id, actor)
    return found


def numbers_before(tenant_id: int, day: date) -> Numbers | None:
    """Return the numbers of the last visit up to a day at which any were asked."""
    query = select(Visit).where(Visit.tenant_id == tenant_id, Visit.visited_on <= day, Visit.sales.is_not(None))
    row = db.session.scalar(query.order_by(Visit.visited_on.desc(), Visit.id.desc()).limit(1))
    return None if row is None else Numbers(row.sales, row.profit, row.stock)


def growth_of(tenant_id: int) -> Growth:
    """Return how a tenant's numbers grew over the visits that asked for them."""
    return grow(
        [
            Measure(row.visited_on, row.sales, row.profit, row.stock)
            for row in reversed(visits_of(tenant_id))
            if not Numbers(row.sales, row.profit, row.stock).is_empty
        ]
    )


def stops_of(actor: Actor, day: date) -> list[Stop]:
    """Return every running tenant an actor may see as a stop, with the day a visit is due, in three queries."""
    return stops_for(active_tenants(actor), day)


def mentor_stops(mentor_id: int, day: date) -> list[Stop]:
    """Return the running tenants of a mentor as stops."""
    query = visible(Actor(mentor_id, "", Role.MENTOR)).where(Tenant.state == TenantState.ACTIVE)
    return stops_for(list(db.session.scalars(query)), day)


def stops_for(tenants: Sequence[Tenant], day: date) -> list[Stop]:
    """Return tenants as stops of a route."""
    keys, every = [tenant.id for tenant in tenants], whole_on(VISIT_EVERY_DAYS, day)
    visited: dict[int, date] = dict(
        db.session.execute(
            select(Visit.tenant_id, func.max(Visit.visited_on))
            .where(Visit.tenant_id.in_(keys), Visit.outcome != VisitOutcome.NOT_MET)
            .group_by(Visit.tenant_id)
        ).all()
    )
    newest = select(func.max(Visit.id)).where(Visit.tenant_id.in_(keys)).group_by(Visit.tenant_id)
    planned: dict[int, date | None] = dict(
        db.session.execute(select(Visit.tenant_id, Visit.next_on).where(Visit.id.in_(newest))).all()
    )
    return [_stop(tenant, visited.get(tenant.id), planned.get(tenant.id), every) for tenant in tenants]


def _stop(tenant: Tenant, visited_on: date | None, planned_on: date | None, every: int) -> Stop:
    owner = tenant.person or tenant.group
    assert owner is not None
    begins = max(tenant.contract_starts_on, day_of(tenant.enrolled_at))
    return Stop(
        tenant_id=tenant.id,
        name=tenant.name,
        business=tenant.business,
        phone=phone_of(tenant),
        address=(tenant.person.address or "") if tenant.person else "",
        kelurahan=owner.kelurahan.name,
        kecamatan=owner.kelurahan.kecamatan.name,
        visited_on=visited_on,
        planned_on=planned_on,
        due_on=due_on(enrolled_on=begins, visited_on=visited_on, planned_on=planned_on, every_days=every),
    )


def phone_of(tenant: Tenant) -> str:
    """Return where a tenant is reached: the person's phone, or that of the group's chair."""
    if tenant.person is not None:
        return tenant.person.phone
    assert tenant.group_id is not None
    chair = groups.chair_of(tenant.group_id)
    return "" if chair is None else chair.person.phone
