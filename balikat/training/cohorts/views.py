"""Pages about cohorts: list, form, the class page, and their sessions."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from balikat.training import queries
from balikat.training.calendar import CohortPhase, Rhythm, phase_on
from balikat.training.cohorts import service
from balikat.training.cohorts.queries import (
    cohort_for,
    list_cohorts,
    session_for,
    sister_choices,
    trainer_choices,
    trainer_names,
)
from balikat.training.cohorts.schemas import (
    CancelSchema,
    CohortSchema,
    CopySchema,
    NewCohortSchema,
    SessionSchema,
    SessionsSchema,
)
from balikat.training.completion import SEATS
from balikat.training.courses.queries import course_choices
from balikat.training.models import ClassSession, Cohort, Course
from balikat.training.papers.queries import sessions_with_paper
from core import clock
from core.auth.roles import Role
from core.dates import format_date_short, format_time
from core.db import transaction
from core.money import format_number
from core.policy.queries import whole_on
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.listing import paginate, read_listing
from core.web.menu import MenuItem

READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR, Role.TRAINER)
TEACHERS = (Role.OFFICER, Role.TRAINER)

blueprint = Blueprint("cohorts", __name__, url_prefix="/angkatan")
MENU = [MenuItem("Angkatan", "cohorts.index", READERS, order=31)]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """List the cohorts; a trainer's own."""
    sorts = {"mulai": Cohort.starts_on, "nama": Cohort.name, "pelatihan": Course.name, "selesai": Cohort.ends_on}
    listing = read_listing(sorts, default="mulai", filters=("keadaan",), descending=True)
    today = clock.today()
    query = list_cohorts(listing.words, actor(), phase=listing.filters["keadaan"], today=today)
    found = paginate(query, listing, tie=Cohort.id)
    return page(
        "balikat/training/cohorts.html",
        found=found,
        trainers=trainer_names(cohort.id for cohort in found.items),
        phases=CohortPhase.choices(),
        phase_on=phase_on,
        today=today,
    )


@blueprint.get("/baru")
@allow(Role.OFFICER)
def new() -> ResponseReturnValue:
    """Show the form for a cohort."""
    course_id = request.args.get("pelatihan", "")
    return _form_page(empty_form({"course_id": course_id, "seats": whole_on(SEATS, clock.today())}))


@blueprint.post("/baru")
@allow(Role.OFFICER)
def create() -> ResponseReturnValue:
    """Open a cohort."""
    form = read_form(NewCohortSchema())
    if form.draft is not None:
        course_id, draft = form.draft
        with form.catching(), transaction():
            cohort = service.create_cohort(queries.course(course_id), draft, actor=actor(), now=clock.now())
            return moved("cohorts.plan", cohort_id=cohort.id, flash="Angkatan dibuka. Sekarang jadwalkan sesinya.")
    return _form_page(form)


def _form_page(form: Form[Any], cohort: Cohort | None = None) -> ResponseReturnValue:
    courses = course_choices() if cohort is None else []
    trainers = trainer_choices()
    return page("balikat/training/cohort_form.html", form=form, cohort=cohort, courses=courses, trainers=trainers)


@blueprint.get("/<int:cohort_id>")
@allow(*READERS)
def show(cohort_id: int) -> ResponseReturnValue:
    """Show the class page, those at risk first."""
    today = clock.today()
    room = queries.classroom(cohort_for(cohort_id, actor()), today)
    phase = phase_on(today, starts_on=room.cohort.starts_on, ends_on=room.cohort.ends_on)
    papers = sessions_with_paper(session.id for session in room.sessions)
    return page("balikat/training/cohort.html", room=room, today=today, phase=phase, papers=papers)


@blueprint.get("/<int:cohort_id>/ubah")
@allow(Role.OFFICER)
def edit(cohort_id: int) -> ResponseReturnValue:
    """Show the form that changes a cohort."""
    cohort = cohort_for(cohort_id, actor())
    values = {
        "name": cohort.name,
        "place": cohort.place,
        "seats": cohort.seats,
        "cost": "" if cohort.cost is None else format_number(cohort.cost),
        "starts_on": format_date_short(cohort.starts_on),
        "ends_on": format_date_short(cohort.ends_on),
        "trainer_ids": [str(account.id) for account in queries.trainers_of(cohort_id)],
    }
    return _form_page(empty_form(values), cohort)


@blueprint.post("/<int:cohort_id>/ubah")
@allow(Role.OFFICER)
def change(cohort_id: int) -> ResponseReturnValue:
    """Change a cohort."""
    form = read_form(CohortSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            service.change_cohort(cohort_for(cohort_id, actor()), form.draft, actor=actor(), now=clock.now())
            return moved("cohorts.show", cohort_id=cohort_id, flash="Perubahan angkatan tersimpan.")
    return _form_page(form, cohort_for(cohort_id, actor()))


@blueprint.get("/<int:cohort_id>/sesi")
@allow(*TEACHERS)
def plan(cohort_id: int) -> ResponseReturnValue:
    """Show the form that plans sessions in one go."""
    cohort = cohort_for(cohort_id, actor())
    values = {"first_on": format_date_short(cohort.starts_on), "rhythm": Rhythm.WORKDAYS.value, "hours": 4}
    return _plan_page(cohort_id, empty_form(values))


@blueprint.post("/<int:cohort_id>/sesi")
@allow(*TEACHERS)
def do_plan(cohort_id: int) -> ResponseReturnValue:
    """Plan sessions in one go."""
    form = read_form(SessionsSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            cohort = cohort_for(cohort_id, actor())
            planned = service.plan_sessions(cohort, form.draft, actor=actor(), now=clock.now())
            return moved("cohorts.show", cohort_id=cohort_id, flash=f"{len(planned)} sesi dijadwalkan.")
    return _plan_page(cohort_id, form)


@blueprint.post("/<int:cohort_id>/sesi/salin")
@allow(*TEACHERS)
def copy_sessions(cohort_id: int) -> ResponseReturnValue:
    """Plan the sessions of another cohort of the course again."""
    form = read_form(CopySchema())
    if form.draft is not None:
        with form.catching(), transaction():
            cohort, source = cohort_for(cohort_id, actor()), cohort_for(form.draft["source_id"], actor())
            copied = service.copy_sessions(cohort, source, actor=actor(), now=clock.now())
            return moved("cohorts.show", cohort_id=cohort_id, flash=f"{len(copied)} sesi disalin.")
    return _plan_page(cohort_id, form)


def _plan_page(cohort_id: int, form: Form[Any]) -> ResponseReturnValue:
    cohort = cohort_for(cohort_id, actor())
    sessions = queries.sessions_of(cohort_id)
    return page(
        "balikat/training/plan.html",
        cohort=cohort,
        sessions=sessions,
        form=form,
        rhythms=Rhythm.choices(),
        sources=sister_choices(cohort, actor()),
    )


@blueprint.get("/sesi/<int:session_id>")
@allow(*TEACHERS)
def edit_session(session_id: int) -> ResponseReturnValue:
    """Show the forms that change or cancel a session."""
    session = session_for(session_id, actor())
    values = {
        "held_on": format_date_short(session.held_on),
        "starts_at_time": "" if session.starts_at_time is None else format_time(session.starts_at_time),
        "hours": session.hours,
        "topic": session.topic or "",
        "is_mandatory": "1" if session.is_mandatory else "",
        "trainer_id": session.trainer_id or "",
    }
    return _session_page(session, empty_form(values), empty_form())


@blueprint.post("/sesi/<int:session_id>")
@allow(*TEACHERS)
def change_session(session_id: int) -> ResponseReturnValue:
    """Change a session."""
    form = read_form(SessionSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            session = session_for(session_id, actor())
            before = session.held_on, session.starts_at_time
            service.change_session(session, form.draft, actor=actor(), now=clock.now())
            if (session.held_on, session.starts_at_time) != before:
                return moved("notices.show", session_id=session_id, flash="Jadwal berubah. Sekarang kabari pesertanya.")
            return moved("cohorts.show", cohort_id=session.cohort_id, flash="Perubahan sesi tersimpan.")
    return _session_page(session_for(session_id, actor()), form, empty_form())


@blueprint.post("/sesi/<int:session_id>/batal")
@allow(*TEACHERS)
def cancel_session(session_id: int) -> ResponseReturnValue:
    """Cancel a session with a reason."""
    form = read_form(CancelSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            session = session_for(session_id, actor())
            service.cancel_session(session, reason=form.draft["cancel_reason"], actor=actor(), now=clock.now())
            words = "Sesi dibatalkan. Presensinya, bila ada, tetap tersimpan. Sekarang kabari pesertanya."
            return moved("notices.show", session_id=session_id, flash=words)
    return _session_page(session_for(session_id, actor()), empty_form(), form)


def _session_page(session: ClassSession, form: Form[Any], cancelling: Form[Any]) -> ResponseReturnValue:
    status = 422 if cancelling.errors else 200
    if cancelling.errors and not form.values:
        form = empty_form(
            {"held_on": format_date_short(session.held_on), "hours": session.hours, "topic": session.topic}
        )
    return page(
        "balikat/training/session.html",
        session=session,
        form=form,
        cancelling=cancelling,
        trainers=trainer_choices(),
        status=status,
    )
