"""Pages from the answered offer to the contract and the pay-out."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.dates import format_date_short
from core.db import transaction
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from harkat.applications import queries
from harkat.applications.contracts import service
from harkat.applications.contracts.schemas import PayoutSchema, contract_schema
from harkat.applications.deeds import Deed, who_may
from harkat.applications.schemas import RemarkSchema, StopSchema
from harkat.applications.states import REASONS_TO_LEAVE

blueprint = Blueprint("contracts", __name__, url_prefix="/permohonan/<int:application_id>")


@blueprint.get("/terima")
@allow(*who_may(Deed.ACCEPT))
def accept(application_id: int) -> ResponseReturnValue:
    """Show the offer that the applicant is to answer."""
    return _answer("harkat/applications/accept.html", empty_form(), application_id)


@blueprint.post("/terima")
@allow(*who_may(Deed.ACCEPT))
def do_accept(application_id: int) -> ResponseReturnValue:
    """Record that the applicant takes the offer."""
    form = read_form(RemarkSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            draft = form.draft
            service.accept(
                queries.application(application_id, actor()),
                note=draft.note,
                reference=draft.reference,
                actor=actor(),
                now=clock.now(),
            )
            return _done(application_id, "Jawaban tercatat: tawaran diterima. Berikutnya: akad dengan bank.")
    return _answer("harkat/applications/accept.html", form, application_id)


@blueprint.get("/tidak-diambil")
@allow(*who_may(Deed.DECLINE))
def decline(application_id: int) -> ResponseReturnValue:
    """Show the form by which an offer is left."""
    return _answer("harkat/applications/decline.html", empty_form(), application_id)


@blueprint.post("/tidak-diambil")
@allow(*who_may(Deed.DECLINE))
def do_decline(application_id: int) -> ResponseReturnValue:
    """Record that the applicant does not take the offer."""
    form = read_form(StopSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            application = queries.application(application_id, actor())
            draft = form.draft
            service.decline(application, reason=draft.reason, note=draft.note, actor=actor(), now=clock.now())
            return _done(application_id, "Tawaran tidak diambil. Dana yang disisihkan bebas kembali.")
    return _answer("harkat/applications/decline.html", form, application_id)


@blueprint.get("/akad")
@allow(Role.BANK)
def contract(application_id: int) -> ResponseReturnValue:
    """Show the form of the contract, and who has not signed joint liability yet."""
    return _answer(
        "harkat/applications/contract.html",
        empty_form({"contract_on": format_date_short(clock.today())}),
        application_id,
    )


@blueprint.post("/akad")
@allow(Role.BANK)
def do_contract(application_id: int) -> ResponseReturnValue:
    """Record the contract."""
    queries.application(application_id, actor())
    form = read_form(contract_schema(queries.share_holders(application_id)))
    if form.draft is not None:
        with form.catching(), transaction():
            draft = form.draft
            service.contract(
                queries.application(application_id, actor()),
                contract_number=draft.contract_number,
                contract_on=draft.contract_on,
                payout_accounts=draft.payout_accounts,
                reference=draft.reference,
                actor=actor(),
                now=clock.now(),
            )
            return _done(application_id, f"Akad {draft.contract_number} tercatat. Berikutnya: pencairan.")
    return _answer("harkat/applications/contract.html", form, application_id)


@blueprint.get("/pencairan")
@allow(Role.BANK)
def disburse(application_id: int) -> ResponseReturnValue:
    """Show the form of the pay-out."""
    return _answer(
        "harkat/applications/disburse.html",
        empty_form({"disbursed_on": format_date_short(clock.today())}),
        application_id,
    )


@blueprint.post("/pencairan")
@allow(Role.BANK)
def do_disburse(application_id: int) -> ResponseReturnValue:
    """Record the pay-out; the loan begins."""
    form = read_form(PayoutSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            service.disburse(
                queries.application(application_id, actor()),
                disbursed_on=form.draft.disbursed_on,
                reference=form.draft.reference,
                actor=actor(),
                now=clock.now(),
            )
            return _done(application_id, "Pencairan tercatat. Pinjaman berjalan dengan jadwal angsurannya.")
    return _answer("harkat/applications/disburse.html", form, application_id)


def _answer(template: str, form: Form[Any], application_id: int) -> ResponseReturnValue:
    application = queries.application(application_id, actor())
    return page(
        template,
        form=form,
        application=application,
        shares=queries.shares_of(application_id),
        reasons=[(reason.value, reason.label) for reason in REASONS_TO_LEAVE],
        signatures=queries.signatures_of(application),
    )


def _done(application_id: int, words: str) -> ResponseReturnValue:
    return moved("applications.show", application_id=application_id, flash=words)
