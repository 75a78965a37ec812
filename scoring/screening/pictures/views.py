"""Pages on which an officer types the lines seen on a picture."""

import json
from datetime import date
from io import BytesIO
from typing import Any

from flask import Blueprint, request, send_file
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.dates import format_date_short
from core.db import transaction
from core.errors import NotFound
from core.files.pictures import shown_as
from core.people import queries as people
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from scoring.screening import queries
from scoring.screening.intake.schemas import seen_schema
from scoring.screening.models import ScreeningFile
from scoring.screening.origins import EvidenceOrigin
from scoring.screening.pictures import service
from scoring.screening.seen_lines import MOST_LINES
from scoring.screening.service import READERS, note_view

FIRST_ROWS, MORE_ROWS = 4, 4
blueprint = Blueprint("screening_pictures", __name__, url_prefix="/pemeriksaan")


@blueprint.get("/berkas/<int:file_id>/baris")
@allow(Role.OFFICER)
def lines(file_id: int) -> ResponseReturnValue:
    """Show a picture and the form for its lines; the look is recorded."""
    with transaction():
        note_view(_picture(file_id).person_id, what="gambar bukti", actor=actor(), now=clock.now())
    return _lines_page(file_id, empty_form(_kept(_picture(file_id))))


@blueprint.post("/berkas/<int:file_id>/baris")
@allow(Role.OFFICER)
def do_lines(file_id: int) -> ResponseReturnValue:
    """Screen the lines, or answer with more empty ones."""
    form = read_form(seen_schema(request.form, MOST_LINES))
    if form.draft is not None and "more" not in request.form:
        with form.catching(), transaction():
            now, today = clock.now(), clock.today()
            file = service.type_lines(_picture(file_id), form.draft, actor=actor(), now=now, today=today)
            return moved("screening.show", person_id=file.person_id, flash="Baris dibaca. Putuskan tiap temuan.")
    return _lines_page(file_id, form, more=MORE_ROWS if "more" in request.form else 0)


def _picture(file_id: int) -> ScreeningFile:
    file = queries.file(file_id)
    if file.origin is not EvidenceOrigin.SEEN:
        raise NotFound("Berkas ini bukan gambar. Barisnya sudah dibaca dari berkas aslinya.")
    return file


def _kept(file: ScreeningFile) -> dict[str, str]:
    """Return the lines typed before as the fields of the form."""
    values: dict[str, str] = {}
    for number, row in enumerate(json.loads(file.seen_lines or "[]"), start=1):
        values[f"day_{number}"] = format_date_short(date.fromisoformat(row["day"]))
        values[f"text_{number}"] = row["text"]
        values[f"money_in_{number}"] = str(row["money_in"] or "")
        values[f"money_out_{number}"] = str(row["money_out"] or "")
    return values


def _lines_page(file_id: int, form: Form[Any], *, more: int = 0) -> ResponseReturnValue:
    file = _picture(file_id)
    filled = [number for number in range(1, MOST_LINES + 1) if form.value(f"text_{number}")]
    rows = min(MOST_LINES, max([FIRST_ROWS, request.form.get("rows", 0, type=int), *filled]) + more)
    return page(
        "scoring/screening/seen_lines.html",
        file=file,
        person=people.person(file.person_id),
        form=form,
        rows=rows,
        is_shown=file.content is not None and shown_as(file.content) is not None,
    )


@blueprint.get("/berkas/<int:file_id>/gambar")
@allow(*READERS)
def picture(file_id: int) -> ResponseReturnValue:
    """Show a picture inside a page; every look is recorded."""
    with transaction():
        file = _picture(file_id)
        kind = None if file.content is None else shown_as(file.content)
        if file.content is None or kind is None:
            raise NotFound("Gambar ini sudah dihapus, atau hanya bisa diunduh.")
        note_view(file.person_id, what="gambar bukti", actor=actor(), now=clock.now())
        content = file.content
    return send_file(BytesIO(content), kind)
