"""Pages about tenants: the list, one tenant, taking in, and changing hands."""

import base64
from datetime import date
from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from balikat.incubation import queries
from balikat.incubation.growth import Growth
from balikat.incubation.milestones.queries import count_overdue, evidence_by_milestone
from balikat.incubation.models import Tenant
from balikat.incubation.stages import Stage, TenantState, following
from balikat.incubation.tenants import service
from balikat.incubation.tenants.queries import (
    candidate_groups,
    candidates,
    count_without_mentor,
    mentors_with_tenants,
    running_in,
    tenancies_of_group,
)
from balikat.incubation.tenants.schemas import (
    AssignSchema,
    ContractSchema,
    DropSchema,
    HandOverSchema,
    StageSchema,
    TenantSchema,
)
from balikat.incubation.visits.queries import growth_of, phone_of, stops_for, visits_of
from core import clock
from core.auth.queries import staff_of
from core.auth.roles import Actor, Role
from core.dates import format_date_short
from core.db import transaction
from core.documents.lines import Line, lines
from core.groups import queries as groups
from core.people import queries as people
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.listing import paginate, read_listing
from core.web.menu import MenuItem
from core.web.panels import Panel, Task, panels

LEADERS = (Role.OFFICER, Role.HEAD)
OVERSEERS = (*LEADERS, Role.AUDITOR)
READERS = (*OVERSEERS, Role.MENTOR)
LINES = (("Penjualan", "#0b4f6c", "sales"), ("Laba", "#2e7d32", "profit"), ("Stok", "#b26a00", "stock"))

blueprint = Blueprint("tenants", __name__, url_prefix="/binaan")
MENU = [MenuItem("Binaan", "tenants.index", READERS, order=36)]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """List the tenants an actor may see."""
    sorts = {"usaha": Tenant.business, "nomor": Tenant.id, "kontrak": Tenant.contract_ends_on}
    listing = read_listing(sorts, default="nomor", filters=("keadaan", "tahap", "pendamping"), descending=True)
    chosen = listing.filters
    query = queries.list_tenants(
        actor(), listing.words, state=chosen["keadaan"], stage=chosen["tahap"], mentor=chosen["pendamping"]
    )
    found = paginate(query, listing, tie=Tenant.id)
    mentors = [("none", "Belum ada")] + [(str(row.id), row.name) for row, _ in mentors_with_tenants()]
    stops = {
        stop.tenant_id: stop for stop in stops_for([row for row in found.items if not row.ended_on], clock.today())
    }
    return page(
        "balikat/incubation/tenants.html",
        found=found, states=TenantState.choices(), stages=Stage.choices(), stops=stops, today=clock.today(),
        mentors=[] if actor().role is Role.MENTOR else mentors,
    )  # fmt: skip


@blueprint.get("/<int:tenant_id>")
@allow(*READERS)
def show(tenant_id: int) -> ResponseReturnValue:
    """Show a tenant: what is met and missing, milestones, visits, the cash book, and what was decided."""
    return show_page(tenant_id, empty_form())


def show_page(tenant_id: int, form: Form[Any], *, about: str = "") -> ResponseReturnValue:
    """Answer with a tenant's page, the form with errors standing at the part it is about."""
    tenant, today = queries.tenant_for(tenant_id, actor()), clock.today()
    growth = growth_of(tenant_id)
    running = tenant.state is TenantState.ACTIVE
    return page(
        "balikat/incubation/tenant.html",
        tenant=tenant,
        owner=tenant.person or tenant.group,
        phone=phone_of(tenant),
        today=today,
        form=form,
        about=about,
        stop=stops_for([tenant], today)[0] if running else None,
        verdict=queries.verdict_on(tenant, today) if running else None,
        criteria_next=following(tenant.stage),
        milestones=queries.milestones_of(tenant_id),
        evidence=evidence_by_milestone(tenant_id),
        visits=visits_of(tenant_id),
        growth=growth,
        picture=growth_picture(growth),
        months=queries.book_of([tenant_id], today),
        decisions=queries.decisions_of(tenant_id),
        spells=queries.spells_of(tenant_id),
        mentors=[(str(row.id), row.name) for row in staff_of(Role.MENTOR) if row.id != tenant.mentor_id],
    )


@blueprint.get("/terima")
@allow(*LEADERS)
def enroll() -> ResponseReturnValue:
    """Search whom to take in, or show the form of whom was chosen."""
    chosen = {"person_id": request.args.get("orang", ""), "group_id": request.args.get("kelompok", "")}
    return _enroll_page(empty_form(chosen | {"contract_starts_on": format_date_short(clock.today())}))


@blueprint.post("/terima")
@allow(*LEADERS)
def do_enroll() -> ResponseReturnValue:
    """Take a person or a group in."""
    form = read_form(TenantSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            tenant = service.enroll(form.draft, actor=actor(), now=clock.now(), today=clock.today())
            words = "Binaan diterima." + ("" if tenant.mentor_id else " Pimpinan menunjuk pendampingnya.")
            return moved("tenants.show", tenant_id=tenant.id, flash=words)
    return _enroll_page(form)


def _enroll_page(form: Form[Any]) -> ResponseReturnValue:
    words = " ".join(request.args.get("q", "").replace("\x00", "").split())[:80]
    person_id, group_id = (_key(form.value(name)) for name in ("person_id", "group_id"))
    return page(
        "balikat/incubation/enroll.html",
        form=form,
        words=words,
        person=people.person(person_id) if person_id else None,
        group=groups.group(group_id) if group_id and not person_id else None,
        people=candidates(words),
        groups=candidate_groups(words),
        mentors=[(str(row.id), row.name) for row in staff_of(Role.MENTOR)] if actor().role is Role.HEAD else [],
    )


def growth_picture(growth: Growth) -> str:
    """Draw a tenant's sales, profit and stock over the visits, as the source of an image; none for a single one."""
    rows = growth.measures
    if len(rows) < 2:
        return ""
    svg = lines(
        tuple(format_date_short(row.on) for row in rows),
        tuple(
            Line(label, color, tuple(None if (value := getattr(row, name)) is None else value // 1000 for row in rows))
            for label, color, name in LINES
        ),
        across="Kunjungan",
        upward="Ribu rupiah",
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _key(typed: object) -> int | None:
    text = str(typed)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


@blueprint.post("/<int:tenant_id>/kontrak")
@allow(*LEADERS)
def contract(tenant_id: int) -> ResponseReturnValue:
    """Change the contract."""
    form = read_form(ContractSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            service.change_contract(queries.tenant_for(tenant_id, actor()), form.draft, actor=actor(), now=clock.now())
            return moved("tenants.show", tenant_id=tenant_id, flash="Kontrak disimpan.")
    return show_page(tenant_id, form, about="contract")


@blueprint.post("/<int:tenant_id>/tahap")
@allow(*LEADERS)
def move_on(tenant_id: int) -> ResponseReturnValue:
    """Move a tenant to the next stage, or let it graduate."""
    form = read_form(StageSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            tenant, note = queries.tenant_for(tenant_id, actor()), form.draft["note"]
            service.move_on(tenant, note=note, actor=actor(), now=clock.now(), today=clock.today())
            return moved("tenants.show", tenant_id=tenant_id, flash=f"{tenant.name}: {tenant.stage.label}.")
    return show_page(tenant_id, form, about="stage")


@blueprint.post("/<int:tenant_id>/berhenti")
@allow(*LEADERS)
def drop(tenant_id: int) -> ResponseReturnValue:
    """Record that a tenant stops."""
    form = read_form(DropSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            tenant, reason = queries.tenant_for(tenant_id, actor()), form.draft["reason"]
            service.drop(tenant, reason=reason, actor=actor(), now=clock.now(), today=clock.today())
            return moved("tenants.show", tenant_id=tenant_id, flash=f"Tercatat: {tenant.name} berhenti.")
    return show_page(tenant_id, form, about="drop")


@blueprint.post("/<int:tenant_id>/pendamping")
@allow(Role.HEAD)
def assign(tenant_id: int) -> ResponseReturnValue:
    """Give a tenant a mentor."""
    form = read_form(AssignSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            tenant, given, now, today = queries.tenant_for(tenant_id, actor()), form.draft, clock.now(), clock.today()
            service.assign(tenant, given["mentor_id"], reason=given["reason"], actor=actor(), now=now, today=today)
            return moved("tenants.show", tenant_id=tenant_id, flash="Pendamping ditunjuk.")
    return show_page(tenant_id, form, about="mentor")


@blueprint.get("/alih")
@allow(Role.HEAD)
def hand_over() -> ResponseReturnValue:
    """Show the form by which all tenants of a mentor who leaves change hands."""
    return page("balikat/incubation/hand_over.html", form=empty_form(), mentors=mentors_with_tenants())


@blueprint.post("/alih")
@allow(Role.HEAD)
def do_hand_over() -> ResponseReturnValue:
    """Hand all tenants of a mentor over."""
    form = read_form(HandOverSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            count = service.hand_over(**form.draft, actor=actor(), now=clock.now(), today=clock.today())
            return moved("tenants.index", pendamping=form.draft["to_id"], flash=f"{count} binaan dialihkan.")
    return page("balikat/incubation/hand_over.html", form=form, mentors=mentors_with_tenants())


def person_panel(person_id: int, actor: Actor) -> Panel | None:
    """Return the incubation panel of a person's page."""
    if actor.role not in OVERSEERS:
        return None
    rows = queries.tenancies_of(person_id)
    url = url_for("tenants.enroll", orang=person_id)
    return _panel(rows, url, actor)


def group_panel(group_id: int, actor: Actor) -> Panel | None:
    """Return the incubation panel of a group's page."""
    if actor.role not in OVERSEERS:
        return None
    return _panel(tenancies_of_group(group_id), url_for("tenants.enroll", kelompok=group_id), actor)


def _panel(rows: list[Tenant], url: str, actor: Actor) -> Panel:
    running = any(row.state is TenantState.ACTIVE for row in rows)
    context = {"rows": rows, "enroll_url": "" if running or actor.role not in LEADERS else url}
    return Panel("Inkubasi", "balikat/incubation/_tenancy_panel.html", context)


def _ready_in(stage: Stage, today: date) -> list[Tenant]:
    rows = running_in(stage)
    verdicts = queries.verdicts_on(rows, today)
    return [row for row in rows if verdicts[row.id].is_complete]


def head_tasks(actor: Actor, today: date) -> list[Task]:  # noqa: ARG001
    """Return a head's work with tenants: those without a mentor, and those ready to graduate."""
    ready = _ready_in(Stage.INCUBATION, today)
    url = url_for("tenants.show", tenant_id=ready[0].id) if ready else ""
    without = url_for("tenants.index", pendamping="none")
    return [
        Task("Binaan tanpa pendamping", count_without_mentor(), without, "Tunjuk pendampingnya."),
        Task("Binaan siap diputuskan kelulusannya", len(ready), url, "Semua kriteria tahap inkubasi terpenuhi."),
    ]


def officer_tasks(actor: Actor, today: date) -> list[Task]:
    """Return an officer's work with tenants: those ready for incubation, and milestones past their day."""
    ready = _ready_in(Stage.PRE_INCUBATION, today)
    count, first = count_overdue(actor, today)
    return [
        Task("Binaan siap masuk inkubasi", len(ready), url_for("tenants.show", tenant_id=ready[0].id) if ready else ""),
        Task("Capaian binaan lewat tenggat", count, url_for("tenants.show", tenant_id=first) if first else ""),
    ]


def join_panels() -> None:
    """Put the incubation on the pages of persons and groups and on the start pages."""
    panels.add("person", 34, person_panel)
    panels.add("group", 34, group_panel)
    panels.add_tasks(Role.HEAD, head_tasks)
    panels.add_tasks(Role.OFFICER, officer_tasks)
