"""Pages on readiness: who stands where, one person's status with its reasons and way forward, and departures."""

from datetime import date
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.db import transaction
from core.groups import queries as groups
from core.people import queries as people
from core.web.access import actor, allow, may_enter
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.listing import paginate, read_listing
from core.web.menu import MenuItem
from core.web.panels import Panel, Task, panels
from harkat.readiness import queries, service
from harkat.readiness.drafts import YesNo
from harkat.readiness.models import ReadinessAssessment
from harkat.readiness.packing import unpack_facts
from harkat.readiness.presenting import (
    MEANINGS,
    TONES,
    is_money,
    shown_paths,
    split_reasons,
    standing_of_member,
    words_of,
)
from harkat.readiness.schemas import AnswerSchema, DepartureSchema, ObservationSchema
from scoring.capacity import BindingLimit, IncomeBasis
from scoring.facts import Sureness
from scoring.status import Readiness
from scoring.step import Start
from scoring.steps import SHOWN_STEPS

READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR)
blueprint = Blueprint("readiness", __name__, url_prefix="/kesiapan")
MENU = [MenuItem("Kesiapan", "readiness.index", READERS, order=30)]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """List everybody who was assessed, by their newest status."""
    sorts = {"dinilai": ReadinessAssessment.id, "skor": ReadinessAssessment.score}
    listing = read_listing(sorts, default="dinilai", filters=("status",), descending=True)
    query = queries.newest_assessments(words=listing.words, status=listing.filters["status"])
    return page(
        "harkat/readiness/index.html",
        found=paginate(query, listing, tie=ReadinessAssessment.id),
        counts=queries.count_by_status(),
        statuses=list(Readiness),
        choices=Readiness.choices(),
        tones=TONES,
    )


@blueprint.get("/orang/<int:person_id>")
@allow(*READERS)
def show(person_id: int) -> ResponseReturnValue:
    """Show a person's newest assessment: status, reasons, the way forward, the household's month."""
    return _show(person_id, empty_form())


def _show(person_id: int, form: Form[Any]) -> ResponseReturnValue:
    person = people.person(person_id)
    newest = queries.latest(person_id)
    return page(
        "harkat/readiness/show.html",
        person=person,
        form=form,
        history=queries.history(person_id),
        departures=queries.departures_of(person_id),
        may_edit=actor().role is Role.OFFICER,
        may_answer=actor().role in (Role.OFFICER, Role.HEAD),
        me_id=actor().id,
        **({"newest": None} if newest is None else explained(newest)),
    )


def explained(assessment: ReadinessAssessment) -> dict[str, Any]:
    """Return what a page or a letter needs to explain an assessment."""
    held, unknown, good = split_reasons(assessment.reasons)
    capacity = assessment.capacity
    return {
        "newest": assessment,
        "tones": TONES,
        "meaning": MEANINGS[assessment.status],
        "held": held,
        "unknown": unknown,
        "good": good,
        "paths": shown_paths(assessment.paths, at_first=SHOWN_STEPS),
        "facts": unpack_facts(assessment.facts),
        "is_money": is_money,
        "words_of": words_of,
        "capacity": capacity,
        "basis": capacity and IncomeBasis.of(capacity["basis"]),
        "binding": capacity and BindingLimit.of(capacity["binding"]),
        "start_url": lambda start: start_url(start, assessment.person_id),
    }


def start_url(start: Start, person_id: int) -> str | None:
    """Return where a step begins, or None where this role may not enter."""
    doors: dict[Start, tuple[str, dict[str, Any]]] = {
        Start.PAPERS: ("people.show", {"person_id": person_id, "_anchor": "berkas"}),
        Start.FACTS: ("readiness.observe", {"person_id": person_id}),
        Start.SCREENING: ("screening.show", {"person_id": person_id}),
        Start.TRAINING: ("cohorts.index", {}),
        Start.DEBT_EXIT: ("screening.show", {"person_id": person_id}),
    }
    endpoint, values = doors.get(start, ("", {}))
    return url_for(endpoint, **values) if endpoint and may_enter(endpoint, actor().role) else None


@blueprint.post("/orang/<int:person_id>/nilai")
@allow(Role.OFFICER, Role.HEAD)
def assess(person_id: int) -> ResponseReturnValue:
    """Assess a person now."""
    with transaction():
        kept = service.assess(person_id, actor=actor(), now=clock.now(), today=clock.today())
        return moved("readiness.show", person_id=person_id, flash=f"Dinilai: {kept.status.label}.")


@blueprint.get("/orang/<int:person_id>/surat")
@allow(*READERS)
def letter(person_id: int) -> ResponseReturnValue:
    """Show the explanation to print and hand over: status, reasons, steps; no number."""
    newest = queries.latest(person_id)
    if newest is None:
        return moved(
            "readiness.show", person_id=person_id, flash="Belum ada penilaian. Nilai dulu, lalu cetak suratnya."
        )
    return page("harkat/readiness/letter.html", person=people.person(person_id), **explained(newest))


@blueprint.get("/orang/<int:person_id>/catatan")
@allow(Role.OFFICER)
def observe(person_id: int) -> ResponseReturnValue:
    """Show the form for what was seen of a business and a household."""
    return _observe_page(person_id, empty_form({"sureness": Sureness.MENTOR.value}))


@blueprint.post("/orang/<int:person_id>/catatan")
@allow(Role.OFFICER)
def do_observe(person_id: int) -> ResponseReturnValue:
    """Write down what was seen and assess again."""
    form = read_form(ObservationSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            service.observe(person_id, form.draft, actor=actor(), now=clock.now(), today=clock.today())
            service.assess(person_id, actor=actor(), now=clock.now(), today=clock.today())
            return moved("readiness.show", person_id=person_id, flash="Keterangan dicatat dan kesiapan dinilai lagi.")
    return _observe_page(person_id, form)


def _observe_page(person_id: int, form: Form[Any]) -> ResponseReturnValue:
    person, rows = people.person(person_id), queries.observed(person_id)
    sureness, answers = Sureness.choices(), YesNo.choices()
    return page(
        "harkat/readiness/observe.html", person=person, form=form, rows=rows, sureness=sureness, answers=answers
    )


@blueprint.get("/orang/<int:person_id>/beda")
@allow(Role.OFFICER, Role.HEAD)
def depart(person_id: int) -> ResponseReturnValue:
    """Show the form that proposes another status."""
    return _depart_page(person_id, empty_form())


@blueprint.post("/orang/<int:person_id>/beda")
@allow(Role.OFFICER, Role.HEAD)
def do_depart(person_id: int) -> ResponseReturnValue:
    """Propose another status."""
    form = read_form(DepartureSchema())
    newest = queries.latest(person_id)
    if form.draft is not None and newest is not None:
        key = newest.id
        with form.catching(), transaction():
            service.propose_departure(queries.assessment(key), form.draft, actor=actor(), now=clock.now())
            return moved(
                "readiness.show", person_id=person_id, flash="Usul dicatat dan menunggu pengesahan orang lain."
            )
    return _depart_page(person_id, form)


def _depart_page(person_id: int, form: Form[Any]) -> ResponseReturnValue:
    newest = queries.latest(person_id)
    if newest is None:
        return moved("readiness.show", person_id=person_id, flash="Belum ada penilaian untuk diubah. Nilai dulu.")
    person, statuses = people.person(person_id), Readiness.choices()
    return page("harkat/readiness/depart.html", person=person, newest=newest, form=form, statuses=statuses)


@blueprint.post("/beda/<int:departure_id>/sahkan")
@allow(Role.OFFICER, Role.HEAD)
def confirm(departure_id: int) -> ResponseReturnValue:
    """Confirm somebody else's departure."""
    with transaction():
        departure = queries.departure(departure_id)
        service.answer_departure(departure, is_confirmed=True, answer=None, actor=actor(), now=clock.now())
        return moved("readiness.show", person_id=departure.person_id, flash="Perubahan status disahkan.")


@blueprint.post("/beda/<int:departure_id>/tolak")
@allow(Role.OFFICER, Role.HEAD)
def turn_down(departure_id: int) -> ResponseReturnValue:
    """Turn somebody else's departure down, with a reason."""
    form = read_form(AnswerSchema())
    person_id = queries.departure(departure_id).person_id
    if form.draft is not None:
        with form.catching(), transaction():
            departure, words = queries.departure(departure_id), form.draft["answer"]
            service.answer_departure(departure, is_confirmed=False, answer=words, actor=actor(), now=clock.now())
            return moved("readiness.show", person_id=person_id, flash="Usul tidak disahkan.")
    return _show(person_id, form)


def person_panel(person_id: int, actor: Actor) -> Panel | None:
    """Show the status and the next step on a person's page."""
    if actor.role not in READERS:
        return None
    newest = queries.latest(person_id)
    context: dict[str, Any] = {"newest": newest, "tones": TONES, "person_id": person_id}
    context["may_assess"] = actor.role in (Role.OFFICER, Role.HEAD)
    if newest is not None:
        context["paths"] = shown_paths(newest.paths, at_first=SHOWN_STEPS)
    return Panel("Kesiapan", "harkat/readiness/_panel.html", context)


def group_panel(group_id: int, actor: Actor) -> Panel | None:
    """Show on a group's page who is ready now and who still has steps."""
    if actor.role not in READERS:
        return None
    members = groups.members_of(group_id)
    newest = queries.latest_of([member.person_id for member in members])
    rows = []
    for member in members:
        kept = newest.get(member.person_id)
        status, paths = (None, []) if kept is None else (kept.status, kept.paths)
        rows.append(standing_of_member(member.person_id, member.person.name, status, paths))
    ready = [row for row in rows if row.status is Readiness.READY]
    others = [row for row in rows if row.status is not Readiness.READY]
    context = {"ready": ready, "others": others, "members": len(rows), "tones": TONES}
    return Panel("Kesiapan anggota", "harkat/readiness/_group_panel.html", context)


def confirming_tasks(actor: Actor, today: date) -> list[Task]:  # noqa: ARG001
    """Point at departures that wait for a second person, not at one's own."""
    waiting = [row for row in queries.open_departures() if row.proposed_by_id != actor.id]
    if not waiting:
        return []
    url = url_for("readiness.show", person_id=waiting[0].person_id)
    note = "Usul status yang berbeda dari penilaian; disahkan oleh orang lain."
    return [Task("Usul status kesiapan menunggu pengesahan", len(waiting), url, note=note)]


def join_panels() -> None:
    """Join the pages of persons and groups, and the start pages."""
    panels.add("person", 30, person_panel)
    panels.add("group", 30, group_panel)
    for role in (Role.OFFICER, Role.HEAD):
        panels.add_tasks(role, confirming_tasks)
