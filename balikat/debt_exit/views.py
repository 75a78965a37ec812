"""Pages of plans out of debt: the list, opening one, the plan itself, and how it ends."""

from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from balikat.debt_exit import queries, service
from balikat.debt_exit.grounds import queries as grounds
from balikat.debt_exit.kinds import PlanKind, PlanState
from balikat.debt_exit.models import DebtExitPlan
from balikat.debt_exit.queries import ASKED, LATE, READERS, WORKERS
from balikat.debt_exit.schemas import MentorSchema, ReasonSchema, StartSchema
from balikat.debt_exit.showing.queries import shown_plan
from core import clock
from core.auth import queries as accounts
from core.auth.roles import Role
from core.db import transaction
from core.errors import NotFound
from core.people import queries as people
from core.people.models import Person
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.fields import FormSchema
from core.web.forms import Form, empty_form, read_form
from core.web.listing import paginate, read_listing
from core.web.menu import MenuItem
from scoring.screening import queries as screening

blueprint = Blueprint("debt_exit", __name__, url_prefix="/pembinaan")
MENU = [MenuItem("Pembinaan utang", "debt_exit.index", READERS, order=27)]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """List the plans, the running ones unless asked otherwise."""
    sorts = {"nomor": DebtExitPlan.id, "nama": Person.name, "dibuka": DebtExitPlan.opened_on}
    listing = read_listing(sorts, default="nomor", filters=("jenis", "keadaan", "waktu", "pendamping"))
    chosen, today = listing.filters, clock.today()
    query = queries.list_plans(
        listing.words, actor(), today, kind=chosen["jenis"], state=chosen["keadaan"], late=chosen["waktu"],
        mentor=chosen["pendamping"],
    )  # fmt: skip
    found = paginate(query, listing, tie=DebtExitPlan.id)
    is_mentor = actor().role is Role.MENTOR
    steps, filters = queries.next_steps(plan.id for plan in found.items), _filters(is_mentor=is_mentor)
    return page(
        "balikat/debt_exit/index.html", found=found, today=today, next_steps=steps, filters=filters, is_mentor=is_mentor
    )


def _filters(*, is_mentor: bool) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return what the list may be narrowed by; a mentor sees the own plans anyway."""
    states = [*PlanState.choices(), (queries.EVERY_STATE, "Semua keadaan")]
    filters = [
        ("jenis", "Jenis", PlanKind.choices()),
        ("keadaan", "Keadaan", states),
        ("waktu", "Waktu", [(LATE, "Lewat tanggal"), (ASKED, "Menunggu bukti terbaru")]),
    ]
    return filters if is_mentor else [*filters, ("pendamping", "Pendamping", mentor_choices())]


def mentor_choices() -> list[tuple[str, str]]:
    """Return the mentors to choose from, and that there may be none."""
    return [("0", "Belum ada"), *((str(account.id), account.name) for account in accounts.staff_of(Role.MENTOR))]


@blueprint.get("/orang/<int:person_id>")
@allow(*READERS)
def start(person_id: int) -> ResponseReturnValue:
    """Lead to a person's running plan, or show what a plan would be about and the button that opens it."""
    plans = queries.plans_of(person_id, actor())
    if actor().role is Role.MENTOR and not plans:
        raise NotFound("Rencana pembinaan tidak ditemukan. Buka dari daftar yang diserahkan kepada Anda.")
    running = [plan for plan in plans if plan.state is PlanState.OPEN]
    held = [] if actor().role is Role.MENTOR else [kind for kind in PlanKind if grounds.open_grounds(person_id, kind)]
    if len(running) == 1 and all(kind is running[0].kind for kind in held):
        return moved("debt_exit.show", plan_id=running[0].id)
    return _start_page(person_id, empty_form())


def _start_page(person_id: int, form: Form[Any]) -> ResponseReturnValue:
    may_see = actor().role is not Role.MENTOR and not screening.is_withheld(person_id)
    return page(
        "balikat/debt_exit/start.html",
        form=form,
        person=people.person(person_id),
        plans=queries.plans_of(person_id, actor()),
        held={kind: grounds.open_grounds(person_id, kind) if may_see else [] for kind in PlanKind},
        may_open=actor().role in WORKERS and may_see,
        is_withheld=screening.is_withheld(person_id),
    )


@blueprint.post("/orang/<int:person_id>")
@allow(*WORKERS)
def do_start(person_id: int) -> ResponseReturnValue:
    """Open a plan, or go to the one that runs."""
    form = read_form(StartSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            kind, now, today = form.draft["kind"], clock.now(), clock.today()
            plan = service.open_plan(person_id, kind, actor=actor(), now=now, today=today)
            return moved(
                "debt_exit.show", plan_id=plan.id, flash=f"Rencana {plan.number} siap. Mulai dari langkah pertama."
            )
    return _start_page(person_id, form)


@blueprint.get("/<int:plan_id>")
@allow(*READERS)
def show(plan_id: int) -> ResponseReturnValue:
    """Show a plan: what is owed, the steps, the papers; every look is recorded."""
    with transaction():
        plan = queries.plan_for(plan_id, actor(), even_withheld=True)
        service.note_view(plan, actor=actor(), now=clock.now())
        mentor_id = plan.mentor_id
    return show_page(plan_id, empty_form({"mentor_id": mentor_id or ""}))


def note_looks(rooms: Blueprint) -> None:
    """Record every page of a plan that was shown as a look at somebody's debts."""

    @rooms.after_request
    def note(response: Response) -> Response:
        if request.method == "GET" and response.status_code == 200:
            plan_id = (request.view_args or {})["plan_id"]
            with transaction():
                plan = queries.plan_for(plan_id, actor(), even_withheld=True)
                service.note_view(plan, actor=actor(), now=clock.now())
        return response


def show_page(plan_id: int, form: Form[Any]) -> ResponseReturnValue:
    """Answer with a plan's page and the form that was refused, if one was."""
    plan = queries.plan_for(plan_id, actor(), even_withheld=True)
    if screening.is_withheld(plan.person_id):
        return page("balikat/debt_exit/withheld.html", plan=plan)
    is_open, role = plan.state is PlanState.OPEN, actor().role
    return page(
        "balikat/debt_exit/show.html",
        plan=plan,
        shown=shown_plan(plan, clock.today()),
        form=form,
        may_help=is_open and role is not Role.AUDITOR,
        may_work=is_open and role in WORKERS,
        may_reopen=not is_open and role in WORKERS,
        may_read_screening=role is not Role.MENTOR,
        mentors=mentor_choices()[1:],
    )


@blueprint.post("/<int:plan_id>/perbarui")
@allow(*WORKERS)
def take_up(plan_id: int) -> ResponseReturnValue:
    """Add debts that came to light since."""
    with transaction():
        plan, now, today = queries.plan_for(plan_id, actor()), clock.now(), clock.today()
        count = service.take_up(plan, actor=actor(), now=now, today=today)
    return moved("debt_exit.show", plan_id=plan_id, flash=f"{count} utang ditambahkan ke rencana.")


@blueprint.post("/<int:plan_id>/pendamping")
@allow(*WORKERS)
def assign(plan_id: int) -> ResponseReturnValue:
    """Give the plan to a mentor."""
    form = read_form(MentorSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            plan = queries.plan_for(plan_id, actor())
            service.assign(plan, form.draft.get("mentor_id"), actor=actor(), now=clock.now())
            return moved("debt_exit.show", plan_id=plan_id, flash="Pendamping disimpan.")
    return show_page(plan_id, form)


@blueprint.post("/<int:plan_id>/selesai")
@allow(*WORKERS)
def close(plan_id: int) -> ResponseReturnValue:
    """Close a plan that is proven to be done."""
    form = read_form(FormSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            service.close(queries.plan_for(plan_id, actor()), actor=actor(), now=clock.now(), today=clock.today())
            flash = "Rencana selesai dengan bukti. Orangnya tidak lagi tertahan karenanya."
            return moved("debt_exit.show", plan_id=plan_id, flash=flash)
    return show_page(plan_id, form)


@blueprint.get("/<int:plan_id>/berhenti")
@allow(*WORKERS)
def drop(plan_id: int) -> ResponseReturnValue:
    """Ask why a plan stops."""
    return _end_page(plan_id, empty_form(), is_drop=True)


@blueprint.post("/<int:plan_id>/berhenti")
@allow(*WORKERS)
def do_drop(plan_id: int) -> ResponseReturnValue:
    """Stop a plan on the way."""
    form = read_form(ReasonSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            plan = queries.plan_for(plan_id, actor(), even_withheld=True)
            service.drop(plan, form.draft["reason"], actor=actor(), now=clock.now(), today=clock.today())
            return moved("debt_exit.show", plan_id=plan_id, flash="Rencana berhenti. Bisa dibuka lagi kapan saja.")
    return _end_page(plan_id, form, is_drop=True)


@blueprint.get("/<int:plan_id>/buka-lagi")
@allow(*WORKERS)
def reopen(plan_id: int) -> ResponseReturnValue:
    """Ask why a plan runs again."""
    return _end_page(plan_id, empty_form(), is_drop=False)


@blueprint.post("/<int:plan_id>/buka-lagi")
@allow(*WORKERS)
def do_reopen(plan_id: int) -> ResponseReturnValue:
    """Let an ended plan run again."""
    form = read_form(ReasonSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            plan, now, today = queries.plan_for(plan_id, actor()), clock.now(), clock.today()
            service.reopen(plan, form.draft["reason"], actor=actor(), now=now, today=today)
            return moved("debt_exit.show", plan_id=plan_id, flash="Rencana dibuka lagi.")
    return _end_page(plan_id, form, is_drop=False)


def _end_page(plan_id: int, form: Form[Any], *, is_drop: bool) -> ResponseReturnValue:
    plan = queries.plan_for(plan_id, actor(), even_withheld=is_drop)
    return page("balikat/debt_exit/end.html", plan=plan, form=form, is_drop=is_drop)
