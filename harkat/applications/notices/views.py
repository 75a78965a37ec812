"""The page of news to pass on, and the officers' tasks about it."""

from datetime import date

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.db import transaction
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.panels import Task, panels
from harkat.applications.notices import queries, service

blueprint = Blueprint("application_notices", __name__, url_prefix="/permohonan/kabar")


@blueprint.get("")
@allow(Role.OFFICER, Role.HEAD)
def index() -> ResponseReturnValue:
    """Show what must be told to applicants, and the offers about to run out."""
    return page(
        "harkat/applications/notices/index.html",
        notices=queries.waiting(),
        ending=queries.offers_ending(clock.today()),
        today=clock.today(),
    )


@blueprint.post("/<int:notice_id>")
@allow(Role.OFFICER)
def pass_on(notice_id: int) -> ResponseReturnValue:
    """Record that an applicant was told."""
    with transaction():
        service.pass_on(queries.notice(notice_id), actor=actor(), now=clock.now())
        return moved("application_notices.index", flash="Tercatat: pemohon sudah dikabari.")


def tasks_of(_actor: Actor, today: date) -> list[Task]:
    """Point officers at news to pass on and at offers about to run out."""
    url = url_for("application_notices.index")
    return [
        Task("Kabar untuk pemohon", queries.count_waiting(), url, note="Tawaran bank sudah berakhir.", urgent=True),
        Task(
            "Tawaran bank segera berakhir",
            len(queries.offers_ending(today)),
            url,
            note="Sampaikan sebelum dananya dilepas.",
        ),
    ]


def join_panels() -> None:
    """Put the tasks on the officers' start page."""
    panels.add_tasks(Role.OFFICER, tasks_of)
