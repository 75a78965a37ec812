"""The page on which a bank's coded answer is written down."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.db import transaction
from core.people import queries as people
from core.people.models import ConsentPurpose
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from scoring.screening.bank_answers import service
from scoring.screening.intake.schemas import BankAnswerSchema
from scoring.screening.origins import BankResult

blueprint = Blueprint("bank_answers", __name__, url_prefix="/pemeriksaan")


@blueprint.get("/orang/<int:person_id>/jawaban-bank")
@allow(Role.OFFICER)
def record(person_id: int) -> ResponseReturnValue:
    """Show the form for a coded answer."""
    return _record_page(person_id, empty_form())


@blueprint.post("/orang/<int:person_id>/jawaban-bank")
@allow(Role.OFFICER)
def do_record(person_id: int) -> ResponseReturnValue:
    """Keep a coded answer."""
    form = read_form(BankAnswerSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            service.record(person_id, form.draft, actor=actor(), now=clock.now(), today=clock.today())
            return moved("screening.show", person_id=person_id, flash="Jawaban bank dicatat.")
    return _record_page(person_id, form)


def _record_page(person_id: int, form: Form[Any]) -> ResponseReturnValue:
    return page(
        "scoring/screening/bank_answer.html",
        person=people.person(person_id),
        form=form,
        results=BankResult.choices(),
        consent=people.consent_given(person_id, ConsentPurpose.SCREENING),
    )
