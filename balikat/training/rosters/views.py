"""Pages that take an office's list in: upload, preview row by row, import part by part, and the bad rows to repair.

A list goes into a cohort, or without one only registers people with their groups and past trainings.
"""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from balikat.training.cohorts.queries import cohort_for
from balikat.training.models import Cohort
from balikat.training.rosters import service
from balikat.training.rosters.reading import RosterLine, read_roster
from balikat.training.rosters.schemas import (
    ProgressSchema,
    UploadSchema,
    read_lines,
    read_refused,
    read_sums,
    write_lines,
    write_sums,
)
from balikat.training.rosters.sums import Sums
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
from core.web.menu import MenuItem

ROWS_SHOWN = 200
ROWS_AT_ONCE = 100
COLUMNS = ("Baris", "Nama", "NIK", "No HP", "Kelurahan", "Kelompok", "Pelatihan", "Alasan")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

blueprint = Blueprint("rosters", __name__)
MENU = [MenuItem("Impor Excel", "rosters.upload", (Role.OFFICER,), order=34)]


@blueprint.get("/angkatan/<int:cohort_id>/impor")
@blueprint.get("/impor")
@allow(Role.OFFICER)
def upload(cohort_id: int | None = None) -> ResponseReturnValue:
    """Show the form for a list."""
    return _upload_page(cohort_id, empty_form())


@blueprint.post("/angkatan/<int:cohort_id>/impor")
@blueprint.post("/impor")
@allow(Role.OFFICER)
def preview(cohort_id: int | None = None) -> ResponseReturnValue:
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
        cohort=_cohort(cohort_id),
        good=good,
        bad=bad,
        shown=ROWS_SHOWN,
        good_text=write_lines(good),
        bad_text=write_lines(bad),
    )


@blueprint.post("/angkatan/<int:cohort_id>/impor/simpan")
@blueprint.post("/impor/simpan")
@allow(Role.OFFICER)
def take_in(cohort_id: int | None = None) -> ResponseReturnValue:
    """Take good rows in, a part at a time so that nobody else waits long; the rest goes on."""
    good, _ = _divide(read_lines(request.form.get("rows", "")))
    part, rest = good[:ROWS_AT_ONCE], good[ROWS_AT_ONCE:]
    with transaction():
        done = service.import_roster(_cohort(cohort_id), part, actor=actor(), now=clock.now())
    sums = read_sums(request.form.get("sums", "")) + done.sums
    refused = [
        *read_refused(request.form.get("refused", "")),
        *(replace(line, problems=(reason[:200],)) for line, reason in done.refused),
    ]
    if cohort_id is not None and not rest and not refused and "HX-Request" not in request.headers:
        return moved("cohorts.show", cohort_id=cohort_id, flash=sums.words)
    return _part_page(cohort_id, rest, sums, refused)


def _part_page(
    cohort_id: int | None, rest: list[RosterLine], sums: Sums, refused: list[RosterLine]
) -> ResponseReturnValue:
    typed = read_form(ProgressSchema()).draft
    total = (typed or {}).get("total") or len(rest) + ROWS_AT_ONCE
    return page(
        "balikat/training/roster_rest.html" if rest else "balikat/training/roster_done.html",
        cohort=_cohort(cohort_id),
        words=sums.words,
        sums=sums,
        sums_text=write_sums(sums),
        refused=refused,
        refused_text=write_lines(refused) if refused else "",
        left=len(rest),
        total=max(total, len(rest)),
        rest=write_lines(rest),
    )


@blueprint.post("/angkatan/<int:cohort_id>/impor/ditolak")
@blueprint.post("/impor/ditolak")
@allow(Role.OFFICER)
def download_bad(cohort_id: int | None = None) -> ResponseReturnValue:
    """Answer with the bad rows and their reasons as a workbook."""
    rows = [
        (
            str(line.number),
            line.name,
            line.nik,
            line.phone,
            line.kelurahan,
            line.group,
            line.past.course if line.past else None,
            " ".join(line.problems),
        )
        for line in read_lines(request.form.get("rows", ""))
    ]
    content = to_xlsx([Table("Baris bermasalah", [Column(heading) for heading in COLUMNS], rows)])
    answer = Response(content, mimetype=XLSX)
    name = "baris-bermasalah" + (f"-angkatan-{cohort_id}" if cohort_id else "")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


def _cohort(cohort_id: int | None) -> Cohort | None:
    return None if cohort_id is None else cohort_for(cohort_id, actor())


def _upload_page(cohort_id: int | None, form: Form[Any]) -> ResponseReturnValue:
    choices = kelurahan_choices()
    return page("balikat/training/roster_upload.html", cohort=_cohort(cohort_id), form=form, kelurahan=choices)


def _divide(lines: list[RosterLine]) -> tuple[list[RosterLine], list[RosterLine]]:
    return [line for line in lines if not line.problems], [line for line in lines if line.problems]


def _codes_by_name() -> dict[str, str]:
    return {name.lower(): code for _, wards in kelurahan_choices() for code, name in wards}
