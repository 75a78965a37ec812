"""Pages that take a list of participants in: upload, preview row by row, import, and the bad rows to repair."""

from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from balikat.training.cohorts.queries import cohort_for
from balikat.training.rosters import service
from balikat.training.rosters.reading import RosterLine, read_roster
from balikat.training.rosters.schemas import UploadSchema, read_lines, write_lines
from core import clock
from core.auth.roles import Role
from core.db import transaction
from core.documents.tables import Column, Table
from core.documents.workbook import to_xlsx
from core.errors import DomainError
from core.files.opening import open_file
from core.places.queries import kelurahan_choices
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form

ROWS_SHOWN = 200
ROWS_AT_ONCE = 150
LONGEST_COUNT = 6
COLUMNS = ("Baris", "Nama", "NIK", "No HP", "Kelurahan", "Alasan")

blueprint = Blueprint("rosters", __name__, url_prefix="/angkatan/<int:cohort_id>/impor")


@blueprint.get("")
@allow(Role.OFFICER)
def upload(cohort_id: int) -> ResponseReturnValue:
    """Show the form for a list."""
    return _upload_page(cohort_id, empty_form())


@blueprint.post("")
@allow(Role.OFFICER)
def preview(cohort_id: int) -> ResponseReturnValue:
    """Show a list row by row; nothing is kept yet."""
    form = read_form(UploadSchema())
    file = request.files.get("file")
    if file is None or not file.filename:
        form.add_error("Pilih berkas Excel atau CSV.", "file")
    if form.errors or form.draft is None or file is None:
        return _upload_page(cohort_id, form)
    try:
        tables = open_file(file.filename or "", file.read()).tables
        lines = read_roster(tables[0] if tables else (), _codes_by_name(), otherwise=form.draft.get("kelurahan_code"))
    except DomainError as error:
        form.add_error(error.message, "file")
        return _upload_page(cohort_id, form)
    good, bad = _divide(lines)
    return page(
        "balikat/training/roster.html",
        cohort=cohort_for(cohort_id, actor()),
        good=good,
        bad=bad,
        shown=ROWS_SHOWN,
        good_text=write_lines(good),
        bad_text=write_lines(bad),
    )


@blueprint.post("/simpan")
@allow(Role.OFFICER)
def take_in(cohort_id: int) -> ResponseReturnValue:
    """Take good rows into the cohort, a part at a time so that nobody else waits long; the rest goes on."""
    good, _ = _divide(read_lines(request.form.get("rows", "")))
    part, rest = good[:ROWS_AT_ONCE], good[ROWS_AT_ONCE:]
    with transaction():
        cohort = cohort_for(cohort_id, actor())
        words = service.import_roster(cohort, part, actor=actor(), now=clock.now()).words
        if not rest:
            return moved("cohorts.show", cohort_id=cohort_id, flash=words)
    cohort = cohort_for(cohort_id, actor())
    typed = request.form.get("total", "")
    total = int(typed) if typed.isdecimal() and len(typed) < LONGEST_COUNT else len(good)
    template = "balikat/training/roster_rest.html"
    return page(template, cohort=cohort, words=words, left=len(rest), total=total, rest=write_lines(rest))


@blueprint.post("/ditolak")
@allow(Role.OFFICER)
def download_bad(cohort_id: int) -> ResponseReturnValue:
    """Answer with the bad rows and their reasons as a workbook."""
    lines = read_lines(request.form.get("rows", ""))
    rows = [
        (str(line.number), line.name, line.nik, line.phone, line.kelurahan, " ".join(line.problems)) for line in lines
    ]
    content = to_xlsx([Table("Baris bermasalah", [Column(heading) for heading in COLUMNS], rows)])
    answer = Response(content, mimetype="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    answer.headers["Content-Disposition"] = f'attachment; filename="baris-bermasalah-angkatan-{cohort_id}.xlsx"'
    return answer


def _upload_page(cohort_id: int, form: Form[Any]) -> ResponseReturnValue:
    cohort = cohort_for(cohort_id, actor())
    return page("balikat/training/roster_upload.html", cohort=cohort, form=form, kelurahan=kelurahan_choices())


def _divide(lines: list[RosterLine]) -> tuple[list[RosterLine], list[RosterLine]]:
    return [line for line in lines if not line.problems], [line for line in lines if line.problems]


def _codes_by_name() -> dict[str, str]:
    return {name.lower(): code for _, wards in kelurahan_choices() for code, name in wards}
