"""Pages on repayments: what a loan still asks for, posting money with a check before it counts, and taking it back."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.dates import format_date_short
from core.db import transaction
from core.policy.queries import whole_on
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.panels import Panel, panels
from harkat.facility import queries as facility
from harkat.facility.reporting import queries as reporting
from harkat.loans import queries as loans
from harkat.loans.models import Loan
from harkat.loans.stated import STATED_DAYS, is_in_force
from harkat.loans.states import LoanState
from harkat.loans.views import READERS
from harkat.repayments import queries, service
from harkat.repayments.drafts import RepaymentDraft
from harkat.repayments.kinds import RepaymentKind
from harkat.repayments.orders import queries as orders
from harkat.repayments.paying_orders import SurplusChoice
from harkat.repayments.quality import queries as quality
from harkat.repayments.schemas import RepaymentSchema, ReversalSchema, TypedRepayment
from harkat.repayments.statements import queries as statements
from harkat.repayments.surplus import queries as surplus

blueprint = Blueprint("repayments", __name__)
KINDS = [(kind.value, kind.label) for kind in (RepaymentKind.INSTALLMENT, RepaymentKind.PAYOFF)]
RECOVERING = [(RepaymentKind.RECOVERY.value, RepaymentKind.RECOVERY.label)]


@blueprint.get("/pinjaman/<int:loan_id>/bayar")
@allow(Role.BANK)
def new(loan_id: int) -> ResponseReturnValue:
    """Show the form for money the bank received."""
    loan = loans.loan_for(loan_id, actor())
    if loan.state is LoanState.CLOSED or not loan.outstanding:
        return moved("loans.show", loan_id=loan.id, flash=_no_more(loan))
    kind = RepaymentKind.RECOVERY if loan.state is LoanState.WRITTEN_OFF else RepaymentKind.INSTALLMENT
    form = empty_form({"kind": kind.value, "paid_on": format_date_short(clock.today())})
    return _form_page(loan, form)


@blueprint.post("/pinjaman/<int:loan_id>/bayar/periksa")
@allow(Role.BANK)
def check(loan_id: int) -> ResponseReturnValue:
    """Show what the money would pay, before it counts."""
    loan = loans.loan_for(loan_id, actor())
    form = read_form(RepaymentSchema())
    if form.draft is not None and "change" not in request.form:
        with form.catching():
            preview = service.preview(_draft(form.draft, loan_id), actor=actor(), now=clock.now())
            return page(
                "harkat/repayments/check.html",
                loan=loan,
                form=form,
                draft=form.draft,
                preview=preview,
                reported=reporting.reported_on(loan.bank_id),
                wording=loans.wording_of_loan(loan),
                choices=SurplusChoice.choices(),
            )
    return _form_page(loan, form)


@blueprint.post("/pinjaman/<int:loan_id>/bayar")
@allow(Role.BANK)
def create(loan_id: int) -> ResponseReturnValue:
    """Post the money."""
    form = read_form(RepaymentSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            row = service.post(_draft(form.draft, loan_id), actor=actor(), now=clock.now())
            return moved("repayments.show", repayment_id=row.id)
    return _form_page(loans.loan_for(loan_id, actor()), form)


@blueprint.get("/pembayaran/<int:repayment_id>")
@allow(*READERS)
def show(repayment_id: int) -> ResponseReturnValue:
    """Show one posting: its number, what it pays, and whether it was taken back."""
    row = queries.repayment(repayment_id)
    loan = loans.loan_for(row.loan_id, actor())
    interest, principal = queries.paid_by_repayment(loan.id).get(row.id, (0, 0))
    return page(
        "harkat/repayments/show.html",
        row=row,
        loan=loan,
        wording=loans.wording_of_loan(loan),
        interest=interest,
        principal=principal,
        surplus=surplus.decision_on(row.id),
        reported=reporting.reported_on(loan.bank_id),
        undone_by=queries.reversal_of(row.id),
        undoes=None if row.reverses_id is None else queries.repayment(row.reverses_id),
        may_reverse=actor().role is Role.BANK and row.kind is not RepaymentKind.REVERSAL,
    )


@blueprint.get("/pembayaran/<int:repayment_id>/batal")
@allow(Role.BANK)
def ask_reversal(repayment_id: int) -> ResponseReturnValue:
    """Show the form that takes a posting back."""
    row = queries.repayment(repayment_id)
    loans.loan_for(row.loan_id, actor())
    undone_by = queries.reversal_of(row.id)
    if undone_by is not None:
        words = f"{row.number} sudah dibatalkan oleh {undone_by.number}. Tidak ada lagi yang perlu dibatalkan."
        return moved("repayments.show", repayment_id=row.id, flash=words)
    if row.kind is RepaymentKind.REVERSAL:
        words = f"{row.number} sendiri sebuah pembatalan. Untuk mengembalikannya, catat pembayarannya sekali lagi."
        return moved("repayments.show", repayment_id=row.id, flash=words)
    return _reversal_page(repayment_id, empty_form())


@blueprint.post("/pembayaran/<int:repayment_id>/batal")
@allow(Role.BANK)
def reverse(repayment_id: int) -> ResponseReturnValue:
    """Take a posting back."""
    form = read_form(ReversalSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            row = service.reverse(
                queries.repayment(repayment_id),
                reference=form.draft.reference,
                reason=form.draft.reason,
                actor=actor(),
                now=clock.now(),
            )
            return moved("repayments.show", repayment_id=row.id)
    return _reversal_page(repayment_id, form)


def _no_more(loan: Loan) -> str:
    return f"Pinjaman {loan.number} {loan.state.label.lower()}, jadi tidak ada pembayaran yang dicatat di sini."


def _draft(typed: TypedRepayment, loan_id: int) -> RepaymentDraft:
    return RepaymentDraft(
        reference=typed.reference,
        loan_id=loan_id,
        paid_on=typed.paid_on,
        amount=typed.amount,
        kind=typed.kind,
        slip=typed.slip,
        choice=typed.choice,
    )


def _form_page(loan: Loan, form: Form[Any]) -> ResponseReturnValue:
    today = clock.today()
    return page(
        "harkat/repayments/new.html",
        loan=loan,
        wording=loans.wording_of_loan(loan),
        form=form,
        kinds=RECOVERING if loan.state is LoanState.WRITTEN_OFF else KINDS,
        standing=queries.standing(loan.id, today),
        order=orders.orders_of(loan.bank_id).on(today),
        reported=reporting.reported_on(loan.bank_id),
        choices=SurplusChoice.choices(),
        payoff=queries.payoff_on(loan, max(today, loans.begins_on(loan))),
        today=today,
    )


def _reversal_page(repayment_id: int, form: Form[Any]) -> ResponseReturnValue:
    row = queries.repayment(repayment_id)
    loan = loans.loan_for(row.loan_id, actor())
    interest, principal = queries.paid_by_repayment(loan.id).get(row.id, (0, 0))
    return page(
        "harkat/repayments/reverse.html", row=row, loan=loan, form=form, interest=interest, principal=principal,
        wording=loans.wording_of_loan(loan), reported=reporting.reported_on(loan.bank_id),
    )  # fmt: skip


def standing_panel(loan_id: int, reader: Actor) -> Panel:
    """Show what a loan asks for today and what is late."""
    loan, today = loans.loan(loan_id), clock.today()
    standing = queries.standing(loan_id, today)
    words = statements.of_loan(loan_id)
    context = {
        "loan": loan,
        "standing": standing,
        "ruling": loans.ruling_class_of(loan, standing.collectability, today),
        "stated": words[-1] if words else None,
        "is_stated": bool(words) and is_in_force(words[-1].as_of, today, holds=whole_on(STATED_DAYS, today)),
        "today": today,
        "exception": facility.exception_of_loan(loan_id),
        "reported": reporting.reported_on(loan.bank_id),
        "history": quality.history_of(loan.id, words, today),
        "may_post": reader.role is Role.BANK and loan.state is LoanState.RUNNING,
    }
    return Panel("Keadaan hari ini", "harkat/repayments/_standing.html", context)


def schedule_panel(loan_id: int, _reader: Actor) -> Panel:
    """Show the schedule with what is paid of it."""
    loan = loans.loan(loan_id)
    context = {
        "standing": queries.standing(loan_id, clock.today()),
        "today": clock.today(),
        "wording": loans.wording_of_loan(loan),
    }
    return Panel("Jadwal angsuran", "harkat/repayments/_schedule.html", context)


def repayments_panel(loan_id: int, _reader: Actor) -> Panel:
    """Show every posting of a loan."""
    context = {
        "rows": queries.repayments_of(loan_id),
        "paid": queries.paid_by_repayment(loan_id),
        "wording": loans.wording_of_loan(loans.loan(loan_id)),
    }
    return Panel("Pembayaran", "harkat/repayments/_repayments.html", context)


def join_panels() -> None:
    """Join a loan's page."""
    panels.add("loan", 10, standing_panel)
    panels.add("loan", 20, schedule_panel)
    panels.add("loan", 30, repayments_panel)
