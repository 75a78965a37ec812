"""Pages of objections: writing one down at the counter and answering it."""

from datetime import date
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.dates import format_date_short
from core.db import transaction
from core.people import queries as people
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.panels import Task, panels
from harkat.readiness import queries
from harkat.readiness.kinds import ObjectionAnswer
from harkat.readiness.objections import queries as objections
from harkat.readiness.objections import service
from harkat.readiness.objections.schemas import ObjectionSchema, ReplySchema

ANSWERERS = (Role.OFFICER, Role.HEAD)
blueprint = Blueprint("objections", __name__, url_prefix="/kesiapan")


@blueprint.get("/orang/<int:person_id>/keberatan")
@allow(*ANSWERERS)
def new(person_id: int) -> ResponseReturnValue:
    """Show the form of an objection."""
    return _new_page(person_id, empty_form({"received_on": format_date_short(clock.today())}))


@blueprint.post("/orang/<int:person_id>/keberatan")
@allow(*ANSWERERS)
def record(person_id: int) -> ResponseReturnValue:
    """Write an objection down."""
    form = read_form(ObjectionSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            service.record(person_id, form.draft, actor=actor(), now=clock.now(), today=clock.today())
            flash = "Keberatan dicatat. Orang lain yang memeriksa dan menjawabnya."
            return moved("readiness.show", person_id=person_id, flash=flash, _anchor="keberatan")
    return _new_page(person_id, form)


def _new_page(person_id: int, form: Form[Any]) -> ResponseReturnValue:
    person, newest = people.person(person_id), queries.latest(person_id)
    return page("harkat/readiness/objection.html", person=person, newest=newest, form=form)


@blueprint.get("/keberatan/<int:objection_id>")
@allow(*ANSWERERS)
def show(objection_id: int) -> ResponseReturnValue:
    """Show an objection and the form of its answer."""
    return _answer_page(objection_id, empty_form())


@blueprint.post("/keberatan/<int:objection_id>")
@allow(*ANSWERERS)
def answer(objection_id: int) -> ResponseReturnValue:
    """Answer an objection."""
    form = read_form(ReplySchema())
    if form.draft is not None:
        with form.catching(), transaction():
            row = objections.objection(objection_id)
            service.answer(row, form.draft, actor=actor(), now=clock.now(), today=clock.today())
            return moved("readiness.show", person_id=row.person_id, flash="Keberatan dijawab.", _anchor="keberatan")
    return _answer_page(objection_id, form)


def _answer_page(objection_id: int, form: Form[Any]) -> ResponseReturnValue:
    row = objections.objection(objection_id)
    assessment = queries.assessment(row.assessment_id)
    return page(
        "harkat/readiness/answer.html",
        row=row,
        assessment=assessment,
        person=people.person(row.person_id),
        form=form,
        outcomes=ObjectionAnswer.choices(),
        may_answer=row.answered_at is None and actor().id not in (row.recorded_by_id, assessment.assessed_by_id),
    )


def answering_tasks(actor: Actor, today: date) -> list[Task]:  # noqa: ARG001
    """Point at objections that wait for this person's answer."""
    waiting = [row for row in objections.unanswered() if row.recorded_by_id != actor.id]
    if not waiting:
        return []
    url = url_for("objections.show", objection_id=waiting[0].id)
    return [Task("Keberatan menunggu jawaban", len(waiting), url, note="Diperiksa orang lain daripada yang menilai.")]


def join_panels() -> None:
    """Point the start pages at objections that wait."""
    for role in ANSWERERS:
        panels.add_tasks(role, answering_tasks)
