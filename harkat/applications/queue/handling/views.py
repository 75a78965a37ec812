"""The panel on an application's page for those who work on it: holder, days waited, handing over, notes."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.auth import queries as accounts
from core.auth.roles import Actor, Role
from core.db import transaction
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.panels import Panel, panels
from harkat.applications import queries
from harkat.applications.notes import queries as notes
from harkat.applications.notes import service as note_service
from harkat.applications.queue import service
from harkat.applications.queue.queries import waited_of
from harkat.applications.queue.schemas import HandOverSchema, NoteSchema
from harkat.applications.states import ENDED

blueprint = Blueprint("application_handling", __name__, url_prefix="/permohonan/<int:application_id>")
READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR)


@blueprint.get("/serahkan")
@allow(Role.OFFICER, Role.HEAD)
def hand_over(application_id: int) -> ResponseReturnValue:
    """Show the form by which a file goes to another officer."""
    return _hand_over_page(empty_form(), application_id)


@blueprint.post("/serahkan")
@allow(Role.OFFICER, Role.HEAD)
def do_hand_over(application_id: int) -> ResponseReturnValue:
    """Give a file into another officer's hands."""
    form = read_form(HandOverSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            application = queries.application(application_id, actor())
            receiver = accounts.account(form.draft.receiver_id)
            service.hand_over(application, receiver=receiver, words=form.draft.words, actor=actor(), now=clock.now())
            words = f"{application.number} diserahkan kepada {receiver.name}."
            return moved("applications.show", application_id=application_id, flash=words)
    return _hand_over_page(form, application_id)


def _hand_over_page(form: Form[Any], application_id: int) -> ResponseReturnValue:
    application = queries.application(application_id, actor())
    if application.state in ENDED and not form.errors:
        words = "Permohonan ini sudah selesai, jadi tidak perlu diserahkan."
        return moved("applications.show", application_id=application_id, flash=words)
    officers = [row for row in accounts.staff_of(Role.OFFICER) if row.id != application.handler_id]
    return page(
        "harkat/applications/queue/hand_over.html",
        form=form,
        application=application,
        officers=[(str(row.id), row.name) for row in officers],
    )


@blueprint.post("/catatan")
@allow(Role.OFFICER, Role.HEAD)
def write_note(application_id: int) -> ResponseReturnValue:
    """Keep a note of the city's staff."""
    form = read_form(NoteSchema())
    application = queries.application(application_id, actor())
    if form.draft is not None:
        with form.catching(), transaction():
            application = queries.application(application_id, actor())
            draft = form.draft
            note_service.write(
                application, words=draft.words, actor=actor(), now=clock.now(), reference=draft.reference
            )
            return moved("applications.show", application_id=application_id, flash="Catatan tersimpan.")
    return page("harkat/applications/queue/note.html", form=form, application=application)


def handling_panel(application_id: int, reader: Actor) -> Panel | None:
    """Show who has the file, how long it has waited, and the notes on it."""
    if reader.role not in READERS:
        return None
    application = queries.application(application_id, reader)
    context = {
        "application": application,
        "waited": waited_of(application_id, clock.today()),
        "notes": notes.notes_of(application_id),
        "is_open": application.state not in ENDED,
        "is_mine": application.handler_id == reader.id,
        "form": empty_form(),
    }
    return Panel("Penanganan", "harkat/applications/queue/_handling.html", context)


def join_panels() -> None:
    """Join an application's page."""
    panels.add("application", 30, handling_panel)
