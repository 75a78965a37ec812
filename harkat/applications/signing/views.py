"""The page on who heard and who signed, recording both, and the papers to sign."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.dates import format_date_short
from core.documents.pdf import to_pdf
from core.web.access import actor, allow
from core.web.answers import page
from core.web.fields import FormSchema
from core.web.forms import Form, empty_form
from core.web.installation import print_label
from core.web.panels import Panel, panels
from harkat.applications import queries
from harkat.applications.attachments.views import sent_file
from harkat.applications.models import Application
from harkat.applications.signing import queries as signing
from harkat.applications.signing import service
from harkat.applications.signing.papers import SigningPaper, missing_words
from harkat.applications.signing.schemas import (
    ExplanationDraft,
    ExplanationSchema,
    SignatureDraft,
    SignatureSchema,
    SpouseDraft,
    SpouseSchema,
)
from harkat.applications.signing.service import SIGNABLE
from harkat.applications.signing.wording import EXPLANATION
from harkat.applications.states import State
from harkat.applications.steps.views import take_step

blueprint = Blueprint("signing", __name__, url_prefix="/permohonan/<int:application_id>/tanda-tangan")
READERS = (Role.OFFICER, Role.HEAD, Role.BANK, Role.AUDITOR)
SHOWN = (*SIGNABLE, State.CONTRACTED, State.DISBURSED)


@blueprint.get("")
@allow(*READERS)
def show(application_id: int) -> ResponseReturnValue:
    """Show who heard and signed what, and how to record what is missing."""
    day = format_date_short(clock.today())
    return _answer(empty_form({"explained_on": day, "signed_on": day, "spouse_signed_on": day}), application_id)


@blueprint.post("/penjelasan")
@allow(Role.OFFICER)
def explain(application_id: int) -> ResponseReturnValue:
    """Record who was told what joint liability means."""

    def carry_out(application: Application, draft: ExplanationDraft) -> str:
        service.explain(
            application, person_ids=draft.heard_ids, explained_on=draft.explained_on, actor=actor(), now=clock.now()
        )
        return f"Penjelasan kepada {len(draft.heard_ids)} anggota tercatat."

    return _take(ExplanationSchema(), application_id, carry_out)


@blueprint.post("/catat")
@allow(Role.OFFICER)
def sign(application_id: int) -> ResponseReturnValue:
    """Record who signed what."""
    scan = sent_file()

    def carry_out(application: Application, draft: SignatureDraft) -> str:
        service.sign(
            application,
            person_ids=draft.person_ids,
            papers=draft.papers,
            signed_on=draft.signed_on,
            has_stamp=draft.has_stamp,
            scan=scan,
            actor=actor(),
            now=clock.now(),
        )
        return f"Tanda tangan {len(draft.person_ids)} anggota tercatat."

    return _take(SignatureSchema(), application_id, carry_out)


@blueprint.post("/pasangan")
@allow(Role.OFFICER)
def spouse(application_id: int) -> ResponseReturnValue:
    """Record a husband's or wife's signature, or that there is nobody to sign."""
    return _take(SpouseSchema(), application_id, _spouse)


def _spouse(application: Application, draft: SpouseDraft) -> str:
    if draft.spouse_name is None:
        service.note_no_spouse(application, person_id=draft.spouse_of, actor=actor(), now=clock.now())
        return "Tercatat: tidak bersuami atau beristri."
    service.sign(
        application,
        person_ids=[draft.spouse_of],
        papers=[SigningPaper.SPOUSE],
        signed_on=draft.spouse_signed_on or clock.today(),
        has_stamp=False,
        spouse_name=draft.spouse_name,
        actor=actor(),
        now=clock.now(),
    )
    return "Persetujuan pasangan tercatat."


@blueprint.get("/surat-kuasa.pdf")
@allow(*READERS)
def power(application_id: int) -> ResponseReturnValue:
    """Download the power to the chair, with a place for each member to sign."""
    application = queries.application(application_id, actor())
    return _pdf(to_pdf(signing.power_sheet(application), label=print_label()), f"surat-kuasa-{application.number}")


@blueprint.get("/penjelasan.pdf")
@allow(*READERS)
def explanation(application_id: int) -> ResponseReturnValue:
    """Download the plain words on joint liability, to be read aloud."""
    application = queries.application(application_id, actor())
    return _pdf(to_pdf(signing.explanation_sheet(application), label=print_label()), f"penjelasan-{application.number}")


def signing_panel(application_id: int, reader: Actor) -> Panel | None:
    """Say on a sub-group's application who has not signed, and lead to where it is recorded."""
    if reader.role not in READERS:
        return None
    application = queries.application(application_id, reader)
    if application.sub_group_id is None or application.state not in SHOWN:
        return None
    needed = signing.needed_on(clock.today())
    signers = signing.signers_of(application)
    context = {
        "missing": missing_words(signers, needed),
        "unheard": [signer.name for signer in signers if signer.explained_on is None],
        "url": url_for("signing.show", application_id=application_id),
        "may_record": reader.role is Role.OFFICER and application.state in SIGNABLE,
    }
    return Panel("Tanda tangan tanggung renteng", "harkat/applications/signing/_panel.html", context)


def join_panels() -> None:
    """Join an application's page."""
    panels.add("application", 5, signing_panel)


def _take(schema: FormSchema, application_id: int, carry_out: Callable[[Application, Any], str]) -> ResponseReturnValue:
    return take_step(
        schema, application_id, carry_out, answer=lambda form: _answer(form, application_id), to="signing.show"
    )


def _answer(form: Form[Any], application_id: int) -> ResponseReturnValue:
    application = queries.application(application_id, actor())
    needed, signers = signing.needed_on(clock.today()), signing.signers_of(application)
    return page(
        "harkat/applications/signing/show.html",
        form=form,
        application=application,
        signers=signers,
        is_open=bool(missing_words(signers, needed)),
        signatures=signing.signatures_of(application_id),
        needed=needed,
        spouse_needed=SigningPaper.SPOUSE in needed,
        contract_signers=signing.contract_signers(clock.today()),
        explanation=EXPLANATION,
        may_record=actor().role is Role.OFFICER and application.state in SIGNABLE,
        signable=application.state in SIGNABLE,
    )


def _pdf(content: bytes, name: str) -> Response:
    return Response(
        content, mimetype="application/pdf", headers={"Content-Disposition": f"inline; filename={name}.pdf"}
    )
