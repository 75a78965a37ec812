"""The page of an application's eligibility checks: the list, one answer for several borrowers, and Dukcapil's list."""

from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.dates import format_date_short
from core.db import transaction
from core.files.limits import FileRefused
from core.files.opening import open_file
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form
from core.web.panels import Panel, panels
from harkat.applications import queries
from harkat.applications.checks import queries as checks
from harkat.applications.checks import service
from harkat.applications.checks.answer_rows import AnswerRow, read_answers
from harkat.applications.checks.kinds import CheckAnswer, CheckSource
from harkat.applications.checks.schemas import CheckDraft, CheckSchema
from harkat.applications.models import Application
from harkat.applications.states import IN_THE_CITY
from harkat.applications.steps.views import take_step

blueprint = Blueprint("checks", __name__, url_prefix="/permohonan/<int:application_id>/kelayakan")
READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR)
TONES = {
    CheckAnswer.CLEAR: "good",
    CheckAnswer.FOUND: "bad",
    CheckAnswer.UNSURE: "warn",
    CheckAnswer.NOT_CHECKED: "calm",
}


@blueprint.get("")
@allow(*READERS)
def show(application_id: int) -> ResponseReturnValue:
    """Show what was checked of whom, with its source and day."""
    return _answer(empty_form({"checked_on": format_date_short(clock.today())}), application_id)


@blueprint.post("")
@allow(Role.OFFICER)
def record(application_id: int) -> ResponseReturnValue:
    """Record one answer for the ticked borrowers."""

    def carry_out(application: Application, draft: CheckDraft) -> str:
        service.answer(
            application,
            person_ids=draft.person_ids,
            kind=draft.kind,
            found=draft.answer,
            source=draft.source,
            checked_on=draft.checked_on,
            note=draft.note,
            actor=actor(),
            now=clock.now(),
        )
        return f"“{draft.kind.label}” dijawab untuk {len(draft.person_ids)} peminjam."

    return take_step(
        CheckSchema(), application_id, carry_out, answer=lambda form: _answer(form, application_id), to="checks.show"
    )


@blueprint.post("/daftar")
@allow(Role.OFFICER)
def take_list(application_id: int) -> ResponseReturnValue:
    """Take the answers out of a list that came back from Dukcapil."""
    form = empty_form({"checked_on": format_date_short(clock.today())})
    words = ""
    with form.catching():
        rows, faults = _read_list()
        with transaction():
            application = queries.application(application_id, actor())
            told = service.take_list(application, rows, actor=actor(), now=clock.now())
        words = " ".join([f"{told} peminjam terjawab dari daftar.", *faults[:5]])
    if not words:
        return _answer(form, application_id)
    return moved("checks.show", application_id=application_id, flash=words)


def _read_list() -> tuple[list[AnswerRow], list[str]]:
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise FileRefused("Pilih berkas CSV atau Excel dengan kolom NIK dan Hasil.", field="file")
    tables = open_file(sent.filename, sent.read()).tables
    if not tables:
        raise FileRefused("Unggah CSV atau Excel dengan kolom NIK dan Hasil.", field="file")
    return read_answers(tables[0])


def checks_panel(application_id: int, reader: Actor) -> Panel | None:
    """Say on an application's page what is still unchecked and what was found."""
    if reader.role not in READERS:
        return None
    application = queries.application(application_id, reader)
    answers = checks.answers_of(application_id, clock.today())
    items = [item for mine in answers.values() for item in mine]
    if not items:
        return None
    context = {
        "open": sum(item.is_open for item in items),
        "found": sum(item.answer is CheckAnswer.FOUND for item in items),
        "all": len(items),
        "url": url_for("checks.show", application_id=application_id),
        "may_record": reader.role is Role.OFFICER and application.state in IN_THE_CITY,
    }
    return Panel("Pemeriksaan kelayakan", "harkat/applications/checks/_panel.html", context)


def join_panels() -> None:
    """Join an application's page."""
    panels.add("application", 3, checks_panel)


def _answer(form: Form[Any], application_id: int) -> ResponseReturnValue:
    application = queries.application(application_id, actor())
    day = clock.today()
    kinds = checks.listed_on(day) + [kind for kind in checks.required_on(day) if kind not in checks.listed_on(day)]
    return page(
        "harkat/applications/checks/show.html",
        form=form,
        application=application,
        names=queries.share_holders(application_id),
        answers=checks.answers_of(application_id, day),
        required=checks.required_on(day),
        kinds=[(kind.value, kind.label) for kind in kinds],
        choices=CheckAnswer.choices(),
        sources=CheckSource.choices(),
        tones=TONES,
        may_record=actor().role is Role.OFFICER and application.state in IN_THE_CITY,
    )
