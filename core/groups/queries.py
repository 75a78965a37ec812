"""Asking about groups, members and sub-groups."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload

from core.db import count_rows, db
from core.errors import NotFound
from core.groups.kinds import GroupRole
from core.groups.models import Group, Membership, SubGroup, SubGroupMember
from core.groups.terms import MEMBERS_MAX, MEMBERS_MIN
from core.people.models import Person
from core.people.queries import list_persons
from core.places.models import Kecamatan, Kelurahan
from core.policy.queries import whole_on

UNSIGNED = "tanda"


@dataclass(frozen=True)
class MemberCounts:
    """How the members of a group stand; each number is of open memberships."""

    members: int
    in_sub_group: int
    signed: int
    ktp_seen: int

    @property
    def without_sub_group(self) -> int:
        """Those who are in no sub-group yet."""
        return self.members - self.in_sub_group


def group(group_id: int) -> Group:
    """Return a group with its kelurahan and kecamatan.

    :raises NotFound: when there is none
    """
    found = db.session.scalar(
        select(Group).where(Group.id == group_id).options(joinedload(Group.kelurahan).joinedload(Kelurahan.kecamatan))
    )
    if found is None:
        raise NotFound("Kelompok ini tidak ditemukan. Cari lagi di daftar kelompok.")
    return found


def group_named(name: str) -> Group | None:
    """Return the group of this name, letter case and runs of spaces aside."""
    return db.session.scalar(select(Group).where(func.lower(Group.name) == " ".join(name.split()).lower()))


def group_of(person_id: int) -> Group | None:
    """Return the group a person is in now."""
    membership = membership_of(person_id)
    return None if membership is None else db.session.get(Group, membership.group_id)


def membership_of(person_id: int) -> Membership | None:
    """Return a person's open membership."""
    return db.session.scalar(select(Membership).where(Membership.person_id == person_id, Membership.left_on.is_(None)))


def membership(group_id: int, membership_id: int) -> Membership:
    """Return an open membership of a group, its person loaded.

    :raises NotFound: when it is not this group's, or has ended
    """
    found = db.session.scalar(
        select(Membership)
        .where(Membership.id == membership_id, Membership.group_id == group_id, Membership.left_on.is_(None))
        .options(joinedload(Membership.person))
    )
    if found is None:
        raise NotFound("Anggota ini tidak ada lagi di kelompok. Muat ulang halaman kelompok.")
    return found


def members_of(group_id: int) -> list[Membership]:
    """Return the open memberships of a group, chair first, then by name, persons loaded."""
    return list(
        db.session.scalars(
            select(Membership)
            .join(Person)
            .where(Membership.group_id == group_id, Membership.left_on.is_(None))
            .options(joinedload(Membership.person))
            .order_by((Membership.role != GroupRole.CHAIR), Person.name)
        )
    )


def former_members_of(group_id: int) -> list[Membership]:
    """Return the memberships that have ended, the latest first, persons loaded."""
    return list(
        db.session.scalars(
            select(Membership)
            .where(Membership.group_id == group_id, Membership.left_on.is_not(None))
            .options(joinedload(Membership.person))
            .order_by(Membership.left_on.desc(), Membership.id.desc())
        )
    )


def chair_of(group_id: int) -> Membership | None:
    """Return the chair's membership, the person loaded."""
    return db.session.scalar(
        select(Membership)
        .where(Membership.group_id == group_id, Membership.left_on.is_(None), Membership.role == GroupRole.CHAIR)
        .options(joinedload(Membership.person))
    )


def sub_group(sub_group_id: int) -> SubGroup:
    """Return a sub-group with its group.

    :raises NotFound: when there is none
    """
    found = db.session.scalar(select(SubGroup).where(SubGroup.id == sub_group_id).options(joinedload(SubGroup.group)))
    if found is None:
        raise NotFound("Sub-kelompok ini tidak ditemukan. Buka lagi dari halaman kelompoknya.")
    return found


def sub_groups_of(group_id: int) -> list[tuple[SubGroup, int, int]]:
    """Return ``(sub-group, members, signatures)`` of a group; the dissolved ones last, with none."""
    rows = db.session.execute(
        select(SubGroup, func.count(SubGroupMember.id), func.count(SubGroupMember.liability_agreed_on))
        .outerjoin(SubGroupMember, and_(SubGroupMember.sub_group_id == SubGroup.id, SubGroupMember.left_on.is_(None)))
        .where(SubGroup.group_id == group_id)
        .group_by(SubGroup.id)
        .order_by(SubGroup.dissolved_on.is_not(None), SubGroup.id)
    )
    return [(found, members, signed) for found, members, signed in rows]


def sub_group_members(sub_group_id: int) -> list[SubGroupMember]:
    """Return the members of a sub-group by name, persons loaded; of a dissolved one those it had at the end."""
    return list(
        db.session.scalars(
            select(SubGroupMember)
            .join(Person)
            .join(SubGroup, SubGroup.id == SubGroupMember.sub_group_id)
            .where(
                SubGroupMember.sub_group_id == sub_group_id,
                or_(SubGroupMember.left_on.is_(None), SubGroupMember.left_on == SubGroup.dissolved_on),
            )
            .options(joinedload(SubGroupMember.person))
            .order_by(Person.name)
        )
    )


def sub_group_of(person_id: int) -> SubGroup | None:
    """Return the sub-group a person answers for now, its group loaded."""
    return db.session.scalar(
        select(SubGroup)
        .join(SubGroupMember, SubGroupMember.sub_group_id == SubGroup.id)
        .where(SubGroupMember.person_id == person_id, SubGroupMember.left_on.is_(None))
        .options(joinedload(SubGroup.group))
    )


def size_limits(day: date) -> tuple[int, int]:
    """Return the fewest and the most members a sub-group may have on a day."""
    return whole_on(MEMBERS_MIN, day), whole_on(MEMBERS_MAX, day)


def list_groups(words: str, *, kecamatan_code: str = "", state: str = "") -> Select[Group, int, int, str, str, str]:
    """Return the query of the list: ``(group, members, sub-groups, kelurahan, kecamatan, chair)`` a row.

    :param state: ``tanda`` for groups with a sub-group whose signatures are missing, or empty for all
    """
    members, subs, chair = member_count(), sub_group_count(), chair_name()
    query = (
        select(Group, members, subs, Kelurahan.name, Kecamatan.name, chair)
        .join(Kelurahan, Kelurahan.code == Group.kelurahan_code)
        .join(Kecamatan, Kecamatan.code == Kelurahan.kecamatan_code)
    )
    for word in words.split():
        query = query.where(
            or_(
                Group.name.icontains(word, autoescape=True),
                Group.number.icontains(word, autoescape=True),
                chair.icontains(word, autoescape=True),
            )
        )
    if state == UNSIGNED:
        query = query.where(Group.id.in_(_unsigned_sub_groups(SubGroup.group_id)))
    return query.where(Kelurahan.kecamatan_code == kecamatan_code) if kecamatan_code else query


def count_unsigned() -> int:
    """Count the sub-groups without a contract in which somebody has not signed."""
    return count_rows(_unsigned_sub_groups(SubGroup.id))


def _unsigned_sub_groups(column: Any) -> Select[Any]:
    return (
        select(column)
        .join(SubGroupMember, SubGroupMember.sub_group_id == SubGroup.id)
        .where(
            SubGroup.frozen_at.is_(None),
            SubGroup.dissolved_on.is_(None),
            SubGroupMember.left_on.is_(None),
            SubGroupMember.liability_agreed_on.is_(None),
        )
        .distinct()
    )


def persons_without_group(words: str, *, most: int) -> list[Person]:
    """Return persons who are in no group, by name, for a form that adds members."""
    taken = exists().where(Membership.person_id == Person.id, Membership.left_on.is_(None))
    query = list_persons(words).where(~taken).order_by(Person.name, Person.id).limit(most)
    return list(db.session.scalars(query))


def member_count() -> ColumnElement[int]:
    """Return the number of open memberships of a group, for a list's column."""
    return (
        select(func.count(Membership.id))
        .where(Membership.group_id == Group.id, Membership.left_on.is_(None))
        .correlate(Group)
        .scalar_subquery()
    )


def sub_group_count() -> ColumnElement[int]:
    """Return the number of a group's sub-groups that are not dissolved, for a list's column."""
    return (
        select(func.count(SubGroup.id))
        .where(SubGroup.group_id == Group.id, SubGroup.dissolved_on.is_(None))
        .correlate(Group)
        .scalar_subquery()
    )


def chair_name() -> ColumnElement[str]:
    """Return the name of a group's chair, for a list's column."""
    return (
        select(Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.group_id == Group.id, Membership.left_on.is_(None), Membership.role == GroupRole.CHAIR)
        .correlate(Group)
        .scalar_subquery()
    )
