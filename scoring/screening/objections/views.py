"""Pages on which an objection is written down and answered."""

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
from scoring.screening import queries as screening
from scoring.screening.models import DebtFinding, DebtFlag
from scoring.screening.objection_rules import ObjectionOutcome
from scoring.screening.objections import queries, service
from scoring.screening.presenting import place_words
from scoring.screening.schemas import ObjectionAnswerSchema, ObjectionSchema
from scoring.screening.service import note_view

ANSWERERS = (Role.OFFICER, Role.HEAD)
blueprint = Blueprint("debt_objections", __name__, url_prefix="/pemeriksaan")


@blueprint.get("/<any(temuan, penanda):ground>/<int:ground_id>/keberatan")
@allow(*ANSWERERS)
def receive(ground: str, ground_id: int) -> ResponseReturnValue:
    """Show the form that keeps an objection; the look is recorded."""
    with transaction():
        note_view(_ground(ground, ground_id).person_id, what="temuan utang", actor=actor(), now=clock.now())
    return _receive_page(ground, ground_id, empty_form({"said_on": format_date_short(clock.today())}))


@blueprint.post("/<any(temuan, penanda):ground>/<int:ground_id>/keberatan")
@allow(*ANSWERERS)
def do_receive(ground: str, ground_id: int) -> ResponseReturnValue:
    """Keep an objection."""
    form = read_form(ObjectionSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            now, today = clock.now(), clock.today()
            kept = service.receive(_ground(ground, ground_id), form.draft, actor=actor(), now=now, today=today)
            flash = "Keberatan dicatat. Petugas lain atau pimpinan akan menjawabnya."
            return moved("screening.show", person_id=kept.person_id, flash=flash)
    return _receive_page(ground, ground_id, form)


def _ground(ground: str, ground_id: int) -> DebtFinding | DebtFlag:
    return screening.finding(ground_id) if ground == "temuan" else screening.flag(ground_id)


def _receive_page(ground: str, ground_id: int, form: Form[Any]) -> ResponseReturnValue:
    row = _ground(ground, ground_id)
    person = people.person(row.person_id)
    return page("scoring/screening/object.html", ground=ground, row=row, person=person, form=form)


@blueprint.get("/keberatan/<int:objection_id>")
@allow(*ANSWERERS)
def reply(objection_id: int) -> ResponseReturnValue:
    """Show an objection beside its evidence and the form that answers it; the look is recorded."""
    with transaction():
        note_view(queries.objection(objection_id).person_id, what="keberatan", actor=actor(), now=clock.now())
    return _reply_page(objection_id, empty_form())


@blueprint.post("/keberatan/<int:objection_id>")
@allow(*ANSWERERS)
def do_reply(objection_id: int) -> ResponseReturnValue:
    """Answer an objection."""
    form = read_form(ObjectionAnswerSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            kept = service.reply(queries.objection(objection_id), form.draft, actor=actor(), now=clock.now())
            return moved("screening.show", person_id=kept.person_id, flash="Jawaban keberatan disimpan.")
    return _reply_page(objection_id, form)


def _reply_page(objection_id: int, form: Form[Any]) -> ResponseReturnValue:
    row = queries.objection(objection_id)
    finding_id = row.finding_id if row.flag is None else row.flag.finding_id
    return page(
        "scoring/screening/reply.html",
        objection=row,
        finding=None if finding_id is None else screening.finding(finding_id),
        person=people.person(row.person_id),
        form=form,
        outcomes=ObjectionOutcome.choices(),
        place_words=place_words,
    )


def waiting_tasks(actor: Actor, today: date) -> list[Task]:  # noqa: ARG001
    """Point whoever may answer to the objection that waits longest."""
    first = queries.first_waiting()
    if first is None:
        return []
    url = url_for("debt_objections.reply", objection_id=first.id)
    note = "Yang paling lama menunggu dibuka lebih dulu; bukan oleh yang memutuskan temuannya."
    return [Task("Keberatan atas temuan utang", queries.count_waiting(), url, note=note)]


def join_panels() -> None:
    """Join the start pages of those who answer."""
    for role in ANSWERERS:
        panels.add_tasks(role, waiting_tasks)
