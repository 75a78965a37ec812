"""Pages that form a sub-group and change it before the contract; who signed is recorded where it borrows."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.dates import format_date_short
from core.db import transaction
from core.groups import queries, roster, service
from core.groups.holds import holds
from core.groups.models import SubGroup
from core.groups.schemas import SeatSchema, SubGroupSchema
from core.people.models import Person
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.panels import panels

blueprint = Blueprint("sub_groups", __name__, url_prefix="/kelompok")


@blueprint.get("/<int:group_id>/sub/bentuk")
@allow(Role.OFFICER)
def form_sub_group(group_id: int) -> ResponseReturnValue:
    """Show the members to choose from."""
    return _form_page(group_id, empty_form({"formed_on": format_date_short(clock.today())}))


@blueprint.post("/<int:group_id>/sub/bentuk")
@allow(Role.OFFICER)
def do_form_sub_group(group_id: int) -> ResponseReturnValue:
    """Form a sub-group out of the ticked members."""
    form = read_form(SubGroupSchema())
    if form.draft is not None:
        draft = form.draft
        with form.catching(), transaction():
            sub_group = service.form_sub_group(
                queries.group(group_id).id,
                draft.person_ids,
                name=draft.name,
                formed_on=draft.formed_on,
                actor=actor(),
                now=clock.now(),
            )
            return moved("groups.show_sub_group", sub_group_id=sub_group.id, flash=f"{sub_group.name} dibentuk.")
    return _form_page(group_id, form)


def _form_page(group_id: int, form: Form[object]) -> ResponseReturnValue:
    return page(
        "core/groups/sub_group_form.html",
        form=form,
        group=queries.group(group_id),
        free=roster.members_without_sub_group(group_id),
        limits=queries.size_limits(clock.today()),
    )


@blueprint.post("/sub/<int:sub_group_id>/tambah")
@allow(Role.OFFICER)
def add_to_sub_group(sub_group_id: int) -> ResponseReturnValue:
    """Let another member of the group in."""
    form = read_form(SeatSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            sub_group = queries.sub_group(sub_group_id)
            service.add_to_sub_group(sub_group, form.draft["person_id"], actor=actor(), now=clock.now())
            flash = "Anggota ditambahkan. Semua anggota menandatangani lagi."
            return moved("groups.show_sub_group", sub_group_id=sub_group_id, flash=flash)
    return sub_group_page(queries.sub_group(sub_group_id), form)


@blueprint.post("/sub/<int:sub_group_id>/keluarkan")
@allow(Role.OFFICER)
def remove_from_sub_group(sub_group_id: int) -> ResponseReturnValue:
    """Take a member out."""
    form = read_form(SeatSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            sub_group = queries.sub_group(sub_group_id)
            service.remove_from_sub_group(sub_group, form.draft["person_id"], actor=actor(), now=clock.now())
            flash = "Anggota dikeluarkan. Semua anggota menandatangani lagi."
            return moved("groups.show_sub_group", sub_group_id=sub_group_id, flash=flash)
    return sub_group_page(queries.sub_group(sub_group_id), form)


@blueprint.post("/sub/<int:sub_group_id>/bubarkan")
@allow(Role.OFFICER)
def dissolve(sub_group_id: int) -> ResponseReturnValue:
    """Give up a sub-group that has no contract."""
    with transaction():
        sub_group = service.dissolve(queries.sub_group(sub_group_id), actor=actor(), now=clock.now())
        group_id = sub_group.group_id
    return moved("groups.show", group_id=group_id, flash="Sub-kelompok dibubarkan. Anggotanya bebas lagi.")


@blueprint.post("/sub/<int:sub_group_id>/akhiri")
@allow(Role.OFFICER)
def release(sub_group_id: int) -> ResponseReturnValue:
    """Free the members of a sub-group that has paid everything off."""
    with transaction():
        service.release(queries.sub_group(sub_group_id), actor=actor(), now=clock.now())
    flash = "Tanggung renteng diakhiri. Anggotanya bebas masuk sub-kelompok lain."
    return moved("groups.show_sub_group", sub_group_id=sub_group_id, flash=flash)


def sub_group_page(sub_group: SubGroup, form: Form[object]) -> ResponseReturnValue:
    """Answer with a sub-group's page, with whatever form was being filled in on it."""
    is_officer = actor().role is Role.OFFICER
    held = holds.reason(sub_group.id) if sub_group.dissolved_on is None else None
    may_edit = is_officer and sub_group.frozen_at is None and sub_group.dissolved_on is None and held is None
    members = queries.sub_group_members(sub_group.id)
    free: list[Person] = roster.members_without_sub_group(sub_group.group_id) if may_edit else []
    return page(
        "core/groups/sub_group.html",
        form=form,
        sub_group=sub_group,
        members=members,
        signed=sum(1 for member in members if member.liability_agreed_on is not None),
        limits=queries.size_limits(clock.today()),
        free=free,
        held=held,
        may_edit=may_edit,
        may_end=is_officer and held is None and sub_group.frozen_at is not None and sub_group.dissolved_on is None,
        panels=panels.of("sub_group", sub_group.id, actor()),
    )
