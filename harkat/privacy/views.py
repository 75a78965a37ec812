"""Pages of a person's rights over their own entries: the register, a person's page, a copy, erasure, breaches."""

import json
from datetime import date, datetime
from typing import Any

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.audit.wording import in_words
from core.auth.roles import Actor, Role
from core.dates import JAKARTA
from core.db import transaction
from core.people import queries as people
from core.people.consent import texts_on
from core.web.access import actor, allow, may_enter
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.listing import paginate, read_listing
from core.web.menu import MenuItem
from core.web.panels import Panel, Task, panels
from harkat.privacy import queries, service
from harkat.privacy.kinds import RequestKind
from harkat.privacy.models import DataRequest
from harkat.privacy.processing import RECORD
from harkat.privacy.schemas import AnswerSchema, BreachSchema, EraseSchema, HoldSchema, RequestSchema

READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR)
OFFICE = (Role.OFFICER, Role.HEAD)
BREACH_WRITERS = (Role.HEAD, Role.ADMIN)

blueprint = Blueprint("privacy", __name__, url_prefix="/data-pribadi")
MENU = [
    MenuItem("Data pribadi", "privacy.index", READERS, order=74),
    MenuItem("Kegagalan pelindungan", "privacy.breaches", (Role.HEAD, Role.ADMIN, Role.AUDITOR), order=75),
]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """List the requests with the hours each has left."""
    sorts = {"tenggat": DataRequest.due_at, "nomor": DataRequest.id}
    listing = read_listing(sorts, default="tenggat", filters=("keadaan",))
    query = queries.list_requests(waiting=listing.filters["keadaan"] != "semua")
    found = paginate(query, listing, tie=DataRequest.id)
    return page("harkat/privacy/index.html", found=found, now=clock.now(), record=RECORD)


@blueprint.get("/orang/<int:person_id>")
@allow(*READERS)
def person(person_id: int) -> ResponseReturnValue:
    """Show a person's consents, requests, limit and holds, and the forms."""
    return _person(person_id, empty_form(), empty_form())


@blueprint.post("/orang/<int:person_id>/permintaan")
@allow(Role.OFFICER)
def receive(person_id: int) -> ResponseReturnValue:
    """Record what a person asks."""
    form = read_form(RequestSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            subject, draft = people.person(person_id), form.draft
            row = service.receive(subject, draft["kind"], draft["words"], actor=actor(), now=clock.now())
            return moved("privacy.person", person_id=person_id, flash=f"{row.number} dicatat. Jawab dalam 3 x 24 jam.")
    return _person(person_id, form, empty_form())


def _person(person_id: int, form: Form[Any], hold_form: Form[Any]) -> ResponseReturnValue:
    today = clock.today()
    return page(
        "harkat/privacy/person.html",
        status=422 if form.errors or hold_form.errors else 200,
        person=people.person(person_id),
        request_form=form,
        hold_form=hold_form,
        kinds=RequestKind.choices(),
        consents=people.consents_of(person_id),
        texts=texts_on(today),
        requests=queries.requests_of(person_id),
        limit=people.limit_of(person_id),
        uses=queries.running_uses(person_id),
        holds=queries.holds_of(person_id),
        erasure=queries.last_erasure(person_id),
        contact=people.protection_officer(today),
        now=clock.now(),
    )


@blueprint.get("/permintaan/<int:request_id>")
@allow(*READERS)
def show_request(request_id: int) -> ResponseReturnValue:
    """Show one request."""
    return _request(request_id, empty_form())


@blueprint.post("/permintaan/<int:request_id>")
@allow(*OFFICE)
def answer(request_id: int) -> ResponseReturnValue:
    """Close a request with its answer."""
    form = read_form(AnswerSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            row = service.answer(queries.request(request_id), form.draft["words"], actor=actor(), now=clock.now())
            return moved("privacy.person", person_id=row.person_id, flash=f"{row.number} dijawab.")
    return _request(request_id, form)


def _request(request_id: int, form: Form[Any]) -> ResponseReturnValue:
    row = queries.request(request_id)
    uses = queries.running_uses(row.person_id)
    subject = people.person(row.person_id)
    return page("harkat/privacy/request.html", row=row, form=form, uses=uses, person=subject, now=clock.now())


@blueprint.post("/orang/<int:person_id>/pembatasan/cabut")
@allow(Role.OFFICER)
def lift_limit(person_id: int) -> ResponseReturnValue:
    """Let the use go on."""
    with transaction():
        service.lift_limit(people.person(person_id), actor=actor(), now=clock.now())
        return moved("privacy.person", person_id=person_id, flash="Pembatasan dicabut.")


@blueprint.post("/orang/<int:person_id>/tahan")
@allow(Role.HEAD)
def hold(person_id: int) -> ResponseReturnValue:
    """Forbid erasing."""
    form = read_form(HoldSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            service.hold(people.person(person_id), form.draft["reason"], actor=actor(), now=clock.now())
            return moved("privacy.person", person_id=person_id, flash="Penghapusan ditahan.")
    return _person(person_id, empty_form(), form)


@blueprint.post("/orang/<int:person_id>/tahan/<int:hold_id>/lepas")
@allow(Role.HEAD)
def release(person_id: int, hold_id: int) -> ResponseReturnValue:
    """End a legal hold."""
    with transaction():
        service.release(hold_id, people.person(person_id), actor=actor(), now=clock.now())
        return moved("privacy.person", person_id=person_id, flash="Penahanan dilepas.")


@blueprint.get("/orang/<int:person_id>/salinan")
@allow(*OFFICE)
def copy(person_id: int) -> ResponseReturnValue:
    """Show everything held about a person, to print."""
    held = _copy(person_id)
    sections = [(label, [in_words(row) for row in rows]) for label, rows in queries.sections_of(held)]
    subject, contact = people.person(person_id), people.protection_officer(clock.today())
    return page("harkat/privacy/copy.html", person=subject, sections=sections, deeds=held["deeds"], contact=contact)


@blueprint.get("/orang/<int:person_id>/salinan.json")
@allow(*OFFICE)
def copy_file(person_id: int) -> ResponseReturnValue:
    """Give everything held about a person for another program."""
    held = _copy(person_id)
    response = Response(json.dumps(held, ensure_ascii=False, indent=1, default=str), mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="data-{held["number"]}.json"'
    return response


def _copy(person_id: int) -> dict[str, Any]:
    with transaction():
        service.note_copy(people.person(person_id), actor=actor(), now=clock.now())
        return queries.copy_of(person_id)


@blueprint.get("/orang/<int:person_id>/hapus")
@allow(*READERS)
def ask_erase(person_id: int) -> ResponseReturnValue:
    """Show what would be erased, what would stay and why."""
    return _erase_page(person_id, empty_form())


@blueprint.post("/orang/<int:person_id>/hapus")
@allow(Role.HEAD)
def erase(person_id: int) -> ResponseReturnValue:
    """Erase a person."""
    form = read_form(EraseSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            typed, reason = form.draft["number"], form.draft["reason"]
            subject = people.person(person_id)
            row = service.erase(subject, typed_number=typed, reason=reason, actor=actor(), now=clock.now())
            words = "Data dimusnahkan." if row.is_complete else "Data dihapus; berkas pembiayaan masih ditahan."
            return moved("privacy.ask_erase", person_id=person_id, flash=f"{words} Yang tersisa tertulis di bawah.")
    return _erase_page(person_id, form)


def _erase_page(person_id: int, form: Form[Any]) -> ResponseReturnValue:
    today = clock.today()
    return page(
        "harkat/privacy/erase.html",
        form=form,
        person=people.person(person_id),
        standings=queries.in_parts(queries.standings(person_id, today)),
        financing=queries.financing_reasons(person_id, today),
        holds=queries.holds_of(person_id),
        deeds=queries.count_deeds(person_id),
        erasure=queries.last_erasure(person_id),
    )


@blueprint.get("/kegagalan")
@allow(*BREACH_WRITERS, Role.AUDITOR)
def breaches() -> ResponseReturnValue:
    """List the breaches with the hours each has left."""
    return _breaches(empty_form())


@blueprint.post("/kegagalan")
@allow(*BREACH_WRITERS)
def record_breach() -> ResponseReturnValue:
    """Record a breach."""
    form = read_form(BreachSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            row = service.record_breach(_breach_draft(form.draft), actor=actor(), now=clock.now())
            return moved("privacy.breach", breach_id=row.id, flash=f"{row.number} dicatat.")
    return _breaches(form)


def _breach_draft(typed: dict[str, Any]) -> service.BreachDraft:
    found_at = datetime.combine(typed.pop("found_on"), typed.pop("found_time"), JAKARTA)
    return service.BreachDraft(found_at=found_at, **typed)


def _breaches(form: Form[Any]) -> ResponseReturnValue:
    may_write = actor().role in BREACH_WRITERS
    return page(
        "harkat/privacy/breaches.html", rows=queries.breaches(), form=form, may_write=may_write, now=clock.now()
    )


@blueprint.get("/kegagalan/<int:breach_id>")
@allow(*BREACH_WRITERS, Role.AUDITOR)
def breach(breach_id: int) -> ResponseReturnValue:
    """Show a breach and the draft of the notice."""
    row, contact = queries.breach(breach_id), people.protection_officer(clock.today())
    may_write = actor().role in BREACH_WRITERS
    return page("harkat/privacy/breach.html", row=row, contact=contact, may_write=may_write, now=clock.now())


@blueprint.post("/kegagalan/<int:breach_id>/diberitahukan")
@allow(*BREACH_WRITERS)
def told(breach_id: int) -> ResponseReturnValue:
    """Record that the persons and the authority were told."""
    with transaction():
        service.told(queries.breach(breach_id), actor=actor(), now=clock.now())
        return moved("privacy.breach", breach_id=breach_id, flash="Pemberitahuan dicatat.")


def office_tasks(_actor: Actor, _today: date) -> list[Task]:
    """Tell the office of requests that wait."""
    note = "Setiap permintaan dijawab dalam 3 x 24 jam."
    return [Task("Permintaan data pribadi", queries.count_waiting(), url_for("privacy.index"), note, urgent=True)]


def person_panel(person_id: int, reader: Actor) -> Panel | None:
    """Lead from a person's page to their rights over the entries."""
    if not may_enter("privacy.person", reader.role):
        return None
    context = {
        "person_id": person_id,
        "limit": people.limit_of(person_id),
        "waiting": [row for row in queries.requests_of(person_id) if row.answered_at is None],
        "now": clock.now(),
    }
    return Panel("Data pribadi", "harkat/privacy/_panel.html", context)


def join_panels() -> None:
    """Join a person's page and the office's start pages."""
    panels.add("person", 95, person_panel)
    for role in OFFICE:
        panels.add_tasks(role, office_tasks)
