"""The way in with a receipt's number and a code or by a link, and what every page behind the door asks first."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.utils import redirect

from core import clock
from core.auth.models import Account
from core.auth.roles import Role
from core.auth.session import begin_session, end_session
from core.brakes.entrance import slow_down
from core.brakes.service import Brake, forget
from core.db import db, transaction
from core.policy.queries import whole_on
from core.web.access import PUBLIC, account, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from harkat.applicants import queries, service
from harkat.applicants.codes import tidy_code, tidy_number
from harkat.applicants.entering.schemas import CodeSchema
from harkat.applicants.models import DoorVisit
from harkat.applicants.terms import IDLE_MINUTES, TRIES, WAIT_MINUTES

blueprint = Blueprint("applicant_door", __name__, url_prefix="/status")
VISIT, SEEN = "door", "door_seen"
TIMES_AN_ADDRESS = 6
"""Several people share the counter's address, so it may fail more often than one number."""


@blueprint.get("")
@allow(PUBLIC)
def ask() -> ResponseReturnValue:
    """Ask for the receipt's number and the code."""
    return _page(empty_form())


@blueprint.post("")
@allow(PUBLIC)
def enter() -> ResponseReturnValue:
    """Let in whoever has both."""
    form = read_form(CodeSchema())
    form.values.pop("code", None)
    if form.draft is not None:
        number, now = tidy_number(form.draft.number), clock.now()
        with form.catching():
            own = _brakes(number)
            slow_down(own, now=now)
            with transaction():
                visit, known = service.enter(number, tidy_code(form.draft.code), now=now)
                forget(own[0])
            return _begin(visit.id, known)
    return _page(form)


@blueprint.get("/tautan/<link>")
@allow(PUBLIC)
def show_link(link: str) -> ResponseReturnValue:
    """Show the button that spends a link; reading the address alone spends nothing."""
    return page("harkat/applicants/link.html", link=link)


@blueprint.post("/tautan/<link>")
@allow(PUBLIC)
def enter_by_link(link: str) -> ResponseReturnValue:
    """Let in whoever holds a link."""
    now = clock.now()
    slow_down(_brakes(None), now=now)
    with transaction():
        visit, known = service.spend(queries.live_link(link, now=now), now=now)
    return _begin(visit.id, known)


@blueprint.post("/keluar")
@allow(Role.APPLICANT, Role.CHAIR)
def leave() -> ResponseReturnValue:
    """End the visit."""
    visit_id = session.get(VISIT)
    with transaction():
        visit = queries.live_visit(visit_id or 0, account_id=current_user.id, now=clock.now())
        if visit is not None:
            service.leave(visit, now=clock.now())
    end_session()
    return moved("applicant_door.ask", flash="Anda sudah keluar. Kode tadi tidak berlaku lagi.")


def _brakes(number: str | None) -> list[Brake]:
    today = clock.today()
    most, minutes = whole_on(TRIES, today), whole_on(WAIT_MINUTES, today)
    address = Brake("door address", request.remote_addr or "", most * TIMES_AN_ADDRESS, minutes)
    return [address] if number is None else [Brake("door number", number, most, minutes), address]


def _begin(visit_id: int, known: Account) -> ResponseReturnValue:
    begin_session(known)
    session[VISIT], session[SEEN] = visit_id, clock.now().timestamp()
    return moved("group_door.group_home" if known.role is Role.CHAIR else "own_door.home")


def _page(form: Form[Any]) -> ResponseReturnValue:
    return page("harkat/applicants/enter.html", form=form)


def here() -> DoorVisit:
    """Return the visit this browser is on; one that is over sends it to the way in.

    A signed-in account without a visit gets in nowhere.
    """
    now, own = clock.now(), account()
    visit = queries.live_visit(session.get(VISIT) or 0, account_id=own.id, now=now)
    idle = now.timestamp() - session.get(SEEN, 0.0)
    if visit is None or idle > timedelta(minutes=whole_on(IDLE_MINUTES, clock.today())).total_seconds():
        db.session.rollback()
        end_session()
        abort(redirect(url_for("applicant_door.over"), 303))
    session[SEEN] = now.timestamp()
    return visit


@blueprint.get("/habis")
@allow(PUBLIC)
def over() -> ResponseReturnValue:
    """Say that a visit is over and how to come in again."""
    return page("harkat/applicants/over.html")
