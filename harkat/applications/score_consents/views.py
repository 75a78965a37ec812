"""Recording who allows the score in the file for the bank, on the application's page."""

from dataclasses import dataclass

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.web.access import actor, allow
from core.web.answers import moved
from core.web.fields import FormSchema, WholeList
from core.web.forms import Form
from core.web.panels import Panel, panels
from harkat.applications import queries
from harkat.applications.models import Application
from harkat.applications.score_consents import queries as consents
from harkat.applications.score_consents import service
from harkat.applications.score_consents.terms import TEXT
from harkat.applications.states import IN_THE_CITY
from harkat.applications.steps.views import take_step

blueprint = Blueprint("score_consents", __name__, url_prefix="/permohonan/<int:application_id>/izin-skor")
READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR)


@dataclass(frozen=True)
class ScoreConsentDraft:
    """Who allows it."""

    given_by: list[int] | None


class ScoreConsentSchema(FormSchema):
    """The borrowers who allow it, ticked."""

    makes = ScoreConsentDraft

    given_by = WholeList("peminjam yang mengizinkan", required=False)


@blueprint.post("")
@allow(Role.OFFICER)
def answer(application_id: int) -> ResponseReturnValue:
    """Record the answers."""

    def carry_out(application: Application, draft: ScoreConsentDraft) -> str:
        count = service.answer(application, given_by=draft.given_by or [], actor=actor(), now=clock.now())
        return f"Tercatat: {count} peminjam mengizinkan skornya dicantumkan."

    def refused(form: Form[ScoreConsentDraft]) -> ResponseReturnValue:
        words = " ".join(message for _, message in form.all_errors())
        return moved("applications.show", application_id=application_id, flash=words)

    return take_step(ScoreConsentSchema(), application_id, carry_out, answer=refused)


def consent_panel(application_id: int, reader: Actor) -> Panel | None:
    """Show who allows the score in the file for the bank, where the rule of the day asks for it."""
    if reader.role not in READERS or not consents.is_asked_on(clock.today()):
        return None
    application = queries.application(application_id, reader)
    answers = consents.answers_of(application_id)
    context = {
        "application_id": application_id,
        "rows": [(key, name, answers.get(key)) for key, name in queries.share_holders(application_id).items()],
        "may_record": reader.role is Role.OFFICER and application.state in IN_THE_CITY,
        "text": TEXT,
    }
    return Panel("Skor dalam berkas untuk bank", "harkat/applications/score_consents/_panel.html", context)


def join_panels() -> None:
    """Join an application's page."""
    panels.add("application", 6, consent_panel)
