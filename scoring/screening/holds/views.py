"""The page on which a hold is lifted with the creditor's letter."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.dates import format_date_short
from core.db import transaction
from core.people import queries as people
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from scoring.screening.hold_rules import BY_PROOF
from scoring.screening.holds import queries, service
from scoring.screening.schemas import LiftSchema
from scoring.screening.service import note_view

blueprint = Blueprint("debt_holds", __name__, url_prefix="/pemeriksaan")


@blueprint.get("/tunggakan/<int:hold_id>/beres")
@allow(Role.OFFICER, Role.HEAD)
def lift(hold_id: int) -> ResponseReturnValue:
    """Show the form that lifts a hold; the look is recorded."""
    with transaction():
        note_view(queries.hold(hold_id).person_id, what="tunggakan lama", actor=actor(), now=clock.now())
    expected = format_date_short(service.slik_expected_on(clock.today()))
    return _lift_page(hold_id, empty_form({"slik_due_on": expected, "recheck_on": expected}))


@blueprint.post("/tunggakan/<int:hold_id>/beres")
@allow(Role.OFFICER, Role.HEAD)
def do_lift(hold_id: int) -> ResponseReturnValue:
    """Lift a hold."""
    form = read_form(LiftSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            now, today = clock.now(), clock.today()
            hold = service.lift(queries.hold(hold_id), form.draft, actor=actor(), now=now, today=today)
            flash = "Tunggakan dinyatakan beres. Minta iDeb baru pada tanggal periksa ulang."
            return moved("screening.show", person_id=hold.person_id, flash=flash)
    return _lift_page(hold_id, form)


def _lift_page(hold_id: int, form: Form[Any]) -> ResponseReturnValue:
    hold = queries.hold(hold_id)
    return page(
        "scoring/screening/lift_hold.html",
        hold=hold,
        person=people.person(hold.person_id),
        form=form,
        liftings=[(lifting.value, lifting.label) for lifting in BY_PROOF],
    )
