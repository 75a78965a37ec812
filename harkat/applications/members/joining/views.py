"""Letting somebody join after the contract: the officer asks, the bank answers; shown beside the members' deeds."""

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
from core.web.answers import moved, page
from core.web.fields import DateField, Flag, FormSchema, Text, WholeField
from core.web.forms import Form, empty_form
from harkat.applications import queries
from harkat.applications.attachments.views import sent_file
from harkat.applications.members.addenda.views import READERS
from harkat.applications.members.joining import queries as joinings
from harkat.applications.members.joining import service
from harkat.applications.models import Application
from harkat.applications.signing.wording import EXPLANATION
from harkat.applications.states import State
from harkat.applications.steps.views import take_step

blueprint = Blueprint("member_joinings", __name__, url_prefix="/permohonan/<int:application_id>/anggota-masuk")


@dataclass(frozen=True)
class JoiningDraft:
    """Who joins by which addendum."""

    joins_id: int
    addendum_number: str
    signed_on: date
    is_explained: bool


class JoiningSchema(FormSchema):
    """The addendum of a member who joins."""

    makes = JoiningDraft

    joins_id = WholeField("anggota yang masuk", least=1, most=2**62)
    addendum_number = Text("nomor adendum", most=60)
    signed_on = DateField("tanggal tanda tangan")
    is_explained = Flag("sudah dibacakan")


@blueprint.get("")
@allow(*READERS)
def show(application_id: int) -> ResponseReturnValue:
    """Show who joined since the contract, and the form for one more."""
    return _answer(empty_form({"signed_on": format_date_short(clock.today())}), application_id)


@blueprint.post("")
@allow(Role.OFFICER)
def ask(application_id: int) -> ResponseReturnValue:
    """Record an addendum; the bank answers."""
    scan = sent_file("joins_scan")

    def carry_out(application: Application, draft: JoiningDraft) -> str:
        service.ask(
            application,
            person_id=draft.joins_id,
            addendum_number=draft.addendum_number,
            signed_on=draft.signed_on,
            is_explained=draft.is_explained,
            scan=scan,
            actor=actor(),
            now=clock.now(),
        )
        return "Adendum tercatat. Menunggu persetujuan bank; sampai itu orangnya belum menanggung."

    return take_step(
        JoiningSchema(),
        application_id,
        carry_out,
        answer=lambda form: _answer(form, application_id),
        to="member_joinings.show",
    )


@blueprint.post("/<int:joining_id>/setuju")
@allow(Role.BANK)
def agree(application_id: int, joining_id: int) -> ResponseReturnValue:
    """Record the bank's consent."""
    with transaction():
        application = queries.application(application_id, actor())
        row = joinings.joining(application_id, joining_id)
        service.agree(application, row, actor=actor(), now=clock.now())
        words = f"{row.person.name} ikut menanggung sejak hari ini."
    return moved("member_joinings.show", application_id=application_id, flash=words)


@blueprint.post("/<int:joining_id>/tolak")
@allow(Role.BANK)
def refuse(application_id: int, joining_id: int) -> ResponseReturnValue:
    """Record that the bank does not agree."""
    with transaction():
        application = queries.application(application_id, actor())
        service.refuse(application, joinings.joining(application_id, joining_id), actor=actor(), now=clock.now())
    words = "Adendum tidak disetujui. Daftar anggota tetap."
    return moved("member_joinings.show", application_id=application_id, flash=words)


def _answer(form: Form[Any], application_id: int) -> ResponseReturnValue:
    application = queries.application(application_id, actor())
    runs = application.state is State.DISBURSED and queries.loan_runs(application_id)
    may_ask = actor().role is Role.OFFICER and application.sub_group_id is not None and runs
    return page(
        "harkat/applications/members/joining.html",
        form=form,
        application=application,
        rows=joinings.joinings_of(application_id),
        frozen=list(queries.share_holders(application_id).values()),
        free=joinings.who_may_join(application) if may_ask else [],
        may_ask=may_ask,
        may_decide=actor().role is Role.BANK and runs,
        explanation=EXPLANATION,
    )
