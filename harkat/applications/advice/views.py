"""The city's pages on one file: the visit, the recommendation, its confirmation, sending back, letting go."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.dates import format_date_short
from core.money import format_number
from core.web.access import actor, allow
from core.web.forms import Form, empty_form
from harkat.applications import queries, service
from harkat.applications.deeds import Deed, who_may
from harkat.applications.models import Application
from harkat.applications.resharing.views import asks_to_split, split_again
from harkat.applications.rules import Strength
from harkat.applications.schemas import (
    AdviceDraft,
    AdviceSchema,
    RemarkDraft,
    RemarkSchema,
    ReturnDraft,
    ReturnSchema,
    StopDraft,
    StopSchema,
    VisitDraft,
    VisitSchema,
    with_shares,
)
from harkat.applications.states import REASONS_TO_LEAVE, REASONS_TO_RETURN
from harkat.applications.steps.views import step_page, take_step
from harkat.applications.visits.queries import missing_of, rule_on

blueprint = Blueprint("advice", __name__, url_prefix="/permohonan/<int:application_id>")


@blueprint.get("/kunjungan")
@allow(*who_may(Deed.VERIFY))
def verify(application_id: int) -> ResponseReturnValue:
    """Show the form of the visit."""
    return _verify_page(empty_form({"visited_on": format_date_short(clock.today())}), application_id)


@blueprint.post("/kunjungan")
@allow(*who_may(Deed.VERIFY))
def do_verify(application_id: int) -> ResponseReturnValue:
    """Record the visit."""

    def carry_out(application: Application, draft: VisitDraft) -> str:
        service.verify(application, visited_on=draft.visited_on, note=draft.note, actor=actor(), now=clock.now())
        return "Kunjungan tercatat. Berikutnya: rekomendasi petugas."

    return take_step(VisitSchema(), application_id, carry_out, answer=lambda form: _verify_page(form, application_id))


def _verify_page(form: Form[Any], application_id: int) -> ResponseReturnValue:
    def context(application: Application) -> dict[str, Any]:
        missing = missing_of(application)
        waits = bool(missing) and rule_on(clock.today()) is Strength.BLOCKS
        count = len(queries.share_holders(application_id))
        return {"missing": missing, "waits": waits, "visited": count - len(missing)}

    return step_page(Deed.VERIFY, application_id, "harkat/applications/verify.html", form, context)


@blueprint.get("/rekomendasi")
@allow(*who_may(Deed.RECOMMEND))
def recommend(application_id: int) -> ResponseReturnValue:
    """Show the form of the recommendation, opened with what was asked."""
    application = queries.application(application_id, actor())
    shares = {f"share_{row.person_id}": format_number(row.requested) for row in queries.shares_of(application_id)}
    return _recommend_page(empty_form({"amount": format_number(application.requested), **shares}), application_id)


@blueprint.post("/rekomendasi")
@allow(*who_may(Deed.RECOMMEND))
def do_recommend(application_id: int) -> ResponseReturnValue:
    """Record the recommendation, or split another amount among the members first."""
    if asks_to_split():
        return _recommend_page(split_again(application_id, lambda share: share.requested), application_id)

    def carry_out(application: Application, draft: AdviceDraft) -> str:
        service.recommend(
            application, amount=draft.amount, shares=draft.shares, note=draft.note, actor=actor(), now=clock.now()
        )
        return "Rekomendasi tercatat. Berikutnya: pimpinan mengesahkan."

    schema = with_shares(AdviceSchema, queries.share_holders(application_id))
    return take_step(schema, application_id, carry_out, answer=lambda form: _recommend_page(form, application_id))


def _recommend_page(form: Form[Any], application_id: int) -> ResponseReturnValue:
    return step_page(Deed.RECOMMEND, application_id, "harkat/applications/recommend.html", form)


@blueprint.get("/pengesahan")
@allow(*who_may(Deed.CONFIRM))
def confirm(application_id: int) -> ResponseReturnValue:
    """Show what is to be confirmed."""
    return _confirm_page(empty_form(), application_id)


@blueprint.post("/pengesahan")
@allow(*who_may(Deed.CONFIRM))
def do_confirm(application_id: int) -> ResponseReturnValue:
    """Confirm the recommendation and send the file to the bank."""

    def carry_out(application: Application, draft: RemarkDraft) -> str:
        service.confirm(application, note=draft.note, actor=actor(), now=clock.now())
        return f"Permohonan {application.number} dikirim ke {application.bank.name}."

    return take_step(RemarkSchema(), application_id, carry_out, answer=lambda form: _confirm_page(form, application_id))


def _confirm_page(form: Form[Any], application_id: int) -> ResponseReturnValue:
    def context(application: Application) -> dict[str, Any]:
        return {"own_advice": actor().id == application.recommended_by_id}

    return step_page(Deed.CONFIRM, application_id, "harkat/applications/confirm.html", form, context)


@blueprint.get("/kembalikan")
@allow(*who_may(Deed.RETURN))
def send_back(application_id: int) -> ResponseReturnValue:
    """Show the form that sends a file back."""
    return _send_back_page(empty_form(), application_id)


@blueprint.post("/kembalikan")
@allow(*who_may(Deed.RETURN))
def do_send_back(application_id: int) -> ResponseReturnValue:
    """Send the file back to be completed."""

    def carry_out(application: Application, draft: ReturnDraft) -> str:
        service.return_(application, reason=draft.reason, note=draft.note, actor=actor(), now=clock.now())
        return "Permohonan dikembalikan untuk dilengkapi."

    return take_step(
        ReturnSchema(), application_id, carry_out, answer=lambda form: _send_back_page(form, application_id)
    )


def _send_back_page(form: Form[Any], application_id: int) -> ResponseReturnValue:
    reasons = [(reason.value, reason.label) for reason in REASONS_TO_RETURN]
    return step_page(
        Deed.RETURN, application_id, "harkat/applications/return.html", form, lambda _: {"reasons": reasons}
    )


@blueprint.get("/tarik")
@allow(*who_may(Deed.WITHDRAW))
def withdraw(application_id: int) -> ResponseReturnValue:
    """Show the form that ends an application at the applicant's wish."""
    return _withdraw_page(empty_form(), application_id)


@blueprint.post("/tarik")
@allow(*who_may(Deed.WITHDRAW))
def do_withdraw(application_id: int) -> ResponseReturnValue:
    """End an application at the applicant's wish."""

    def carry_out(application: Application, draft: StopDraft) -> str:
        service.withdraw(application, reason=draft.reason, note=draft.note, actor=actor(), now=clock.now())
        return "Permohonan ditarik."

    return take_step(StopSchema(), application_id, carry_out, answer=lambda form: _withdraw_page(form, application_id))


def _withdraw_page(form: Form[Any], application_id: int) -> ResponseReturnValue:
    reasons = [(reason.value, reason.label) for reason in REASONS_TO_LEAVE]
    return step_page(
        Deed.WITHDRAW, application_id, "harkat/applications/withdraw.html", form, lambda _: {"reasons": reasons}
    )
