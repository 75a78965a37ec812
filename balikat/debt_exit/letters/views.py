"""Letters to licensed lenders, the undertaking to sign, and the question of refinancing."""

from typing import Any

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from balikat.debt_exit import queries
from balikat.debt_exit.kinds import Relief
from balikat.debt_exit.letters import queries as sheets
from balikat.debt_exit.letters import service
from balikat.debt_exit.queries import READERS, WORKERS
from balikat.debt_exit.schemas import LetterSchema, RefinanceSchema
from balikat.debt_exit.views import note_looks
from core import clock
from core.db import transaction
from core.documents.pdf import Sheet, to_pdf
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.installation import print_label

blueprint = Blueprint("debt_exit_letters", __name__, url_prefix="/pembinaan/<int:plan_id>")
note_looks(blueprint)


@blueprint.get("/utang/<int:debt_id>/surat")
@allow(*WORKERS)
def write(plan_id: int, debt_id: int) -> ResponseReturnValue:
    """Show the form for a letter; refused for anybody but a licensed lender."""
    service.require_licensed(queries.debt_of(queries.plan_for(plan_id, actor()), debt_id))
    return _write_page(plan_id, debt_id, empty_form())


@blueprint.post("/utang/<int:debt_id>/surat")
@allow(*WORKERS)
def do_write(plan_id: int, debt_id: int) -> ResponseReturnValue:
    """Write a letter."""
    form = read_form(LetterSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            plan, now, today = queries.plan_for(plan_id, actor()), clock.now(), clock.today()
            debt = queries.debt_of(plan, debt_id)
            letter = service.write_letter(plan, debt, form.draft, actor=actor(), now=now, today=today)
            return moved(
                "debt_exit.show", plan_id=plan_id, flash=f"Surat {letter.number} siap diunduh.", _anchor="surat"
            )
    return _write_page(plan_id, debt_id, form)


def _write_page(plan_id: int, debt_id: int, form: Form[Any]) -> ResponseReturnValue:
    plan = queries.plan_for(plan_id, actor())
    debt, reliefs = queries.debt_of(plan, debt_id), Relief.choices()
    return page("balikat/debt_exit/letter.html", plan=plan, debt=debt, form=form, reliefs=reliefs)


@blueprint.get("/surat/<int:letter_id>.pdf")
@allow(*READERS)
def letter(plan_id: int, letter_id: int) -> ResponseReturnValue:
    """Download a letter; the trail keeps who took it."""
    with transaction():
        plan = queries.plan_for(plan_id, actor())
        row = service.take_letter(plan, letter_id, actor=actor(), now=clock.now())
        sheet, name = sheets.hardship_letter(row, queries.debt_of(plan, row.debt_id), plan), f"surat-{row.number}"
    return _pdf(sheet, name)


@blueprint.get("/pernyataan.pdf")
@allow(*READERS)
def undertaking(plan_id: int) -> ResponseReturnValue:
    """Download the undertaking of no new loan, to be signed."""
    plan = queries.plan_for(plan_id, actor())
    return _pdf(sheets.undertaking(plan), f"pernyataan-{plan.number}")


def _pdf(sheet: Sheet, name: str) -> Response:
    headers = {"Content-Disposition": f"inline; filename={name}.pdf"}
    return Response(to_pdf(sheet, label=print_label()), mimetype="application/pdf", headers=headers)


@blueprint.get("/utang/<int:debt_id>/pembiayaan-ulang")
@allow(*WORKERS)
def refinance(plan_id: int, debt_id: int) -> ResponseReturnValue:
    """Show what stands for or against leaving a rentenir through the programme's own product."""
    return _refinance_page(plan_id, debt_id, empty_form())


@blueprint.post("/utang/<int:debt_id>/pembiayaan-ulang")
@allow(*WORKERS)
def do_refinance(plan_id: int, debt_id: int) -> ResponseReturnValue:
    """Answer and keep whether a debt may be refinanced."""
    form = read_form(RefinanceSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            plan, now, today = queries.plan_for(plan_id, actor()), clock.now(), clock.today()
            debt, amount = queries.debt_of(plan, debt_id), form.draft["amount"]
            service.ask_refinancing(plan, debt, amount, actor=actor(), now=now, today=today)
            return moved("debt_exit_letters.refinance", plan_id=plan_id, debt_id=debt_id, flash="Jawaban dicatat.")
    return _refinance_page(plan_id, debt_id, form)


def _refinance_page(plan_id: int, debt_id: int, form: Form[Any]) -> ResponseReturnValue:
    plan = queries.plan_for(plan_id, actor())
    debt = queries.debt_of(plan, debt_id)
    answers = [row for row in queries.refinancings_of(plan_id) if row.debt_id == debt_id]
    rules = queries.refinance_rules(clock.today())
    return page("balikat/debt_exit/refinance.html", plan=plan, debt=debt, form=form, answers=answers, rules=rules)
