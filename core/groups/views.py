"""Pages on groups: list, one group with its members, and the forms that change it."""

from datetime import date

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.dates import format_date_short
from core.db import transaction
from core.groups import moving, queries, roster, service
from core.groups.member_views import blueprint as member_blueprint
from core.groups.models import Group, Membership
from core.groups.naming import find_person
from core.groups.schemas import GroupSchema
from core.groups.sub_group_views import blueprint as sub_group_blueprint
from core.groups.sub_group_views import sub_group_page
from core.people.models import Person
from core.people.repair.moves import moves
from core.places.queries import kecamatan_choices, kelurahan_choices
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.keyset import Sortable
from core.web.listing import paginate, read_listing
from core.web.menu import MenuItem
from core.web.panels import Panel, Task, panels

READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR)
STATES = [(queries.UNSIGNED, "Tanda tangan belum lengkap")]

blueprint = Blueprint("groups", __name__, url_prefix="/kelompok")
BLUEPRINTS = [blueprint, member_blueprint, sub_group_blueprint]
MENU = [MenuItem("Kelompok", "groups.index", READERS, order=25)]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """List the groups."""
    sorts: dict[str, Sortable] = {
        "nama": Group.name,
        "nomor": Group.id,
        "anggota": queries.member_count(),
        "dibentuk": Group.formed_on,
    }
    listing = read_listing(sorts, default="nama", filters=("kecamatan", "keadaan"))
    query = queries.list_groups(
        listing.words, kecamatan_code=listing.filters["kecamatan"], state=listing.filters["keadaan"]
    )
    found = paginate(query, listing, tie=Group.id, scalars=False)
    return page("core/groups/index.html", found=found, kecamatan=kecamatan_choices(), states=STATES)


@blueprint.get("/bentuk")
@allow(Role.OFFICER)
def form_group() -> ResponseReturnValue:
    """Show the form of a group."""
    opening = {"formed_on": format_date_short(clock.today()), "chair": request.args.get("ketua", "")[:20]}
    return _group_page(empty_form(opening))


@blueprint.post("/bentuk")
@allow(Role.OFFICER)
def do_form_group() -> ResponseReturnValue:
    """Form a group."""
    form = read_form(GroupSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            draft = form.draft.with_chair(find_person(form.draft.chair, field="chair"))
            group = service.form_group(draft, actor=actor(), now=clock.now())
            flash = f"Kelompok {group.number} dibentuk. Sekarang tambahkan anggotanya."
            return moved("groups.show", group_id=group.id, flash=flash)
    return _group_page(form)


def _group_page(form: Form[object]) -> ResponseReturnValue:
    return page("core/groups/form.html", form=form, kelurahan=kelurahan_choices())


@blueprint.get("/<int:group_id>")
@allow(*READERS)
def show(group_id: int) -> ResponseReturnValue:
    """Show a group: how its members stand in numbers, then each of them."""
    group = queries.group(group_id)
    sorts = {"nama": Person.name}
    listing = read_listing(sorts, default="nama", filters=("sub", "tanda", "ktp"))
    asked = listing.filters
    query = roster.list_members(group_id, listing.words, seat=asked["sub"], signature=asked["tanda"], ktp=asked["ktp"])
    sub_groups = queries.sub_groups_of(group_id)
    return page(
        "core/groups/show.html",
        group=group,
        chair=queries.chair_of(group_id),
        counts=roster.count_members(group_id),
        found=paginate(query, listing, tie=Membership.id, scalars=False),
        sub_groups=sub_groups,
        seats=[
            (roster.WITHOUT, "Belum ada"),
            *((sub.id, sub.name) for sub, _, _ in sub_groups if not sub.dissolved_on),
        ],
        limits=queries.size_limits(clock.today()),
        former=queries.former_members_of(group_id),
        panels=panels.of("group", group_id, actor()),
        may_edit=actor().role is Role.OFFICER,
    )


@blueprint.get("/sub/<int:sub_group_id>")
@allow(*READERS)
def show_sub_group(sub_group_id: int) -> ResponseReturnValue:
    """Show a sub-group: who answers for whom, and what is missing before the contract."""
    return sub_group_page(queries.sub_group(sub_group_id), empty_form())


def person_panel(person_id: int, _actor: Actor) -> Panel | None:
    """Say on a person's page which group and sub-group the person is in."""
    membership = queries.membership_of(person_id)
    group = None if membership is None else queries.group(membership.group_id)
    context = {"membership": membership, "group": group, "sub_group": queries.sub_group_of(person_id)}
    return Panel("Kelompok", "core/groups/_person_panel.html", context)


def officer_tasks(_actor: Actor, _today: date) -> list[Task]:
    """Point the officer at signatures that are missing."""
    return [
        Task(
            "Sub-kelompok menunggu tanda tangan",
            queries.count_unsigned(),
            url_for("groups.index", keadaan=queries.UNSIGNED),
            note="Setiap anggota menandatangani tanggung renteng sebelum akad.",
        )
    ]


def join_panels() -> None:
    """Put this room's panel on the person's page and its tasks on the officer's start page; let memberships move."""
    moves.add(moving.MEMBERSHIPS)
    panels.add("person", 10, person_panel)
    panels.add_tasks(Role.OFFICER, officer_tasks)
