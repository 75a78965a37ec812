"""The page on which a scan is uploaded that was to follow."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from marshmallow import fields

from core import clock
from core.auth.roles import Actor, Role
from core.web.access import actor, allow
from core.web.answers import page
from core.web.fields import FormSchema
from core.web.forms import Form, empty_form
from core.web.panels import Panel, panels
from harkat.applications import queries
from harkat.applications.attachments.views import sent_file
from harkat.applications.late_scans import service
from harkat.applications.late_scans.queries import awaited_of
from harkat.applications.models import Application
from harkat.applications.steps.views import take_step

blueprint = Blueprint("late_scans", __name__, url_prefix="/permohonan/<int:application_id>/pindaian")


class KeyList(fields.Field[list[str]]):
    """Several ticked records, by their keys."""

    def __init__(self) -> None:
        words = "Pilih surat yang ada di pindaian ini."
        super().__init__(required=True, error_messages={"required": words}, metadata={"many": True, "noun": "surat"})

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[str]:  # noqa: ARG002
        return [value] if isinstance(value, str) else [str(item) for item in value]


@dataclass(frozen=True)
class ScanDraft:
    """Which records a scan shows."""

    keys: list[str]


class ScanSchema(FormSchema):
    """A scan that follows."""

    makes = ScanDraft

    keys = KeyList()


@blueprint.get("")
@allow(Role.OFFICER)
def show(application_id: int) -> ResponseReturnValue:
    """Show what waits for its scan."""
    return _answer(empty_form(), application_id)


@blueprint.post("")
@allow(Role.OFFICER)
def keep(application_id: int) -> ResponseReturnValue:
    """Keep a scan for the records that were ticked."""
    scan = sent_file()

    def carry_out(application: Application, draft: ScanDraft) -> str:
        service.keep(application, keys=draft.keys, scan=scan, actor=actor(), now=clock.now())
        return "Pindaian tersimpan."

    return take_step(
        ScanSchema(), application_id, carry_out, answer=lambda form: _answer(form, application_id), to="late_scans.show"
    )


def awaited_panel(application_id: int, reader: Actor) -> Panel | None:
    """Say on an application's page how many scans are still to come."""
    if reader.role is not Role.OFFICER:
        return None
    awaited = awaited_of(queries.application(application_id, reader))
    if not awaited:
        return None
    context = {"count": len(awaited), "url": url_for("late_scans.show", application_id=application_id)}
    return Panel("Pindaian yang menyusul", "harkat/applications/late_scans/_panel.html", context)


def join_panels() -> None:
    """Join an application's page."""
    panels.add("application", 6, awaited_panel)


def _answer(form: Form[Any], application_id: int) -> ResponseReturnValue:
    application = queries.application(application_id, actor())
    return page(
        "harkat/applications/late_scans/show.html",
        form=form,
        application=application,
        awaited={item.key: f"{item.words}, {item.on:%d/%m/%Y}" for item in awaited_of(application)},
    )
