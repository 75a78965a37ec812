"""Pages that change who is in a group: joining, leaving, tasks, and the chair."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.dates import format_date_short
from core.db import transaction
from core.groups import queries, service
from core.groups.kinds import GroupRole
from core.groups.models import Membership
from core.groups.naming import find_newcomers
from core.groups.schemas import ChairSchema, LeavingSchema, NewcomersSchema, RoleSchema
from core.people.nik import looks_like_nik
from core.people.queries import look_up, persons
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form

CANDIDATES = 15

blueprint = Blueprint("memberships", __name__, url_prefix="/kelompok/<int:group_id>")


@blueprint.get("/anggota/tambah")
@allow(Role.OFFICER)
def new_members(group_id: int) -> ResponseReturnValue:
    """Show the form that adds members."""
    chosen = request.args.get("pilih", "")[:18]
    return _newcomers_page(
        group_id, empty_form({"joined_on": format_date_short(clock.today()), "person_ids": [chosen]})
    )


@blueprint.post("/anggota/cari")
@allow(Role.OFFICER)
def find_candidate(group_id: int) -> ResponseReturnValue:
    """Find somebody to add; a posted form keeps a NIK out of addresses and logs."""
    words = " ".join(request.form.get("q", "").split())[:80]
    found = look_up(words)
    if found is not None:
        return moved("memberships.new_members", group_id=group_id, pilih=found.id)
    if looks_like_nik(words):
        return moved("memberships.new_members", group_id=group_id, flash="NIK ini belum terdaftar. Daftarkan dulu.")
    return moved("memberships.new_members", group_id=group_id, q=words or None)


@blueprint.post("/anggota/tambah")
@allow(Role.OFFICER)
def add_members(group_id: int) -> ResponseReturnValue:
    """Add members, all or none."""
    form = read_form(NewcomersSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            joined = service.add_members(
                queries.group(group_id),
                find_newcomers(form.draft),
                joined_on=form.draft.joined_on,
                actor=actor(),
                now=clock.now(),
            )
            return moved("groups.show", group_id=group_id, flash=f"{len(joined)} anggota ditambahkan.")
    return _newcomers_page(group_id, form)


def _newcomers_page(group_id: int, form: Form[object]) -> ResponseReturnValue:
    words = request.args.get("q", "")[:80]
    ticked = [int(key) for key in form.value("person_ids") or [] if key.isascii() and key.isdigit() and len(key) < 16]
    candidates = {person.id: person for person in persons(ticked)} if ticked else {}
    for person in queries.persons_without_group("" if looks_like_nik(words) else words, most=CANDIDATES):
        candidates.setdefault(person.id, person)
    return page(
        "core/groups/newcomers.html",
        form=form,
        group=queries.group(group_id),
        candidates=list(candidates.values()),
        words=words,
        most=CANDIDATES,
    )


@blueprint.get("/anggota/<int:membership_id>")
@allow(Role.OFFICER)
def member(group_id: int, membership_id: int) -> ResponseReturnValue:
    """Show the forms that change one membership."""
    found = queries.membership(group_id, membership_id)
    opening = {"role": found.role.value, "left_on": format_date_short(clock.today())}
    return _member_page(group_id, found, empty_form(opening))


@blueprint.post("/anggota/<int:membership_id>/jabatan")
@allow(Role.OFFICER)
def change_role(group_id: int, membership_id: int) -> ResponseReturnValue:
    """Give a member another task."""
    form = read_form(RoleSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            found = queries.membership(group_id, membership_id)
            service.change_role(found, form.draft["role"], actor=actor(), now=clock.now())
            return moved("groups.show", group_id=group_id, flash="Jabatan diubah.")
    return _member_page(group_id, queries.membership(group_id, membership_id), form)


@blueprint.post("/anggota/<int:membership_id>/keluar")
@allow(Role.OFFICER)
def remove_member(group_id: int, membership_id: int) -> ResponseReturnValue:
    """Let a member leave."""
    form = read_form(LeavingSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            found = queries.membership(group_id, membership_id)
            draft = form.draft
            service.remove_member(found, left_on=draft.left_on, reason=draft.reason, actor=actor(), now=clock.now())
            return moved("groups.show", group_id=group_id, flash="Anggota dikeluarkan dari kelompok.")
    return _member_page(group_id, queries.membership(group_id, membership_id), form)


def _member_page(group_id: int, membership: Membership, form: Form[object]) -> ResponseReturnValue:
    form.values.setdefault("role", membership.role.value)
    form.values.setdefault("left_on", format_date_short(clock.today()))
    roles = [(role.value, role.label) for role in GroupRole if role is not GroupRole.CHAIR]
    return page("core/groups/member.html", form=form, group=queries.group(group_id), membership=membership, roles=roles)


@blueprint.get("/ketua")
@allow(Role.OFFICER)
def chair(group_id: int) -> ResponseReturnValue:
    """Show the form that names the next chair."""
    return _chair_page(group_id, empty_form())


@blueprint.post("/ketua")
@allow(Role.OFFICER)
def change_chair(group_id: int) -> ResponseReturnValue:
    """Name the next chair."""
    form = read_form(ChairSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            successor = queries.membership(group_id, form.draft["membership_id"])
            service.change_chair(queries.group(group_id), successor, actor=actor(), now=clock.now())
            return moved("groups.show", group_id=group_id, flash="Ketua diganti.")
    return _chair_page(group_id, form)


def _chair_page(group_id: int, form: Form[object]) -> ResponseReturnValue:
    members = queries.members_of(group_id)
    choices = [(row.id, f"{row.person.name} ({row.person.number})") for row in members if row.role != GroupRole.CHAIR]
    current = next((row for row in members if row.role == GroupRole.CHAIR), None)
    return page("core/groups/chair.html", form=form, group=queries.group(group_id), choices=choices, current=current)
