"""Pages on which an iDeb is typed from paper and compared by a second person."""

import json
from datetime import date
from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.db import transaction
from core.people import queries as people
from core.people.models import ConsentPurpose
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.fields import FormSchema
from core.web.forms import Form, empty_form, read_form
from core.web.panels import Task, panels
from scoring.screening.intake import queries
from scoring.screening.intake import service as intake
from scoring.screening.intake.schemas import typed_schema
from scoring.screening.origins import WaitingKind
from scoring.screening.schemas import ReturnSchema
from scoring.screening.service import note_view
from scoring.screening.typed_ideb import MOST_FACILITIES, FacilityState, from_rows, rows_of
from scoring.screening.typing import service

FIRST_ROWS, MORE_ROWS = 3, 3
COMPARERS = (Role.OFFICER, Role.HEAD)
blueprint = Blueprint("screening_typing", __name__, url_prefix="/pemeriksaan")


@blueprint.get("/orang/<int:person_id>/ketik-ideb")
@allow(Role.OFFICER)
def type_ideb(person_id: int) -> ResponseReturnValue:
    """Show the two-minute form."""
    return _type_page(person_id, empty_form())


@blueprint.post("/orang/<int:person_id>/ketik-ideb")
@allow(Role.OFFICER)
def do_type(person_id: int) -> ResponseReturnValue:
    """Keep the typed paper until somebody else has compared it, or answer with more empty rows."""
    form = read_form(typed_schema(request.form, MOST_FACILITIES))
    if form.draft is not None and "more" not in request.form:
        with form.catching(), transaction():
            service.hand_in(person_id, form.draft, actor=actor(), now=clock.now(), today=clock.today())
            flash = "Ketikan disimpan. Ia baru dihitung sesudah orang kedua mencocokkannya dengan kertas."
            return moved("screening.show", person_id=person_id, flash=flash)
    return _type_page(person_id, form)


def _type_page(person_id: int, form: Form[Any]) -> ResponseReturnValue:
    more = MORE_ROWS if "more" in request.form else 0
    if more:
        form.errors.clear()
    filled = [number for number in range(1, MOST_FACILITIES + 1) if form.value(f"lender_{number}")]
    rows = max([FIRST_ROWS, request.form.get("rows", 0, type=int), *filled]) + more
    return page(
        "scoring/screening/type_ideb.html",
        person=people.person(person_id),
        form=form,
        rows=min(rows, MOST_FACILITIES),
        states=FacilityState.choices(),
        consent=people.consent_given(person_id, ConsentPurpose.SCREENING),
    )


@blueprint.get("/ketikan/<int:waiting_id>")
@allow(*COMPARERS)
def compare(waiting_id: int) -> ResponseReturnValue:
    """Show a typed paper to whoever compares it; the look is recorded."""
    with transaction():
        waiting = queries.waiting_file(waiting_id, WaitingKind.TYPED_IDEB)
        note_view(waiting.person_id, what="iDeb ketikan", actor=actor(), now=clock.now())
    return _compare_page(waiting_id, empty_form())


@blueprint.post("/ketikan/<int:waiting_id>")
@allow(*COMPARERS)
def do_compare(waiting_id: int) -> ResponseReturnValue:
    """Let a typed paper count."""
    form = read_form(FormSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            waiting = queries.waiting_file(waiting_id, WaitingKind.TYPED_IDEB)
            file = service.confirm(waiting, actor=actor(), now=clock.now(), today=clock.today())
            flash = "iDeb ketikan dihitung. Putuskan tiap temuan."
            return moved("screening.show", person_id=file.person_id, flash=flash)
    return _compare_page(waiting_id, form)


@blueprint.post("/ketikan/<int:waiting_id>/kembalikan")
@allow(*COMPARERS)
def send_back(waiting_id: int) -> ResponseReturnValue:
    """Send a typed paper back."""
    form = read_form(ReturnSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            waiting = queries.waiting_file(waiting_id, WaitingKind.TYPED_IDEB)
            row = service.send_back(waiting, form.draft["note"], actor=actor(), now=clock.now())
            return moved("screening.show", person_id=row.person_id, flash="Ketikan dikembalikan untuk dibetulkan.")
    return _compare_page(waiting_id, form)


@blueprint.post("/ketikan/<int:waiting_id>/batal")
@allow(Role.OFFICER)
def give_up(waiting_id: int) -> ResponseReturnValue:
    """Destroy a typed paper and open the form anew with what it held."""
    with transaction():
        waiting = queries.waiting_file(waiting_id, WaitingKind.TYPED_IDEB)
        rows = rows_of(json.loads(waiting.content))
        person_id = intake.give_up(waiting, actor=actor(), now=clock.now())
    return _type_page(person_id, empty_form(from_rows(rows)))


def _compare_page(waiting_id: int, form: Form[Any]) -> ResponseReturnValue:
    waiting = queries.waiting_file(waiting_id, WaitingKind.TYPED_IDEB)
    value = json.loads(waiting.content)
    stamp = value["individual"]["tanggalPermintaan"]
    return page(
        "scoring/screening/compare_ideb.html",
        waiting=waiting,
        person=people.person(waiting.person_id),
        rows=rows_of(value),
        asked_on=date(int(stamp[:4]), int(stamp[4:6]), int(stamp[6:8])),
        form=form,
        is_own=waiting.made_by_id == actor().id,
        may_type=actor().role is Role.OFFICER,
    )


def compare_tasks(actor: Actor, today: date) -> list[Task]:  # noqa: ARG001
    """Point a second person to the typed paper that waits longest."""
    first = queries.first_typed(not_by=actor.id)
    if first is None:
        return []
    url = url_for("screening_typing.compare", waiting_id=first.id)
    note = "Diketik dari kertas oleh petugas lain; cocokkan supaya dihitung."
    return [Task("iDeb ketikan menunggu dicocokkan", queries.count_typed(not_by=actor.id), url, note=note)]


def join_panels() -> None:
    """Join the start pages of those who compare."""
    for role in COMPARERS:
        panels.add_tasks(role, compare_tasks)
