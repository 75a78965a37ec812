"""Asking about milestones."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, undefer

from balikat.incubation.milestones.kinds import MilestoneState
from balikat.incubation.models import Milestone, MilestoneEvidence, Tenant
from balikat.incubation.queries import tenant_for
from balikat.incubation.stages import TenantState
from core.auth.roles import Actor, Role
from core.db import db
from core.errors import NotFound


def milestone_for(milestone_id: int, actor: Actor) -> Milestone:
    """Return a milestone with its tenant.

    :raises NotFound: when there is none, or a mentor asks for somebody else's
    """
    found = db.session.scalar(
        select(Milestone).where(Milestone.id == milestone_id).options(joinedload(Milestone.tenant))
    )
    if found is None:
        raise NotFound("Capaian tidak ditemukan.")
    tenant_for(found.tenant_id, actor)
    return found


def evidence_for(evidence_id: int, actor: Actor) -> MilestoneEvidence:
    """Return a piece of evidence with its content.

    :raises NotFound: when there is none, or a mentor asks for somebody else's
    """
    query = select(MilestoneEvidence).where(MilestoneEvidence.id == evidence_id)
    found = db.session.scalar(query.options(undefer(MilestoneEvidence.content)))
    if found is None:
        raise NotFound("Bukti tidak ditemukan.")
    milestone_for(found.milestone_id, actor)
    return found


def evidence_of(milestone_id: int) -> list[MilestoneEvidence]:
    """Return what was handed in for a milestone, without the content."""
    query = select(MilestoneEvidence).where(MilestoneEvidence.milestone_id == milestone_id)
    return list(db.session.scalars(query.order_by(MilestoneEvidence.id)))


def evidence_by_milestone(tenant_id: int) -> dict[int, list[MilestoneEvidence]]:
    """Return what was handed in for each milestone of a tenant, without the content."""
    query = select(MilestoneEvidence).join(MilestoneEvidence.milestone).where(Milestone.tenant_id == tenant_id)
    found: dict[int, list[MilestoneEvidence]] = {}
    for row in db.session.scalars(query.order_by(MilestoneEvidence.id)):
        found.setdefault(row.milestone_id, []).append(row)
    return found


def count_overdue(actor: Actor, today: date) -> tuple[int, int | None]:
    """Count the open milestones past their day that an actor may see, and return the key of the first tenant."""
    query = select(func.count(Milestone.id), func.min(Milestone.tenant_id)).join(Milestone.tenant)
    query = query.where(
        Milestone.state == MilestoneState.OPEN, Milestone.due_on < today, Tenant.state == TenantState.ACTIVE
    )
    if actor.role is Role.MENTOR:
        query = query.where(Tenant.mentor_id == (actor.id or 0))
    count, first = db.session.execute(query).one()
    return int(count), first
