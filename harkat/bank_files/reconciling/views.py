"""Pages that set the bank's month-end figures beside ours, and settle what differs."""

from datetime import date

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.dates import parse_date
from core.db import transaction
from core.errors import DomainError
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import empty_form, read_form
from core.web.listing import paginate, read_listing
from core.web.menu import MenuItem
from core.web.panels import Panel, Task, panels
from harkat.bank_files.schemas import SettlementSchema
from harkat.facility import queries as facility
from harkat.loans import queries as loans
from harkat.repayments import queries as repayments
from harkat.repayments.statements import queries, service
from harkat.repayments.statements.models import BankStatement

SETTLERS = (Role.BANK, Role.OFFICER, Role.HEAD)
READERS = (*SETTLERS, Role.ECONOMICS, Role.AUDITOR)

blueprint = Blueprint("reconciling", __name__, url_prefix="/rekonsiliasi")
MENU = [MenuItem("Rekonsiliasi", "reconciling.index", READERS, order=54)]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """List every bank's month ends, and who has not sent any."""
    own = facility.bank_for(actor())
    rows = queries.month_ends(None if own is None else own.id)
    told = {row.bank_id for row in rows}
    silent = [bank.name for bank in facility.banks() if bank.id not in told and own in (None, bank)]
    return page("harkat/bank_files/month_ends.html", rows=rows, silent=silent, own=own)


@blueprint.get("/<int:bank_id>/<day>")
@allow(*READERS)
def month_end(bank_id: int, day: str) -> ResponseReturnValue:
    """Show one bank's month end loan by loan."""
    own, bank, as_of = facility.bank_for(actor()), facility.bank(bank_id), _day(day)
    if own is not None and own.id != bank.id:
        abort(404)
    sorts = {"selisih": BankStatement.differs, "sisa": BankStatement.outstanding, "hari": BankStatement.days_late}
    listing = read_listing(sorts, default="selisih", filters=("tampil",), descending=True)
    query = queries.statements_query(bank_id, as_of, only_differing=listing.filters["tampil"] != "semua")
    return page(
        "harkat/bank_files/month_end.html",
        bank=bank,
        as_of=as_of,
        found=paginate(query, listing, tie=BankStatement.id, scalars=False),
        absent=queries.not_stated(bank_id, as_of),
        may_settle=actor().role in SETTLERS,
        may_open=actor().role is not Role.ECONOMICS,
    )


@blueprint.get("/selisih/<int:statement_id>")
@allow(*SETTLERS)
def ask(statement_id: int) -> ResponseReturnValue:
    """Show a difference and the form to settle it."""
    row = queries.statement_for(statement_id, actor())
    if not row.differs or row.settled_at is not None:
        words = "Selisih ini sudah diselesaikan." if row.differs else "Baris ini tidak berselisih."
        return moved("reconciling.month_end", bank_id=row.bank_id, day=row.as_of.isoformat(), flash=words)
    return page("harkat/bank_files/settle.html", row=row, loan=loans.loan(row.loan_id), form=empty_form())


@blueprint.post("/selisih/<int:statement_id>")
@allow(*SETTLERS)
def settle(statement_id: int) -> ResponseReturnValue:
    """Settle a difference with a reason."""
    form = read_form(SettlementSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            row = queries.statement_for(statement_id, actor())
            service.settle(row, reason=form.draft.reason, actor=actor(), now=clock.now())
            day = row.as_of.isoformat()
            return moved("reconciling.month_end", bank_id=row.bank_id, day=day, flash="Selisih diselesaikan.")
    row = queries.statement_for(statement_id, actor())
    return page("harkat/bank_files/settle.html", row=row, loan=loans.loan(row.loan_id), form=form)


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except DomainError:
        abort(404)


def loan_panel(loan_id: int, _reader: Actor) -> Panel | None:
    """Show on a loan's page what its bank said last, which outranks our own class."""
    row = queries.newest_of_loan(loan_id)
    if row is None:
        return None
    today = repayments.standing(loan_id, clock.today())
    return Panel("Menurut bank", "harkat/bank_files/_statement.html", {"row": row, "today": today})


def open_tasks(reader: Actor, _today: date) -> list[Task]:
    """Tell how many differences wait."""
    own = facility.bank_for(reader)
    count = queries.count_open(None if own is None else own.id)
    return [Task("Selisih dengan saldo bank", count, url_for("reconciling.index"), "Angka bank dan catatan berbeda")]


def join_panels() -> None:
    """Join a loan's page and the start pages."""
    panels.add("loan", 12, loan_panel)
    for role in (Role.BANK, Role.HEAD):
        panels.add_tasks(role, open_tasks)
