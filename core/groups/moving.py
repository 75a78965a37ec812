"""What becomes of group memberships when two entries of one person are merged."""

from typing import Any

from sqlalchemy import update

from core.db import db
from core.errors import Conflict
from core.groups.models import Membership
from core.groups.queries import group, membership_of
from core.people.repair.moves import Move


class TwoGroups(Conflict):
    """A person is in one group at a time."""


def move_memberships(from_id: int, to_id: int) -> dict[str, Any]:
    """Give memberships to the person that is kept; a second one in the same group is only kept in writing.

    :raises TwoGroups: when the two are members of different groups, or the second is a chair
    """
    mine, other = membership_of(from_id), membership_of(to_id)
    left = {}
    if mine is not None and other is not None:
        if mine.group_id != other.group_id or mine.role is not other.role:
            raise TwoGroups(
                f"Keduanya anggota kelompok ({group(mine.group_id).name} dan {group(other.group_id).name}). "
                "Keluarkan dulu dari salah satunya, atau ganti ketuanya, lalu gabungkan."
            )
        left = {"membership": {"group_id": mine.group_id, "joined_on": mine.joined_on, "role": mine.role.value}}
        db.session.delete(mine)
        db.session.flush()
    db.session.execute(update(Membership).where(Membership.person_id == from_id).values(person_id=to_id))
    return left


MEMBERSHIPS = Move(("membership",), move_memberships)
