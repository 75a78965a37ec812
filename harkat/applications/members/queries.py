"""Asking what happened to the members of a sub-group."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from core.db import db
from core.errors import NotFound
from harkat.applications.members.models import MemberEvent


def events_of(sub_group_id: int) -> list[MemberEvent]:
    """Return the deeds about a sub-group's members, persons loaded, the first ones first."""
    query = select(MemberEvent).where(MemberEvent.sub_group_id == sub_group_id)
    return list(db.session.scalars(query.options(joinedload(MemberEvent.person)).order_by(MemberEvent.id)))


def event(application_id: int, event_id: int) -> MemberEvent:
    """Return one deed about a member of an application.

    :raises NotFound: when it is not this application's
    """
    query = select(MemberEvent).where(MemberEvent.id == event_id, MemberEvent.application_id == application_id)
    found = db.session.scalar(query.options(joinedload(MemberEvent.person)))
    if found is None:
        raise NotFound("Peristiwa ini tidak ditemukan.")
    return found
