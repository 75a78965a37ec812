"""Asking about follow-ups: which are due, what was answered, and who finished lately."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from balikat.follow_up.dueness import OPEN_DAYS, Finish
from balikat.follow_up.kinds import BusinessState, FollowUpReason
from balikat.follow_up.models import FollowUp
from balikat.incubation import queries as incubation
from balikat.incubation.models import Tenant
from balikat.training.awards.queries import completed_between
from core.auth.roles import Actor, Role
from core.db import db
from core.errors import NotFound
from core.groups import queries as groups
from core.policy.queries import whole_on


@dataclass(frozen=True)
class AnswerCount:
    """How many were asked after so many months, how many answered, and what they said; sales are rupiah a month."""

    reason: FollowUpReason
    months: int
    asked: int
    answered: int
    running: int
    closed: int
    jobs: int
    sales_average: int | None


def visible(actor: Actor) -> Select[FollowUp]:
    """Return the query of the follow-ups an actor may see: a mentor those of the persons assigned now."""
    query = select(FollowUp).options(joinedload(FollowUp.person))
    if actor.role is not Role.MENTOR:
        return query
    own = select(Tenant.id).where(Tenant.mentor_id == (actor.id or 0))
    persons = select(Tenant.person_id).where(Tenant.mentor_id == (actor.id or 0), Tenant.person_id.is_not(None))
    return query.where(or_(FollowUp.tenant_id.in_(own), FollowUp.person_id.in_(persons)))


def follow_up_for(follow_up_id: int, actor: Actor) -> FollowUp:
    """Return a follow-up with its person.

    :raises NotFound: when there is none, or a mentor asks for somebody else's
    """
    found = db.session.scalar(visible(actor).where(FollowUp.id == follow_up_id))
    if found is None:
        raise NotFound("Tindak lanjut tidak ditemukan.")
    return found


def follow_up(follow_up_id: int) -> FollowUp:
    """Return a follow-up by its key alone, for its signed link.

    :raises NotFound: when there is none
    """
    found = db.session.get(FollowUp, follow_up_id)
    if found is None:
        raise NotFound("Tautan ini sudah tidak berlaku.")
    return found


def list_follow_ups(actor: Actor, state: str, today: date) -> Select[FollowUp]:
    """Return the query of the list: those due now, those answered, or those nobody answered in time."""
    query, oldest = visible(actor), today - timedelta(days=whole_on(OPEN_DAYS, today))
    if state == "answered":
        return query.where(FollowUp.answered_at.is_not(None))
    query = query.where(FollowUp.answered_at.is_(None))
    return query.where(FollowUp.due_on < oldest if state == "missed" else FollowUp.due_on >= oldest)


def count_due(actor: Actor, today: date) -> int:
    """Count the follow-ups an actor may see that wait for an answer."""
    query = list_follow_ups(actor, "", today).options().order_by(None)
    return db.session.scalar(select(func.count()).select_from(query.subquery())) or 0


def known() -> list[tuple[int, date]]:
    """Return person and due day of every follow-up."""
    return [(row[0], row[1]) for row in db.session.execute(select(FollowUp.person_id, FollowUp.due_on))]


def finishes_between(first: date, last: date) -> list[Finish]:
    """Return who finished a course or graduated from a day to a day; for a group its chair."""
    found = [
        Finish(FollowUpReason.TRAINING, key, person_id, on) for key, person_id, on in completed_between(first, last)
    ]
    for tenant in incubation.graduates_between(first, last):
        chair = groups.chair_of(tenant.group_id) if tenant.group_id is not None else None
        person_id = tenant.person_id if tenant.person_id is not None else chair.person_id if chair else None
        if person_id is not None and tenant.ended_on is not None:
            found.append(Finish(FollowUpReason.GRADUATION, tenant.id, person_id, tenant.ended_on))
    return found


def answers_between(first: date, last: date) -> list[AnswerCount]:
    """Count the answers of the follow-ups due from a day to a day, by what was finished and after how many months."""
    query = select(FollowUp).where(FollowUp.due_on.between(first, last)).order_by(FollowUp.id)
    groups_of: dict[tuple[FollowUpReason, int], list[FollowUp]] = {}
    for row in db.session.scalars(query):
        groups_of.setdefault((row.reason, row.months), []).append(row)
    return [
        _count(reason, months, rows)
        for (reason, months), rows in sorted(groups_of.items(), key=lambda item: (item[0][0].value, item[0][1]))
    ]


def _count(reason: FollowUpReason, months: int, rows: list[FollowUp]) -> AnswerCount:
    said = [row.business_state for row in rows if row.business_state not in (None, BusinessState.UNREACHED)]
    sales = [row.sales_monthly for row in rows if row.sales_monthly is not None]
    return AnswerCount(
        reason=reason,
        months=months,
        asked=len(rows),
        answered=len(said),
        running=said.count(BusinessState.RUNNING),
        closed=said.count(BusinessState.CLOSED),
        jobs=sum(row.jobs or 0 for row in rows),
        sales_average=sum(sales) // len(sales) if sales else None,
    )


def of_person(person_id: int) -> list[FollowUp]:
    """Return the follow-ups of a person, the newest first."""
    query = select(FollowUp).where(FollowUp.person_id == person_id).order_by(FollowUp.due_on.desc(), FollowUp.id)
    return list(db.session.scalars(query))
