"""Pages about participants: adding them, one participant's standing, a seat, and an end with a reason."""

from datetime import date
from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from balikat.training import queries
from balikat.training.attendance import EnrollmentStatus
from balikat.training.cohorts.queries import cohort_for, enrollment_for
from balikat.training.enrollments import service
from balikat.training.enrollments.moving.service import TRAININGS
from balikat.training.enrollments.queries import candidate_groups, candidates, enrolled_ids, waiting_with_free_seats
from balikat.training.enrollments.schemas import EnrollSchema, LeaveSchema
from core import clock
from core.auth.roles import Actor, Role
from core.db import transaction
from core.groups.queries import members_of
from core.people.repair.moves import moves
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.panels import Panel, Task, panels

READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR, Role.TRAINER)

blueprint = Blueprint("enrollments", __name__, url_prefix="/angkatan")


@blueprint.get("/<int:cohort_id>/peserta/tambah")
@allow(Role.OFFICER)
def add(cohort_id: int) -> ResponseReturnValue:
    """Search people and groups to enroll."""
    return _add_page(cohort_id, empty_form())


@blueprint.post("/<int:cohort_id>/peserta/tambah")
@allow(Role.OFFICER)
def do_add(cohort_id: int) -> ResponseReturnValue:
    """Enroll the ticked people or a whole group."""
    form = read_form(EnrollSchema())
    if form.draft is not None:
        group_id = form.draft.get("group_id")
        person_ids = form.draft.get("person_ids") or []
        if group_id is not None:
            person_ids = [row.person_id for row in members_of(group_id)]
        if not person_ids:
            form.add_error("Centang paling sedikit satu orang.", "person_ids")
            return _add_page(cohort_id, form)
        with form.catching(), transaction():
            outcome = service.enroll_all(cohort_for(cohort_id, actor()), person_ids, actor=actor(), now=clock.now())
            return moved("cohorts.show", cohort_id=cohort_id, flash=outcome.words)
    return _add_page(cohort_id, form)


def _add_page(cohort_id: int, form: Form[Any]) -> ResponseReturnValue:
    words = " ".join(request.values.get("q", "").split())[:80]
    return page(
        "balikat/training/enroll.html",
        cohort=cohort_for(cohort_id, actor()),
        words=words,
        people=candidates(words),
        groups=candidate_groups(words),
        enrolled=enrolled_ids(cohort_id),
        form=form,
    )


@blueprint.get("/peserta/<int:enrollment_id>")
@allow(*READERS)
def show(enrollment_id: int) -> ResponseReturnValue:
    """Show where a participant stands and what is missing."""
    return _show(enrollment_id, empty_form())


def _show(enrollment_id: int, form: Form[Any]) -> ResponseReturnValue:
    enrollment = enrollment_for(enrollment_id, actor())
    today = clock.today()
    participant = queries.with_standings([enrollment], today)[0]
    sessions = queries.sessions_of(enrollment.cohort_id)
    return page("balikat/training/participant.html", row=participant, sessions=sessions, form=form, today=today)


@blueprint.post("/peserta/<int:enrollment_id>/kursi")
@allow(Role.OFFICER)
def give_seat(enrollment_id: int) -> ResponseReturnValue:
    """Give a seat to somebody who waits or came back."""
    with transaction():
        enrollment = service.give_seat(enrollment_for(enrollment_id, actor()), actor=actor(), now=clock.now())
        words = f"{enrollment.person.name} sekarang peserta."
        return moved("cohorts.show", cohort_id=enrollment.cohort_id, flash=words)


@blueprint.post("/peserta/<int:enrollment_id>/berhenti")
@allow(Role.OFFICER)
def leave(enrollment_id: int) -> ResponseReturnValue:
    """Record that somebody stops or is not accepted, with the reason."""
    form = read_form(LeaveSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            enrollment = enrollment_for(enrollment_id, actor())
            deed = service.refuse if enrollment.status is EnrollmentStatus.WAITING else service.drop
            deed(enrollment, reason=form.draft["reason"], actor=actor(), now=clock.now())
            words = f"Tercatat: {enrollment.person.name} {enrollment.status.label.lower()}."
            return moved("cohorts.show", cohort_id=enrollment.cohort_id, flash=words)
    return _show(enrollment_id, form)


def person_panel(person_id: int, actor: Actor) -> Panel | None:
    """Return the training panel of a person's page: courses, attendance and what is missing."""
    if actor.role not in READERS:
        return None
    rows = queries.training_state(person_id, clock.today())
    past = queries.past_trainings_of(person_id)
    return Panel("Pelatihan BALIKAT", "balikat/training/_person_panel.html", {"rows": rows, "past": past})


def officer_tasks(actor: Actor, today: date) -> list[Task]:  # noqa: ARG001
    """Return an officer's work with participants: people who wait while a seat is free."""
    waiting = waiting_with_free_seats(today)
    return [
        Task(
            "Pendaftar pelatihan menunggu, padahal ada kursi",
            sum(count for _, count in waiting),
            url_for("cohorts.show", cohort_id=waiting[0][0]) if waiting else "",
            "Beri kursi dari daftar tunggu.",
        )
    ]


def join_panels() -> None:
    """Put the training panel on persons' pages and the tasks on the officer's start page; let trainings move."""
    moves.add(TRAININGS)
    panels.add("person", 30, person_panel)
    panels.add_tasks(Role.OFFICER, officer_tasks)
