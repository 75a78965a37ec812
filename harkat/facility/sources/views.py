"""Pages of the register of documents: the list, a new one, one with what rests on it, and its scan."""

from typing import Any

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.db import transaction
from core.errors import RuleBroken
from core.files.evidence import read_evidence_file
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.listing import paginate, read_listing
from core.web.menu import MenuItem
from harkat.facility import queries as facility
from harkat.facility.sources import queries, service
from harkat.facility.sources.models import SourceDocument
from harkat.facility.sources.schemas import CeilingSchema, ChosenSchema, SourceSchema, SpanSchema
from harkat.facility.sourcing import SourceKind

WRITERS = (Role.ECONOMICS, Role.HEAD, Role.ADMIN)
READERS = (*WRITERS, Role.AUDITOR)
MOST_TICKED = 200
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}

blueprint = Blueprint("sources", __name__, url_prefix="/fasilitas/dokumen")
MENU = [MenuItem("Dokumen sumber", "sources.index", READERS, order=61)]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """List the documents."""
    sorts = {"tanggal": SourceDocument.dated_on, "nomor": SourceDocument.number}
    listing = read_listing(sorts, default="tanggal", filters=("jenis",), descending=True)
    kinds = {value for value, _ in SourceKind.choices()}
    kind = listing.filters["jenis"] if listing.filters["jenis"] in kinds else ""
    return page(
        "harkat/facility/sources/index.html",
        found=paginate(queries.sources_query(words=listing.words, kind=kind), listing, tie=SourceDocument.id),
        kinds=SourceKind.choices(),
        coverage=queries.coverage(),
        may_write=actor().role in WRITERS,
    )


@blueprint.get("/baru")
@allow(*WRITERS)
def new() -> ResponseReturnValue:
    """Show the form for a document."""
    return _new(empty_form())


@blueprint.post("/baru")
@allow(*WRITERS)
def create() -> ResponseReturnValue:
    """Take a document into the register."""
    form = read_form(SourceSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            scan, media_type = _scan()
            row = service.register(form.draft, scan=scan, media_type=media_type, actor=actor(), now=clock.now())
            return moved("sources.show", source_id=row.id, flash="Dokumen tersimpan.")
    return _new(form)


@blueprint.get("/<int:source_id>")
@allow(*READERS)
def show(source_id: int) -> ResponseReturnValue:
    """Show a document and what rests on it."""
    return _show(queries.source(source_id), empty_form())


@blueprint.post("/<int:source_id>/besar-dana")
@allow(*WRITERS)
def link_ceiling(source_id: int) -> ResponseReturnValue:
    """Let a size of the fund rest on a document."""
    form = read_form(CeilingSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            row = queries.source(source_id)
            service.link_ceiling(row, form.draft.ceiling_fact_id, actor=actor(), now=clock.now())
            return moved("sources.show", source_id=source_id, flash="Besar dana ditautkan ke dokumen ini.")
    return _show(queries.source(source_id), form)


@blueprint.post("/<int:source_id>/transaksi")
@allow(*WRITERS)
def link_span(source_id: int) -> ResponseReturnValue:
    """Let a bank's ledger entries of some days rest on a document."""
    form = read_form(SpanSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            count = service.link_span(queries.source(source_id), form.draft, actor=actor(), now=clock.now())
            return moved("sources.show", source_id=source_id, flash=f"{count} transaksi ditautkan ke dokumen ini.")
    return _show(queries.source(source_id), form)


@blueprint.post("/tautkan")
@allow(*WRITERS)
def link_chosen() -> ResponseReturnValue:
    """Let the ledger entries ticked in the list rest on a document."""
    form = read_form(ChosenSchema())
    keys = [int(key) for key in request.form.getlist("transfer_id")[:MOST_TICKED] if key.isdigit() and len(key) < 19]
    if form.draft is not None:
        with form.catching(), transaction():
            row = queries.source(form.draft.source_id)
            count = service.link_chosen(row, keys, actor=actor(), now=clock.now())
            return moved("sources.show", source_id=row.id, flash=f"{count} transaksi ditautkan ke dokumen ini.")
    raise RuleBroken(next(message for _, message in form.all_errors()))


@blueprint.get("/<int:source_id>/pindaian")
@allow(*READERS)
def scan(source_id: int) -> ResponseReturnValue:
    """Hand out the scan and write down who took it."""
    with transaction():
        row = queries.source(source_id)
        content, media_type = row.scan or abort(404), row.media_type or "application/pdf"
        service.note_opening(row, actor=actor(), now=clock.now())
    name = f"dokumen-{source_id}.{ENDINGS.get(media_type, 'bin')}"
    return Response(content, mimetype=media_type, headers={"Content-Disposition": f"attachment; filename={name}"})


def _scan() -> tuple[bytes | None, str | None]:
    file = request.files.get("file")
    content = b"" if file is None else file.read()
    return read_evidence_file(content) if content else (None, None)


def _new(form: Form[Any]) -> ResponseReturnValue:
    return page("harkat/facility/sources/new.html", form=form, kinds=SourceKind.choices())


def _show(row: SourceDocument, form: Form[Any]) -> ResponseReturnValue:
    return page(
        "harkat/facility/sources/show.html",
        row=row,
        form=form,
        ceilings=queries.ceilings_of(row.id),
        transfers=queries.transfers_of(row.id),
        facts=facility.ceiling_facts(),
        banks=[(bank.id, bank.name) for bank in facility.banks()],
        may_write=actor().role in WRITERS,
    )
