"""Pages on applications: the list, the new file, handing in, and one application's page."""

from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.db import transaction
from core.groups import queries as groups
from core.groups.holds import holds
from core.money import format_number
from core.places.queries import kecamatan_choices
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.listing import paginate, read_listing
from core.web.menu import MenuItem
from core.web.panels import panels
from harkat.applications import queries, service
from harkat.applications.deeds import ASIDE, Deed, deeds_for, why_not
from harkat.applications.eligibility import blocking, gather
from harkat.applications.holding.queries import hold_members
from harkat.applications.models import Application
from harkat.applications.presenting import DEED_PAGES, tone_of
from harkat.applications.queue.views import READERS, group_panel, person_panel, sub_group_panel, tasks_of
from harkat.applications.requirements import queries as requirements
from harkat.applications.schemas import ApplicationSchema, RemarkSchema, with_shares
from harkat.applications.search.queries import applications
from harkat.applications.states import State
from harkat.applications.timeline import NEXT, WAITS_FOR, Passed, stages
from harkat.facility import queries as facility

blueprint = Blueprint("applications", __name__, url_prefix="/permohonan")
MENU = [MenuItem("Permohonan", "applications.index", READERS, order=40)]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """List the applications this role may see."""
    sorts = {"nomor": Application.id, "jumlah": Application.requested, "status": Application.state}
    listing = read_listing(sorts, default="nomor", filters=("status", "bank", "kecamatan"), descending=True)
    filters = listing.filters
    query = applications(
        actor(),
        words=listing.words,
        state=filters["status"],
        bank_id=filters["bank"],
        kecamatan_code=filters["kecamatan"],
    )
    return page(
        "harkat/applications/index.html",
        found=paginate(query, listing, tie=Application.id),
        states=State.choices(),
        banks=[] if actor().role is Role.BANK else bank_choices(),
        kecamatan=kecamatan_choices(),
        tone_of=tone_of,
    )


@blueprint.get("/baru")
@allow(Role.OFFICER)
def new() -> ResponseReturnValue:
    """Show the form of a new application for ``?orang=`` or ``?sub_kelompok=``."""
    person_id, sub_group_id = _asked("orang"), _asked("sub_kelompok")
    if (person_id is None) == (sub_group_id is None):
        return page("harkat/applications/begin.html")
    banks = bank_choices()
    opening = {"person_id": person_id or "", "sub_group_id": sub_group_id or "", "installments": 12}
    form = empty_form({**opening, "bank_id": banks[0][0] if len(banks) == 1 else ""})
    return _new_page(form, person_id, sub_group_id)


@blueprint.post("/baru")
@allow(Role.OFFICER)
def create() -> ResponseReturnValue:
    """Keep the new application as a draft and go on to checking the answers."""
    person_id, sub_group_id = _typed("person_id"), _typed("sub_group_id")
    if (person_id is None) == (sub_group_id is None):
        return page("harkat/applications/begin.html", status=422)
    form = read_form(with_shares(ApplicationSchema, queries.borrowers_of(person_id, sub_group_id)))
    if form.draft is not None:
        with form.catching(), transaction():
            application = service.draft(form.draft, actor=actor(), now=clock.now())
            return moved("applications.check", application_id=application.id)
    return _new_page(form, person_id, sub_group_id)


def _new_page(form: Form[Any], person_id: int | None, sub_group_id: int | None) -> ResponseReturnValue:
    members = queries.borrowers_of(person_id, sub_group_id)
    running = next((found for found in map(queries.running_of, members) if found), None)
    is_group = sub_group_id is not None
    return page(
        "harkat/applications/new.html",
        form=form,
        members=members,
        applicant=queries.applicant_name(person_id, sub_group_id),
        is_group=is_group,
        running=None if running is None else _running_words(running, is_group=is_group),
        banks=bank_choices(),
        limits=requirements.limits_on(clock.today(), is_group=is_group),
        obstacles=gather(requirements.obstacles(list(members), clock.today(), is_group=is_group)),
    )


def _running_words(running: queries.Running, *, is_group: bool) -> dict[str, str]:
    who = f"{running.name} masih punya" if is_group else "Masih ada"
    what = "pinjaman yang belum lunas" if running.is_loan else "permohonan yang berjalan"
    words = f"{who} {what} ({running.number}). Permohonan baru dapat dibuat setelah yang itu selesai atau ditarik."
    return {
        "number": running.number,
        "words": words,
        "url": url_for("applications.show", application_id=running.application_id),
    }


def file_of(application: Application) -> dict[str, Any]:
    """Return what every page on one application shows."""
    steps = queries.steps_of(application.id)
    passed = [Passed(step.state, step.at, step.actor_name) for step in steps]
    return {
        "application": application,
        "shares": queries.shares_of(application.id),
        "stages": stages(application.state, passed),
        "steps": steps,
        "decisions": queries.decisions_of(application.id),
        "tone_of": tone_of,
        "next_step": NEXT[application.state],
        "waits_for": WAITS_FOR.get(application.state),
    }


@blueprint.get("/<int:application_id>/ubah")
@allow(Role.OFFICER)
def amend(application_id: int) -> ResponseReturnValue:
    """Show the form that changes a draft or a returned file."""
    application = queries.application(application_id, actor())
    return _shut(Deed.AMEND, application) or _amend_page(empty_form(_values_of(application)), application)


@blueprint.post("/<int:application_id>/ubah")
@allow(Role.OFFICER)
def do_amend(application_id: int) -> ResponseReturnValue:
    """Change a draft or a returned file."""
    application = queries.application(application_id, actor())
    members = queries.borrowers_of(application.person_id, application.sub_group_id)
    form = read_form(with_shares(ApplicationSchema, members))
    if form.draft is not None:
        with form.catching(), transaction():
            application = queries.application(application_id, actor())
            service.amend(application, form.draft, actor=actor(), now=clock.now())
            return moved("applications.check", application_id=application_id, flash="Perubahan tersimpan.")
    return _amend_page(form, queries.application(application_id, actor()))


def _amend_page(form: Form[Any], application: Application) -> ResponseReturnValue:
    is_group = application.sub_group_id is not None
    return page(
        "harkat/applications/amend.html",
        form=form,
        application=application,
        members=queries.borrowers_of(application.person_id, application.sub_group_id),
        is_group=is_group,
        banks=bank_choices(),
        limits=requirements.limits_on(clock.today(), is_group=is_group),
    )


@blueprint.get("/<int:application_id>/ajukan")
@allow(Role.OFFICER)
def check(application_id: int) -> ResponseReturnValue:
    """Show the answers to be checked, and what the file still waits for."""
    application = queries.application(application_id, actor())
    return _shut(Deed.SUBMIT, application) or _check_page(empty_form(), application_id)


@blueprint.post("/<int:application_id>/ajukan")
@allow(Role.OFFICER)
def submit(application_id: int) -> ResponseReturnValue:
    """Hand in."""
    form = read_form(RemarkSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            service.submit(queries.application(application_id, actor()), actor=actor(), now=clock.now())
            return moved("applications.submitted", application_id=application_id)
    return _check_page(form, application_id)


def _check_page(form: Form[Any], application_id: int) -> ResponseReturnValue:
    application = queries.application(application_id, actor())
    is_group = application.sub_group_id is not None
    members = queries.borrowers_of(application.person_id, application.sub_group_id)
    obstacles = requirements.obstacles(list(members), clock.today(), is_group=is_group)
    return page(
        "harkat/applications/check.html",
        form=form,
        application=application,
        shares=queries.shares_of(application_id),
        obstacles=gather(obstacles),
        waiting=gather(blocking(obstacles)),
        waiting_members=len(held := {obstacle.person_id for obstacle in blocking(obstacles)}),
        can_go_ahead=is_group and len(members) - len(held) >= groups.size_limits(clock.today())[0],
        can_submit=Deed.SUBMIT
        in deeds_for(application.state, actor().role, is_group=application.sub_group_id is not None),
    )


@blueprint.get("/<int:application_id>/diajukan")
@allow(Role.OFFICER)
def submitted(application_id: int) -> ResponseReturnValue:
    """Confirm that the file was handed in, with its number and what happens next."""
    return page("harkat/applications/submitted.html", application=queries.application(application_id, actor()))


@blueprint.get("/<int:application_id>/lembar")
@allow(Role.OFFICER)
def slip(application_id: int) -> ResponseReturnValue:
    """Show the slip to print."""
    application = queries.application(application_id, actor())
    members = list(queries.borrowers_of(application.person_id, application.sub_group_id))
    papers = requirements.checklist(members, clock.today(), is_group=application.sub_group_id is not None)
    return page(
        "harkat/applications/slip.html",
        application=application,
        shares=queries.shares_of(application_id),
        awaited=(awaited := [item for item in papers if item.is_awaited]),
        waiting_members=len({item.person_id for item in awaited}),
    )


@blueprint.get("/<int:application_id>")
@allow(*READERS)
def show(application_id: int) -> ResponseReturnValue:
    """Show one application: its way, its shares, its history, and what this role may do."""
    application = queries.application(application_id, actor())
    return page(
        "harkat/applications/show.html",
        **file_of(application),
        deeds=deeds_for(application.state, actor().role, is_group=application.sub_group_id is not None),
        deed_pages=DEED_PAGES,
        aside=ASIDE,
        own_advice=actor().id == application.recommended_by_id,
        panels=panels.of("application", application_id, actor()),
    )


def join_panels() -> None:
    """Put the applications on other rooms' pages and the waiting work on the start pages; hold members they name."""
    holds.add(hold_members)
    panels.add("person", 40, person_panel)
    panels.add("group", 40, group_panel)
    panels.add("sub_group", 40, sub_group_panel)
    for role in (Role.OFFICER, Role.HEAD, Role.BANK):
        panels.add_tasks(role, tasks_of)


def bank_choices() -> list[tuple[str, str]]:
    """Return the partner banks as a select field wants them."""
    return [(str(bank.id), bank.name) for bank in facility.banks()]


def _shut(deed: Deed, application: Application) -> ResponseReturnValue | None:
    refusal = why_not(deed, application.state)
    return None if refusal is None else moved("applications.show", application_id=application.id, flash=refusal)


def _values_of(application: Application) -> dict[str, Any]:
    shares = queries.shares_of(application.id)
    return {
        "bank_id": application.bank_id,
        "requested": format_number(application.requested),
        "installments": application.installments,
        "purpose": application.purpose,
        "remainder_person_id": application.remainder_person_id,
        **{f"share_{share.person_id}": format_number(share.requested) for share in shares},
    }


def _asked(name: str) -> int | None:
    return _number(request.args.get(name, ""))


def _typed(name: str) -> int | None:
    return _number(request.form.get(name, ""))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
