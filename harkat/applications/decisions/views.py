"""The bank's pages: yes to an amount, no with a reason, or more papers, please."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.money import format_number
from core.web.access import actor, allow
from core.web.forms import Form, empty_form
from harkat.applications import queries
from harkat.applications.decisions import service
from harkat.applications.decisions.schemas import ApprovalDraft, approval_schema
from harkat.applications.deeds import Deed
from harkat.applications.limits import Limits
from harkat.applications.models import Application
from harkat.applications.requirements import queries as requirements
from harkat.applications.resharing.views import asks_to_split, split_again
from harkat.applications.schemas import NoteDraft, RefusalSchema, RequestSchema, StopDraft
from harkat.applications.states import REASONS_TO_REFUSE
from harkat.applications.steps.views import step_page, take_step
from harkat.facility import queries as facility

blueprint = Blueprint("decisions", __name__, url_prefix="/permohonan/<int:application_id>/bank")


@blueprint.get("/setujui")
@allow(Role.BANK)
def approve(application_id: int) -> ResponseReturnValue:
    """Show the form of the bank's yes, opened with what was recommended."""
    application = queries.application(application_id, actor())
    return _approve_page(empty_form(opening_values(application)), application_id)


@blueprint.post("/setujui")
@allow(Role.BANK)
def do_approve(application_id: int) -> ResponseReturnValue:
    """Record the bank's yes and reserve the money, or split a smaller amount among the members first."""
    if asks_to_split():
        return _approve_page(split_again(application_id, lambda share: share.recommended), application_id)

    def carry_out(application: Application, draft: ApprovalDraft) -> str:
        service.approve(
            application,
            amount=draft.amount,
            installments=draft.installments,
            shares=draft.shares,
            note=draft.note,
            reference=draft.reference,
            actor=actor(),
            now=clock.now(),
        )
        return "Persetujuan bank tercatat dan dananya disisihkan."

    limits = limits_of(queries.application(application_id, actor()))
    schema = approval_schema(queries.share_holders(application_id), limits)
    return take_step(schema, application_id, carry_out, answer=lambda form: _approve_page(form, application_id))


def _approve_page(form: Form[Any], application_id: int) -> ResponseReturnValue:
    return step_page(Deed.APPROVE, application_id, "harkat/applications/approve.html", form, offering)


@blueprint.get("/tolak")
@allow(Role.BANK)
def refuse(application_id: int) -> ResponseReturnValue:
    """Show the form of the bank's no."""
    return _refuse_page(empty_form(), application_id)


@blueprint.post("/tolak")
@allow(Role.BANK)
def do_refuse(application_id: int) -> ResponseReturnValue:
    """Record the bank's no."""

    def carry_out(application: Application, draft: StopDraft) -> str:
        reference = draft.reference or ""
        service.refuse(
            application, reason=draft.reason, note=draft.note, reference=reference, actor=actor(), now=clock.now()
        )
        return "Penolakan bank tercatat. Petugas menyampaikan alasannya."

    return take_step(RefusalSchema(), application_id, carry_out, answer=lambda form: _refuse_page(form, application_id))


def _refuse_page(form: Form[Any], application_id: int) -> ResponseReturnValue:
    reasons = [(reason.value, reason.label) for reason in REASONS_TO_REFUSE]
    return step_page(
        Deed.REFUSE, application_id, "harkat/applications/refuse.html", form, lambda _: {"reasons": reasons}
    )


@blueprint.get("/lengkapi")
@allow(Role.BANK)
def ask_more(application_id: int) -> ResponseReturnValue:
    """Show the form by which the bank asks for more papers."""
    return _ask_more_page(empty_form(), application_id)


@blueprint.post("/lengkapi")
@allow(Role.BANK)
def do_ask_more(application_id: int) -> ResponseReturnValue:
    """Send the file back to the city to be completed."""

    def carry_out(application: Application, draft: NoteDraft) -> str:
        reference = draft.reference or ""
        service.return_to_city(application, note=draft.note, reference=reference, actor=actor(), now=clock.now())
        return "Berkas dikembalikan ke petugas kota untuk dilengkapi."

    def answer(form: Form[Any]) -> ResponseReturnValue:
        return _ask_more_page(form, application_id)

    return take_step(RequestSchema(), application_id, carry_out, answer=answer, back_to="applications.index")


def _ask_more_page(form: Form[Any], application_id: int) -> ResponseReturnValue:
    return step_page(Deed.ASK_MORE, application_id, "harkat/applications/ask_more.html", form)


def opening_values(application: Application) -> dict[str, Any]:
    """Return what the form of a yes opens with: the recommended amount, split as recommended."""
    shares = {
        f"share_{row.person_id}": format_number(row.recommended or row.requested)
        for row in queries.shares_of(application.id)
    }
    amount = format_number(application.recommended or application.requested)
    return {"amount": amount, "installments": application.installments, **shares}


def offering(application: Application) -> dict[str, Any]:
    """Return what stands beside the form of a yes: the room that is left, and the product's bounds."""
    return {"position": facility.position(application.bank_id), "limits": limits_of(application)}


def limits_of(application: Application) -> Limits:
    """Return what the product of today allows this kind of applicant."""
    return requirements.limits_on(clock.today(), is_group=application.sub_group_id is not None)
