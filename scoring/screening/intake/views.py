"""Pages that take files in: the upload, and the columns of a statement to confirm."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.db import transaction
from core.files.limits import LARGEST_FILE, MEGABYTE
from core.people import queries as people
from core.people.models import ConsentPurpose
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from scoring.screening.amounts import NumberStyle
from scoring.screening.columns import Role as ColumnRole
from scoring.screening.drafts import UploadedFile
from scoring.screening.hand_columns import (
    CHOICES,
    BadColumns,
    ColumnChoice,
    Table,
    read_chosen,
    show_columns,
    width_of,
)
from scoring.screening.intake import queries, service
from scoring.screening.intake.models import WaitingFile
from scoring.screening.intake.schemas import IntakeSchema, column_schema
from scoring.screening.intake.service import Taken
from scoring.screening.origins import AccountOwner, WaitingKind
from scoring.screening.service import WrongPerson, note_view
from scoring.screening.statement import Statement

PREVIEW_LINES = 6
blueprint = Blueprint("screening_intake", __name__, url_prefix="/pemeriksaan")


@blueprint.get("/orang/<int:person_id>/unggah")
@allow(Role.OFFICER)
def upload(person_id: int) -> ResponseReturnValue:
    """Show the form for an iDeb, a statement or a picture."""
    return _upload_page(person_id, empty_form({"owner": AccountOwner.OWN.value}))


@blueprint.post("/orang/<int:person_id>/unggah")
@allow(Role.OFFICER)
def do_upload(person_id: int) -> ResponseReturnValue:
    """Take the files in."""
    form = read_form(IntakeSchema())
    if form.draft is not None:
        files = [UploadedFile(file.filename, file.read()) for file in request.files.getlist("files") if file.filename]
        with form.catching(), transaction():
            now, today = clock.now(), clock.today()
            taken = service.take_in(person_id, files, form.draft, actor=actor(), now=now, today=today)
            return _next(person_id, taken)
    return _upload_page(person_id, form)


def _next(person_id: int, taken: Taken) -> ResponseReturnValue:
    if taken.waiting is not None:
        return moved("screening_intake.columns", waiting_id=taken.waiting.id)
    if taken.picture is not None:
        flash = "Gambar disimpan sebagai bukti. Ketik baris yang penting."
        return moved("screening_pictures.lines", file_id=taken.picture.id, flash=flash)
    return moved("screening.show", person_id=person_id, flash="Berkas dibaca. Putuskan tiap temuan di bawah.")


def _upload_page(person_id: int, form: Form[Any]) -> ResponseReturnValue:
    form.values.pop("password", None)
    return page(
        "scoring/screening/upload.html",
        person=people.person(person_id),
        form=form,
        consent=people.consent_given(person_id, ConsentPurpose.SCREENING),
        owners=AccountOwner.choices(),
        largest=LARGEST_FILE // MEGABYTE,
    )


@blueprint.get("/mutasi/<int:waiting_id>")
@allow(Role.OFFICER)
def columns(waiting_id: int) -> ResponseReturnValue:
    """Show the columns that were found, with a preview; the look is recorded."""
    with transaction():
        waiting = queries.waiting_file(waiting_id, WaitingKind.COLUMNS)
        note_view(waiting.person_id, what="mutasi rekening", actor=actor(), now=clock.now())
    choice = service.choice_of(queries.waiting_file(waiting_id, WaitingKind.COLUMNS))
    values = {f"column_{number}": role.value for number, role in choice.roles.items()}
    return _columns_page(waiting_id, empty_form({**values, "header_line": choice.header_line or ""}), choice)


@blueprint.post("/mutasi/<int:waiting_id>")
@allow(Role.OFFICER)
def confirm_columns(waiting_id: int) -> ResponseReturnValue:
    """Look at the columns as corrected, or read the statement by them."""
    waiting = queries.waiting_file(waiting_id, WaitingKind.COLUMNS)
    form = read_form(column_schema(width_of(service.table_of(waiting))))
    if form.draft is not None and "look" not in request.form:
        try:
            with form.catching(), transaction():
                kept = queries.waiting_file(waiting_id, WaitingKind.COLUMNS)
                now, today = clock.now(), clock.today()
                file = service.confirm_columns(kept, form.draft, actor=actor(), now=now, today=today)
                return moved("screening.show", person_id=file.person_id, flash="Mutasi dibaca. Putuskan tiap temuan.")
        except WrongPerson as refused:
            return _throw_away(waiting_id, refused.message)
    return _columns_page(waiting_id, form, form.draft)


@blueprint.post("/mutasi/<int:waiting_id>/batal")
@allow(Role.OFFICER)
def give_up(waiting_id: int) -> ResponseReturnValue:
    """Destroy a statement that waits."""
    return _throw_away(waiting_id, "Mutasi dibatalkan; tidak ada yang disimpan.")


def _throw_away(waiting_id: int, words: str) -> ResponseReturnValue:
    with transaction():
        waiting = queries.waiting_file(waiting_id, WaitingKind.COLUMNS)
        person_id = service.give_up(waiting, actor=actor(), now=clock.now())
    return moved("screening_intake.upload", person_id=person_id, flash=words)


def _columns_page(waiting_id: int, form: Form[Any], choice: ColumnChoice | None) -> ResponseReturnValue:
    waiting: WaitingFile = queries.waiting_file(waiting_id, WaitingKind.COLUMNS)
    table = service.table_of(waiting)
    shown = choice or service.choice_of(waiting)
    return page(
        "scoring/screening/columns.html",
        waiting=waiting,
        person=people.person(waiting.person_id),
        form=form,
        found=show_columns(table, shown),
        preview=_preview(table, shown, form),
        roles=[(role.value, role.label if role is not ColumnRole.IGNORED else "Tidak dipakai") for role in CHOICES],
        styles=NumberStyle.choices(),
        most=PREVIEW_LINES,
    )


def _preview(table: Table, choice: ColumnChoice, form: Form[Any]) -> Statement | None:
    try:
        return read_chosen(table, choice)
    except BadColumns as refused:
        form.add_error(refused.message, refused.field)
        return None
