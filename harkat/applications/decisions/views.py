"""The bank's pages: yes to an amount, no with a reason, or more papers, please."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.db import transaction
from core.money import format_number
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from harkat.applications import queries
from harkat.applications.decisions import service
from harkat.applications.decisions.schemas import ApprovalSchema
from harkat.applications.schemas import RefusalSchema, RequestSchema, with_shares
from harkat.applications.states import REASONS_TO_REFUSE
from harkat.facility import queries as facility

blueprint = Blueprint("decisions", __name__, url_prefix="/permohonan/<int:application_id>/bank")


@blueprint.get("/setujui")
@allow(Role.BANK)
def approve(application_id: int) -> ResponseReturnValue:
    """Show the form of the bank's yes, opened with what was recommended."""
    application = queries.application(application_id, actor())
    rows = queries.shares_of(application_id)
    shares = {f"share_{row.person_id}": format_number(row.recommended or row.requested) for row in rows}
    amount = format_number(application.recommended or application.requested)
    form = empty_form({"amount": amount, "installments": application.installments, **shares})
    return _answer("harkat/applications/approve.html", form, application_id)


@blueprint.post("/setujui")
@allow(Role.BANK)
def do_approve(application_id: int) -> ResponseReturnValue:
    """Record the bank's yes and reserve the money."""
    queries.application(application_id, actor())
    form = read_form(with_shares(ApprovalSchema, queries.share_holders(application_id)))
    if form.draft is not None:
        with form.catching(), transaction():
            draft = form.draft
            service.approve(
                queries.application(application_id, actor()),
                amount=draft.amount,
                installments=draft.installments,
                shares=draft.shares,
                note=draft.note,
                reference=draft.reference,
                actor=actor(),
                now=clock.now(),
            )
            return _done(application_id, "Persetujuan bank tercatat dan dananya disisihkan.")
    return _answer("harkat/applications/approve.html", form, application_id)


@blueprint.get("/tolak")
@allow(Role.BANK)
def refuse(application_id: int) -> ResponseReturnValue:
    """Show the form of the bank's no."""
    return _answer("harkat/applications/refuse.html", empty_form(), application_id)


@blueprint.post("/tolak")
@allow(Role.BANK)
def do_refuse(application_id: int) -> ResponseReturnValue:
    """Record the bank's no."""
    form = read_form(RefusalSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            draft = form.draft
            service.refuse(
                queries.application(application_id, actor()),
                reason=draft.reason,
                note=draft.note,
                reference=draft.reference,
                actor=actor(),
                now=clock.now(),
            )
            return _done(application_id, "Penolakan bank tercatat. Petugas menyampaikan alasannya.")
    return _answer("harkat/applications/refuse.html", form, application_id)


@blueprint.get("/lengkapi")
@allow(Role.BANK)
def ask_more(application_id: int) -> ResponseReturnValue:
    """Show the form by which the bank asks for more papers."""
    return _answer("harkat/applications/ask_more.html", empty_form(), application_id)


@blueprint.post("/lengkapi")
@allow(Role.BANK)
def do_ask_more(application_id: int) -> ResponseReturnValue:
    """Send the file back to the city to be completed."""
    form = read_form(RequestSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            draft = form.draft
            service.return_to_city(
                queries.application(application_id, actor()),
                note=draft.note,
                reference=draft.reference,
                actor=actor(),
                now=clock.now(),
            )
            return moved("applications.index", flash="Berkas dikembalikan ke petugas kota untuk dilengkapi.")
    return _answer("harkat/applications/ask_more.html", form, application_id)


def _answer(template: str, form: Form[Any], application_id: int) -> ResponseReturnValue:
    application = queries.application(application_id, actor())
    return page(
        template,
        form=form,
        application=application,
        shares=queries.shares_of(application_id),
        reasons=[(reason.value, reason.label) for reason in REASONS_TO_REFUSE],
        position=facility.position(application.bank_id),
    )


def _done(application_id: int, words: str) -> ResponseReturnValue:
    return moved("applications.show", application_id=application_id, flash=words)
