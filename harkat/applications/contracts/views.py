"""Pages from the answered offer to the contract."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.dates import format_date_short
from core.web.access import actor, allow
from core.web.forms import Form, empty_form
from harkat.applications import queries
from harkat.applications.bank_schedules import queries as bank_schedules
from harkat.applications.contracts import service
from harkat.applications.contracts.kinds import SecurityKind
from harkat.applications.contracts.schemas import ContractDraft, contract_schema
from harkat.applications.deeds import Deed, who_may
from harkat.applications.minutes.queries import awaits_minutes
from harkat.applications.models import Application
from harkat.applications.schemas import RemarkDraft, RemarkSchema, StopDraft, StopSchema
from harkat.applications.signing import queries as signing
from harkat.applications.states import REASONS_TO_LEAVE
from harkat.applications.steps.views import step_page, take_step

blueprint = Blueprint("contracts", __name__, url_prefix="/permohonan/<int:application_id>")


@blueprint.get("/terima")
@allow(*who_may(Deed.ACCEPT))
def accept(application_id: int) -> ResponseReturnValue:
    """Show the offer that the applicant is to answer."""
    return _accept_page(empty_form(), application_id)


@blueprint.post("/terima")
@allow(*who_may(Deed.ACCEPT))
def do_accept(application_id: int) -> ResponseReturnValue:
    """Record that the applicant takes the offer."""

    def carry_out(application: Application, draft: RemarkDraft) -> str:
        service.accept(application, note=draft.note, reference=draft.reference, actor=actor(), now=clock.now())
        return "Jawaban tercatat: tawaran diterima. Berikutnya: tanda tangan dan akad dengan bank."

    return take_step(RemarkSchema(), application_id, carry_out, answer=lambda form: _accept_page(form, application_id))


def _accept_page(form: Form[Any], application_id: int) -> ResponseReturnValue:
    return step_page(Deed.ACCEPT, application_id, "harkat/applications/accept.html", form, _before_contract)


@blueprint.get("/tidak-diambil")
@allow(*who_may(Deed.DECLINE))
def decline(application_id: int) -> ResponseReturnValue:
    """Show the form by which an offer is left."""
    return _decline_page(empty_form(), application_id)


@blueprint.post("/tidak-diambil")
@allow(*who_may(Deed.DECLINE))
def do_decline(application_id: int) -> ResponseReturnValue:
    """Record that the applicant does not take the offer."""

    def carry_out(application: Application, draft: StopDraft) -> str:
        service.decline(application, reason=draft.reason, note=draft.note, actor=actor(), now=clock.now())
        return "Tawaran tidak diambil. Dana yang disisihkan bebas kembali."

    return take_step(StopSchema(), application_id, carry_out, answer=lambda form: _decline_page(form, application_id))


def _decline_page(form: Form[Any], application_id: int) -> ResponseReturnValue:
    return step_page(Deed.DECLINE, application_id, "harkat/applications/decline.html", form, _reasons)


def _reasons(_: Application) -> dict[str, Any]:
    return {"reasons": [(reason.value, reason.label) for reason in REASONS_TO_LEAVE]}


@blueprint.get("/akad")
@allow(Role.BANK)
def contract(application_id: int) -> ResponseReturnValue:
    """Show the form of the contract once everybody has signed; until then, who has not."""
    values = {"contract_on": format_date_short(clock.today()), "security_kind": SecurityKind.NONE.value}
    return _contract_page(empty_form(values), application_id)


@blueprint.post("/akad")
@allow(Role.BANK)
def do_contract(application_id: int) -> ResponseReturnValue:
    """Record the contract."""
    queries.application(application_id, actor())
    schema = contract_schema(queries.share_holders(application_id))
    return take_step(schema, application_id, _contract, answer=lambda form: _contract_page(form, application_id))


def _contract(application: Application, draft: ContractDraft) -> str:
    service.contract(
        application,
        contract_number=draft.contract_number,
        contract_on=draft.contract_on,
        payout_accounts=draft.payout_accounts,
        in_cash=draft.in_cash,
        accounts_checked=draft.accounts_checked,
        security=draft.security,
        reference=draft.reference,
        actor=actor(),
        now=clock.now(),
    )
    return f"Akad {draft.contract_number} tercatat. Berikutnya: pencairan."


def _contract_page(form: Form[Any], application_id: int) -> ResponseReturnValue:
    return step_page(Deed.CONTRACT, application_id, "harkat/applications/contract.html", form, _before_contract)


def _before_contract(application: Application) -> dict[str, Any]:
    return {
        "missing": signing.missing_of(application, clock.today()),
        "awaits_minutes": awaits_minutes(application),
        "awaits_schedule": bank_schedules.is_awaited(application, clock.today()),
        "contract_signers": signing.contract_signers(clock.today()),
        "securities": SecurityKind.choices(),
    }
