"""Forming sub-groups that answer for each other, their signatures, and the freeze at the contract."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError

from core.audit import service as audit
from core.auth.roles import SYSTEM, Actor, Role
from core.dates import JAKARTA
from core.db import db
from core.errors import Conflict, RuleBroken
from core.groups import queries
from core.groups.membership import clear_signatures, leave_seat
from core.groups.models import SubGroup, SubGroupMember
from core.groups.standing import NoContract, check_may_change, check_may_end, check_open
from core.groups.terms import check_size
from core.people.queries import person as person_by_id


class NotInGroup(RuleBroken):
    """Only members of a group may be in its sub-groups."""


class AlreadyLiable(Conflict):
    """The person answers for another sub-group."""


class NotSigned(RuleBroken):
    """Somebody has not signed the joint-liability statement."""


def form_sub_group(
    group_id: int,
    person_ids: Collection[int],
    *,
    actor: Actor,
    now: datetime,
    name: str | None = None,
    formed_on: date | None = None,
) -> SubGroup:
    """Form a sub-group out of a group's members; without a name it gets the next number.

    :raises SubGroupSize: outside the sizes of the rule in force
    :raises NotInGroup: for somebody who is not a member
    :raises AlreadyLiable: for somebody who is in another sub-group
    """
    actor.require(Role.OFFICER, Role.SYSTEM, deed="membentuk sub-kelompok")
    today = now.astimezone(JAKARTA).date()
    formed = today if formed_on is None else formed_on
    if formed > today:
        raise RuleBroken("Tanggal dibentuk tidak boleh sesudah hari ini.", field="formed_on")
    chosen = list(dict.fromkeys(person_ids))
    least, most = queries.size_limits(today)
    check_size(len(chosen), least=least, most=most)
    _check_free(group_id, chosen)
    sub_group = SubGroup(
        group_id=group_id,
        name=name or f"Sub-kelompok {len(queries.sub_groups_of(group_id)) + 1}",
        formed_on=formed,
        created_by_id=actor.id,
    )
    db.session.add(sub_group)
    db.session.flush()
    _seat_people(sub_group, chosen, joined_on=formed)
    _record("form_sub_group", sub_group, actor, now, "dibentuk", after={"person_ids": chosen, "name": sub_group.name})
    return sub_group


def add_to_sub_group(sub_group: SubGroup, person_id: int, *, actor: Actor, now: datetime) -> None:
    """Let a member of the group join a sub-group before its contract; everybody signs again.

    :raises Frozen: after the contract
    :raises Held: while an application runs with this list
    """
    actor.require(Role.OFFICER, Role.SYSTEM, deed="mengubah sub-kelompok")
    check_may_change(sub_group)
    today = now.astimezone(JAKARTA).date()
    _, most = queries.size_limits(today)
    check_size(len(queries.sub_group_members(sub_group.id)) + 1, least=0, most=most)
    _check_free(sub_group.group_id, [person_id])
    _seat_people(sub_group, [person_id], joined_on=today)
    clear_signatures(sub_group.id)
    _record("add_to_sub_group", sub_group, actor, now, "bertambah satu orang", after={"person_id": person_id})


def remove_from_sub_group(
    sub_group: SubGroup, person_id: int, *, actor: Actor, now: datetime, by_holder: bool = False
) -> None:
    """Take somebody out of a sub-group before its contract; everybody signs again.

    :param by_holder: the room that holds the list does it itself and mends what it counts by member
    :raises Frozen: after the contract
    :raises Held: while an application runs with this list
    """
    actor.require(Role.OFFICER, Role.SYSTEM, deed="mengubah sub-kelompok")
    if by_holder:
        check_open(sub_group)
    else:
        check_may_change(sub_group)
    leave_seat(_seat(sub_group, person_id), left_on=now.astimezone(JAKARTA).date())
    _record("remove_from_sub_group", sub_group, actor, now, "berkurang satu orang", before={"person_id": person_id})


def sign_liability(
    sub_group: SubGroup, *, person_ids: Collection[int], agreed_on: date, actor: Actor, now: datetime
) -> None:
    """Record that members signed the statement by which they answer for each other.

    :raises Frozen: after the contract
    """
    actor.require(Role.OFFICER, Role.SYSTEM, deed="mencatat tanggung renteng")
    check_open(sub_group)
    if agreed_on > now.astimezone(JAKARTA).date():
        raise RuleBroken("Tanggal tanda tangan tidak boleh sesudah hari ini.", field="agreed_on")
    if agreed_on < sub_group.formed_on:
        raise RuleBroken("Tanggal tanda tangan tidak boleh sebelum sub-kelompok dibentuk.", field="agreed_on")
    for person_id in person_ids:
        _seat(sub_group, person_id).liability_agreed_on = agreed_on
    db.session.flush()
    after = {"person_ids": list(person_ids), "agreed_on": agreed_on}
    _record("sign_liability", sub_group, actor, now, "mencatat tanda tangan tanggung renteng", after=after)


def freeze(sub_group: SubGroup, now: datetime, *, actor: Actor = SYSTEM) -> SubGroup:
    """Let the list of members stand from the contract on; freezing again changes nothing.

    :raises NotSigned: naming who has not signed
    :raises SubGroupSize: outside the sizes of the rule in force
    """
    if sub_group.frozen_at is not None:
        return sub_group
    check_open(sub_group)
    members = queries.sub_group_members(sub_group.id)
    least, most = queries.size_limits(now.astimezone(JAKARTA).date())
    check_size(len(members), least=least, most=most)
    missing = [member.person.name for member in members if member.liability_agreed_on is None]
    if missing:
        raise NotSigned(f"Belum menandatangani tanggung renteng: {', '.join(missing)}. Catat tanda tangannya dulu.")
    sub_group.frozen_at = now
    db.session.flush()
    _record("freeze", sub_group, actor, now, "dikunci pada akad", after={"frozen_at": now})
    return sub_group


def thaw(sub_group: SubGroup, *, actor: Actor, now: datetime) -> SubGroup:
    """Open the list again after a contract fell through before money went out; everybody signs anew next time."""
    if sub_group.frozen_at is None:
        return sub_group
    before, sub_group.frozen_at = sub_group.frozen_at, None
    clear_signatures(sub_group.id)
    _record("thaw", sub_group, actor, now, "dibuka lagi karena akad batal", before={"frozen_at": before})
    return sub_group


def release_member(sub_group: SubGroup, person_id: int, *, actor: Actor, now: datetime) -> None:
    """End one member's liability after the bank let go of it; the list of the others stays as it is.

    :raises NoContract: before the contract, when a member is simply taken out
    """
    if sub_group.frozen_at is None:
        raise NoContract("Sub-kelompok ini belum akad. Anggota dapat keluar lewat permohonannya.")
    _seat(sub_group, person_id).left_on = now.astimezone(JAKARTA).date()
    db.session.flush()
    _record("release_member", sub_group, actor, now, "melepas satu anggota", before={"person_id": person_id})


def join_by_addendum(sub_group: SubGroup, person_id: int, *, signed_on: date, actor: Actor, now: datetime) -> None:
    """Let somebody answer for a contract that runs, after the bank agreed; the list of the contract stays as it was.

    :param signed_on: the day the joint-liability statement was signed
    :raises NoContract: before the contract, when a member is simply added
    :raises NotInGroup: for somebody who is not a member of the group
    :raises AlreadyLiable: for somebody who is in another sub-group
    """
    if sub_group.frozen_at is None or sub_group.dissolved_on is not None:
        raise NoContract("Sub-kelompok ini tidak sedang terikat akad. Ubah daftarnya di halaman sub-kelompok.")
    _check_free(sub_group.group_id, [person_id])
    _seat_people(sub_group, [person_id], joined_on=now.astimezone(JAKARTA).date())
    _seat(sub_group, person_id).liability_agreed_on = signed_on
    db.session.flush()
    _record("join_by_addendum", sub_group, actor, now, "menerima satu anggota", after={"person_id": person_id})


def dissolve(sub_group: SubGroup, *, actor: Actor, now: datetime) -> SubGroup:
    """Give up a sub-group that has no contract; its members are free for another.

    :raises Frozen: after the contract; the loan's room releases it when all is paid
    """
    actor.require(Role.OFFICER, Role.SYSTEM, deed="membubarkan sub-kelompok")
    check_may_change(sub_group)
    return _end(sub_group, actor=actor, now=now, deed="dissolve", words="dibubarkan")


def release(sub_group: SubGroup, *, actor: Actor, now: datetime) -> SubGroup:
    """Free the members of a sub-group whose loan has been paid off; releasing again changes nothing.

    :raises NoContract: before the contract
    :raises Held: while they still owe
    """
    actor.require(Role.OFFICER, Role.SYSTEM, deed="mengakhiri tanggung renteng")
    if sub_group.dissolved_on is not None:
        return sub_group
    check_may_end(sub_group)
    return _end(sub_group, actor=actor, now=now, deed="release", words="selesai, semua kewajiban lunas")


def _end(sub_group: SubGroup, *, actor: Actor, now: datetime, deed: str, words: str) -> SubGroup:
    today = now.astimezone(JAKARTA).date()
    for member in queries.sub_group_members(sub_group.id):
        member.left_on = today
    sub_group.dissolved_on = today
    db.session.flush()
    _record(deed, sub_group, actor, now, words, after={"dissolved_on": today})
    return sub_group


def _check_free(group_id: int, person_ids: list[int]) -> None:
    members = {membership.person_id for membership in queries.members_of(group_id)}
    for person_id in person_ids:
        person = person_by_id(person_id)
        if person_id not in members:
            raise NotInGroup(
                f"{person.name} bukan anggota kelompok ini. Tambahkan ke kelompok dulu.", field="person_ids"
            )
        current = queries.sub_group_of(person_id)
        if current is not None:
            raise AlreadyLiable(f"{person.name} sudah di {current.name}. Pilih orang lain.", field="person_ids")


def _seat_people(sub_group: SubGroup, person_ids: list[int], *, joined_on: date) -> None:
    try:
        with db.session.begin_nested():
            for person_id in person_ids:
                seat = SubGroupMember(sub_group_id=sub_group.id, person_id=person_id, joined_on=joined_on)
                db.session.add(seat)
            db.session.flush()
    except IntegrityError:
        raise AlreadyLiable(
            "Salah satu orang baru saja dimasukkan ke sub-kelompok lain. Muat ulang halaman, lalu pilih lagi.",
            field="person_ids",
        ) from None


def _seat(sub_group: SubGroup, person_id: int) -> SubGroupMember:
    for member in queries.sub_group_members(sub_group.id):
        if member.person_id == person_id:
            return member
    raise NotInGroup("Orang ini tidak ada di sub-kelompok. Muat ulang halaman.", field="person_ids")


def _record(
    deed: str,
    sub_group: SubGroup,
    actor: Actor,
    now: datetime,
    words: str,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    audit.record(
        f"groups.{deed}",
        actor=actor,
        now=now,
        subject="sub_group",
        subject_id=sub_group.id,
        summary=f"{sub_group.name} {words}",
        before=before,
        after=after,
    )
