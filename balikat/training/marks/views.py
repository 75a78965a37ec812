"""Pages on which trainers mark attendance and write scores, and what waits for them."""

from datetime import date
from typing import Any

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue

from balikat.training import queries
from balikat.training.attendance import Competence, Mark
from balikat.training.cohorts.queries import cohort_for, session_for
from balikat.training.completion import AssessmentKind
from balikat.training.marks import service
from balikat.training.marks.queries import attendance_rows, teaching_day
from balikat.training.marks.schemas import WalkInSchema, read_attendance, read_competences, read_scores
from core import clock
from core.auth.roles import Actor, Role
from core.db import transaction
from core.places.queries import kelurahan_choices
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.panels import Task, panels

TEACHERS = (Role.OFFICER, Role.TRAINER)
READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR, Role.TRAINER)

blueprint = Blueprint("marks", __name__)


@blueprint.get("/sesi/<int:session_id>/presensi")
@allow(*READERS)
def attendance(session_id: int) -> ResponseReturnValue:
    """Show a session's attendance, everybody on one screen."""
    return _attendance_page(session_id, empty_form())


@blueprint.post("/sesi/<int:session_id>/presensi")
@allow(*TEACHERS)
def mark(session_id: int) -> ResponseReturnValue:
    """Write the marks that were changed; the page's own script gets a short answer it can keep or clear by."""
    session = session_for(session_id, actor())
    names = queries.participant_names(session.cohort_id)
    form = read_attendance(request.form, names, session_hours=session.hours)
    if form.draft is not None:
        with form.catching(), transaction():
            session = session_for(session_id, actor())
            everybody = "all_present" in request.form
            now, today = clock.now(), clock.today()
            done = service.mark_attendance(
                session, form.draft, all_present=everybody, actor=actor(), now=now, today=today
            )
            return _marked(session_id, done)
    return _attendance_page(session_id, form)


def _marked(session_id: int, done: service.Marking) -> ResponseReturnValue:
    words = f"{done.written} presensi tersimpan." if done.written else "Tidak ada yang berubah."
    if done.clashes:
        form = empty_form({"clashes": done.clashes, "written": done.written})
        return {"clashes": list(done.clashes)} if _asked_by_script() else _attendance_page(session_id, form)
    if _asked_by_script():
        flash(words)
        return {"clashes": []}
    return moved("marks.attendance", session_id=session_id, flash=words)


def _asked_by_script() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _attendance_page(session_id: int, form: Form[Any]) -> ResponseReturnValue:
    session = session_for(session_id, actor())
    today = clock.today()
    return page(
        "balikat/training/attendance.html",
        session=session,
        rows=attendance_rows(session, today),
        marks=list(Mark),
        today=today,
        form=form,
        status=409 if form.values.get("clashes") else 200,
    )


@blueprint.get("/sesi/<int:session_id>/dadakan")
@allow(*TEACHERS)
def walk_in(session_id: int) -> ResponseReturnValue:
    """Show the form for somebody who came without being enrolled."""
    return _walk_in_page(session_id, empty_form())


@blueprint.post("/sesi/<int:session_id>/dadakan")
@allow(*TEACHERS)
def admit(session_id: int) -> ResponseReturnValue:
    """Enroll somebody who walked in, and mark them present."""
    form = read_form(WalkInSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            session, now, today = session_for(session_id, actor()), clock.now(), clock.today()
            enrollment = service.admit_walk_in(session, form.draft, actor=actor(), now=now, today=today)
            words = f"{form.draft.name} ditambahkan dan ditandai hadir. Catat NIK-nya setelah KTP dibawa."
            return moved("marks.attendance", session_id=session_id, flash=words, _anchor=f"baris-{enrollment.id}")
    return _walk_in_page(session_id, form)


def _walk_in_page(session_id: int, form: Form[Any]) -> ResponseReturnValue:
    session = session_for(session_id, actor())
    return page("balikat/training/walk_in.html", session=session, form=form, kelurahan=kelurahan_choices())


@blueprint.get("/angkatan/<int:cohort_id>/presensi")
@allow(*READERS)
def recap(cohort_id: int) -> ResponseReturnValue:
    """Show a cohort's attendance at a glance: a row a participant, a column a session."""
    room = queries.classroom(cohort_for(cohort_id, actor()), clock.today())
    return page("balikat/training/recap.html", room=room)


@blueprint.get("/angkatan/<int:cohort_id>/nilai")
@allow(*READERS)
def scores(cohort_id: int) -> ResponseReturnValue:
    """Show the score grid."""
    return _scores_page(cohort_id, empty_form())


@blueprint.post("/angkatan/<int:cohort_id>/nilai")
@allow(*TEACHERS)
def record_scores(cohort_id: int) -> ResponseReturnValue:
    """Write the scores that were typed."""
    cohort = cohort_for(cohort_id, actor())
    names = queries.participant_names(cohort_id)
    form = read_scores(request.form, names, maximum=cohort.course.score_maximum)
    if form.draft is not None:
        with form.catching(), transaction():
            cohort = cohort_for(cohort_id, actor())
            written = service.record_scores(cohort, form.draft, actor=actor(), now=clock.now())
            found = read_competences(request.form, names)
            written += service.record_competences(cohort, found, actor=actor(), now=clock.now())
            words = f"{written} nilai tersimpan." if written else "Tidak ada nilai yang berubah."
            return moved("marks.scores", cohort_id=cohort_id, flash=words)
    return _scores_page(cohort_id, form)


def _scores_page(cohort_id: int, form: Form[Any]) -> ResponseReturnValue:
    room = queries.classroom(cohort_for(cohort_id, actor()), clock.today())
    return page(
        "balikat/training/scores.html", room=room, kinds=list(AssessmentKind), form=form, verdicts=list(Competence)
    )


def trainer_tasks(actor: Actor, today: date) -> list[Task]:
    """Return what waits for a trainer: today's sessions, unfilled ones, people at risk, classes ready to complete."""
    day = teaching_day(actor, today)
    every = url_for("cohorts.index")
    return [
        Task(
            "Presensi hari ini", len(day.today), _session_url(day.today, every), _session_note(day.today), urgent=True
        ),
        Task(
            "Presensi yang belum diisi",
            len(day.unfilled),
            _session_url(day.unfilled, every),
            "Sesi sudah lewat. Isi presensinya, atau batalkan sesi dengan alasan.",
            urgent=True,
        ),
        Task(
            "Peserta yang terancam tidak lulus",
            sum(day.at_risk.values()),
            url_for("cohorts.show", cohort_id=next(iter(day.at_risk))) if day.at_risk else every,
            "Hubungi mereka sebelum sesi berikutnya.",
        ),
        Task(
            "Peserta siap dinyatakan lulus",
            sum(day.ready.values()),
            url_for("cohorts.show", cohort_id=next(iter(day.ready))) if day.ready else every,
            "Semua sesi selesai. Tetapkan kelulusan di halaman angkatan.",
        ),
    ]


def _session_url(sessions: tuple[Any, ...], otherwise: str) -> str:
    return url_for("marks.attendance", session_id=sessions[0].id) if sessions else otherwise


def _session_note(sessions: tuple[Any, ...]) -> str:
    return "; ".join(f"{row.cohort.course.name}, {row.cohort.name}" for row in sessions[:3])


def join_panels() -> None:
    """Put the tasks on the trainer's start page."""
    panels.add_tasks(Role.TRAINER, trainer_tasks)
