"""The page on which members confirm the money, and what several of them share."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.dates import format_date_short
from core.web.access import actor, allow
from core.web.answers import page
from core.web.fields import Choice, DateField, FormSchema, RupiahField, Text, WholeField
from core.web.forms import Form, empty_form
from core.web.panels import Panel, Task, panels
from harkat.applications import queries
from harkat.applications.models import Application
from harkat.applications.receipts import queries as receipts
from harkat.applications.receipts import service
from harkat.applications.receipts.kinds import ReceiptWay
from harkat.applications.states import State
from harkat.applications.steps.views import take_step

blueprint = Blueprint("receipts", __name__, url_prefix="/permohonan")
READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR)


@dataclass(frozen=True)
class ReceiptDraft:
    """What a member says; rupiah."""

    person_id: int
    amount: int
    confirmed_on: date
    way: ReceiptWay
    note: str | None


class ReceiptSchema(FormSchema):
    """A member's word on the money."""

    makes = ReceiptDraft

    person_id = WholeField("anggota", least=1, most=2**62)
    amount = RupiahField("jumlah yang diterima")
    confirmed_on = DateField("tanggal ditanyakan")
    way = Choice("cara bertanya", ReceiptWay)
    note = Text("keterangan", required=False, most=200, lines=True)


@blueprint.get("/uang-diterima")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """Show the sub-groups whose members have not all said what they received."""
    return page("harkat/applications/receipts/index.html", rows=receipts.unconfirmed())


@blueprint.get("/<int:application_id>/uang-diterima")
@allow(*READERS)
def show(application_id: int) -> ResponseReturnValue:
    """Show who has confirmed what."""
    return _answer(empty_form({"confirmed_on": format_date_short(clock.today())}), application_id)


@blueprint.post("/<int:application_id>/uang-diterima")
@allow(Role.OFFICER, Role.HEAD)
def record(application_id: int) -> ResponseReturnValue:
    """Record a member's word."""

    def carry_out(application: Application, draft: ReceiptDraft) -> str:
        service.confirm(
            application,
            person_id=draft.person_id,
            amount=draft.amount,
            confirmed_on=draft.confirmed_on,
            way=draft.way,
            note=draft.note,
            actor=actor(),
            now=clock.now(),
        )
        return "Konfirmasi anggota tercatat."

    return take_step(
        ReceiptSchema(),
        application_id,
        carry_out,
        answer=lambda form: _answer(form, application_id),
        to="receipts.show",
    )


def receipts_panel(application_id: int, reader: Actor) -> Panel | None:
    """Say on a paid application how many have confirmed their money."""
    if reader.role not in READERS:
        return None
    application = queries.application(application_id, reader)
    if application.state is not State.DISBURSED:
        return None
    by_bank, told = receipts.told_by_bank(application), receipts.receipts_of(application_id)
    context = {
        "all": len(by_bank),
        "told": len(told),
        "differing": sum(1 for key, amount in by_bank.items() if key in told and told[key].amount != amount),
        "url": url_for("receipts.show", application_id=application_id),
    }
    return Panel("Uang diterima anggota", "harkat/applications/receipts/_panel.html", context)


def shared_panel(application_id: int, reader: Actor) -> Panel | None:
    """Point at what several members of a sub-group share; people look at it, nothing is refused."""
    if reader.role not in (*READERS, Role.BANK):
        return None
    words = receipts.shared_of(queries.application(application_id, reader))
    return Panel("Perlu dilihat", "harkat/applications/receipts/_shared.html", {"words": words}) if words else None


def tasks_of(_actor: Actor, _today: date) -> list[Task]:
    """Point at the sub-groups whose members have not all been asked."""
    note = "Petugas yang tidak mengurus berkasnya bertanya kepada setiap anggota."
    count = len(receipts.unconfirmed())
    return [Task("Uang diterima belum dikonfirmasi", count, url_for("receipts.index"), note=note)]


def join_panels() -> None:
    """Join an application's page, and the start pages of those who may ask."""
    for role in (Role.OFFICER, Role.HEAD):
        panels.add_tasks(role, tasks_of)
    panels.add("application", 2, shared_panel)
    panels.add("application", 7, receipts_panel)


def _answer(form: Form[Any], application_id: int) -> ResponseReturnValue:
    application = queries.application(application_id, actor())
    shares, told = queries.shares_of(application_id), receipts.receipts_of(application_id)
    handled = actor().id in receipts.handlers_of(application)
    waiting = [(share.person_id, share.person.name) for share in shares if share.person_id not in told]
    return page(
        "harkat/applications/receipts/show.html",
        form=form,
        application=application,
        shares=shares,
        told=told,
        by_bank=receipts.told_by_bank(application),
        waiting=waiting,
        ways=ReceiptWay.choices(),
        handled=handled,
        may_record=actor().role in (Role.OFFICER, Role.HEAD) and application.state is State.DISBURSED and not handled,
    )
