"""Pages on banks' files: upload, match the columns, carry out with progress, and fetch what was refused."""

from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.db import transaction
from core.documents.tables import Column, Table
from core.documents.workbook import to_xlsx
from core.files.limits import FileRefused
from core.files.opening import open_file
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.menu import MenuItem
from core.web.uploads import content_of
from harkat.bank_files import queries, service
from harkat.bank_files.columns import FIELDS, Field, FileKind, cells_by_field, missing
from harkat.bank_files.models import BankFile
from harkat.bank_files.progress import FileState, RowState
from harkat.bank_files.reading import RowRefused, read_row
from harkat.bank_files.schemas import FileSchema, TypedFile
from harkat.facility import queries as facility

READERS = (Role.BANK, Role.HEAD, Role.AUDITOR)
PREVIEW_ROWS = 8
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

blueprint = Blueprint("bank_files", __name__, url_prefix="/berkas-bank")
MENU = [MenuItem("Berkas bank", "bank_files.index", READERS, order=52)]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """List the files, with the form to send one."""
    return _index_page(empty_form())


@blueprint.post("")
@allow(Role.BANK)
def upload() -> ResponseReturnValue:
    """Take a file in."""
    form = read_form(FileSchema())
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        form.add_error("Pilih berkas Excel atau CSV dari bank.", "file")
    elif form.draft is not None:
        with form.catching():
            draft = _draft(form.draft, sent.filename, content_of(sent))
            with transaction():
                file_id = service.take_in(draft, actor=actor(), now=clock.now()).id
            return moved("bank_files.show", file_id=file_id)
    return _index_page(form)


@blueprint.get("/<int:file_id>")
@allow(*READERS)
def show(file_id: int) -> ResponseReturnValue:
    """Show a file: its columns, how far it has come, and what was refused."""
    return _show(queries.file_for(file_id, actor()), empty_form())


@blueprint.post("/<int:file_id>/kolom")
@allow(Role.BANK)
def match(file_id: int) -> ResponseReturnValue:
    """Say which column is which, and keep it for the bank's next files."""
    form = empty_form(request.form)
    if form.values:
        with form.catching(), transaction():
            service.match(queries.file_for(file_id, actor()), request.form, actor=actor(), now=clock.now())
            return moved("bank_files.show", file_id=file_id, flash="Kolom tersimpan untuk berkas berikutnya juga.")
    return _show(queries.file_for(file_id, actor()), form)


@blueprint.post("/<int:file_id>/mulai")
@allow(Role.BANK)
def begin(file_id: int) -> ResponseReturnValue:
    """Begin to carry a file out."""
    form = empty_form(request.form)
    if form.draft is None:
        reckoned = service.reckon(queries.file_for(file_id, actor()))
        with form.catching(), transaction():
            service.begin(queries.file_for(file_id, actor()), reckoned, actor=actor(), now=clock.now())
            return moved("bank_files.show", file_id=file_id)
    return _show(queries.file_for(file_id, actor()), form)


@blueprint.post("/<int:file_id>/lanjut")
@allow(Role.BANK)
def go_on(file_id: int) -> ResponseReturnValue:
    """Carry out the next rows."""
    with transaction():
        service.go_on(queries.file_for(file_id, actor()), actor=actor(), now=clock.now())
    return moved("bank_files.show", file_id=file_id)


@blueprint.get("/<int:file_id>/ditolak.xlsx")
@allow(*READERS)
def refused(file_id: int) -> ResponseReturnValue:
    """Download the refused rows as they came, each with its reason."""
    file = queries.file_for(file_id, actor())
    width = len(file.headings)
    rows = [
        [str(row.line), *(list(queries.cells_of(row)) + [""] * width)[:width], row.message]
        for row in queries.rows_of(file.id, RowState.REFUSED)
    ]
    headings = ["Baris", *(heading or f"Kolom {place}" for place, heading in enumerate(file.headings, 1)), "Alasan"]
    content = to_xlsx([Table("Baris ditolak", [Column(heading) for heading in headings], rows)])
    name = f"ditolak-{file.id}.xlsx"
    return Response(content, mimetype=XLSX, headers={"Content-Disposition": f"attachment; filename={name}"})


def _draft(typed: TypedFile, name: str, content: bytes) -> service.FileDraft:
    opened = open_file(name, content)
    if not opened.tables:
        raise FileRefused("Berkas ini bukan tabel. Unggah Excel (.xlsx) atau CSV dari bank.", field="file")
    return service.FileDraft(
        kind=typed.kind,
        name=name,
        content=content,
        rows=opened.tables[0],
        as_of=typed.as_of,
        control_rows=typed.control_rows,
        control_total=typed.control_total,
    )


def _index_page(form: Form[Any]) -> ResponseReturnValue:
    own = facility.bank_for(actor())
    return page(
        "harkat/bank_files/index.html",
        form=form,
        files=queries.files(None if own is None else own.id),
        banks={bank.id: bank.name for bank in facility.banks()},
        own=own,
        kinds=FileKind.choices(),
    )


def _show(file: BankFile, form: Form[Any]) -> ResponseReturnValue:
    if file.state in (FileState.UPLOADED, FileState.READY) and not form.values:
        form.values.update(file.mapping)
    refused_rows = queries.rows_of(file.id, RowState.REFUSED, most=50)
    unknown = sum("tidak ada di bank ini" in (row.message or "") for row in refused_rows)
    return page(
        "harkat/bank_files/show.html",
        file=file,
        bank=facility.bank(file.bank_id),
        form=form,
        fields=FIELDS[file.kind],
        matched=_matched(file),
        lacking=_lacking(file),
        headings=[(heading, heading) for heading in file.headings if heading],
        preview=_preview(file),
        refused_rows=refused_rows,
        noted_rows=queries.noted_rows(file.id, most=50) if file.kind is FileKind.DISBURSEMENTS else [],
        is_foreign=bool(unknown) and unknown == file.handled,
        may_act=actor().role is Role.BANK,
    )


def _lacking(file: BankFile) -> list[tuple[str, str]]:
    """Return the needed fields that no heading of the file stands for, each with what the bank called it before."""
    if file.state is not FileState.UPLOADED:
        return []
    saved = queries.saved_headings(file.bank_id, file.kind)
    labels = missing(file.mapping, file.headings, file.kind)
    return [(field.label, saved.get(field.name, "")) for field in FIELDS[file.kind] if field.label in labels]


def _matched(file: BankFile) -> list[Field]:
    """Return the fields worth a column: those a heading stands for, and the needed ones that have none."""
    return [field for field in FIELDS[file.kind] if field.required or file.mapping.get(field.name)]


def _preview(file: BankFile) -> list[tuple[int, list[str], str]]:
    """Return the first rows as they would be read: line, cells by field, and the reason where one cannot be."""
    shown: list[tuple[int, list[str], str]] = []
    if file.state not in (FileState.UPLOADED, FileState.READY):
        return shown
    for row in queries.rows_of(file.id, most=PREVIEW_ROWS):
        cells = cells_by_field(file.mapping, file.headings, queries.cells_of(row))
        try:
            read_row(file.kind, cells, today=clock.today(), headings=file.mapping)
            problem = ""
        except RowRefused as refusal:
            problem = refusal.message
        shown.append((row.line, [cells.get(field.name, "") for field in _matched(file)], problem))
    return shown
