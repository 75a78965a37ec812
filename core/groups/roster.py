"""The members of one group as a table to search and filter, and how they stand in numbers."""

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from core.db import db
from core.groups.models import Membership, SubGroup, SubGroupMember
from core.groups.queries import MemberCounts
from core.people.kinds import PaperKind
from core.people.models import Paper, Person
from core.places.models import Kelurahan

WITHOUT = "belum"


def list_members(
    group_id: int, words: str = "", *, seat: str = "", signature: str = "", ktp: str = ""
) -> Select[Membership, Person, str, SubGroup, SubGroupMember, bool]:
    """Return the query of a group's table: membership, person, kelurahan, sub-group, seat, whether the KTP was seen.

    :param seat: a sub-group's key, ``belum`` for those in none, or empty for all
    :param signature: ``belum`` for those in a sub-group who have not signed, or empty for all
    :param ktp: ``belum`` for those whose KTP nobody has seen, or empty for all
    """
    seen = _ktp_seen()
    query = (
        select(Membership, Person, Kelurahan.name, SubGroup, SubGroupMember, seen)
        .join(Person, Person.id == Membership.person_id)
        .join(Kelurahan, Kelurahan.code == Person.kelurahan_code)
        .outerjoin(SubGroupMember, _open_seat())
        .outerjoin(SubGroup, SubGroup.id == SubGroupMember.sub_group_id)
        .where(Membership.group_id == group_id, Membership.left_on.is_(None))
    )
    for word in words.split():
        query = query.where(
            or_(Person.name.icontains(word, autoescape=True), Person.number.icontains(word, autoescape=True))
        )
    if seat == WITHOUT:
        query = query.where(SubGroupMember.id.is_(None))
    elif seat.isascii() and seat.isdigit():
        query = query.where(SubGroup.id == int(seat))
    if signature == WITHOUT:
        query = query.where(SubGroupMember.id.is_not(None), SubGroupMember.liability_agreed_on.is_(None))
    return query.where(~seen) if ktp == WITHOUT else query


def count_members(group_id: int) -> MemberCounts:
    """Count a group's members by how they stand, in one question."""
    row = db.session.execute(
        select(
            func.count(Membership.id),
            func.count(SubGroupMember.id),
            func.count(SubGroupMember.liability_agreed_on),
            func.count(Membership.id).filter(_ktp_seen()),
        )
        .select_from(Membership)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(SubGroupMember, _open_seat())
        .where(Membership.group_id == group_id, Membership.left_on.is_(None))
    ).one()
    return MemberCounts(*row)


def _open_seat() -> ColumnElement[bool]:
    return and_(SubGroupMember.person_id == Membership.person_id, SubGroupMember.left_on.is_(None))


def _ktp_seen() -> ColumnElement[bool]:
    return (
        exists().where(Paper.person_id == Person.id, Paper.kind == PaperKind.KTP, Paper.is_accepted).correlate(Person)
    )


def members_without_sub_group(group_id: int) -> list[Person]:
    """Return the members who are in no sub-group, by name."""
    return list(
        db.session.scalars(
            select(Person)
            .join(Membership, Membership.person_id == Person.id)
            .outerjoin(SubGroupMember, _open_seat())
            .where(Membership.group_id == group_id, Membership.left_on.is_(None), SubGroupMember.id.is_(None))
            .order_by(Person.name)
        )
    )
