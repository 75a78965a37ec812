"""Groups (kelompok usaha), their members, and sub-groups (sub-kelompok tanggung renteng)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Model, Moment, enum_column, primary_key
from core.groups.kinds import GroupRole
from core.people.models import Person
from core.places.models import Kelurahan

__all__ = ["Group", "GroupRole", "Membership", "SubGroup", "SubGroupMember"]


class Group(Model):
    """A kelompok usaha; about 38 members in this programme, 5 to 10 elsewhere."""

    __tablename__ = "business_group"

    id: Mapped[int] = primary_key()
    number: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    kelurahan_code: Mapped[str] = mapped_column(ForeignKey("kelurahan.code"), index=True)
    formed_on: Mapped[date]
    registered_at: Mapped[datetime] = mapped_column(Moment)
    registered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    kelurahan: Mapped[Kelurahan] = relationship(lazy="raise")


class Membership(Model):
    """A person's time in a group; at most one open membership a person, one chair a group."""

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("left_on IS NULL OR left_on >= joined_on", name="leaves_after_joining"),
        Index(
            "uq_membership_open_person_id",
            "person_id",
            unique=True,
            sqlite_where=text("left_on IS NULL"),
            postgresql_where=text("left_on IS NULL"),
        ),
        Index(
            "uq_membership_open_chair",
            "group_id",
            unique=True,
            sqlite_where=text("left_on IS NULL AND role = 'chair'"),
            postgresql_where=text("left_on IS NULL AND role = 'chair'"),
        ),
    )

    id: Mapped[int] = primary_key()
    group_id: Mapped[int] = mapped_column(ForeignKey("business_group.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[GroupRole] = mapped_column(enum_column(GroupRole))
    joined_on: Mapped[date]
    left_on: Mapped[date | None]
    leave_reason: Mapped[str | None] = mapped_column(String(200))

    person: Mapped[Person] = relationship(lazy="raise")


class SubGroup(Model):
    """A sub-kelompok tanggung renteng: the members who borrow and answer for each other.

    ``frozen_at`` is the moment of the contract, after which the member list stands. ``dissolved_on`` is the day its
    members became free again: given up before a contract, or paid off.
    """

    __tablename__ = "sub_group"

    id: Mapped[int] = primary_key()
    group_id: Mapped[int] = mapped_column(ForeignKey("business_group.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    formed_on: Mapped[date]
    frozen_at: Mapped[datetime | None] = mapped_column(Moment)
    dissolved_on: Mapped[date | None]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    group: Mapped[Group] = relationship(lazy="raise")


class SubGroupMember(Model):
    """A member of a sub-group; ``liability_agreed_on`` is the day the joint-liability statement was signed.

    A person answers for one sub-group at a time.
    """

    __tablename__ = "sub_group_member"
    __table_args__ = (
        Index(
            "uq_sub_group_member_open_person_id",
            "person_id",
            unique=True,
            sqlite_where=text("left_on IS NULL"),
            postgresql_where=text("left_on IS NULL"),
        ),
    )

    id: Mapped[int] = primary_key()
    sub_group_id: Mapped[int] = mapped_column(ForeignKey("sub_group.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    joined_on: Mapped[date]
    left_on: Mapped[date | None]
    liability_agreed_on: Mapped[date | None]

    person: Mapped[Person] = relationship(lazy="raise")
