"""Pages on a loan in trouble: laying it out anew, writing it off, and taking a write-off back."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.dates import format_date_short
from core.db import transaction
from core.money import format_rupiah
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.panels import Panel, panels
from harkat.facility.reporting import queries as reporting
from harkat.loans import queries as loans
from harkat.loans.bank_rows import as_text
from harkat.loans.bank_tables.queries import rows_sent
from harkat.loans.bank_tables.views import sent_file
from harkat.loans.changes import InterestTreatment
from harkat.loans.models import Loan
from harkat.loans.states import LoanState
from harkat.repayments import queries as repayments
from harkat.repayments.restructuring import service
from harkat.repayments.restructuring.schemas import (
    BankRestructuringSchema,
    RestructuringSchema,
    TypedRestructuring,
    WriteOffSchema,
)
from harkat.repayments.restructuring.service import RestructuringDraft
from harkat.repayments.schemas import ReversalSchema
from harkat.repayments.write_offs import queries as write_offs
from harkat.repayments.write_offs import service as write_off_service

blueprint = Blueprint("restructuring", __name__, url_prefix="/pinjaman/<int:loan_id>")


@blueprint.get("/restrukturisasi")
@allow(Role.BANK)
def ask(loan_id: int) -> ResponseReturnValue:
    """Show the form for what was agreed anew."""
    loan = loans.loan_for(loan_id, actor())
    if loan.state is not LoanState.RUNNING:
        return _back(loan, "direstrukturisasi")
    opened = {"agreed_on": format_date_short(clock.today()), "annual_rate": f"{loan.annual_rate.normalize():f}"}
    return _form(loan, empty_form({**opened, "treatment": InterestTreatment.DEFERRED.value}))


@blueprint.post("/restrukturisasi/periksa")
@allow(Role.BANK)
def check(loan_id: int) -> ResponseReturnValue:
    """Show the new schedule before it counts."""
    loan = loans.loan_for(loan_id, actor())
    form = _read(loan)
    if form.draft is not None and "change" not in request.form:
        with form.catching():
            draft = _draft(form.draft, loan)
            found = service.preview(draft, actor=actor(), now=clock.now())
            form.values["rows"] = as_text(draft.bank_rows) if draft.bank_rows else ""
            wording = loans.wording_of_loan(loan)
            reported = reporting.reported_on(loan.bank_id)
            return page(
                "harkat/repayments/restructure_check.html",
                loan=loan,
                form=form,
                found=found,
                wording=wording,
                reported=reported,
            )
    return _form(loan, form)


@blueprint.post("/restrukturisasi")
@allow(Role.BANK)
def restructure(loan_id: int) -> ResponseReturnValue:
    """Write what was agreed anew."""
    form = _read(loans.loan_for(loan_id, actor()))
    if form.draft is not None:
        with form.catching(), transaction():
            draft = _draft(form.draft, loans.loan_for(loan_id, actor()))
            service.restructure(draft, actor=actor(), now=clock.now())
            return moved("loans.show", loan_id=loan_id, flash="Jadwal baru berlaku. Jadwal lama tetap tersimpan.")
    return _form(loans.loan_for(loan_id, actor()), form)


@blueprint.get("/hapus-buku")
@allow(Role.BANK)
def ask_write_off(loan_id: int) -> ResponseReturnValue:
    """Show the form that writes a loan off."""
    loan = loans.loan_for(loan_id, actor())
    if loan.state is not LoanState.RUNNING:
        return _back(loan, "dihapus buku")
    return _write_off_page(loan, empty_form())


@blueprint.post("/hapus-buku")
@allow(Role.BANK)
def write_off(loan_id: int) -> ResponseReturnValue:
    """Write a loan off."""
    form = read_form(WriteOffSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            write_off_service.write_off(
                loan_id,
                written_off_on=form.draft.written_off_on,
                letter=form.draft.letter,
                reference=form.draft.reference,
                actor=actor(),
                now=clock.now(),
            )
            return moved("loans.show", loan_id=loan_id, flash="Pinjaman dihapus buku. Utangnya tetap ada.")
    return _write_off_page(loans.loan_for(loan_id, actor()), form)


@blueprint.get("/hapus-buku/batal")
@allow(Role.BANK)
def ask_take_back(loan_id: int) -> ResponseReturnValue:
    """Show the form that takes a write-off back."""
    loan = loans.loan_for(loan_id, actor())
    if write_offs.standing(loan.id) is None:
        return moved("loans.show", loan_id=loan.id, flash=f"{loan.number} tidak sedang dihapus buku.")
    return _take_back_page(loan, empty_form())


@blueprint.post("/hapus-buku/batal")
@allow(Role.BANK)
def take_back(loan_id: int) -> ResponseReturnValue:
    """Take a write-off back."""
    loan, form = loans.loan_for(loan_id, actor()), read_form(ReversalSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            row = write_offs.standing(loan_id)
            if row is not None:
                write_off_service.take_back(
                    row, reason=form.draft.reason, reference=form.draft.reference, actor=actor(), now=clock.now()
                )
            return moved("loans.show", loan_id=loan_id, flash="Hapus buku dibatalkan; pinjaman berjalan lagi.")
    return _take_back_page(loan, form)


def _back(loan: Loan, deed: str) -> ResponseReturnValue:
    return moved("loans.show", loan_id=loan.id, flash=f"{loan.number} {loan.state.label.lower()}, tidak dapat {deed}.")


def _write_off_page(loan: Loan, form: Form[Any]) -> ResponseReturnValue:
    reported = reporting.reported_on(loan.bank_id)
    return page("harkat/repayments/write_off.html", loan=loan, form=form, reported=reported)


def _take_back_page(loan: Loan, form: Form[Any]) -> ResponseReturnValue:
    gone, reported = write_offs.standing(loan.id), reporting.reported_on(loan.bank_id)
    return page("harkat/repayments/take_back.html", loan=loan, form=form, gone=gone, reported=reported)


def _form(loan: Loan, form: Form[Any]) -> ResponseReturnValue:
    standing = repayments.standing(loan.id, clock.today())
    payoff = repayments.payoff_on(loan, max(clock.today(), loans.begins_on(loan)))
    interest = format_rupiah(payoff - standing.outstanding)
    return page(
        "harkat/repayments/restructure.html",
        loan=loan,
        form=form,
        standing=standing,
        ruling=loans.ruling_class_of(loan, standing.collectability, clock.today()),
        interest=interest,
        treatments=InterestTreatment.choices(),
        reported=reporting.reported_on(loan.bank_id),
        wording=loans.wording_of_loan(loan),
    )


def _read(loan: Loan) -> Form[Any]:
    return read_form(BankRestructuringSchema() if loans.is_by_bank(loan) else RestructuringSchema())


def _draft(typed: TypedRestructuring, loan: Loan) -> RestructuringDraft:
    rows = None
    if loans.is_by_bank(loan):
        sent = sent_file("file")
        rows = tuple(rows_sent(None if sent is None else sent[0], b"" if sent is None else sent[1], typed.rows or ""))
    return RestructuringDraft(
        loan_id=loan.id,
        agreed_on=typed.agreed_on,
        annual_rate=typed.annual_rate,
        installments=typed.installments if rows is None else len(rows),
        grace=typed.grace or 0,
        treatment=typed.treatment,
        letter=typed.letter,
        ground=typed.ground,
        reference=typed.reference,
        first_due_on=typed.first_due_on,
        bank_rows=rows,
    )


def trouble_panel(loan_id: int, reader: Actor) -> Panel | None:
    """Show a loan's restructurings and write-off, with the bank's way to either."""
    loan = loans.loan(loan_id)
    context = {
        "loan": loan,
        "rows": loans.restructurings_of(loan_id),
        "gone": write_offs.standing(loan_id),
        "may_act": reader.role is Role.BANK,
        "wording": loans.wording_of_loan(loan),
    }
    if not context["rows"] and not context["gone"] and not (context["may_act"] and loan.state is LoanState.RUNNING):
        return None
    return Panel("Restrukturisasi dan hapus buku", "harkat/repayments/_trouble.html", context)


def join_panels() -> None:
    """Join a loan's page."""
    panels.add("loan", 40, trouble_panel)
