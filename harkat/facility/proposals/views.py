"""Pages on changes that take two persons: ceilings, the fund, and exceptions with the way to settle them."""

from typing import Any

from flask import Blueprint, Response, abort, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from core import clock
from core.auth.roles import Actor, Role
from core.db import db, transaction
from core.errors import RuleBroken
from core.files.papers import paper_type_of
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.panels import Task, panels
from harkat.facility import queries as facility
from harkat.facility.exceptions import queries as exceptions
from harkat.facility.exceptions.queries import OpenException
from harkat.facility.models import FacilityTransfer
from harkat.facility.proposals import queries, service
from harkat.facility.proposals.models import FacilityProposal
from harkat.facility.proposals.schemas import DecisionSchema, ProposalSchema, TypedProposal
from harkat.facility.proposing import Document, ProposalDraft, ProposalKind
from harkat.facility.views import OVERSEERS, READERS, how_current

blueprint = Blueprint("proposals", __name__, url_prefix="/fasilitas")
ADDRESSES = {"plafon": ProposalKind.CEILING, "dana": ProposalKind.FUND}


@blueprint.get("/usulan")
@allow(*OVERSEERS, Role.ADMIN)
def index() -> ResponseReturnValue:
    """List the proposals, newest first."""
    rows = db.session.execute(queries.proposals_query().limit(100)).all()
    return page(
        "harkat/facility/proposals.html",
        **how_current([bank.id for bank in facility.banks()]),
        rows=rows,
        may_propose=actor().role in service.PROPOSERS,
    )


@blueprint.get("/usulan/baru/<word>")
@allow(*service.PROPOSERS)
def new(word: str) -> ResponseReturnValue:
    """Show the form for a new ceiling or a new size of the fund."""
    return _form(ADDRESSES.get(word) or abort(404), empty_form({"bank_id": request.args.get("bank", "")}))


@blueprint.post("/usulan/baru/<word>")
@allow(*service.PROPOSERS)
def create(word: str) -> ResponseReturnValue:
    """Propose a new ceiling or a new size of the fund."""
    kind, form = ADDRESSES.get(word) or abort(404), read_form(ProposalSchema())
    if kind is ProposalKind.CEILING and form.draft is not None and form.draft.bank_id is None:
        form.add_error("Pilih bank.", "bank_id")
    if form.draft is not None and not form.errors:
        with form.catching(), transaction():
            bank_id = form.draft.bank_id if kind is ProposalKind.CEILING else None
            draft = _draft(form.draft, kind, bank_id=bank_id)
            row = service.propose(draft, actor=actor(), now=clock.now())
            return moved("proposals.show", proposal_id=row.id, flash="Usulan tersimpan dan menunggu orang kedua.")
    return _form(kind, form)


@blueprint.get("/usulan/<int:proposal_id>")
@allow(*OVERSEERS, Role.ADMIN)
def show(proposal_id: int) -> ResponseReturnValue:
    """Show one proposal, with the second person's buttons."""
    return _show(queries.proposal(proposal_id), empty_form())


@blueprint.post("/usulan/<int:proposal_id>/putuskan")
@allow(*service.DECIDERS)
def decide(proposal_id: int) -> ResponseReturnValue:
    """Confirm or reject another person's proposal."""
    form = read_form(DecisionSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            deed = service.confirm if "confirm" in request.form else service.reject
            row = deed(queries.proposal(proposal_id), note=form.draft.note, actor=actor(), now=clock.now())
            return moved("proposals.show", proposal_id=row.id, flash=f"{row.state.label}.")
    return _show(queries.proposal(proposal_id), form)


@blueprint.post("/usulan/<int:proposal_id>/tarik")
@allow(*service.PROPOSERS)
def withdraw(proposal_id: int) -> ResponseReturnValue:
    """Take one's own proposal back."""
    with transaction():
        service.withdraw(queries.proposal(proposal_id), actor=actor(), now=clock.now())
    return moved("proposals.show", proposal_id=proposal_id, flash="Usulan ditarik.")


@blueprint.get("/usulan/<int:proposal_id>/surat")
@allow(*OVERSEERS, Role.ADMIN)
def document(proposal_id: int) -> ResponseReturnValue:
    """Download the letter a proposal rests on."""
    row = queries.proposal(proposal_id)
    if row.document is None:
        abort(404)
    headers = {"Content-Disposition": f"attachment; filename=surat-usulan-{row.id}"}
    return Response(row.document, mimetype=row.document_type, headers=headers)


@blueprint.get("/pengecualian")
@allow(*READERS)
def exception_list() -> ResponseReturnValue:
    """List the loans that stand outside the ceiling, and the money whose borrower nobody knows yet."""
    own = facility.bank_for(actor())
    own_id = None if own is None else own.id
    rows, unnamed = exceptions.open_exceptions(own_id), exceptions.unnamed(own_id)
    waiting = {row.loan_id: row.id for row in queries.waiting() if row.loan_id is not None}
    waiting_unnamed = {row.transfer_id: row.id for row in queries.waiting() if row.transfer_id is not None}
    sees_notes, may_propose = actor().role is not Role.ECONOMICS, actor().role in service.PROPOSERS
    return page(
        "harkat/facility/exceptions.html",
        **how_current([bank.id for bank in facility.banks() if own is None or bank.id == own.id]),
        rows=rows,
        unnamed=unnamed,
        banks={bank.id: bank for bank in facility.banks()},
        waiting=waiting,
        waiting_unnamed=waiting_unnamed,
        sees_notes=sees_notes,
        may_propose=may_propose,
    )


@blueprint.get("/pengecualian/<int:loan_id>/selesaikan")
@allow(*service.PROPOSERS)
def ask_settlement(loan_id: int) -> ResponseReturnValue:
    """Show the form that settles a loan's exception."""
    found = _exception_of(loan_id)
    if found is None:
        return moved("proposals.exception_list", flash="Pengecualian pinjaman itu sudah selesai.")
    return _settlement_page(found, empty_form())


@blueprint.post("/pengecualian/<int:loan_id>/selesaikan")
@allow(*service.PROPOSERS)
def settle(loan_id: int) -> ResponseReturnValue:
    """Propose that a loan's exception is let into the ceiling."""
    found = _exception_of(loan_id) or abort(404)
    form = read_form(ProposalSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            draft = _draft(form.draft, ProposalKind.EXCEPTION, bank_id=found.bank_id, loan_id=loan_id)
            row = service.propose(draft, actor=actor(), now=clock.now())
            return moved("proposals.show", proposal_id=row.id, flash="Usulan tersimpan dan menunggu orang kedua.")
    return _settlement_page(found, form)


@blueprint.get("/pengecualian/tanpa-peminjam/<int:transfer_id>")
@allow(*service.PROPOSERS)
def ask_taking_back(transfer_id: int) -> ResponseReturnValue:
    """Show the form that takes money without a borrower back."""
    found = _unnamed(transfer_id)
    if found is None:
        return moved("proposals.exception_list", flash="Uang tanpa peminjam itu sudah diselesaikan.")
    return _taking_back_page(found, empty_form())


@blueprint.post("/pengecualian/tanpa-peminjam/<int:transfer_id>")
@allow(*service.PROPOSERS)
def take_back(transfer_id: int) -> ResponseReturnValue:
    """Propose that money without a borrower is taken back."""
    found = _unnamed(transfer_id) or abort(404)
    form = read_form(ProposalSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            draft = _draft(form.draft, ProposalKind.EXCEPTION, bank_id=found.bank_id, transfer_id=transfer_id)
            row = service.propose(draft, actor=actor(), now=clock.now())
            return moved("proposals.show", proposal_id=row.id, flash="Usulan tersimpan dan menunggu orang kedua.")
    return _taking_back_page(found, form)


def _draft(
    typed: TypedProposal,
    kind: ProposalKind,
    *,
    bank_id: int | None,
    loan_id: int | None = None,
    transfer_id: int | None = None,
) -> ProposalDraft:
    file: FileStorage | None = request.files.get("file")
    content = b"" if file is None else file.read()
    if not content:
        if kind is not ProposalKind.EXCEPTION:
            raise RuleBroken("Unggah pindaian surat bank. Tanpa surat, plafon tidak diubah.", field="file")
        scan = Document(typed.document_number, typed.document_on)
    else:
        assert file is not None
        name = file.filename or "surat"
        scan = Document(typed.document_number, typed.document_on, name, paper_type_of(content), content)
    return ProposalDraft(kind, typed.amount, typed.reason, scan, typed.reference, bank_id, loan_id, transfer_id)


def _exception_of(loan_id: int) -> OpenException | None:
    return next((row for row in exceptions.open_exceptions() if row.loan_id == loan_id), None)


def _unnamed(transfer_id: int) -> FacilityTransfer | None:
    return next(iter(exceptions.unnamed(transfer_id=transfer_id)), None)


def _taking_back_page(found: FacilityTransfer, form: Form[Any]) -> ResponseReturnValue:
    sees_notes = actor().role is not Role.ECONOMICS
    bank = facility.bank(found.bank_id)
    return page("harkat/facility/take_back.html", found=found, form=form, bank=bank, sees_notes=sees_notes)


def _settlement_page(found: OpenException, form: Form[Any]) -> ResponseReturnValue:
    room = facility.position(found.bank_id).available
    return page("harkat/facility/settle.html", found=found, form=form, room=room, **how_current([found.bank_id]))


def _form(kind: ProposalKind, form: Form[Any]) -> ResponseReturnValue:
    banks, positions = facility.banks(), facility.positions()
    return page(
        "harkat/facility/propose.html",
        kind=kind,
        form=form,
        banks=banks,
        bank_choices=[(bank.id, bank.name) for bank in banks],
        positions=positions,
        fund=facility.programme_ceiling(),
        word=next(word for word, member in ADDRESSES.items() if member is kind),
    )


def _show(row: FacilityProposal, form: Form[Any]) -> ResponseReturnValue:
    mine = row.proposed_by_id == actor().id
    return page(
        "harkat/facility/proposal.html",
        **how_current([bank.id for bank in facility.banks() if row.bank_id in (None, bank.id)]),
        row=row,
        form=form,
        bank=None if row.bank_id is None else facility.bank(row.bank_id),
        mine=mine,
        may_decide=not mine and actor().role in service.DECIDERS,
        has_document=row.document_name is not None,
    )


def waiting_tasks(reader: Actor, _today: object) -> list[Task]:
    """Tell how many proposals wait for this reader as the second person."""
    note = "Usulan orang lain atas plafon atau pengecualian"
    return [Task("Usulan fasilitas menunggu Anda", queries.count_waiting(reader.id), url_for("proposals.index"), note)]


def join_panels() -> None:
    """Join the start pages."""
    for role in service.DECIDERS:
        panels.add_tasks(role, waiting_tasks)
