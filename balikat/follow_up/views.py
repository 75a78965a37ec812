"""Pages of follow-ups: who is due, the short form for the staff, and the same by a signed link."""

from datetime import date
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from balikat.follow_up import queries, service
from balikat.follow_up.dueness import LINK_DAYS
from balikat.follow_up.kinds import OWN_ANSWERS, BusinessState
from balikat.follow_up.models import FollowUp
from balikat.follow_up.schemas import AnswerSchema, OwnAnswerSchema
from balikat.follow_up.wording import message, whatsapp_address
from core import clock, links
from core.auth.roles import Actor, Role
from core.contacts.queries import reaches_of
from core.contacts.reach import Reach
from core.db import transaction
from core.people.repair.moves import moves
from core.policy.queries import whole_on
from core.web.access import PUBLIC, actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.listing import paginate, read_listing
from core.web.menu import MenuItem
from core.web.panels import Panel, Task, panels

PURPOSE = "follow_up"
WRITERS = (Role.OFFICER, Role.MENTOR)
READERS = (*WRITERS, Role.HEAD, Role.AUDITOR)
STATES = [("answered", "Sudah dijawab"), ("missed", "Lewat waktunya")]

blueprint = Blueprint("follow_ups", __name__, url_prefix="/tindak-lanjut")
MENU = [MenuItem("Tindak lanjut", "follow_ups.index", READERS, order=37)]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """List who waits to be asked, each with the message ready to send."""
    today = clock.today()
    listing = read_listing({"tanggal": FollowUp.due_on}, default="tanggal", filters=("keadaan",))
    found = paginate(queries.list_follow_ups(actor(), listing.filters["keadaan"], today), listing, tie=FollowUp.id)
    may_send = actor().role in WRITERS
    waiting = [row for row in found.items if may_send and row.answered_at is None]
    reaches = reaches_of(row.person for row in waiting)
    ready = {
        row.id: _whatsapp(row, reaches[row.person_id], today) for row in waiting if not reaches[row.person_id].died_on
    }
    return page("balikat/follow_up/index.html", found=found, ready=ready, states=STATES)


def _whatsapp(row: FollowUp, reach: Reach, today: date) -> str:
    days = whole_on(LINK_DAYS, today)
    address = url_for("follow_ups.open_link", token=links.sign(PURPOSE, row.id), _external=True)
    return whatsapp_address(reach.phone, message(row.person.name, row.reason, row.months, address, days=days))


@blueprint.get("/<int:follow_up_id>/isi")
@allow(*WRITERS)
def fill_in(follow_up_id: int) -> ResponseReturnValue:
    """Show the short form for somebody of the staff."""
    return _form_page(follow_up_id, empty_form())


@blueprint.post("/<int:follow_up_id>/isi")
@allow(*WRITERS)
def answer(follow_up_id: int) -> ResponseReturnValue:
    """Keep what somebody of the staff was told."""
    form = read_form(AnswerSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            row = queries.follow_up_for(follow_up_id, actor())
            service.answer(row, form.draft, actor=actor(), now=clock.now())
            return moved("follow_ups.index", flash=f"Tindak lanjut {row.person.name} dicatat.")
    return _form_page(follow_up_id, form)


def _form_page(follow_up_id: int, form: Form[Any]) -> ResponseReturnValue:
    row = queries.follow_up_for(follow_up_id, actor())
    return page("balikat/follow_up/form.html", row=row, form=form, states=BusinessState.choices())


@blueprint.get("/jawab/<token>")
@allow(PUBLIC)
def open_link(token: str) -> ResponseReturnValue:
    """Show the short form to whoever holds the link; it names nobody."""
    return _link_page(token, empty_form())


@blueprint.post("/jawab/<token>")
@allow(PUBLIC)
def answer_by_link(token: str) -> ResponseReturnValue:
    """Keep what the person answers."""
    form = read_form(OwnAnswerSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            row = queries.follow_up(_key(token))
            service.answer(row, form.draft, actor=None, now=clock.now())
            return moved("follow_ups.open_link", token=token)
    return _link_page(token, form)


def _key(token: str) -> int:
    return links.read(PURPOSE, token, days=whole_on(LINK_DAYS, clock.today()))


def _link_page(token: str, form: Form[Any]) -> ResponseReturnValue:
    row = queries.follow_up(_key(token))
    states = [(state.value, state.label) for state in OWN_ANSWERS]
    return page("balikat/follow_up/own.html", row=row, token=token, form=form, states=states)


def person_panel(person_id: int, actor: Actor) -> Panel | None:
    """Return the follow-ups of a person's page."""
    rows = queries.of_person(person_id) if actor.role in READERS else []
    return Panel("Tindak lanjut", "balikat/follow_up/_person_panel.html", {"rows": rows}) if rows else None


def tasks(actor: Actor, today: date) -> list[Task]:
    """Return the follow-ups that wait."""
    note = "Kirim tautannya lewat WhatsApp, atau tanyakan dan isikan."
    return [Task("Tindak lanjut menunggu jawaban", queries.count_due(actor, today), url_for("follow_ups.index"), note)]


def join_panels() -> None:
    """Put the follow-ups on persons' pages and start pages."""
    panels.add("person", 36, person_panel)
    moves.add(service.FOLLOW_UPS)
    for role in WRITERS:
        panels.add_tasks(role, tasks)
