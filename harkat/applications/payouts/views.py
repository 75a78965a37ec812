"""Pages on what a bank paid out: the first part, further ones, and the end of paying."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.dates import format_date_short
from core.money import format_number
from core.policy.queries import value_on
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.fields import FormSchema, Text
from core.web.forms import Form, empty_form
from harkat.applications import queries
from harkat.applications.deeds import Deed
from harkat.applications.models import Application
from harkat.applications.payouts import service
from harkat.applications.payouts.further import service as further
from harkat.applications.payouts.schemas import ROWS, PayoutDraft, payout_schema
from harkat.applications.product.terms import FEES
from harkat.applications.steps.views import step_page, take_step
from harkat.loans import queries as loans
from harkat.loans.parts import queries as parts
from harkat.loans.parts import service as part_service
from harkat.repayments.parts import service as further_parts

blueprint = Blueprint("payouts", __name__, url_prefix="/permohonan/<int:application_id>")


class StopSchema(FormSchema):
    """Why no more is paid out."""

    reason = Text("alasan", most=200, lines=True)


@blueprint.get("/pencairan")
@allow(Role.BANK)
def disburse(application_id: int) -> ResponseReturnValue:
    """Show the form of the pay-out, with all that was approved filled in."""
    shares = queries.shares_of(queries.application(application_id, actor()).id)
    return _disburse_page(_fresh({share.person_id: share.approved or 0 for share in shares}), application_id)


@blueprint.post("/pencairan")
@allow(Role.BANK)
def do_disburse(application_id: int) -> ResponseReturnValue:
    """Record the pay-out; the loan begins."""
    return _record(application_id, _first, _disburse_page)


@blueprint.get("/bagian-pencairan")
@allow(Role.BANK)
def part(application_id: int) -> ResponseReturnValue:
    """Show the form of a further part, with all that is still to come filled in."""
    application = queries.application(application_id, actor())
    loan = loans.loan_of_application(application_id)
    if loan is None:
        return _not_begun(application_id)
    before = {share.person_id: share.amount for share in loans.shares_of(loan.id)}
    shares = queries.shares_of(application.id)
    left = {share.person_id: max(0, (share.approved or 0) - before.get(share.person_id, 0)) for share in shares}
    return _part_page(_fresh(left if part_service.still_to_come(loan) else {}), application_id)


@blueprint.post("/bagian-pencairan")
@allow(Role.BANK)
def do_part(application_id: int) -> ResponseReturnValue:
    """Record a further part."""
    return _record(application_id, _further, _part_page)


@blueprint.post("/bagian-pencairan/akhiri")
@allow(Role.BANK)
def stop(application_id: int) -> ResponseReturnValue:
    """Record that the bank pays out no more."""

    def carry_out(application: Application, draft: dict[str, Any]) -> str:
        service.stop_parts(application, reason=draft["reason"], actor=actor(), now=clock.now())
        return "Tercatat: sisanya tidak dicairkan. Dananya bebas lagi."

    return take_step(StopSchema(), application_id, carry_out, answer=lambda form: _part_page(form, application_id))


def _first(application: Application, draft: PayoutDraft) -> str:
    service.disburse(application, **_typed(draft), actor=actor(), now=clock.now())
    return "Pencairan tercatat. Pinjaman berjalan dengan jadwal angsurannya."


def _further(application: Application, draft: PayoutDraft) -> str:
    loan = further.pay_further(application, **_typed(draft), actor=actor(), now=clock.now())
    if loan.application_id is None:
        return f"Uangnya tercatat sebagai pinjaman tersendiri, {loan.number}."
    return "Bagian pencairan tercatat. Jadwal angsuran disusun lagi sejak tanggal itu."


def _record(
    application_id: int,
    deed: Callable[[Application, PayoutDraft], str],
    answer: Callable[[Form[Any], int], ResponseReturnValue],
) -> ResponseReturnValue:
    queries.application(application_id, actor())
    schema = payout_schema(queries.share_holders(application_id))
    return take_step(schema, application_id, deed, answer=lambda form: answer(form, application_id))


def _fresh(amounts: dict[int, int]) -> Form[Any]:
    typed = {f"amount_{person_id}": format_number(amount) for person_id, amount in amounts.items() if amount}
    return empty_form({"disbursed_on": format_date_short(clock.today()), **typed})


def _typed(draft: PayoutDraft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in draft.__dataclass_fields__}


def _disburse_page(form: Form[Any], application_id: int) -> ResponseReturnValue:
    return step_page(Deed.DISBURSE, application_id, "harkat/applications/disburse.html", form, _context)


def _context(_application: Application) -> dict[str, Any]:
    return {"rows": ROWS, "fees": value_on(FEES, clock.today())}


def _part_page(form: Form[Any], application_id: int) -> ResponseReturnValue:
    application = queries.application(application_id, actor())
    loan = loans.loan_of_application(application_id)
    if loan is None:
        return _not_begun(application_id)
    return page(
        "harkat/applications/payouts/part.html",
        form=form,
        application=application,
        shares=queries.shares_of(application_id),
        loan=loan,
        apart=further_parts.why_apart(loan, clock.today()),
        months=application.approved_installments or application.installments,
        parts=parts.parts_of(loan.id),
        left=part_service.still_to_come(loan),
        **_context(application),
    )


def _not_begun(application_id: int) -> ResponseReturnValue:
    words = "Permohonan ini belum cair. Catat pencairan pertamanya dahulu."
    return moved("applications.show", application_id=application_id, flash=words)
