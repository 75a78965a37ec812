"""The counter of today on one screen, the board for those who wait, and the slip with a number."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.db import transaction
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.fields import FormSchema
from core.web.forms import Form, empty_form, read_form
from core.web.menu import MenuItem
from harkat.applications.counter import queries, service
from harkat.applications.counter.models import CounterTicket
from harkat.applications.counter.schemas import DeskSchema, DrawSchema
from harkat.applications.counter.tickets import DESKS, Errand, TicketState, shown_number, tally

blueprint = Blueprint("counter", __name__, url_prefix="/loket")
MENU = [MenuItem("Loket", "counter.index", (Role.OFFICER, Role.HEAD), order=42)]


@blueprint.get("")
@allow(Role.OFFICER, Role.HEAD)
def index() -> ResponseReturnValue:
    """Show today's numbers, with the desk of this officer in the address."""
    return _page(empty_form())


@blueprint.get("/papan")
@allow(Role.OFFICER, Role.HEAD)
def board() -> ResponseReturnValue:
    """Show in large type who is called where, for those who wait; the script asks for it again and again."""
    tickets = queries.tickets_of(clock.today())
    called = sorted(
        (row for row in tickets if row.state is TicketState.CALLED and row.called_at),
        key=lambda row: row.called_at or row.drawn_at,
        reverse=True,
    )
    waiting = [row for row in tickets if row.state is TicketState.WAITING]
    piece, whole = "harkat/applications/counter/_board.html", "harkat/applications/counter/board.html"
    return page(
        piece if request.headers.get("HX-Request") else whole, called=called, waiting=waiting, shown_number=shown_number
    )


@blueprint.post("/ambil")
@allow(Role.OFFICER)
def draw() -> ResponseReturnValue:
    """Draw a number."""
    form = read_form(DrawSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            draft, now = form.draft, clock.now()
            ticket = service.draw(draft.errand, day=clock.today(), reference=draft.reference, actor=actor(), now=now)
            return moved("counter.slip", ticket_id=ticket.id, loket=_desk())
    return _page(form)


@blueprint.get("/nomor/<int:ticket_id>")
@allow(Role.OFFICER, Role.HEAD)
def slip(ticket_id: int) -> ResponseReturnValue:
    """Show the slip with a number, to be printed."""
    ticket = queries.ticket(ticket_id)
    return page(
        "harkat/applications/counter/slip.html", ticket=ticket, number=shown_number(ticket.number), desk=_desk()
    )


@blueprint.post("/panggil")
@allow(Role.OFFICER)
def call_next() -> ResponseReturnValue:
    """Call the next number to a desk."""
    form = read_form(DeskSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            desk, now = form.draft.desk, clock.now()
            ticket = service.call_next(desk, day=clock.today(), actor=actor(), now=now)
            return _done(f"Nomor {shown_number(ticket.number)} ke loket {desk}.", desk)
    return _page(form)


@blueprint.post("/nomor/<int:ticket_id>/panggil")
@allow(Role.OFFICER)
def call_again(ticket_id: int) -> ResponseReturnValue:
    """Call a number that was skipped."""
    form = read_form(DeskSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            desk, ticket = form.draft.desk, queries.ticket(ticket_id)
            service.call_again(ticket, desk, actor=actor(), now=clock.now())
            return _done(f"Nomor {shown_number(ticket.number)} ke loket {desk}.", desk)
    return _page(form)


@blueprint.post("/nomor/<int:ticket_id>/<any(selesai, lewati):how>")
@allow(Role.OFFICER)
def finish(ticket_id: int, how: str) -> ResponseReturnValue:
    """Let a called number go."""
    following = TicketState.SERVED if how == "selesai" else TicketState.SKIPPED
    form = read_form(FormSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            ticket = queries.ticket(ticket_id)
            service.finish(ticket, following, actor=actor(), now=clock.now())
            return _done(f"Nomor {shown_number(ticket.number)} {following.label.lower()}.", ticket.desk)
    return _page(form)


def _done(words: str, desk: int | None) -> ResponseReturnValue:
    return moved("counter.index", loket=desk, flash=words)


def _desk() -> int | None:
    asked = request.values.get("loket") or request.form.get("desk", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 3 and 1 <= int(asked) <= DESKS else None


def _page(form: Form[Any]) -> ResponseReturnValue:
    tickets, desk = queries.tickets_of(clock.today()), _desk()

    def standing(state: TicketState) -> list[CounterTicket]:
        return [ticket for ticket in tickets if ticket.state is state]

    called = sorted(standing(TicketState.CALLED), key=lambda ticket: ticket.desk or 0)
    return page(
        "harkat/applications/counter/index.html",
        form=form,
        desk=desk,
        desks=range(1, DESKS + 1),
        mine=next((ticket for ticket in called if ticket.desk == desk), None),
        called=called,
        waiting=standing(TicketState.WAITING),
        skipped=standing(TicketState.SKIPPED),
        tally=tally(ticket.state for ticket in tickets),
        errands=Errand.choices(),
        shown_number=shown_number,
    )
