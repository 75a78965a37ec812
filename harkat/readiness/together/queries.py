"""Gathering how ready the members of a group or sub-group are, for whoever may know."""

from collections.abc import Iterable
from dataclasses import dataclass

from balikat.incubation.queries import is_assigned, is_tenant_of
from core.auth.roles import Actor, Role
from core.errors import NotFound
from core.groups import queries as groups
from core.groups.models import SubGroup
from core.people.models import Person
from harkat.readiness import queries
from harkat.readiness.presenting import MemberStanding, standing_of_member
from scoring.status import Readiness

SEE_EVERYBODY = (Role.OFFICER, Role.HEAD, Role.AUDITOR)


@dataclass(frozen=True)
class Together:
    """Members who are ready and those who still have steps, as far as the reader may know; ``members`` counts all."""

    members: int
    ready: tuple[MemberStanding, ...]
    others: tuple[MemberStanding, ...]
    hidden: int = 0

    @property
    def is_complete(self) -> bool:
        """Tell whether everybody is ready."""
        return self.members > 0 and len(self.ready) == self.members


def of_group(group_id: int, actor: Actor) -> Together:
    """Return how a group's members stand."""
    return _together([member.person for member in groups.members_of(group_id)], actor)


def of_sub_group(sub_group_id: int, actor: Actor) -> Together:
    """Return how a sub-group's members stand."""
    return _together([member.person for member in groups.sub_group_members(sub_group_id)], actor)


def counts_for_chair(sub_group: SubGroup, actor: Actor) -> tuple[int, int]:
    """Return how many members a sub-group has and how many of them still have steps; never who or why.

    :raises NotFound: when a chair asks for another group's, or a mentor for one where nobody is assigned to them
    """
    if actor.role is Role.CHAIR:
        chair = groups.chair_of(sub_group.group_id)
        if chair is None or actor.person_id is None or chair.person_id != actor.person_id:
            raise NotFound("Sub-kelompok ini tidak ditemukan. Buka lagi dari halaman kelompoknya.")
    ids = [member.person_id for member in groups.sub_group_members(sub_group.id)]
    if actor.role is Role.MENTOR and not is_assigned(actor, ids, sub_group.group_id):
        raise NotFound("Sub-kelompok ini tidak ditemukan. Buka dari daftar binaan Anda.")
    newest = queries.latest_of(ids)
    ready = sum(kept.status is Readiness.READY for kept in newest.values())
    return len(ids), len(ids) - ready


def sub_groups_of_chair(actor: Actor) -> list[SubGroup]:
    """Return the sub-groups of the group a chair leads."""
    group = None if actor.person_id is None else groups.group_of(actor.person_id)
    if group is None:
        return []
    chair = groups.chair_of(group.id)
    if chair is None or chair.person_id != actor.person_id:
        return []
    return [sub_group for sub_group, _, _ in groups.sub_groups_of(group.id) if sub_group.dissolved_on is None]


def may_know(actor: Actor, person_id: int) -> bool:
    """Tell whether an actor may know which steps a person still has: the office, and the mentor assigned to them."""
    return actor.role in SEE_EVERYBODY or (actor.role is Role.MENTOR and is_tenant_of(actor, person_id))


def _together(persons: Iterable[Person], actor: Actor) -> Together:
    everybody = list(persons)
    known = [person for person in everybody if may_know(actor, person.id)]
    newest = queries.latest_of([person.id for person in known])
    rows = []
    for person in known:
        kept = newest.get(person.id)
        status, paths = (None, []) if kept is None else (kept.status, kept.paths)
        rows.append(standing_of_member(person.id, person.name, status, paths))
    ready = tuple(row for row in rows if row.status is Readiness.READY)
    others = tuple(row for row in rows if row.status is not Readiness.READY)
    return Together(len(everybody), ready, others, hidden=len(everybody) - len(known))
