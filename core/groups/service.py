"""Forming groups; the other deeds of a group stand in ``membership`` and ``sub_groups`` and are told from here too."""

import secrets
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import JAKARTA
from core.db import db
from core.errors import Conflict, RuleBroken
from core.groups.drafts import GroupDraft
from core.groups.kinds import GroupRole
from core.groups.membership import add_member, add_members, change_chair, change_role, remove_member
from core.groups.models import Group
from core.groups.sub_groups import (
    add_to_sub_group,
    dissolve,
    form_sub_group,
    freeze,
    join_by_addendum,
    release,
    release_member,
    remove_from_sub_group,
    sign_liability,
    thaw,
)
from core.numbers import number_for
from core.places.queries import kelurahan_exists

__all__ = [
    "add_member",
    "add_members",
    "add_to_sub_group",
    "change_chair",
    "change_role",
    "dissolve",
    "form_group",
    "form_sub_group",
    "freeze",
    "join_by_addendum",
    "release",
    "release_member",
    "remove_from_sub_group",
    "remove_member",
    "sign_liability",
    "thaw",
]


class NameTaken(Conflict):
    """Another group bears this name."""


def form_group(draft: GroupDraft, *, actor: Actor, now: datetime) -> Group:
    """Form a group with its chair as the first member.

    :raises NameTaken: naming the other group's number
    :raises AlreadyMember: when the chair is in another group
    """
    actor.require(Role.OFFICER, Role.SYSTEM, deed="membentuk kelompok")
    today = now.astimezone(JAKARTA).date()
    if draft.formed_on > today:
        raise RuleBroken("Tanggal dibentuk tidak boleh sesudah hari ini.", field="formed_on")
    if not kelurahan_exists(draft.kelurahan_code):
        raise RuleBroken("Pilih kelurahan dari daftar.", field="kelurahan_code")
    known = db.session.scalar(select(Group).where(func.lower(Group.name) == draft.name.lower()))
    if known is not None:
        raise NameTaken(f"Nama ini sudah dipakai kelompok {known.number}. Beri nama lain.", field="name")
    group = Group(
        number=f"baru-{secrets.token_hex(6)}",
        name=draft.name,
        kelurahan_code=draft.kelurahan_code,
        formed_on=draft.formed_on,
        registered_at=now,
        registered_by_id=actor.id,
    )
    try:
        with db.session.begin_nested():
            db.session.add(group)
            db.session.flush()
    except IntegrityError:  # somebody else was quicker than our look
        raise NameTaken("Nama ini baru saja dipakai kelompok lain. Beri nama lain.", field="name") from None
    group.number = number_for("KL", today, group.id)
    audit.record(
        "groups.form",
        actor=actor,
        now=now,
        subject="business_group",
        subject_id=group.id,
        summary=f"Membentuk kelompok {group.number}",
        after={"name": group.name, "kelurahan_code": group.kelurahan_code, "formed_on": group.formed_on},
    )
    add_member(group, draft.chair_id, actor=actor, now=now, role=GroupRole.CHAIR, joined_on=draft.formed_on)
    return group
