"""What the pages about tenants ask: who can be taken in, and the work that waits."""

from sqlalchemy import exists, func, select

from balikat.incubation.models import Tenant
from balikat.incubation.queries import with_owner
from balikat.incubation.stages import Stage, TenantState
from core.auth.models import Account
from core.auth.roles import Role
from core.db import db
from core.groups.models import Group
from core.people.models import Business, Person
from core.web.listing import contains

MOST = 12


def candidates(words: str) -> list[Person]:
    """Return the persons with a business who are no running tenants, by name, for the words typed."""
    if not words:
        return []
    running = exists().where(Tenant.person_id == Person.id, Tenant.state == TenantState.ACTIVE)
    query = select(Person).where(~running, exists().where(Business.person_id == Person.id))
    for word in words.split():
        query = query.where(contains(Person.name, word) | contains(Person.number, word))
    return list(db.session.scalars(query.order_by(Person.name, Person.id).limit(MOST)))


def candidate_groups(words: str) -> list[Group]:
    """Return the groups that are no running tenants, by name, for the words typed."""
    if not words:
        return []
    running = exists().where(Tenant.group_id == Group.id, Tenant.state == TenantState.ACTIVE)
    query = select(Group).where(~running)
    for word in words.split():
        query = query.where(contains(Group.name, word) | contains(Group.number, word))
    return list(db.session.scalars(query.order_by(Group.name, Group.id).limit(MOST)))


def mentors_with_tenants() -> list[tuple[Account, int]]:
    """Return the accounts that have tenants to hand over or could take some, and how many run with each."""
    count = func.count(Tenant.id)
    query = (
        select(Account, count)
        .outerjoin(Tenant, (Tenant.mentor_id == Account.id) & (Tenant.state != TenantState.DROPPED))
        .where(Account.role == Role.MENTOR)
        .group_by(Account.id)
        .order_by(Account.name, Account.id)
    )
    return [(row[0], int(row[1])) for row in db.session.execute(query)]


def count_without_mentor() -> int:
    """Count the running tenants that have no mentor, or one whose account is closed."""
    query = select(func.count(Tenant.id)).outerjoin(Tenant.mentor).where(Tenant.state == TenantState.ACTIVE)
    return db.session.scalar(query.where(Tenant.mentor_id.is_(None) | ~Account.is_active)) or 0


def running_in(stage: Stage) -> list[Tenant]:
    """Return the running tenants of a stage, with person or group."""
    query = with_owner(select(Tenant)).where(Tenant.state == TenantState.ACTIVE, Tenant.stage == stage)
    return list(db.session.scalars(query.order_by(Tenant.id)))


def tenancies_of_group(group_id: int) -> list[Tenant]:
    """Return every time a group was a tenant, the newest first, with mentor."""
    query = with_owner(select(Tenant)).where(Tenant.group_id == group_id)
    return list(db.session.scalars(query.order_by(Tenant.id.desc())))
