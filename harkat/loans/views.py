"""Pages on running loans: the list, and one loan's page that other rooms add to."""

from datetime import date

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.web.access import actor, allow
from core.web.answers import page
from core.web.listing import paginate, read_listing
from core.web.menu import MenuItem
from core.web.panels import Panel, Task, panels
from harkat.facility import queries as facility
from harkat.facility.reporting import queries as reporting
from harkat.facility.views import how_current
from harkat.loans import queries
from harkat.loans.classification import Collectability, classify, days_late, days_matured
from harkat.loans.models import Loan
from harkat.loans.states import LoanState

READERS = (Role.OFFICER, Role.HEAD, Role.BANK, Role.AUDITOR)
LATENESS = [("terlambat", "Terlambat"), ("lancar", "Tidak terlambat")]

blueprint = Blueprint("loans", __name__, url_prefix="/pinjaman")
BLUEPRINTS = [blueprint]
MENU = [MenuItem("Pinjaman", "loans.index", READERS, order=50)]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """List the loans this role may see."""
    sorts = {
        "nomor": Loan.id,
        "peminjam": Loan.borrower_name,
        "cair": Loan.disbursed_on,
        "sisa": Loan.outstanding,
        "tunggakan": Loan.oldest_due_on,
    }
    listing = read_listing(sorts, default="nomor", filters=("status", "bank", "keadaan"), descending=True)
    query = queries.loans_query(
        actor(),
        today=clock.today(),
        words=listing.words,
        state=listing.filters["status"],
        bank_id=listing.filters["bank"],
        lateness=listing.filters["keadaan"],
    )
    banks = {bank.id: bank for bank in facility.banks()}
    own = facility.bank_for(actor())
    return page(
        "harkat/loans/index.html",
        **how_current(list(banks) if own is None else [own.id]),
        found=paginate(query, listing, tie=Loan.id),
        states=LoanState.choices(),
        may_open=own is not None,
        lateness=LATENESS,
        banks=banks,
        bank_choices=[] if actor().role is Role.BANK else [(bank.id, bank.name) for bank in banks.values()],
        late_days=lambda loan: late_days(loan, clock.today()),
        class_of=lambda loan: class_of(loan, clock.today()),
    )


@blueprint.get("/<int:loan_id>")
@allow(*READERS)
def show(loan_id: int) -> ResponseReturnValue:
    """Show one loan with its shares; repayments join as panels."""
    loan = queries.loan_for(loan_id, actor())
    return page(
        "harkat/loans/show.html",
        loan=loan,
        bank=facility.bank(loan.bank_id),
        reported=reporting.reported_on(loan.bank_id),
        version=queries.schedule_version(loan.id),
        wording=queries.wording_of_loan(loan),
        shares=queries.shares_of(loan.id),
        tone=tone_of(loan),
        panels=panels.of("loan", loan.id, actor()),
    )


def late_days(loan: Loan, today: date) -> int:
    """Return by how many days a running loan is late."""
    return days_late(loan.oldest_due_on, today) if loan.state is LoanState.RUNNING else 0


def class_of(loan: Loan, today: date) -> Collectability:
    """Return the class of a loan that counts: its bank's word, else by its own lender's scale."""
    scale = queries.scale_on(facility.bank(loan.bank_id).lender_type, today)
    matured = days_matured(loan.matures_on, today, outstanding=loan.outstanding)
    own = classify(scale, days_late=late_days(loan, today), days_matured=matured).collectability
    return queries.ruling_class_of(loan, own, today)


def tone_of(loan: Loan) -> str:
    """Return how a page colours a loan's state, beside its word."""
    return {LoanState.RUNNING: "calm", LoanState.CLOSED: "good", LoanState.WRITTEN_OFF: "bad"}[loan.state]


def person_panel(person_id: int, reader: Actor) -> Panel | None:
    """Show a person's loans to those who may see debts."""
    if reader.role not in READERS:
        return None
    own = facility.bank_for(reader)
    found = [loan for loan in queries.loans_of_person(person_id) if own is None or loan.bank_id == own.id]
    return _panel(found) if found else None


def _panel(found: list[Loan]) -> Panel:
    context = {"loans": found, "tone_of": tone_of, "days": reporting.reported_days()}
    return Panel("Pinjaman", "harkat/loans/_panel.html", context)


def application_panel(application_id: int, reader: Actor) -> Panel | None:
    """Show the loan an application became."""
    loan = queries.loan_of_application(application_id)
    if loan is None or reader.role not in READERS:
        return None
    return _panel([loan])


def late_tasks(reader: Actor, today: date) -> list[Task]:
    """Tell how many loans are late."""
    url = url_for("loans.index", keadaan="terlambat", urut="tunggakan")
    note = "Angsuran lewat jatuh tempo; yang paling lama di atas"
    return [Task("Pinjaman terlambat", queries.count_late(reader, today), url, note, urgent=True)]


def join_panels() -> None:
    """Join the pages of persons and applications, and the start pages."""
    panels.add("person", 50, person_panel)
    panels.add("application", 50, application_panel)
    for role in (Role.BANK, Role.OFFICER, Role.HEAD):
        panels.add_tasks(role, late_tasks)
