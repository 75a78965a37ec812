"""The funnel on a day: who reached which step, how long it took, and why the others stand still."""

from collections import defaultdict
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select, union_all

from core.db import db
from core.groups.models import Group, Membership, SubGroup, SubGroupMember
from harkat.reports.queries.calendar import DAY, END, days
from harkat.reports.queries.evidence import on, open_on
from harkat.reports.queries.persons import persons
from harkat.reports.queries.ways import ways
from harkat.reports.reasons import Reason, in_order
from harkat.reports.steps import OF_APPLICATIONS, OF_PERSONS, TIMED_FROM, FunnelRow, Reached, Step, lay_out

AMOUNT_OF = {
    Step.APPLIED: "requested",
    Step.RECOMMENDED: "recommended_amount",
    Step.APPROVED: "approved_amount",
    Step.CONTRACTED: "approved_amount",
    Step.DISBURSED: "approved_amount",
}
COUNTS = ("applications", "rupiah", "sub_groups", "groups")


def funnel(day: date) -> list[FunnelRow]:
    """Return the rows of the funnel on a day."""
    asked = on(day)

    def row(query: Select[*tuple[Any, ...]]) -> list[int]:
        return [int(value) for value in db.session.execute(query, asked).one()]

    by_person = dict(zip(Step, row(_persons_reached()), strict=True))
    by_group = dict(zip(OF_PERSONS, row(_groups_of_persons()), strict=True))
    by_sub_group = dict(zip(OF_PERSONS, row(_sub_groups_of_persons()), strict=True))
    counted = row(_applications_reached())
    reached = {step: Reached(by_person[step], by_group[step], by_sub_group[step]) for step in OF_PERSONS}
    for place, step in enumerate(OF_APPLICATIONS):
        applications, rupiah, sub_groups, groups = counted[place * len(COUNTS) : (place + 1) * len(COUNTS)]
        reached[step] = Reached(by_person[step], groups, sub_groups, applications, rupiah)
    took: dict[Step, dict[int, int]] = defaultdict(dict)
    for value, length, count in db.session.execute(_days(), asked):
        took[Step.of(value)][int(length)] = count
    return lay_out(reached, took)


def reasons(day: date) -> dict[Reason, int]:
    """Return how many persons stand still for each reason; nobody is counted twice."""
    return in_order((Reason.of(reason), count) for reason, count in db.session.execute(_reasons(), on(day)))


@cache
def _reasons() -> Select[*tuple[Any, ...]]:
    reason = persons().c.reason
    return select(reason, func.count()).where(reason.is_not(None)).group_by(reason)


@cache
def _persons_reached() -> Select[*tuple[Any, ...]]:
    return select(*(func.count(persons().c[step.value]) for step in Step))


@cache
def _groups_of_persons() -> Select[*tuple[Any, ...]]:
    """Count the groups in which at least one member of the day has reached a step; registered are all groups."""
    people = persons()
    registered = select(func.count()).select_from(Group).where(Group.registered_at < END).scalar_subquery()
    counts = (_distinct_where(people.c[step.value], Membership.group_id) for step in OF_PERSONS[1:])
    query = select(registered, *counts).select_from(Membership)
    return query.join(people, people.c.person_id == Membership.person_id).where(*open_on())


@cache
def _sub_groups_of_persons() -> Select[*tuple[Any, ...]]:
    """Count the sub-groups of which every member has reached a step; one that ended is judged by its last members."""
    people = persons()
    stayed = or_(
        SubGroupMember.left_on.is_(None),
        SubGroupMember.left_on > DAY,
        and_(SubGroup.dissolved_on <= DAY, SubGroupMember.left_on >= SubGroup.dissolved_on),
    )
    members = (
        select(
            SubGroup.id,
            func.count().label("size"),
            *(func.count(people.c[step.value]).label(step.value) for step in OF_PERSONS),
        )
        .join(SubGroupMember, and_(SubGroupMember.sub_group_id == SubGroup.id, SubGroupMember.joined_on <= DAY, stayed))
        .join(people, people.c.person_id == SubGroupMember.person_id)
        .where(SubGroup.formed_on <= DAY)
        .group_by(SubGroup.id)
        .subquery("members")
    )
    return select(*(func.count(case((members.c[step.value] == members.c.size, 1))) for step in OF_PERSONS))


@cache
def _applications_reached() -> Select[*tuple[Any, ...]]:
    files = ways()
    counts: list[ColumnElement[Any]] = []
    for step in OF_APPLICATIONS:
        reached = files.c[step.value]
        amount = case((reached.is_not(None), files.c[AMOUNT_OF[step]]), else_=0)
        counts += [
            func.count(reached),
            func.coalesce(func.sum(amount), 0),
            _distinct_where(reached, files.c.sub_group_id),
            _distinct_where(reached, SubGroup.group_id),
        ]
    return select(*counts).select_from(files).outerjoin(SubGroup, SubGroup.id == files.c.sub_group_id)


@cache
def _days() -> Select[*tuple[Any, ...]]:
    """Count for every timed step how many took how many days; what was there before counts as 0 days."""
    parts = []
    for step, origin in TIMED_FROM.items():
        source = persons() if origin is Step.REGISTERED else ways()
        took = days(source.c[origin.value], source.c[step.value])
        parts.append(
            select(literal(step.value).label("step"), case((took < 0, 0), else_=took).label("took")).where(
                source.c[origin.value].is_not(None), source.c[step.value].is_not(None)
            )
        )
    every = union_all(*parts).subquery("every")
    return select(every.c.step, every.c.took, func.count()).group_by(every.c.step, every.c.took)


def _distinct_where(reached: ColumnElement[Any], key: Any) -> ColumnElement[int]:
    return func.count(case((reached.is_not(None), key)).distinct())
