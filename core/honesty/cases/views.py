"""The auditor's pages of complaints."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.db import transaction
from core.honesty.answers.queries import counts
from core.honesty.cases import queries, service
from core.honesty.kinds import ComplaintOutcome, ComplaintState, MoneyAnswer
from core.honesty.models import Complaint
from core.honesty.schemas import ClosingSchema, NoteSchema
from core.people import queries as people
from core.people.repair.moves import moves
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.listing import paginate, read_listing
from core.web.menu import MenuItem
from core.web.panels import Task, panels

blueprint = Blueprint("complaints", __name__, url_prefix="/pengaduan")
MENU = [MenuItem("Pengaduan", "complaints.index", (Role.AUDITOR,), order=71)]
DAYS_COUNTED = 90


@blueprint.get("")
@allow(Role.AUDITOR)
def index() -> ResponseReturnValue:
    """List the complaints, those to be answered first before the others, and what the question brought."""
    today = clock.today()
    listing = read_listing({"tenggat": Complaint.answer_by_on, "nomor": Complaint.id}, default="tenggat",
                           filters=("keadaan",))  # fmt: skip
    found = paginate(queries.list_complaints(listing.filters["keadaan"]), listing, tie=Complaint.id)
    asked = counts(today - timedelta(days=DAYS_COUNTED), today)
    states = [(state.value, state.label) for state in ComplaintState]
    return page("core/honesty/cases/index.html", found=found, states=states, today=today, asked=asked,
                yes=MoneyAnswer.YES, no=MoneyAnswer.NO, days=DAYS_COUNTED)  # fmt: skip


@blueprint.get("/<int:complaint_id>")
@allow(Role.AUDITOR)
def show(complaint_id: int) -> ResponseReturnValue:
    """Show a complaint with its clock, its notes and the forms that carry it on."""
    return _show(complaint_id, empty_form(), empty_form())


@blueprint.post("/<int:complaint_id>/catatan")
@allow(Role.AUDITOR)
def write(complaint_id: int) -> ResponseReturnValue:
    """Write down what was found on the way."""
    form = read_form(NoteSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            service.write(queries.complaint(complaint_id), form.draft, actor=actor(), now=clock.now())
            return moved("complaints.show", complaint_id=complaint_id, flash="Catatan pemeriksaan tersimpan.")
    return _show(complaint_id, form, empty_form())


@blueprint.post("/<int:complaint_id>/selesai")
@allow(Role.AUDITOR)
def close(complaint_id: int) -> ResponseReturnValue:
    """Write the outcome and the answer."""
    form = read_form(ClosingSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            service.close(queries.complaint(complaint_id), form.draft, actor=actor(), now=clock.now())
            flash = "Pengaduan selesai. Pengadu membaca jawabannya dengan nomor dan kodenya."
            return moved("complaints.show", complaint_id=complaint_id, flash=flash)
    return _show(complaint_id, empty_form(), form)


def _show(complaint_id: int, note: Form[Any], closing: Form[Any]) -> ResponseReturnValue:
    row = queries.complaint(complaint_id)
    return page(
        "core/honesty/cases/show.html",
        status=422 if note.errors or closing.errors else 200,
        row=row,
        notes=queries.notes_of(complaint_id),
        writer=None if row.person_id is None else people.person(row.person_id).number,
        note=note,
        closing=closing,
        outcomes=ComplaintOutcome.choices(),
        is_open=row.state is not ComplaintState.CLOSED,
        today=clock.today(),
    )


def tasks(_actor: Actor, today: date) -> list[Task]:
    """Point the auditor at complaints that wait, the late ones first."""
    url = url_for("complaints.index")
    late = queries.count_open(today)
    return [
        Task("Pengaduan lewat tenggat", late, url, note="Jawab hari ini, atau catat sebabnya.", urgent=True),
        Task("Pengaduan menunggu hasil", queries.count_open() - late, url),
    ]


def join_panels() -> None:
    """Put the complaints on the auditor's start page, and let named ones come along when entries are merged."""
    moves.add(service.HONESTY)
    panels.add_tasks(Role.AUDITOR, tasks)
