"""The page by which a member leaves before the contract, and letting the ready members go first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.dates import format_date_short
from core.db import transaction
from core.web.access import actor, allow
from core.web.answers import moved
from core.web.fields import DateField, FormSchema, Text, WholeField, WholeList
from core.web.forms import Form, empty_form
from harkat.applications import queries
from harkat.applications.attachments.views import sent_file
from harkat.applications.deeds import Deed
from harkat.applications.members import service
from harkat.applications.models import Application
from harkat.applications.steps.views import step_page, take_step

blueprint = Blueprint("application_members", __name__, url_prefix="/permohonan/<int:application_id>")


@dataclass(frozen=True)
class LeaveDraft:
    """Who leaves, why, and where the others agreed to go on."""

    person_id: int
    note: str
    held_on: date
    place: str
    present_ids: list[int]
    reference: str


class LeaveSchema(FormSchema):
    """A member's leaving; the reason stands in the history, so it names no debts."""

    makes = LeaveDraft

    person_id = WholeField("anggota yang keluar", least=1)
    note = Text("alasan", most=200, lines=True)
    held_on = DateField("tanggal musyawarah")
    place = Text("tempat musyawarah")
    present_ids = WholeList("anggota yang hadir")
    reference = Text("tanda formulir", most=64)


@blueprint.get("/anggota-keluar")
@allow(Role.OFFICER)
def leave(application_id: int) -> ResponseReturnValue:
    """Show the form."""
    present = [str(person_id) for person_id in queries.share_holders(application_id)]
    return _answer(empty_form({"held_on": format_date_short(clock.today()), "present_ids": present}), application_id)


@blueprint.post("/anggota-keluar")
@allow(Role.OFFICER)
def do_leave(application_id: int) -> ResponseReturnValue:
    """Take the member out; the others go on."""
    scan = sent_file()

    def carry_out(application: Application, draft: LeaveDraft) -> str:
        present = tuple(draft.present_ids)
        meeting = service.Meeting(draft.held_on, draft.place, present, draft.reference, scan)
        service.leave(
            application, person_id=draft.person_id, note=draft.note, meeting=meeting, actor=actor(), now=clock.now()
        )
        return "Anggota keluar tercatat beserta berita acaranya. Anggota lain menandatangani setelah bank menyetujui."

    return take_step(LeaveSchema(), application_id, carry_out, answer=lambda form: _answer(form, application_id))


@blueprint.post("/dahulukan")
@allow(Role.OFFICER)
def go_ahead(application_id: int) -> ResponseReturnValue:
    """Let the ready members go first; the others join the next round."""
    with transaction():
        waiting = service.go_ahead(queries.application(application_id, actor()), actor=actor(), now=clock.now())
    words = f"{waiting} anggota ikut putaran berikutnya dan tetap anggota kelompok."
    return moved("applications.check", application_id=application_id, flash=words)


def _answer(form: Form[Any], application_id: int) -> ResponseReturnValue:
    members = queries.share_holders(application_id)
    context = {"choices": list(members.items()), "members": members}
    return step_page(Deed.LEAVE, application_id, "harkat/applications/leave.html", form, lambda _: context)
