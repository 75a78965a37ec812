"""Pages on a group's collections: who paid for whom, what is at the bank, and the sheets to print."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from core import clock
from core.auth.roles import Actor, Role
from core.dates import format_date_short
from core.db import transaction
from core.documents.pdf import Sheet, to_pdf
from core.files.papers import paper_type_of
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.fields import RupiahField
from core.web.forms import Form, empty_form, read_form
from core.web.installation import print_label
from core.web.panels import Panel, Task, panels
from harkat.facility import queries as facility
from harkat.facility.views import how_current
from harkat.loans import queries as loans
from harkat.loans.models import Loan
from harkat.loans.states import LoanState
from harkat.repayments import queries as repayments
from harkat.repayments.collection_terms import CollectionDraft
from harkat.repayments.collections import queries, service
from harkat.repayments.collections.schemas import CollectionSchema, DropSchema, TieSchema, TypedCollection
from harkat.repayments.members import Line

RECORDERS = (Role.OFFICER, Role.MENTOR)
READERS = (*RECORDERS, Role.BANK, Role.HEAD, Role.AUDITOR)

blueprint = Blueprint("collections", __name__)


@blueprint.get("/pinjaman/<int:loan_id>/setoran")
@allow(*READERS)
def index(loan_id: int) -> ResponseReturnValue:
    """Show the members' layer of a loan."""
    loan = loans.loan_for(loan_id, actor())
    return page("harkat/repayments/collections/index.html", **_context(loan))


@blueprint.get("/pinjaman/<int:loan_id>/setoran/baru")
@allow(*RECORDERS)
def new(loan_id: int) -> ResponseReturnValue:
    """Show the form for a list of who paid."""
    loan = loans.loan_for(loan_id, actor())
    if loan.state is not LoanState.RUNNING:
        words = f"{loan.number} sudah {loan.state.label.lower()}, jadi tidak ada setoran baru."
        return moved("collections.index", loan_id=loan.id, flash=words)
    return _form(loan, empty_form({"collected_on": format_date_short(clock.today())}))


@blueprint.post("/pinjaman/<int:loan_id>/setoran/baru")
@allow(*RECORDERS)
def create(loan_id: int) -> ResponseReturnValue:
    """Record a list of who paid."""
    loan, form = loans.loan_for(loan_id, actor()), read_form(CollectionSchema())
    lines = _lines(loan, form)
    if form.draft is not None and not form.errors:
        with form.catching(), transaction():
            row = service.collect(_draft(form.draft, loan_id, lines), actor=actor(), now=clock.now())
            words = "masuk pembayaran bank" if row.repayment_id else "belum dikonfirmasi bank, sisa pinjaman tetap"
            return moved("collections.index", loan_id=loan_id, flash=f"Setoran tercatat, {words}.")
    return _form(loans.loan_for(loan_id, actor()), form)


@blueprint.get("/setoran/<int:collection_id>")
@allow(*READERS)
def show(collection_id: int) -> ResponseReturnValue:
    """Show one collection: its lines, and the postings it could be part of."""
    return _show(collection_id, empty_form())


@blueprint.post("/setoran/<int:collection_id>/cocokkan")
@allow(*RECORDERS, Role.BANK)
def tie(collection_id: int) -> ResponseReturnValue:
    """Tie a collection to the bank's posting."""
    form = read_form(TieSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            row = queries.collection(collection_id)
            loans.loan_for(row.loan_id, actor())
            service.tie(row, repayments.repayment(form.draft.repayment_id), actor=actor(), now=clock.now())
            return moved("collections.index", loan_id=row.loan_id, flash="Setoran masuk pembayaran bank.")
    return _show(collection_id, form)


@blueprint.post("/setoran/<int:collection_id>/hapus")
@allow(*RECORDERS)
def drop(collection_id: int) -> ResponseReturnValue:
    """Take a wrong list away."""
    form = read_form(DropSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            row = queries.collection(collection_id)
            loans.loan_for(row.loan_id, actor())
            service.drop(row, reason=form.draft.reason, actor=actor(), now=clock.now())
            return moved("collections.index", loan_id=row.loan_id, flash="Setoran dihapus.")
    return _show(collection_id, form)


@blueprint.get("/setoran/<int:collection_id>/slip")
@allow(*READERS)
def photo(collection_id: int) -> ResponseReturnValue:
    """Show the photo of the slip."""
    row = queries.collection(collection_id)
    loans.loan_for(row.loan_id, actor())
    if row.photo is None:
        abort(404)
    return Response(row.photo, mimetype=row.photo_type)


@blueprint.get("/pinjaman/<int:loan_id>/lembar-setoran/<int:sequence>.pdf")
@allow(*READERS)
def sheet(loan_id: int, sequence: int) -> ResponseReturnValue:
    """Print the collection sheet of one due date."""
    loan = loans.loan_for(loan_id, actor())
    return _pdf(queries.collection_sheet(loan, sequence), f"lembar-setoran-{loan.number}-{sequence}")


@blueprint.get("/pinjaman/<int:loan_id>/kartu/<int:person_id>.pdf")
@allow(*READERS)
def card(loan_id: int, person_id: int) -> ResponseReturnValue:
    """Print one member's card."""
    loan = loans.loan_for(loan_id, actor())
    return _pdf(queries.member_card(loan, person_id, clock.today()), f"kartu-{loan.number}-{person_id}")


@blueprint.get("/setoran/terlambat")
@allow(*READERS)
def late() -> ResponseReturnValue:
    """List what was collected and is not at the bank in time."""
    rows = [(row, loan) for row, loan in queries.late_collections(clock.today()) if loans.sees(loan, actor())]
    own = facility.bank_for(actor())
    banks = [bank.id for bank in facility.banks()] if own is None else [own.id]
    return page("harkat/repayments/collections/late.html", rows=rows, today=clock.today(), **how_current(banks))


def _context(loan: Loan) -> dict[str, Any]:
    today = clock.today()
    schedule = loans.schedule_rows(loan.id)
    coming = next((row.due_on for row in schedule if row.due_on >= today), schedule[-1].due_on)
    due = {loan.oldest_due_on, coming}
    return {
        "loan": loan,
        "shares": loans.shares_of(loan.id),
        "standings": queries.member_standings(loan, today),
        "collections": queries.collections_of(loan.id),
        "postings": queries.postings(loan.id),
        "unlisted": queries.unlisted(loan),
        "sheets": [row for row in schedule if row.due_on in due],
        **how_current([loan.bank_id]),
        "may_record": actor().role in RECORDERS and loan.state is LoanState.RUNNING,
        "opens_loan": actor().role is not Role.MENTOR,
    }


def _form(loan: Loan, form: Form[Any]) -> ResponseReturnValue:
    shares = loans.shares_of(loan.id)
    members = [(share.person_id, share.person.name) for share in shares]
    standing = queries.member_standings(loan, clock.today())
    return page(
        "harkat/repayments/collections/new.html",
        loan=loan,
        form=form,
        members=members,
        standings=standing,
        unlisted=queries.unlisted(loan),
        **how_current([loan.bank_id]),
    )


def _show(collection_id: int, form: Form[Any]) -> ResponseReturnValue:
    row = queries.collection(collection_id)
    loan = loans.loan_for(row.loan_id, actor())
    choices = [
        (posting.repayment.id, f"{posting.repayment.number}, {format_date_short(posting.repayment.paid_on)}")
        for posting in queries.postings(loan.id)
        if posting.unlisted >= row.total
    ]
    return page(
        "harkat/repayments/collections/show.html",
        **how_current([loan.bank_id]),
        row=row,
        loan=loan,
        form=form,
        lines=queries.lines_of(row.id),
        names={share.person_id: share.person.name for share in loans.shares_of(loan.id)},
        choices=choices,
        posting=None if row.repayment_id is None else repayments.repayment(row.repayment_id),
        may_record=actor().role in RECORDERS,
        may_tie=actor().role in (*RECORDERS, Role.BANK),
        opens_loan=actor().role is not Role.MENTOR,
    )


def _lines(loan: Loan, form: Form[Any]) -> tuple[Line, ...]:
    """Read every member's own payment and what another paid for them."""
    found: list[Line] = []
    members = {share.person_id for share in loans.shares_of(loan.id)}
    for person in sorted(members):
        for name in (f"own_{person}", f"covered_{person}"):
            typed = request.form.get(name, "").strip()
            if not typed:
                continue
            try:
                amount = RupiahField("jumlah", least=1).deserialize(typed)
            except ValidationError as error:
                form.add_error(str(error.messages[0]), name)
                continue
            payer = person if name.startswith("own") else request.form.get(f"by_{person}", type=int)
            if payer not in members or (payer == person and name.startswith("covered")):
                form.add_error("Pilih anggota lain yang menalangi.", f"by_{person}")
                continue
            found.append(Line(payer, person, amount))
    return tuple(found)


def _draft(typed: TypedCollection, loan_id: int, lines: tuple[Line, ...]) -> CollectionDraft:
    sent = request.files.get("photo")
    content = sent.read() if sent is not None and sent.filename else None
    kind = paper_type_of(content, field="photo") if content else None
    return CollectionDraft(loan_id, typed.collected_on, lines, typed.reference, typed.slip, content, kind)


def _pdf(made: Sheet, name: str) -> Response:
    headers = {"Content-Disposition": f"inline; filename={name}.pdf"}
    return Response(to_pdf(made, label=print_label()), mimetype="application/pdf", headers=headers)


def loan_panel(loan_id: int, _reader: Actor) -> Panel | None:
    """Show a loan's members' layer in short."""
    return Panel("Setoran anggota", "harkat/repayments/collections/_panel.html", _context(loans.loan(loan_id)))


def late_tasks(reader: Actor, today: date) -> list[Task]:
    """Tell what was collected and has not reached the bank."""
    count = sum(loans.sees(loan, reader) for _, loan in queries.late_collections(today))
    note = "Terkumpul di kelompok, belum ada di bank"
    return [Task("Setoran belum sampai di bank", count, url_for("collections.late"), note, urgent=True)]


def join_panels() -> None:
    """Join a loan's page and the start pages."""
    panels.add("loan", 35, loan_panel)
    for role in RECORDERS:
        panels.add_tasks(role, late_tasks)
