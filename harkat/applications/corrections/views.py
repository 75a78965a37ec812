"""The bank's page to correct its word, and the corrections on an application's page."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.money import format_number
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form
from core.web.panels import Panel, panels
from harkat.applications import queries as applications
from harkat.applications.corrections import queries, service
from harkat.applications.corrections.effects import CORRECTABLE, why_not_correctable
from harkat.applications.corrections.schemas import correction_schema
from harkat.applications.corrections.service import NewWord
from harkat.applications.decisions.views import limits_of, offering, opening_values
from harkat.applications.models import Application
from harkat.applications.resharing.views import asks_to_split, split_again
from harkat.applications.states import REASONS_TO_REFUSE, State, Verdict
from harkat.applications.steps.views import take_step

blueprint = Blueprint("corrections", __name__, url_prefix="/permohonan/<int:application_id>/bank/koreksi")


@blueprint.get("")
@allow(Role.BANK)
def new(application_id: int) -> ResponseReturnValue:
    """Show the form of a correction, opened with the word that holds."""
    application = applications.application(application_id, actor())
    return _page(empty_form(_values_of(application)), application_id)


@blueprint.post("")
@allow(Role.BANK)
def correct(application_id: int) -> ResponseReturnValue:
    """Replace the bank's word, or split another amount among the members first."""
    if asks_to_split():
        return _page(split_again(application_id, lambda share: share.recommended), application_id)

    def carry_out(application: Application, word: NewWord) -> str:
        effect = service.correct(application, word, actor=actor(), now=clock.now())
        return f"Koreksi tercatat; keputusan lama tetap tersimpan. {effect.words}"

    schema = correction_schema(
        applications.share_holders(application_id), limits_of(applications.application(application_id, actor()))
    )
    goes_back = request.form.get("verdict") == Verdict.RETURN.value
    return take_step(
        schema,
        application_id,
        carry_out,
        answer=lambda form: _page(form, application_id),
        back_to="applications.index" if goes_back else None,
    )


def _page(form: Form[Any], application_id: int) -> ResponseReturnValue:
    application = applications.application(application_id, actor())
    refusal = why_not_correctable(application.state)
    if refusal is not None and not form.errors:
        return moved("applications.show", application_id=application_id, flash=refusal)
    return page(
        "harkat/applications/corrections/new.html",
        form=form,
        application=application,
        shares=applications.shares_of(application_id),
        decision=queries.last_decision(application_id),
        reserved=queries.reserved_for(application),
        verdicts=Verdict.choices(),
        reasons=[(reason.value, reason.label) for reason in REASONS_TO_REFUSE],
        must_answer=application.state is State.ACCEPTED,
        **offering(application),
    )


def _values_of(application: Application) -> dict[str, Any]:
    values = opening_values(application)
    decision = queries.last_decision(application.id)
    if decision is not None:
        values |= {"verdict": decision.verdict.value, "reason": decision.reason.value if decision.reason else ""}
    if application.approved is not None:
        values |= {"amount": format_number(application.approved), "installments": application.approved_installments}
        rows = applications.shares_of(application.id)
        values |= {f"share_{row.person_id}": format_number(row.approved) for row in rows if row.approved}
    return values


def correction_panel(application_id: int, reader: Actor) -> Panel | None:
    """Show an application's corrections, and the way to one for the bank whose word it is."""
    application = applications.application(application_id, reader)
    rows = queries.corrections_of(application_id)
    may_correct = reader.role is Role.BANK and application.state in CORRECTABLE
    if not rows and not may_correct:
        return None
    context = {"rows": rows, "application_id": application_id if may_correct else None}
    return Panel("Koreksi keputusan bank", "harkat/applications/corrections/_panel.html", context)


def join_panels() -> None:
    """Join an application's page."""
    panels.add("application", 5, correction_panel)
