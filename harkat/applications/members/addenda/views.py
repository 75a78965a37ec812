"""The page of what happened to a sub-group's members, and the bank's word on an addendum."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.dates import format_date_short
from core.db import transaction
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.fields import Choice, DateField, FormSchema, Text, WholeField
from core.web.forms import Form, empty_form
from core.web.panels import Panel, panels
from harkat.applications import queries
from harkat.applications.attachments.views import sent_file
from harkat.applications.members import queries as members
from harkat.applications.members.addenda import service
from harkat.applications.members.kinds import BY_HAND, RELEASABLE, EventState, MemberEventKind
from harkat.applications.models import Application
from harkat.applications.states import ENDED, State
from harkat.applications.steps.views import take_step

blueprint = Blueprint("member_events", __name__, url_prefix="/permohonan/<int:application_id>/peristiwa")
READERS = (Role.OFFICER, Role.HEAD, Role.BANK, Role.AUDITOR)
TONES = {
    EventState.NOTED: "calm",
    EventState.ASKED: "warn",
    EventState.AGREED: "warn",
    EventState.RELEASED: "good",
}


@dataclass(frozen=True)
class EventDraft:
    """What happened to whom, and when."""

    person_id: int
    kind: MemberEventKind
    happened_on: date
    note: str | None
    addendum_number: str | None


class EventSchema(FormSchema):
    """A deed about a member."""

    makes = EventDraft

    person_id = WholeField("anggota", least=1, most=2**62)
    kind = Choice("peristiwa", MemberEventKind)
    happened_on = DateField("tanggal peristiwa")
    note = Text("keterangan", required=False, most=200, lines=True)
    addendum_number = Text("nomor adendum", required=False, most=60)


@blueprint.get("")
@allow(*READERS)
def show(application_id: int) -> ResponseReturnValue:
    """Show what happened to the members."""
    return _answer(empty_form({"happened_on": format_date_short(clock.today())}), application_id)


@blueprint.post("")
@allow(Role.OFFICER)
def record(application_id: int) -> ResponseReturnValue:
    """Write a deed about a member down."""
    scan = sent_file()

    def carry_out(application: Application, draft: EventDraft) -> str:
        service.note(
            application,
            person_id=draft.person_id,
            kind=draft.kind,
            happened_on=draft.happened_on,
            words=draft.note,
            addendum_number=draft.addendum_number,
            scan=scan,
            actor=actor(),
            now=clock.now(),
        )
        return f"Tercatat: {draft.kind.label.lower()}."

    return take_step(
        EventSchema(),
        application_id,
        carry_out,
        answer=lambda form: _answer(form, application_id),
        to="member_events.show",
    )


@blueprint.post("/<int:event_id>/setuju")
@allow(Role.BANK)
def consent(application_id: int, event_id: int) -> ResponseReturnValue:
    """Record the bank's consent to an addendum."""
    with transaction():
        application = queries.application(application_id, actor())
        service.consent(application, members.event(application_id, event_id), actor=actor(), now=clock.now())
    words = "Adendum disetujui. Anggota masih menanggung sampai tanggungannya dilepas."
    return moved("member_events.show", application_id=application_id, flash=words)


@blueprint.post("/<int:event_id>/lepas")
@allow(Role.BANK)
def release(application_id: int, event_id: int) -> ResponseReturnValue:
    """Record that the bank lets a member go."""
    with transaction():
        application = queries.application(application_id, actor())
        service.release(application, members.event(application_id, event_id), actor=actor(), now=clock.now())
    return moved("member_events.show", application_id=application_id, flash="Tanggungan anggota dilepas.")


def events_panel(application_id: int, reader: Actor) -> Panel | None:
    """Show the latest deeds about members on a sub-group's application."""
    if reader.role not in READERS:
        return None
    application = queries.application(application_id, reader)
    if application.sub_group_id is None or application.state in ENDED - {State.DISBURSED}:
        return None
    context = {
        "events": members.events_of(application.sub_group_id),
        "url": url_for("member_events.show", application_id=application_id),
        "may_record": reader.role is Role.OFFICER,
        "tones": TONES,
    }
    return Panel("Peristiwa anggota", "harkat/applications/members/_panel.html", context)


def join_panels() -> None:
    """Join an application's page."""
    panels.add("application", 8, events_panel)


def _answer(form: Form[Any], application_id: int) -> ResponseReturnValue:
    application = queries.application(application_id, actor())
    has_contract = application.state in (State.CONTRACTED, State.DISBURSED)
    kinds = (*BY_HAND, MemberEventKind.ADDENDUM) if has_contract else BY_HAND
    sub_group_id = application.sub_group_id
    return page(
        "harkat/applications/members/events.html",
        form=form,
        application=application,
        events=[] if sub_group_id is None else members.events_of(sub_group_id),
        members=list(queries.share_holders(application_id).items()),
        kinds=[(kind.value, kind.label) for kind in kinds],
        has_contract=has_contract,
        may_record=actor().role is Role.OFFICER and sub_group_id is not None,
        may_decide=actor().role is Role.BANK,
        may_release=application.state is State.DISBURSED,
        releasable=RELEASABLE,
        tones=TONES,
    )
