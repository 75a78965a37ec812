"""Pages that take a trainer's list of marks and scores in: upload, preview row by row, save, bad rows to repair."""

import json
from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from balikat.training import queries
from balikat.training.attendance import Entry, Marked, SessionStatus, read_code
from balikat.training.cells import cell_of
from balikat.training.cohorts.queries import cohort_for
from balikat.training.completion import AssessmentKind
from balikat.training.drafts import ScoreDraft
from balikat.training.marks.grid.service import mark_many
from balikat.training.marks.lists.reading import Enrolled, MarkLine, Planned, read_marks
from balikat.training.marks.service import record_scores
from balikat.training.models import Cohort
from balikat.training.queries import Classroom
from core import clock
from core.auth.roles import Role
from core.db import transaction
from core.documents.tables import Column, Kind, Table
from core.documents.workbook import to_xlsx
from core.errors import DomainError, RuleBroken
from core.files.opening import open_file
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form

LARGEST_KEY = 2**62
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

blueprint = Blueprint("mark_lists", __name__, url_prefix="/angkatan/<int:cohort_id>/presensi/impor")


@blueprint.get("")
@allow(Role.OFFICER, Role.TRAINER)
def upload(cohort_id: int) -> ResponseReturnValue:
    """Show the form for a list."""
    return page("balikat/training/marks_upload.html", cohort=cohort_for(cohort_id, actor()), form=empty_form())


@blueprint.get("/contoh.xlsx")
@allow(Role.OFFICER, Role.TRAINER)
def template(cohort_id: int) -> ResponseReturnValue:
    """Answer with a list to fill in: everybody, every session up to today, every test, with what is recorded."""
    room = queries.classroom(cohort_for(cohort_id, actor()), clock.today())
    sessions = _sessions(room)
    columns = [Column("Nomor"), Column("Nama")]
    columns += [Column(f"{session.held_on:%d/%m/%Y}") for session in sessions]
    columns += [Column(kind.label, Kind.NUMBER) for kind in AssessmentKind]
    people = sorted(room.participants, key=lambda row: (row.enrollment.person.name, row.enrollment.id))
    rows = [
        (
            row.enrollment.person.number,
            row.enrollment.person.name,
            *(cell_of(row.marks.get(session.id), session_hours=session.hours) for session in sessions),
            *(row.scores.get(kind) for kind in AssessmentKind),
        )
        for row in people
    ]
    note = "H hadir penuh, angka = JP yang diikuti, I izin, S sakit, A alpa. Kotak kosong tidak mengubah apa pun."
    content = to_xlsx([Table("Presensi dan nilai", columns, rows, notes=[note])])
    return _file(content, f"presensi-angkatan-{cohort_id}.xlsx")


@blueprint.post("")
@allow(Role.OFFICER, Role.TRAINER)
def preview(cohort_id: int) -> ResponseReturnValue:
    """Show a list row by row; nothing is kept yet."""
    cohort = cohort_for(cohort_id, actor())
    form: Form[Any] = empty_form()
    file = request.files.get("file")
    if file is None or not file.filename:
        form.add_error("Pilih berkas Excel atau CSV.", "file")
        return page("balikat/training/marks_upload.html", cohort=cohort, form=form)
    room = queries.classroom(cohort, clock.today())
    try:
        tables = open_file(file.filename, file.read()).tables
        lines, unknown = _read(room, cohort, tables[0] if tables else ())
    except DomainError as error:
        form.add_error(error.message, "file")
        return page("balikat/training/marks_upload.html", cohort=cohort, form=form)
    current = {row.enrollment.id: row for row in room.participants}
    good = [line for line in lines if not line.problems]
    return page(
        "balikat/training/marks_preview.html",
        room=room,
        unknown=unknown,
        bad=[line for line in lines if line.problems],
        good=good,
        sessions={session.id: session for session in room.sessions},
        current=current,
        cell_of=cell_of,
        good_text=_write(good, {key: row.marks for key, row in current.items()}),
        bad_text=json.dumps([(line.number, line.name, " ".join(line.problems)) for line in lines if line.problems]),
    )


def _read(room: Classroom, cohort: Cohort, rows: Any) -> tuple[list[MarkLine], tuple[str, ...]]:
    people = [
        Enrolled(row.enrollment.id, row.enrollment.person.name, row.enrollment.person.number)
        for row in room.participants
    ]
    planned = [Planned(session.id, session.held_on, session.hours) for session in _sessions(room)]
    return read_marks(rows, planned, people, maximum=cohort.course.score_maximum)


def _sessions(room: Classroom) -> list[Any]:
    today = clock.today()
    return [row for row in room.sessions if row.status is not SessionStatus.CANCELLED and row.held_on <= today]


@blueprint.post("/simpan")
@allow(Role.OFFICER, Role.TRAINER)
def take_in(cohort_id: int) -> ResponseReturnValue:
    """Write the good rows as they were shown; a mark somebody wrote meanwhile stands."""
    cohort_for(cohort_id, actor())
    entries, scores = _rows(request.form.get("rows", ""))
    with transaction():
        cohort, now = cohort_for(cohort_id, actor()), clock.now()
        done = mark_many(cohort, entries, actor=actor(), now=now, today=clock.today())
        written = record_scores(cohort, scores, actor=actor(), now=now)
    words = f"{done.written} presensi dan {written} nilai tersimpan."
    if done.clashes:
        words += f" {len(done.clashes)} tanda sudah diubah orang lain sejak daftar diperiksa, jadi dibiarkan."
    return moved("grid.show", cohort_id=cohort_id, flash=words)


@blueprint.post("/ditolak")
@allow(Role.OFFICER, Role.TRAINER)
def download_bad(cohort_id: int) -> ResponseReturnValue:
    """Answer with the bad rows and their reasons as a workbook."""
    cohort_for(cohort_id, actor())
    try:
        rows = [
            (str(number), str(name)[:120], str(reason)[:400])
            for number, name, reason in json.loads(request.form["rows"])
        ]
    except (ValueError, TypeError, KeyError):
        raise RuleBroken("Daftar tidak terbaca lagi. Unggah berkasnya sekali lagi.") from None
    table = Table("Baris bermasalah", [Column("Baris"), Column("Nama"), Column("Alasan")], rows)
    return _file(to_xlsx([table]), f"baris-bermasalah-angkatan-{cohort_id}.xlsx")


def _write(lines: list[MarkLine], shown: dict[int, dict[int, Marked]]) -> str:
    """Write the rows with the marks they were shown beside, for a hidden field."""
    rows = []
    for line in lines:
        before = shown.get(line.enrollment_id or 0, {})
        marks = [
            [session_id, before[session_id].code if session_id in before else "", marked.code]
            for session_id, marked in line.marks.items()
        ]
        rows.append([line.enrollment_id, marks, {kind.value: score for kind, score in line.scores.items()}])
    return json.dumps(rows, separators=(",", ":"))


def _rows(text: str) -> tuple[dict[int, list[Entry]], list[ScoreDraft]]:
    """Read the hidden field.

    :raises RuleBroken: when it is not what the preview wrote
    """
    entries: dict[int, list[Entry]] = {}
    scores: list[ScoreDraft] = []
    kinds = {kind.value: kind for kind in AssessmentKind}
    try:
        for key, marks, told in json.loads(text):
            for session_id, before, after in marks:
                entry = Entry(_key(key), read_code(str(before)), read_code(str(after)))
                entries.setdefault(_key(session_id), []).append(entry)
            scores += [ScoreDraft(_key(key), kinds[kind], _key(score)) for kind, score in told.items()]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise RuleBroken("Daftar tidak terbaca lagi. Unggah berkasnya sekali lagi.") from None
    return entries, scores


def _key(number: object) -> int:
    if not isinstance(number, int) or not 0 <= number < LARGEST_KEY:
        raise ValueError(number)
    return number


def _file(content: bytes, name: str) -> Response:
    answer = Response(content, mimetype=XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
