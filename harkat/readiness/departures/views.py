"""Pages of departures from a status: proposing another one, and the second person's answer."""

from datetime import date
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.db import transaction
from core.people import queries as people
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.panels import Task, panels
from harkat.readiness import queries, service
from harkat.readiness.schemas import AnswerSchema, DepartureSchema
from harkat.readiness.views import show_person
from scoring.status import Readiness

blueprint = Blueprint("departures", __name__, url_prefix="/kesiapan")


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
    return show_person(person_id, form)


def confirming_tasks(actor: Actor, today: date) -> list[Task]:  # noqa: ARG001
    """Point at departures that wait for a second person, not at one's own."""
    waiting = [row for row in queries.open_departures() if row.proposed_by_id != actor.id]
    if not waiting:
        return []
    url = url_for("readiness.show", person_id=waiting[0].person_id)
    note = "Usul status yang berbeda dari penilaian; disahkan oleh orang lain."
    return [Task("Usul status kesiapan menunggu pengesahan", len(waiting), url, note=note)]


def join_panels() -> None:
    """Point the start pages at departures that wait for a second person."""
    for role in (Role.OFFICER, Role.HEAD):
        panels.add_tasks(role, confirming_tasks)
