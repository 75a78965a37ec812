"""The pages of numbered letters, their files, and the panel on an application's page."""

from typing import Any

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.dates import format_date_short
from core.db import transaction
from core.documents.pdf import to_pdf
from core.files.papers import ENDINGS
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.installation import print_label
from core.web.panels import Panel, panels
from harkat.applications import queries as applications
from harkat.applications.attachments.views import sent_file
from harkat.applications.letters.issued import queries, service
from harkat.applications.letters.issued.kinds import SIGNED, LetterKind, LetterRefused, LetterState, check_ready
from harkat.applications.letters.issued.models import ApplicationLetter
from harkat.applications.letters.issued.schemas import MakeSchema, RevokeSchema, SignSchema

blueprint = Blueprint("issued_letters", __name__, url_prefix="/permohonan/<int:application_id>/surat")
READERS = (Role.OFFICER, Role.HEAD, Role.BANK, Role.AUDITOR)
TONES = {
    LetterState.DRAFT: "warn",
    LetterState.WET: "good",
    LetterState.ELECTRONIC: "good",
    LetterState.REVOKED: "bad",
}


@blueprint.post("")
@allow(Role.OFFICER, Role.HEAD)
def make(application_id: int) -> ResponseReturnValue:
    """Make the draft of a letter."""
    form = read_form(MakeSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            application = applications.application(application_id, actor())
            row = service.make(application, form.draft.kind, actor=actor(), now=clock.now(), label=print_label())
            words = f"Draf surat {row.number} dibuat. Cetak dan tanda tangani, atau kirim ke layanan TTE."
            return moved("issued_letters.show", application_id=application_id, letter_id=row.id, flash=words)
    refusal = " ".join(message for _, message in form.all_errors())
    return moved("applications.show", application_id=application_id, flash=refusal)


@blueprint.get("/<int:letter_id>")
@allow(*READERS)
def show(application_id: int, letter_id: int) -> ResponseReturnValue:
    """Show one letter and what may be done with it."""
    return _page(empty_form({"signed_on": format_date_short(clock.today())}), application_id, letter_id)


@blueprint.post("/<int:letter_id>/tanda-tangan")
@allow(Role.OFFICER, Role.HEAD)
def sign(application_id: int, letter_id: int) -> ResponseReturnValue:
    """Keep the signed letter."""
    form, content = read_form(SignSchema()), sent_file("file")
    if content is None:
        form.add_error("Pilih berkas surat yang sudah ditandatangani.", "file")
    elif form.draft is not None:
        with form.catching(), transaction():
            application, draft = applications.application(application_id, actor()), form.draft
            row = queries.letter(application, letter_id, actor())
            service.sign(
                row, application, draft.state, content, signed_on=draft.signed_on, actor=actor(), now=clock.now()
            )
            return _done(application_id, letter_id, f"Surat {row.number} tercatat: {draft.state.label}.")
    return _page(form, application_id, letter_id)


@blueprint.post("/<int:letter_id>/cabut")
@allow(Role.HEAD)
def revoke(application_id: int, letter_id: int) -> ResponseReturnValue:
    """Take a letter back."""
    form = read_form(RevokeSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            application = applications.application(application_id, actor())
            row = queries.letter(application, letter_id, actor())
            service.revoke(row, application, reason=form.draft.reason, actor=actor(), now=clock.now())
            return _done(application_id, letter_id, f"Surat {row.number} dicabut.")
    return _page(form, application_id, letter_id)


@blueprint.get("/<int:letter_id>/berkas")
@allow(*READERS)
def download(application_id: int, letter_id: int) -> ResponseReturnValue:
    """Hand out the letter as it stands: the draft, the signed file, or the page that says it was taken back."""
    row = queries.letter(applications.application(application_id, actor()), letter_id, actor())
    content, media_type = row.draft, "application/pdf"
    if row.state in SIGNED:
        content, media_type = row.signed or b"", row.signed_type or media_type
    elif row.state is LetterState.REVOKED:
        content = to_pdf(queries.revoked_sheet(row), label=print_label())
    headers = {"Content-Disposition": f"inline; filename={row.number}{ENDINGS[media_type]}"}
    return Response(content, mimetype=media_type, headers=headers)


def _done(application_id: int, letter_id: int, words: str) -> ResponseReturnValue:
    return moved("issued_letters.show", application_id=application_id, letter_id=letter_id, flash=words)


def _page(form: Form[Any], application_id: int, letter_id: int) -> ResponseReturnValue:
    application = applications.application(application_id, actor())
    row = queries.letter(application, letter_id, actor())
    return page(
        "harkat/applications/letters/show.html",
        form=form,
        application=application,
        letter=row,
        tone=TONES[row.state],
        is_outdated=queries.is_outdated(row, application),
        ways=[(state.value, state.label) for state in (LetterState.WET, LetterState.ELECTRONIC)],
        is_draft=row.state is LetterState.DRAFT,
        is_revoked=row.state is LetterState.REVOKED,
    )


def letters_panel(application_id: int, reader: Actor) -> Panel | None:
    """Show an application's numbered letters, and which can be made now."""
    if reader.role not in READERS:
        return None
    application = applications.application(application_id, reader)
    rows = queries.letters_of(application_id, reader)
    can_make = []
    if reader.role in (Role.OFFICER, Role.HEAD):
        can_make = [kind for kind in LetterKind if _may_make(kind, application, rows)]
    if not rows and not can_make:
        return None
    outdated = {row.id for row in rows if queries.is_outdated(row, application)}
    context = {"application_id": application_id, "rows": rows, "can_make": can_make, "outdated": outdated}
    return Panel("Surat bernomor", "harkat/applications/letters/_panel.html", context | {"tones": TONES})


def _may_make(kind: LetterKind, application: Any, rows: list[ApplicationLetter]) -> bool:
    try:
        check_ready(kind, application.state, is_confirmed=application.confirmed_at is not None)
    except LetterRefused:
        return False
    return not any(row.kind is kind and row.state is not LetterState.REVOKED for row in rows)


def join_panels() -> None:
    """Join an application's page."""
    panels.add("application", 20, letters_panel)
