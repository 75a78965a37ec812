"""The page by which a member leaves before the contract."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.db import transaction
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.fields import FormSchema, Text, WholeField
from core.web.forms import Form, empty_form, read_form
from harkat.applications import queries
from harkat.applications.members import service

blueprint = Blueprint("application_members", __name__, url_prefix="/permohonan/<int:application_id>/anggota-keluar")


@dataclass(frozen=True)
class LeaveDraft:
    """Who leaves, and why."""

    person_id: int
    note: str


class LeaveSchema(FormSchema):
    """A member's leaving; the reason stands in the history, so it names no debts."""

    makes = LeaveDraft

    person_id = WholeField("anggota yang keluar", least=1)
    note = Text("alasan", most=200, lines=True)


@blueprint.get("")
@allow(Role.OFFICER)
def leave(application_id: int) -> ResponseReturnValue:
    """Show the form."""
    return _answer(empty_form(), application_id)


@blueprint.post("")
@allow(Role.OFFICER)
def do_leave(application_id: int) -> ResponseReturnValue:
    """Take the member out; the others go on."""
    form = read_form(LeaveSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            application = queries.application(application_id, actor())
            draft = form.draft
            service.leave(application, person_id=draft.person_id, note=draft.note, actor=actor(), now=clock.now())
            words = "Anggota keluar tercatat. Minta anggota lain menandatangani tanggung renteng lagi."
            return moved("applications.show", application_id=application_id, flash=words)
    return _answer(form, application_id)


def _answer(form: Form[Any], application_id: int) -> ResponseReturnValue:
    application = queries.application(application_id, actor())
    members = [(str(key), name) for key, name in queries.share_holders(application_id).items()]
    return page(
        "harkat/applications/leave.html",
        form=form,
        application=application,
        shares=queries.shares_of(application_id),
        members=members,
    )
