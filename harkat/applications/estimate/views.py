"""The expected installments of an application: its page, its picture, and its files."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.panels import Panel, panels
from harkat.applications import queries
from harkat.applications.bank_schedules.queries import current, wording_for
from harkat.applications.estimate.queries import amount_of, expected_schedule, months_of, paper_of
from harkat.applications.models import Application
from harkat.applications.queue.views import READERS
from harkat.applications.states import ENDED, RESERVED
from harkat.loans.papers.views import drawn, taken_away, told
from harkat.loans.printing import ESTIMATE
from harkat.loans.schedule import Schedule
from harkat.loans.terms import TermsRefused
from harkat.loans.words import Wording

blueprint = Blueprint("estimates", __name__, url_prefix="/permohonan/<int:application_id>/perkiraan")


@blueprint.get("")
@allow(*READERS)
def show(application_id: int) -> ResponseReturnValue:
    """Show the expected installments."""
    application = queries.application(application_id, actor())
    if wording_for(application, clock.today()).by_bank:
        return moved("bank_schedules.show", application_id=application_id)
    application, schedule = _asked(application_id)
    return page(
        "harkat/applications/estimate/show.html",
        application=application,
        amount=amount_of(application),
        months=months_of(application),
        told=told(schedule, "estimates", wording_for(application, clock.today()), application_id=application_id),
        estimate=ESTIMATE,
    )


@blueprint.get("/gambar.svg")
@allow(*READERS)
def picture(application_id: int) -> ResponseReturnValue:
    """Draw principal and interest of the expected installments."""
    application, schedule = _asked(application_id)
    return drawn(schedule, wording_for(application, clock.today()))


@blueprint.get("/jadwal.<any(pdf, xlsx, csv):kind>")
@allow(*READERS)
def download(application_id: int, kind: str) -> ResponseReturnValue:
    """Give the expected schedule as a file."""
    application, schedule = _asked(application_id)
    return taken_away(schedule, kind, paper_of(application, clock.today()))


def _asked(application_id: int) -> tuple[Application, Schedule]:
    application = queries.application(application_id, actor())
    return application, expected_schedule(application, clock.today())


def estimate_panel(application_id: int, reader: Actor) -> Panel | None:
    """Say on an application's page what it would be repaid in, while it is under way."""
    if reader.role not in READERS:
        return None
    application = queries.application(application_id, reader)
    if application.state in ENDED:
        return None
    wording = wording_for(application, clock.today())
    if wording.by_bank:
        return _bank_panel(application, reader, wording)
    context = {"application": application, "amount": amount_of(application), "months": months_of(application)}
    try:
        context["schedule"] = expected_schedule(application, clock.today())
    except TermsRefused as error:
        context["refusal"] = str(error)
    context |= {"url": url_for("estimates.show", application_id=application_id), "estimate": ESTIMATE}
    context["cost"] = wording.cost
    return Panel("Perkiraan angsuran", "harkat/applications/estimate/_panel.html", context)


def _bank_panel(application: Application, reader: Actor, wording: Wording) -> Panel:
    context = {
        "kept": current(application),
        "cost": wording.cost,
        "url": url_for("bank_schedules.show", application_id=application.id),
        "may_send": reader.role is Role.BANK and application.state in RESERVED,
        "is_approved": application.approved is not None,
    }
    return Panel("Jadwal dari bank", "harkat/applications/bank_schedules/_panel.html", context)


def join_panels() -> None:
    """Join an application's page."""
    panels.add("application", 10, estimate_panel)
