"""Pages on reaching a person: the form, who acts for them, and the panel beside a person's data."""

from io import BytesIO
from typing import Any

from flask import Blueprint, request, send_file
from flask.typing import ResponseReturnValue

from core import clock
from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.contacts import queries, service
from core.contacts.kinds import DelegateScope, PhoneShared
from core.contacts.schemas import DelegateSchema, ReachSchema
from core.dates import format_date_short
from core.db import transaction
from core.errors import NotFound
from core.files.papers import LARGEST_PAPER
from core.people import queries as people
from core.people.repair.moves import moves
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.panels import Panel, panels

blueprint = Blueprint("contacts", __name__, url_prefix="/orang/<int:person_id>")
READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR)


@blueprint.get("/kontak")
@allow(Role.OFFICER)
def reach(person_id: int) -> ResponseReturnValue:
    """Show the form of how a person may be reached."""
    row = queries.preference_of(person_id)
    names = ("safe_phone", "from_hour", "until_hour", "note")
    values = {} if row is None else {name: value for name in names if (value := getattr(row, name)) is not None}
    if row is not None:
        values |= {"phone_shared": row.phone_shared.value}
        values |= {"died_on": format_date_short(row.died_on)} if row.died_on else {}
    return _reach_page(person_id, empty_form(values))


@blueprint.post("/kontak")
@allow(Role.OFFICER)
def keep_reach(person_id: int) -> ResponseReturnValue:
    """Keep how a person may be reached."""
    form = read_form(ReachSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            person, now = people.person(person_id), clock.now()
            service.keep_reach(person, form.draft, actor=actor(), now=now, today=clock.today())
            return moved("people.show", person_id=person_id, flash="Cara menghubungi tersimpan.")
    return _reach_page(person_id, form)


def _reach_page(person_id: int, form: Form[Any]) -> ResponseReturnValue:
    return page("core/contacts/reach.html", person=people.person(person_id), form=form, shared=PhoneShared.choices())


@blueprint.get("/kuasa")
@allow(Role.OFFICER)
def new_delegate(person_id: int) -> ResponseReturnValue:
    """Show the form of somebody who acts for a person."""
    return _delegate_page(person_id, empty_form({"signed_on": format_date_short(clock.today())}))


@blueprint.post("/kuasa")
@allow(Role.OFFICER)
def add_delegate(person_id: int) -> ResponseReturnValue:
    """Record somebody who acts for a person."""
    form, sent = read_form(DelegateSchema()), request.files.get("scan")
    scan = sent.read(LARGEST_PAPER + 1) if sent is not None and sent.filename else None
    if form.draft is not None:
        with form.catching(), transaction():
            person, now = people.person(person_id), clock.now()
            service.add_delegate(person, form.draft, scan, actor=actor(), now=now, today=clock.today())
            return moved("people.show", person_id=person_id, flash="Kuasa dicatat.")
    return _delegate_page(person_id, form)


def _delegate_page(person_id: int, form: Form[Any]) -> ResponseReturnValue:
    person, scopes = people.person(person_id), DelegateScope.choices()
    return page("core/contacts/delegate.html", person=person, form=form, scopes=scopes)


@blueprint.post("/kuasa/<int:delegate_id>/akhiri")
@allow(Role.OFFICER)
def end_delegate(person_id: int, delegate_id: int) -> ResponseReturnValue:
    """End what a delegate may do."""
    with transaction():
        person, row = people.person(person_id), queries.delegate(person_id, delegate_id)
        service.end_delegate(row, person, actor=actor(), now=clock.now(), today=clock.today())
    return moved("people.show", person_id=person_id, flash="Kuasa diakhiri.")


@blueprint.get("/kuasa/<int:delegate_id>/surat")
@allow(Role.OFFICER, Role.HEAD)
def delegate_scan(person_id: int, delegate_id: int) -> ResponseReturnValue:
    """Send the photo of the signed paper; the trail keeps who opened it."""
    with transaction():
        row, person = queries.delegate(person_id, delegate_id), people.person(person_id)
        if row.scan is None or row.media_type is None:
            raise NotFound("Foto surat kuasa ini tidak disimpan. Lihat surat aslinya di map orang ini.")
        audit.record(
            "contacts.open_scan", actor=actor(), now=clock.now(), subject="person", subject_id=person_id,
            summary=f"Surat kuasa {person.number} dibuka",
        )  # fmt: skip
        content, media_type = row.scan, row.media_type
    return send_file(BytesIO(content), mimetype=media_type, download_name="surat-kuasa", max_age=0)


def person_panel(person_id: int, reader: Actor) -> Panel | None:
    """Show beside a person's data how they may be reached and who acts for them."""
    if reader.role not in READERS:
        return None
    context = {
        "reach": queries.reach_of(people.person(person_id)),
        "delegates": queries.delegates_of(person_id),
        "person_id": person_id,
        "today": clock.today(),
        "may_edit": reader.role is Role.OFFICER,
        "may_open": reader.role in (Role.OFFICER, Role.HEAD),
    }
    return Panel("Menghubungi orang ini", "core/contacts/_panel.html", context)


def join_panels() -> None:
    """Join a person's page and the merging of two entries."""
    panels.add("person", 1, person_panel)
    moves.add(service.CONTACTS)
