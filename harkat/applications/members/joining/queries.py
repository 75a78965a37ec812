"""Asking who joined a sub-group after its contract, and who still may."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from core.db import db
from core.errors import NotFound
from core.groups import queries as groups
from core.groups.roster import members_without_sub_group
from harkat.applications import queries
from harkat.applications.members.joining.models import MemberJoining
from harkat.applications.models import Application


def joinings_of(application_id: int) -> list[MemberJoining]:
    """Return the joinings of an application, persons loaded, the first ones first."""
    query = select(MemberJoining).where(MemberJoining.application_id == application_id)
    return list(db.session.scalars(query.options(joinedload(MemberJoining.person)).order_by(MemberJoining.id)))


def joining(application_id: int, joining_id: int) -> MemberJoining:
    """Return one joining of an application.

    :raises NotFound: when it is not this application's
    """
    query = select(MemberJoining).where(MemberJoining.id == joining_id, MemberJoining.application_id == application_id)
    found = db.session.scalar(query.options(joinedload(MemberJoining.person)))
    if found is None:
        raise NotFound("Adendum ini tidak ditemukan.")
    return found


def who_may_join(application: Application) -> list[tuple[int, str]]:
    """Return the members of the same group who answer for nobody and have nothing running, by name."""
    if application.sub_group_id is None:
        return []
    group_id = groups.sub_group(application.sub_group_id).group_id
    free = members_without_sub_group(group_id)
    return [(person.id, person.name) for person in free if queries.running_number(person.id) is None]
