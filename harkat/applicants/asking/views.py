"""The officers' page of what applicants asked and handed in through their door."""

from datetime import date
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.db import transaction
from core.people import queries as people
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.menu import MenuItem
from core.web.panels import Task, panels
from harkat.applicants.asking import queries, service
from harkat.applicants.asking.schemas import AnswerSchema

blueprint = Blueprint("askings", __name__, url_prefix="/dari-pemohon")
MENU = [MenuItem("Dari pemohon", "askings.index", (Role.OFFICER, Role.HEAD), order=47)]


@blueprint.get("")
@allow(Role.OFFICER, Role.HEAD)
def index() -> ResponseReturnValue:
    """List the photos to be looked at and what waits for an answer."""
    photos, rows = queries.waiting_photos(clock.today()), queries.unanswered()
    return page("harkat/applicants/asking/index.html", photos=photos, rows=rows,
                may_check=actor().role is Role.OFFICER)  # fmt: skip


@blueprint.get("/<int:asking_id>")
@allow(Role.OFFICER, Role.HEAD)
def show(asking_id: int) -> ResponseReturnValue:
    """Show what an applicant asked and the form of the answer."""
    return _show(asking_id, empty_form())


@blueprint.post("/<int:asking_id>")
@allow(Role.OFFICER, Role.HEAD)
def answer(asking_id: int) -> ResponseReturnValue:
    """Answer what an applicant asked."""
    form = read_form(AnswerSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            service.answer(queries.asking(asking_id), form.draft, actor=actor(), now=clock.now())
            return moved("askings.index", flash="Jawaban tersimpan dan tampil di halaman pemohon.")
    return _show(asking_id, form)


def _show(asking_id: int, form: Form[Any]) -> ResponseReturnValue:
    row = queries.asking(asking_id)
    return page("harkat/applicants/asking/show.html", row=row, person=people.person(row.person_id), form=form)


def tasks(_actor: Actor, today: date) -> list[Task]:
    """Point at photos and questions that came through the applicants' door."""
    url = url_for("askings.index")
    return [
        Task("Foto berkas dari pemohon menunggu dicek", len(queries.waiting_photos(today)), url),
        Task("Pertanyaan pemohon menunggu jawaban", queries.count_unanswered(), url),
    ]


def join_panels() -> None:
    """Put the tasks on the start pages of those who answer."""
    for role in (Role.OFFICER, Role.HEAD):
        panels.add_tasks(role, tasks)
