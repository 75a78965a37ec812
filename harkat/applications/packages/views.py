"""The decision file: out with locked keys, in row by row; good rows are taken, the others told why."""

from collections.abc import Sequence

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.db import transaction
from core.documents.fill_in import FillCell, FillColumn, to_fill_in_xlsx
from core.errors import DomainError
from core.files.limits import FileRefused
from core.files.opening import open_file
from core.money import format_rupiah
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form
from core.web.menu import MenuItem
from harkat.applications.models import Application
from harkat.applications.packages import queries, service
from harkat.applications.packages.decision_rows import HEADINGS, REASONS, VERDICTS, DecisionRow, read_rows, to_be_mended
from harkat.applications.states import State

blueprint = Blueprint("decision_files", __name__, url_prefix="/permohonan/berkas-keputusan")
MENU = [MenuItem("Berkas keputusan", "decision_files.index", (Role.BANK,), order=45)]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LINES = (
    "Isi kolom kuning saja, simpan, lalu unggah kembali di halaman yang sama. Baris yang belum diputuskan dibiarkan.",
    "Keputusan bank berlaku begitu diunggah. Baris yang keliru ditolak satu per satu beserta alasannya.",
)
MEND_LINES = (
    "Hanya baris yang ditolak. Yang harus diperbaiki tertulis di kolom Pemohon.",
    "Perbaiki, simpan, lalu unggah berkas ini. Baris yang kuncinya usang dipindahkan ke berkas baru.",
)


@blueprint.get("")
@allow(Role.BANK)
def index() -> ResponseReturnValue:
    """Show the file to download, the form to send it back, and the files sent before."""
    return _index_page(empty_form())


@blueprint.get("/unduh")
@allow(Role.BANK)
def download() -> ResponseReturnValue:
    """Download the decision file."""
    rows = [_row_of(application) for application in queries.waiting_at(actor())]
    return _workbook(f"keputusan-{clock.today():%Y%m%d}.xlsx", LINES, rows)


@blueprint.post("")
@allow(Role.BANK)
def upload() -> ResponseReturnValue:
    """Take the good rows of a returned file and say what is wrong with the others."""
    form = empty_form()
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        form.add_error("Pilih berkas keputusan yang sudah diisi.", "file")
    else:
        name, content = sent.filename, sent.read()
        with form.catching():
            outcomes = _take(name, content)
            with transaction():
                file_id = service.keep_file(name, content, outcomes, actor=actor(), now=clock.now()).id
            return moved("decision_files.show", file_id=file_id)
    return _index_page(form)


@blueprint.get("/<int:file_id>")
@allow(Role.BANK)
def show(file_id: int) -> ResponseReturnValue:
    """Show what became of each row."""
    return page("harkat/applications/decision_file.html", file=queries.file(file_id, actor()))


@blueprint.get("/<int:file_id>/perbaiki.xlsx")
@allow(Role.BANK)
def mend(file_id: int) -> ResponseReturnValue:
    """Download the rows that were refused, as they were filled in, each with what is to be mended."""
    kept = queries.file(file_id, actor())
    messages = {row["line"]: row["message"] for row in kept.outcome if row["result"] == service.REFUSED}
    if not messages:
        return moved("decision_files.show", file_id=file_id, flash="Tidak ada baris yang perlu diperbaiki.")
    rows = to_be_mended(open_file(kept.name, kept.content).tables[0], messages)
    return _workbook(f"perbaiki-{file_id}.xlsx", MEND_LINES, rows)


def _workbook(name: str, lines: Sequence[str], rows: Sequence[Sequence[FillCell]]) -> Response:
    content = to_fill_in_xlsx("Keputusan", lines=lines, columns=_columns(), rows=rows)
    return Response(content, mimetype=XLSX, headers={"Content-Disposition": f"attachment; filename={name}"})


def _take(name: str, content: bytes) -> list[service.RowOutcome]:
    tables = open_file(name, content).tables
    if not tables:
        raise FileRefused("Unggah berkas Excel yang diunduh dari halaman ini.", field="file")
    rows, faults = read_rows(tables[0])
    refused = [service.RowOutcome(fault.line, fault.key[:40], service.REFUSED, fault.message) for fault in faults]
    return refused + [_take_row(row) for row in rows if not row.is_empty]


def _take_row(row: DecisionRow) -> service.RowOutcome:
    try:
        with transaction():
            return service.take_row(row, actor=actor(), now=clock.now())
    except DomainError as refusal:
        return service.RowOutcome(row.line, row.key[:40], service.REFUSED, refusal.message)


def _index_page(form: Form[object]) -> ResponseReturnValue:
    waiting = queries.waiting_at(actor())
    return page(
        "harkat/applications/decision_files.html", form=form, waiting=len(waiting), files=queries.files_of(actor())
    )


def _columns() -> Sequence[FillColumn]:
    looks = {
        HEADINGS[0]: FillColumn(HEADINGS[0], is_open=False, width=26),
        HEADINGS[1]: FillColumn(HEADINGS[1], is_open=False, width=42),
        HEADINGS[2]: FillColumn(HEADINGS[2], choices=tuple(VERDICTS)),
        HEADINGS[3]: FillColumn(HEADINGS[3], kind="whole", hint="Paling banyak sebesar rekomendasi"),
        HEADINGS[4]: FillColumn(HEADINGS[4], kind="whole"),
        HEADINGS[5]: FillColumn(HEADINGS[5], choices=tuple(REASONS), width=32),
        HEADINGS[7]: FillColumn(HEADINGS[7], kind="date"),
        HEADINGS[9]: FillColumn(HEADINGS[9], kind="date"),
    }
    return [looks.get(heading, FillColumn(heading)) for heading in HEADINGS]


def _row_of(application: Application) -> list[FillCell]:
    applicant = (
        application.person.name
        if application.person
        else f"{application.sub_group.name}, {application.sub_group.group.name}"  # type: ignore[union-attr]
    )
    undecided = application.state is State.AT_BANK
    described = f"{applicant} (rekomendasi {format_rupiah(application.recommended or 0)})"
    amount = application.recommended if undecided else None
    months = application.installments if undecided else None
    return [queries.key_of(application), described, None, amount, months, *[None] * 5]
