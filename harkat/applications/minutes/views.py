"""The page by which members agree a new split, its printed form, and the minutes on an application's page."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.dates import format_date_short
from core.documents.pdf import to_pdf
from core.money import format_number
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form
from core.web.installation import print_label
from core.web.panels import Panel, panels
from harkat.applications import queries
from harkat.applications.attachments.views import sent_file
from harkat.applications.minutes import queries as minutes
from harkat.applications.minutes import service
from harkat.applications.minutes.schemas import MinutesDraft, MinutesSchema
from harkat.applications.models import Application, ApplicationShare
from harkat.applications.resharing.views import asks_to_split, split_again
from harkat.applications.schemas import with_shares
from harkat.applications.steps.views import take_step

blueprint = Blueprint("minutes", __name__, url_prefix="/permohonan/<int:application_id>/berita-acara")
READERS = (Role.OFFICER, Role.HEAD, Role.BANK, Role.AUDITOR)


@blueprint.get("")
@allow(Role.OFFICER)
def new(application_id: int) -> ResponseReturnValue:
    """Show the present shares to agree upon; outside the states where shares can change, lead back."""
    application = queries.application(application_id, actor())
    if application.state not in minutes.COLUMN_OF_STATE or application.sub_group_id is None:
        words = "Pembagian hanya dapat disepakati ulang setelah rekomendasi atau persetujuan bank dan sebelum akad."
        return moved("applications.show", application_id=application_id, flash=words)
    rows = queries.shares_of(application_id)
    column = minutes.COLUMN_OF_STATE[application.state]
    values: dict[str, Any] = {f"share_{row.person_id}": format_number(getattr(row, column) or 0) for row in rows}
    values |= {"held_on": format_date_short(clock.today()), "present_ids": [str(row.person_id) for row in rows]}
    return _answer(empty_form(values), application_id)


@blueprint.post("")
@allow(Role.OFFICER)
def record(application_id: int) -> ResponseReturnValue:
    """Record what was agreed, or fill in a proportional proposal when that was asked for."""
    if asks_to_split():
        form = split_again(application_id, _most_of)
        form.values["present_ids"] = request.form.getlist("present_ids")
        return _answer(form, application_id)
    scan = sent_file()

    def carry_out(application: Application, draft: MinutesDraft) -> str:
        service.agree(
            application,
            shares=draft.shares or {},
            held_on=draft.held_on,
            place=draft.place,
            present_ids=draft.present_ids,
            reference=draft.reference,
            scan=scan,
            actor=actor(),
            now=clock.now(),
        )
        return "Berita acara tercatat; bagian anggota mengikuti kesepakatan."

    schema = with_shares(MinutesSchema, queries.share_holders(application_id))
    return take_step(schema, application_id, carry_out, answer=lambda form: _answer(form, application_id))


@blueprint.get("/<int:minutes_id>.pdf")
@allow(*READERS)
def printed(application_id: int, minutes_id: int) -> ResponseReturnValue:
    """Download minutes with a place for each member to sign."""
    application = queries.application(application_id, actor())
    content = to_pdf(minutes.sheet_of(minutes.minutes(application.id, minutes_id), application), label=print_label())
    name = f"berita-acara-{application.number}-{minutes_id}.pdf"
    return Response(content, mimetype="application/pdf", headers={"Content-Disposition": f"inline; filename={name}"})


def minutes_panel(application_id: int, reader: Actor) -> Panel | None:
    """Show the minutes of a sub-group's application, and what still has to be agreed."""
    if reader.role not in READERS:
        return None
    application = queries.application(application_id, reader)
    rows = minutes.minutes_of(application_id)
    awaited = minutes.awaits_minutes(application)
    can_agree = reader.role is Role.OFFICER and application.state in minutes.COLUMN_OF_STATE
    if application.sub_group_id is None or not (rows or awaited or can_agree):
        return None
    context = {
        "application": application,
        "rows": rows,
        "awaited": awaited,
        "url": url_for("minutes.new", application_id=application_id) if can_agree else None,
    }
    return Panel("Musyawarah pembagian", "harkat/applications/minutes/_panel.html", context)


def join_panels() -> None:
    """Join an application's page."""
    panels.add("application", 4, minutes_panel)


def _amount_of(application: Application) -> int:
    column = minutes.COLUMN_OF_STATE.get(application.state)
    return (application.recommended if column == "recommended" else application.approved) or application.requested


def _most_of(share: ApplicationShare) -> int:
    on_approval = share.approved is not None
    return (share.recommended if on_approval else None) or share.requested


def _answer(form: Form[Any], application_id: int) -> ResponseReturnValue:
    application = queries.application(application_id, actor())
    members = queries.share_holders(application.id)
    return page(
        "harkat/applications/minutes/new.html",
        form=form,
        application=application,
        shares=queries.shares_of(application.id),
        members=members,
        amount=_amount_of(application),
    )
