"""Joining and leaving a group, and changing who chairs it."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import JAKARTA, format_date
from core.db import db
from core.errors import Conflict, RuleBroken
from core.groups import queries
from core.groups.kinds import GroupRole
from core.groups.models import Group, Membership, SubGroup, SubGroupMember
from core.groups.standing import check_may_change
from core.people.queries import person as person_by_id


class AlreadyMember(Conflict):
    """The person has an open membership, here or in another group."""


class BoundByContract(RuleBroken):
    """The person answers for a contract and cannot leave before it ends."""


class ChairLeaves(RuleBroken):
    """A group always has a chair; the next one is named first."""


class UnlikelyDay(RuleBroken):
    """A day of joining or leaving that cannot be."""


def add_member(
    group: Group,
    person_id: int,
    *,
    actor: Actor,
    now: datetime,
    role: GroupRole = GroupRole.MEMBER,
    joined_on: date | None = None,
) -> Membership:
    """Let a person join a group, today unless another day is said.

    :raises AlreadyMember: naming the group the person is in
    """
    actor.require(Role.OFFICER, Role.SYSTEM, deed="menambah anggota kelompok")
    today = now.astimezone(JAKARTA).date()
    joined = today if joined_on is None else joined_on
    if joined > today:
        raise UnlikelyDay("Tanggal bergabung tidak boleh sesudah hari ini.", field="joined_on")
    person = person_by_id(person_id)
    current = queries.group_of(person_id)
    if current is not None:
        where = "kelompok ini" if current.id == group.id else f"kelompok {current.name} ({current.number})"
        raise AlreadyMember(
            f"{person.name} ({person.number}) sudah menjadi anggota {where}. Satu orang hanya boleh di satu kelompok.",
            field="persons",
        )
    membership = Membership(group_id=group.id, person_id=person.id, role=role, joined_on=joined)
    try:
        with db.session.begin_nested():
            db.session.add(membership)
            db.session.flush()
    except IntegrityError:  # somebody else was quicker than our look
        raise AlreadyMember(
            f"{person.name} ({person.number}) baru saja dimasukkan ke kelompok. Muat ulang halaman ini.",
            field="persons",
        ) from None
    audit.record(
        "groups.add_member",
        actor=actor,
        now=now,
        subject="business_group",
        subject_id=group.id,
        summary=f"{person.number} bergabung dengan {group.number} sebagai {role.label.lower()}",
        after={"person": person.number, "role": role, "joined_on": joined},
    )
    return membership


def add_members(
    group: Group, person_ids: Collection[int], *, actor: Actor, now: datetime, joined_on: date | None = None
) -> list[Membership]:
    """Let several persons join; either all do or, when one cannot, none does."""
    return [
        add_member(group, person_id, actor=actor, now=now, joined_on=joined_on)
        for person_id in dict.fromkeys(person_ids)
    ]


def remove_member(membership: Membership, *, left_on: date, reason: str, actor: Actor, now: datetime) -> Membership:
    """Let a member leave the group, and a sub-group that has no contract yet with it.

    :raises ChairLeaves: for the chair
    :raises BoundByContract: for a member of a frozen sub-group
    :raises Held: while an application runs with the sub-group's list
    """
    actor.require(Role.OFFICER, Role.SYSTEM, deed="mengeluarkan anggota kelompok")
    person = person_by_id(membership.person_id)
    if membership.role is GroupRole.CHAIR:
        raise ChairLeaves(f"{person.name} adalah ketua. Ganti ketua dulu, baru keluarkan dari kelompok.")
    _check_left_on(membership, left_on, now.astimezone(JAKARTA).date())
    place = db.session.execute(
        select(SubGroupMember, SubGroup)
        .join(SubGroup, SubGroup.id == SubGroupMember.sub_group_id)
        .where(SubGroupMember.person_id == person.id, SubGroupMember.left_on.is_(None))
    ).first()
    if place is not None:
        seat, sub_group = place
        if sub_group.frozen_at is not None:
            raise BoundByContract(
                f"{person.name} terikat tanggung renteng di {sub_group.name} sejak akad. "
                "Anggota bisa keluar setelah pinjaman itu lunas."
            )
        check_may_change(sub_group)
        leave_seat(seat, left_on=left_on)
    membership.left_on, membership.leave_reason = left_on, reason
    db.session.flush()
    audit.record(
        "groups.remove_member",
        actor=actor,
        now=now,
        subject="business_group",
        subject_id=membership.group_id,
        summary=f"{person.number} keluar dari kelompok. Alasan: {reason}",
        before={"person": person.number, "role": membership.role},
        after={"left_on": left_on},
    )
    return membership


def change_chair(group: Group, successor: Membership, *, actor: Actor, now: datetime) -> Membership:
    """Make a member the chair; the one before becomes an ordinary member."""
    actor.require(Role.OFFICER, Role.SYSTEM, deed="mengganti ketua kelompok")
    current = queries.chair_of(group.id)
    if current is successor:
        raise RuleBroken("Orang ini sudah menjadi ketua. Pilih anggota lain.", field="membership_id")
    if current is not None:
        current.role = GroupRole.MEMBER
        db.session.flush()  # the database allows one open chair a group, so the old one steps down first
    successor.role = GroupRole.CHAIR
    db.session.flush()
    audit.record(
        "groups.change_chair",
        actor=actor,
        now=now,
        subject="business_group",
        subject_id=group.id,
        summary=f"Mengganti ketua {group.number}",
        before={"chair_person_id": None if current is None else current.person_id},
        after={"chair_person_id": successor.person_id},
    )
    return successor


def change_role(membership: Membership, role: GroupRole, *, actor: Actor, now: datetime) -> Membership:
    """Give a member another task in the group; the chair is changed by naming the next one."""
    actor.require(Role.OFFICER, Role.SYSTEM, deed="mengubah jabatan anggota")
    if GroupRole.CHAIR in (membership.role, role):
        raise ChairLeaves("Ketua diganti lewat “Ganti ketua”, supaya kelompok selalu punya satu ketua.", field="role")
    before, membership.role = membership.role, role
    db.session.flush()
    audit.record(
        "groups.change_role",
        actor=actor,
        now=now,
        subject="business_group",
        subject_id=membership.group_id,
        summary=f"Mengubah jabatan anggota menjadi {role.label.lower()}",
        before={"person_id": membership.person_id, "role": before},
        after={"role": role},
    )
    return membership


def leave_seat(seat: SubGroupMember, *, left_on: date) -> None:
    """End a seat in a sub-group; those who stay sign again, because they now answer for other people."""
    seat.left_on = max(left_on, seat.joined_on)
    db.session.flush()
    clear_signatures(seat.sub_group_id)


def clear_signatures(sub_group_id: int) -> None:
    """Take back every signature of a sub-group whose list of members changed."""
    for member in queries.sub_group_members(sub_group_id):
        member.liability_agreed_on = None
    db.session.flush()


def _check_left_on(membership: Membership, left_on: date, today: date) -> None:
    if left_on > today:
        raise UnlikelyDay("Tanggal keluar tidak boleh sesudah hari ini.", field="left_on")
    if left_on < membership.joined_on:
        raise UnlikelyDay(
            f"Tanggal keluar tidak boleh sebelum bergabung, {format_date(membership.joined_on)}.", field="left_on"
        )
