"""The form of a visit, made for a phone held at the business."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.dates import format_date_short
from core.errors import NotFound
from core.web.access import actor, allow
from core.web.answers import page
from core.web.fields import DateField, Flag, FormSchema, RupiahField, Text
from core.web.forms import Form, empty_form
from core.web.panels import Panel, panels
from harkat.applications import queries
from harkat.applications.attachments.views import sent_file
from harkat.applications.models import Application
from harkat.applications.states import State
from harkat.applications.steps.views import take_step
from harkat.applications.visits import queries as visits
from harkat.applications.visits import service
from harkat.applications.visits.service import VISITABLE

blueprint = Blueprint("business_visits", __name__, url_prefix="/permohonan/<int:application_id>/usaha/<int:person_id>")


@dataclass(frozen=True)
class BusinessVisitDraft:
    """What was seen; rupiah."""

    visited_on: date
    is_open: bool
    is_owner_present: bool
    matches_papers: bool
    stock_value: int | None
    note: str


class BusinessVisitSchema(FormSchema):
    """A visit at the place."""

    makes = BusinessVisitDraft

    visited_on = DateField("tanggal kunjungan")
    is_open = Flag("usaha buka")
    is_owner_present = Flag("pemilik ditemui")
    matches_papers = Flag("cocok dengan berkas")
    stock_value = RupiahField("perkiraan nilai barang", required=False)
    note = Text("yang terlihat", most=300, lines=True)


@blueprint.get("")
@allow(Role.OFFICER)
def new(application_id: int, person_id: int) -> ResponseReturnValue:
    """Show the form."""
    return _answer(empty_form({"visited_on": format_date_short(clock.today())}), application_id, person_id)


@blueprint.post("")
@allow(Role.OFFICER)
def record(application_id: int, person_id: int) -> ResponseReturnValue:
    """Write the visit down."""
    photo = sent_file("photo")

    def carry_out(application: Application, draft: BusinessVisitDraft) -> str:
        service.record(
            application,
            person_id=person_id,
            visited_on=draft.visited_on,
            is_open=draft.is_open,
            is_owner_present=draft.is_owner_present,
            matches_papers=draft.matches_papers,
            stock_value=draft.stock_value,
            note=draft.note,
            photo=photo,
            actor=actor(),
            now=clock.now(),
        )
        return f"Kunjungan ke usaha {queries.share_holders(application_id)[person_id]} tercatat."

    return take_step(
        BusinessVisitSchema(),
        application_id,
        carry_out,
        answer=lambda form: _answer(form, application_id, person_id),
        to="advice.verify" if _goes_on(application_id) else "applications.show",
    )


def _goes_on(application_id: int) -> bool:
    """Tell whether other members of the sub-group may still have to be visited."""
    application = queries.application(application_id, actor())
    return application.sub_group_id is not None and application.state is State.SUBMITTED


def visits_panel(application_id: int, reader: Actor) -> Panel | None:
    """Show on an application's page what was seen at each business, and where to write it down."""
    if reader.role not in (Role.OFFICER, Role.HEAD, Role.BANK, Role.AUDITOR):
        return None
    application = queries.application(application_id, reader)
    seen = visits.visits_of(application_id)
    may_record = reader.role is Role.OFFICER and application.state in VISITABLE
    if not seen and not may_record:
        return None
    rows = [
        (name, seen.get(key), url_for("business_visits.new", application_id=application_id, person_id=key))
        for key, name in queries.share_holders(application_id).items()
    ]
    context = {"rows": rows, "may_record": may_record, "application_id": application_id}
    return Panel("Kunjungan usaha", "harkat/applications/visits/_panel.html", context)


def join_panels() -> None:
    """Join an application's page."""
    panels.add("application", 1, visits_panel)


def _answer(form: Form[Any], application_id: int, person_id: int) -> ResponseReturnValue:
    application = queries.application(application_id, actor())
    name = queries.share_holders(application_id).get(person_id)
    if name is None:
        raise NotFound("Orang ini tidak punya bagian dalam permohonan ini.")
    return page(
        "harkat/applications/visits/new.html",
        form=form,
        application=application,
        person_id=person_id,
        name=name,
        may_record=application.state in VISITABLE,
    )
