"""The funnel on a day: who reached which step, how long it took, and why the others stand still."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from core.groups.models import Group, Membership, SubGroup, SubGroupMember
from core.kept.answers import Row
from core.people.models import Person
from core.places.models import Kelurahan
from harkat.reports.basis import Basis
from harkat.reports.queries.calendar import DAY, END, days
from harkat.reports.queries.evidence import on, open_on
from harkat.reports.queries.kept import asked_rows
from harkat.reports.queries.persons import persons
from harkat.reports.queries.scopes import scoped, within
from harkat.reports.queries.ways import ways
from harkat.reports.reasons import Reason, in_order
from harkat.reports.routes import EVERYWHERE, Route, Scope
from harkat.reports.steps import OF_APPLICATIONS, OF_PERSONS, TIMED_FROM, FunnelRow, Reached, Step, lay_out

AMOUNT_OF = {
    Step.APPLIED: "requested",
    Step.RECOMMENDED: "recommended_amount",
    Step.APPROVED: "approved_amount",
    Step.CONTRACTED: "approved_amount",
    Step.DISBURSED: "approved_amount",
}
COUNTS = ("applications", "rupiah", "sub_groups", "groups")
EVERYBODY = Scope()


def funnel(day: date, scope: Scope = EVERYBODY, basis: Basis = Basis.CORRECTED) -> list[FunnelRow]:
    """Return the rows of the funnel on a day, of everybody or narrowed to a kecamatan or a route."""
    asked, narrow = on(day) | scoped(scope), scope.is_narrow

    def row(name: str, query: Select[*tuple[Any, ...]]) -> list[int]:
        (counts,) = asked_rows(f"funnel.{name} {narrow} {basis}", query, asked)
        return [int(value) for value in counts]

    by_person = reached_in(day, scope, basis)
    by_group = dict(zip(OF_PERSONS, row("groups", _groups_of_persons(narrow, basis)), strict=True))
    by_sub_group = dict(zip(OF_PERSONS, row("sub_groups", _sub_groups_of_persons(narrow, basis)), strict=True))
    counted = row("applications", _applications_reached(narrow, basis))
    reached = {step: Reached(by_person[step], by_group[step], by_sub_group[step]) for step in OF_PERSONS}
    for place, step in enumerate(OF_APPLICATIONS):
        applications, rupiah, sub_groups, groups = counted[place * len(COUNTS) : (place + 1) * len(COUNTS)]
        reached[step] = Reached(by_person[step], groups, sub_groups, applications, rupiah)
    took: dict[Step, dict[int, int]] = defaultdict(dict)
    for value, length, count in asked_rows(f"funnel.days {narrow} {basis}", _days(narrow, basis), asked):
        took[Step.of(value)][int(length)] = count
    return lay_out(reached, took)


def cells(day: date, basis: Basis = Basis.CORRECTED) -> list[Row]:
    """Return kecamatan, route, reason and how many reached each step, of the persons who have all three in common."""
    return asked_rows(f"funnel.cells {basis}", _cells(basis), on(day))


def reached_in(day: date, scope: Scope, basis: Basis) -> Counter[Step]:
    """Return how many persons of a kecamatan and a route reached each step."""
    found: Counter[Step] = Counter()
    for district, route, _, *counts in cells(day, basis):
        if scope.district in (EVERYWHERE, district) and scope.route in (EVERYWHERE, route):
            found.update(dict(zip(Step, counts, strict=True)))
    return found


def reached_by(day: date, basis: Basis, *, by_district: bool) -> dict[str, Counter[Step]]:
    """Return the same for every kecamatan in which somebody is registered, or for every route."""
    found: dict[str, Counter[Step]] = defaultdict(Counter)
    for district, route, _, *counts in cells(day, basis):
        found[district if by_district else route].update(dict(zip(Step, counts, strict=True)))
    return found


def reasons(day: date, basis: Basis = Basis.CORRECTED) -> dict[Reason, int]:
    """Return how many persons stand still for each reason; nobody is counted twice."""
    return in_order(_held(cells(day, basis)))


def reasons_by(day: date, *, by_district: bool, basis: Basis = Basis.CORRECTED) -> dict[str, dict[Reason, int]]:
    """Return how many persons stand still for each reason in every kecamatan, or on every route."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in cells(day, basis):
        rows[row[0 if by_district else 1]].append(row)
    found = {key: in_order(_held(rows[key])) for key in rows}
    return {key: counts for key, counts in found.items() if counts}


def _held(rows: Iterable[Row]) -> list[tuple[Reason, int]]:
    held: dict[Reason, int] = defaultdict(int)
    for _, _, reason, registered, *_ in rows:
        if reason is not None:
            held[Reason.of(reason)] += int(registered)
    return list(held.items())


@cache
def _cells(basis: Basis) -> Select[*tuple[Any, ...]]:
    """Go through the persons once for all figures that only count them."""
    people = persons(basis).c
    keys = (people.kecamatan_code, people.route, people.reason)
    return select(*keys, *(func.count(people[step.value]) for step in Step)).group_by(*keys)


def _of_group(query: Select[Any], group_id: Any) -> Select[Any]:
    """Narrow a statement about groups to the kecamatan of each group; its route is that of groups."""
    query = query.join(Group, Group.id == group_id).join(Kelurahan, Kelurahan.code == Group.kelurahan_code)
    return query.where(*within(Kelurahan.kecamatan_code, Route.GROUP.value))


@cache
def _groups_of_persons(narrow: bool, basis: Basis) -> Select[*tuple[Any, ...]]:  # noqa: FBT001 - a key of the cache
    """Count the groups in which at least one member of the day has reached a step; registered are all groups."""
    people, registered_group = persons(basis), aliased(Group)
    all_groups = select(func.count(registered_group.id)).where(registered_group.registered_at < END)
    if narrow:
        all_groups = all_groups.join(Kelurahan, Kelurahan.code == registered_group.kelurahan_code)
        all_groups = all_groups.where(*within(Kelurahan.kecamatan_code, Route.GROUP.value))
    counts = (_distinct_where(people.c[step.value], Membership.group_id) for step in OF_PERSONS[1:])
    query = select(all_groups.scalar_subquery(), *counts).select_from(Membership)
    query = query.join(people, people.c.person_id == Membership.person_id).where(*open_on())
    return _of_group(query, Membership.group_id) if narrow else query


@cache
def _sub_groups_of_persons(narrow: bool, basis: Basis) -> Select[*tuple[Any, ...]]:  # noqa: FBT001 - a key of the cache
    """Count the sub-groups of which every member has reached a step; one that ended is judged by its last members."""
    people = persons(basis)
    stayed = or_(
        SubGroupMember.left_on.is_(None),
        SubGroupMember.left_on > DAY,
        and_(SubGroup.dissolved_on <= DAY, SubGroupMember.left_on >= SubGroup.dissolved_on),
    )
    counts: list[ColumnElement[Any]] = [func.count(people.c[step.value]).label(step.value) for step in OF_PERSONS]
    query = (
        select(SubGroup.id, func.count().label("size"), *counts)
        .join(SubGroupMember, and_(SubGroupMember.sub_group_id == SubGroup.id, SubGroupMember.joined_on <= DAY, stayed))
        .join(people, people.c.person_id == SubGroupMember.person_id)
        .where(SubGroup.formed_on <= DAY)
        .group_by(SubGroup.id)
    )
    members = (_of_group(query, SubGroup.group_id) if narrow else query).subquery("members")
    return select(*(func.count(case((members.c[step.value] == members.c.size, 1))) for step in OF_PERSONS))


@cache
def _applications_reached(narrow: bool, basis: Basis) -> Select[*tuple[Any, ...]]:  # noqa: FBT001 - a key of the cache
    files = ways(basis)
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
    query = select(*counts).select_from(files).outerjoin(SubGroup, SubGroup.id == files.c.sub_group_id)
    return in_scope(query, files) if narrow else query


@cache
def _days(narrow: bool, basis: Basis) -> Select[*tuple[Any, ...]]:  # noqa: FBT001 - a key of the cache
    """Count for every timed step how many took how many days; what was there before counts as 0 days.

    Persons and applications are gone through once each, however many steps are timed.
    """
    parts = []
    people, files = select(persons(basis)).cte("people"), select(ways(basis)).cte("files")
    for step, origin in TIMED_FROM.items():
        of_persons = origin is Step.REGISTERED
        source = people if of_persons else files
        took = days(source.c[origin.value], source.c[step.value])
        part: Select[Any] = select(literal(step.value).label("step"), case((took < 0, 0), else_=took).label("took"))
        part = part.where(source.c[origin.value].is_not(None), source.c[step.value].is_not(None))
        if narrow and of_persons:
            part = part.where(*within(source.c.kecamatan_code, source.c.route))
        elif narrow:
            part = part.select_from(source).outerjoin(SubGroup, SubGroup.id == source.c.sub_group_id)
            part = in_scope(part, source)
        parts.append(part)
    every = union_all(*parts).subquery("every")
    return select(every.c.step, every.c.took, func.count()).group_by(every.c.step, every.c.took)


def in_scope(query: Select[Any], files: Any) -> Select[Any]:
    """Narrow a statement about applications, sub-groups joined: where the person or the group lives, and who asks."""
    applicant, group = aliased(Person), aliased(Group)
    query = query.outerjoin(applicant, applicant.id == files.c.person_id)
    query = query.outerjoin(group, group.id == SubGroup.group_id)
    home = func.coalesce(applicant.kelurahan_code, group.kelurahan_code)
    route = case((files.c.sub_group_id.is_(None), Route.ALONE.value), else_=Route.GROUP.value)
    place = aliased(Kelurahan)
    return query.join(place, place.code == home).where(*within(place.kecamatan_code, route))


def _distinct_where(reached: ColumnElement[Any], key: Any) -> ColumnElement[int]:
    return func.count(case((reached.is_not(None), key)).distinct())
