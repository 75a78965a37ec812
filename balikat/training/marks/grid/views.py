"""The grid in which a cohort's whole attendance is typed at a desk."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from balikat.training import queries
from balikat.training.attendance import SessionStatus
from balikat.training.cells import cell_of
from balikat.training.cohorts.queries import cohort_for
from balikat.training.marks.grid import service
from balikat.training.marks.grid.schemas import read_grid, typed_cells, write_shown
from balikat.training.models import ClassSession
from core import clock
from core.auth.roles import Role
from core.db import transaction
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form

blueprint = Blueprint("grid", __name__, url_prefix="/angkatan/<int:cohort_id>/presensi/isi")


@blueprint.get("")
@allow(Role.OFFICER, Role.TRAINER)
def show(cohort_id: int) -> ResponseReturnValue:
    """Show the grid: everybody, every session up to today."""
    return _page(cohort_id, empty_form(), frozenset())


@blueprint.post("")
@allow(Role.OFFICER, Role.TRAINER)
def save(cohort_id: int) -> ResponseReturnValue:
    """Write the cells that were changed."""
    cohort = cohort_for(cohort_id, actor())
    form = read_grid(request.form, queries.participant_names(cohort.id), _markable(queries.sessions_of(cohort.id)))
    clashes: frozenset[tuple[int, int]] = frozenset()
    if form.draft is not None:
        with form.catching(), transaction():
            cohort = cohort_for(cohort_id, actor())
            done = service.mark_many(cohort, form.draft, actor=actor(), now=clock.now(), today=clock.today())
            words = f"{done.written} presensi tersimpan." if done.written else "Tidak ada yang berubah."
            if not done.clashes:
                return moved("grid.show", cohort_id=cohort_id, flash=words)
            clashes, form = done.clashes, empty_form({"written": done.written})
    return _page(cohort_id, form, clashes)


def _markable(sessions: list[ClassSession]) -> list[ClassSession]:
    today = clock.today()
    return [row for row in sessions if row.status is not SessionStatus.CANCELLED and row.held_on <= today]


def _page(cohort_id: int, form: Form[Any], clashes: frozenset[tuple[int, int]]) -> ResponseReturnValue:
    room = queries.classroom(cohort_for(cohort_id, actor()), clock.today())
    return page(
        "balikat/training/grid.html",
        room=room,
        sessions=_markable(list(room.sessions)),
        cell_of=cell_of,
        write_shown=write_shown,
        typed=typed_cells(form) if form.errors else {},
        clashes=clashes,
        form=form,
        status=409 if clashes else 200,
    )
