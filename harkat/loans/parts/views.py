"""Pages on what was paid out: a loan's parts with each borrower's net, and the deductions beyond the list."""

from datetime import date
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.db import transaction
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.menu import MenuItem
from core.web.panels import Panel, Task, panels
from harkat.facility import queries as facility
from harkat.facility.views import how_current
from harkat.loans import queries as loans
from harkat.loans.parts import queries, service
from harkat.loans.parts.deductions import findings
from harkat.loans.parts.schemas import AnswerSchema

READERS = (Role.AUDITOR, Role.HEAD, Role.BANK)

blueprint = Blueprint("loan_parts", __name__, url_prefix="/pinjaman")
MENU = [MenuItem("Potongan tidak terdaftar", "loan_parts.index", (Role.AUDITOR,), order=52)]


@blueprint.get("/potongan")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """List every deduction that the list of fees of its day does not allow."""
    own = facility.bank_for(actor())
    banks = {bank.id: bank for bank in facility.banks()}
    found = queries.findings_for(actor())
    return page(
        "harkat/loans/parts/index.html",
        **how_current(list(banks) if own is None else [own.id]),
        rows=[row for row in found if row.is_open],
        closed=[row for row in found if not row.is_open],
        banks=banks,
        may_close=actor().role is Role.AUDITOR,
    )


@blueprint.get("/potongan/<int:deduction_id>/tutup")
@allow(Role.AUDITOR)
def ask_close(deduction_id: int) -> ResponseReturnValue:
    """Show the form that closes a finding."""
    finding = queries.finding_of(deduction_id, actor())
    if not finding.is_open:
        return moved("loan_parts.index", flash="Temuan itu sudah ditutup.")
    return _close_page(deduction_id, empty_form())


@blueprint.post("/potongan/<int:deduction_id>/tutup")
@allow(Role.AUDITOR)
def close(deduction_id: int) -> ResponseReturnValue:
    """Close a finding with the bank's answer."""
    form = read_form(AnswerSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            service.close_finding(deduction_id, reason=form.draft["reason"], actor=actor(), now=clock.now())
            return moved("loan_parts.index", flash="Temuan ditutup dengan alasannya.")
    return _close_page(deduction_id, form)


def _close_page(deduction_id: int, form: Form[Any]) -> ResponseReturnValue:
    finding = queries.finding_of(deduction_id, actor())
    return page(
        "harkat/loans/parts/close.html",
        **how_current([finding.loan.bank_id]),
        finding=finding,
        deduction_id=deduction_id,
        bank=facility.bank(finding.loan.bank_id),
        form=form,
    )


def parts_panel(loan_id: int, reader: Actor) -> Panel | None:
    """Show in which parts a loan was paid out, and what each borrower had in hand."""
    parts = queries.parts_of(loan_id)
    if not parts:
        return None
    loan, received = loans.loan(loan_id), queries.received_of(loan_id)
    left = service.still_to_come(loan)
    context = {
        "loan": loan,
        "parts": parts,
        "received": received,
        "left": left,
        "findings": {row.person_id: findings(row.deductions) for row in received},
        "may_pay": reader.role is Role.BANK and left > 0,
    }
    return Panel("Pencairan", "harkat/loans/parts/_panel.html", context)


def finding_tasks(reader: Actor, _today: date) -> list[Task]:
    """Tell how many deductions nobody allowed."""
    note = "Dipotong bank dari pencairan, tetapi tidak ada dalam daftar biaya produk"
    count = len(queries.open_findings(reader))
    return [Task("Potongan tidak terdaftar", count, url_for("loan_parts.index"), note, urgent=True)]


def join_panels() -> None:
    """Join a loan's page, and the start pages of those who look into it."""
    panels.add("loan", 15, parts_panel)
    for role in READERS:
        panels.add_tasks(role, finding_tasks)
