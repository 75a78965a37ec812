"""Pages of the interest subsidy: a bank's month against the loan list, the second person, the payment, the sheet."""

from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.dates import format_date
from core.db import transaction
from core.documents.tables import Column, Kind, Table
from core.documents.workbook import to_xlsx
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.menu import MenuItem
from harkat.facility import queries as facility
from harkat.facility.reporting import queries as reporting
from harkat.facility.views import how_current
from harkat.repayments.subsidies import queries, service
from harkat.repayments.subsidies.models import SubsidyClaim
from harkat.repayments.subsidies.schemas import CheckSchema, ClaimSchema, PaymentSchema

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
READERS = (*service.MAKERS, Role.BANK, Role.AUDITOR)

blueprint = Blueprint("subsidies", __name__, url_prefix="/subsidi")
MENU = [MenuItem("Subsidi", "subsidies.index", READERS, order=62)]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """List the claims, with the form for a new one."""
    return _index(empty_form())


@blueprint.post("")
@allow(*service.MAKERS)
def draw_up() -> ResponseReturnValue:
    """Draw a bank's month up."""
    form = read_form(ClaimSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            row = service.draw_up(form.draft, actor=actor(), now=clock.now())
            return moved("subsidies.show", claim_id=row.id, flash="Tagihan tersusun dan menunggu pemeriksa kedua.")
    return _index(form)


@blueprint.get("/<int:claim_id>")
@allow(*READERS)
def show(claim_id: int) -> ResponseReturnValue:
    """Show a claim loan by loan, with the next step."""
    return _show(queries.claim_for(claim_id, actor()), empty_form())


@blueprint.post("/<int:claim_id>/periksa")
@allow(*service.MAKERS)
def check(claim_id: int) -> ResponseReturnValue:
    """Agree to another person's claim or reject it."""
    form = read_form(CheckSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            row, agrees = queries.claim_for(claim_id, actor()), "agree" in request.form
            service.check(row, agrees=agrees, note=form.draft.note, actor=actor(), now=clock.now())
            return moved("subsidies.show", claim_id=claim_id, flash=f"{row.state.label}.")
    return _show(queries.claim_for(claim_id, actor()), form)


@blueprint.post("/<int:claim_id>/bayar")
@allow(*service.MAKERS)
def pay(claim_id: int) -> ResponseReturnValue:
    """Keep how a checked claim was paid."""
    form = read_form(PaymentSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            row = queries.claim_for(claim_id, actor())
            service.pay(row, form.draft, actor=actor(), now=clock.now())
            return moved("subsidies.show", claim_id=claim_id, flash="Pembayaran subsidi tercatat.")
    return _show(queries.claim_for(claim_id, actor()), form)


@blueprint.get("/<int:claim_id>/lembar.xlsx")
@allow(*READERS)
def sheet(claim_id: int) -> ResponseReturnValue:
    """Download the claim sheet, loan by loan."""
    row = queries.claim_for(claim_id, actor())
    columns = [Column("Pinjaman"), Column("Hari", Kind.NUMBER), Column("Sisa pokok", Kind.RUPIAH, summed=True),
               Column("Subsidi", Kind.RUPIAH, summed=True)]  # fmt: skip
    rows = [(number, part.days, part.outstanding, part.amount) for part, number in queries.parts_of(row.id)]
    facts = [
        ("Bank", facility.bank(row.bank_id).name), ("Bulan mulai", format_date(row.month)), ("Surat bank", row.letter),
        ("Disusun oleh", row.drawn_up_by_name), ("Diperiksa oleh", row.checked_by_name or "belum"),
        reporting.as_of_fact(row.bank_id),
    ]  # fmt: skip
    content = to_xlsx([Table("Subsidi bunga", columns, rows, facts)])
    return Response(
        content, mimetype=XLSX, headers={"Content-Disposition": f"attachment; filename=subsidi-{row.id}.xlsx"}
    )


def _index(form: Form[Any]) -> ResponseReturnValue:
    own, today = facility.bank_for(actor()), clock.today()
    return page(
        "harkat/repayments/subsidies/index.html",
        **how_current([bank.id for bank in facility.banks()] if own is None else [own.id]),
        form=form,
        rows=queries.claims(None if own is None else own.id),
        banks={bank.id: bank.name for bank in facility.banks()},
        is_paid=queries.is_paid_on(today),
        rate=queries.rate_on(today),
        may_make=actor().role in service.MAKERS,
    )


def _show(row: SubsidyClaim, form: Form[Any]) -> ResponseReturnValue:
    may_make = actor().role in service.MAKERS
    return page(
        "harkat/repayments/subsidies/show.html",
        **how_current([row.bank_id]),
        form=form,
        row=row,
        bank=facility.bank(row.bank_id),
        parts=queries.parts_of(row.id),
        may_check=may_make and actor().id != row.drawn_up_by_id,
        may_make=may_make,
    )
