"""Pages on which balances, visits, steps and the cost of a debt are recorded."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from balikat.debt_exit import queries
from balikat.debt_exit.keeping.service import HELPERS
from balikat.debt_exit.kinds import BalanceSource
from balikat.debt_exit.progress import service
from balikat.debt_exit.queries import WORKERS
from balikat.debt_exit.schemas import (
    MOST_PERCENT,
    BalanceSchema,
    CostSchema,
    MoveSchema,
    ReasonSchema,
    StepSchema,
    VisitSchema,
)
from balikat.debt_exit.showing.queries import READ_OUT, read_out
from balikat.debt_exit.steps import HOW
from balikat.debt_exit.views import note_looks
from core import clock
from core.dates import format_date_short
from core.db import transaction
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form

blueprint = Blueprint("debt_exit_progress", __name__, url_prefix="/pembinaan/<int:plan_id>")
note_looks(blueprint)


def _today() -> str:
    return format_date_short(clock.today())


@blueprint.get("/utang/<int:debt_id>/sisa")
@allow(*HELPERS)
def balance(plan_id: int, debt_id: int) -> ResponseReturnValue:
    """Show the form for what is still owed."""
    return _balance_page(plan_id, debt_id, empty_form({"on": _today()}))


@blueprint.post("/utang/<int:debt_id>/sisa")
@allow(*HELPERS)
def do_balance(plan_id: int, debt_id: int) -> ResponseReturnValue:
    """Record what is still owed."""
    form = read_form(BalanceSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            plan, now, today = queries.plan_for(plan_id, actor()), clock.now(), clock.today()
            debt = queries.debt_of(plan, debt_id)
            service.record_balance(plan, debt, form.draft, actor=actor(), now=now, today=today)
            return moved("debt_exit.show", plan_id=plan_id, flash="Sisa dicatat.")
    return _balance_page(plan_id, debt_id, form)


def _balance_page(plan_id: int, debt_id: int, form: Form[Any]) -> ResponseReturnValue:
    plan = queries.plan_for(plan_id, actor())
    seen = next(seen for seen in queries.exit_debts(plan_id) if seen.key == queries.debt_of(plan, debt_id).id)
    sources = [pair for pair in BalanceSource.choices() if pair[0] != BalanceSource.SCREENING.value]
    return page("balikat/debt_exit/balance.html", plan=plan, debt=seen, form=form, sources=sources)


@blueprint.get("/sisa/<int:balance_id>/batal")
@allow(*WORKERS)
def cancel_balance(plan_id: int, balance_id: int) -> ResponseReturnValue:
    """Ask why a balance is cancelled."""
    return _cancel_page(plan_id, balance_id, empty_form())


@blueprint.post("/sisa/<int:balance_id>/batal")
@allow(*WORKERS)
def do_cancel_balance(plan_id: int, balance_id: int) -> ResponseReturnValue:
    """Cancel a balance."""
    form = read_form(ReasonSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            plan, reason = queries.plan_for(plan_id, actor()), form.draft["reason"]
            service.cancel_balance(plan, balance_id, reason, actor=actor(), now=clock.now(), today=clock.today())
            return moved("debt_exit.show", plan_id=plan_id, flash="Catatan sisa dibatalkan.")
    return _cancel_page(plan_id, balance_id, form)


def _cancel_page(plan_id: int, balance_id: int, form: Form[Any]) -> ResponseReturnValue:
    plan, row = queries.plan_for(plan_id, actor()), service.balance_of(plan_id, balance_id)
    return page("balikat/debt_exit/cancel_balance.html", plan=plan, row=row, form=form)


@blueprint.get("/kunjungan")
@allow(*HELPERS)
def visit(plan_id: int) -> ResponseReturnValue:
    """Show the form for a visit."""
    return _visit_page(plan_id, empty_form({"visited_on": _today()}))


@blueprint.post("/kunjungan")
@allow(*HELPERS)
def do_visit(plan_id: int) -> ResponseReturnValue:
    """Record a visit."""
    form = read_form(VisitSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            plan, now, today = queries.plan_for(plan_id, actor()), clock.now(), clock.today()
            service.record_visit(plan, form.draft, actor=actor(), now=now, today=today)
            return moved("debt_exit.show", plan_id=plan_id, flash="Kunjungan dicatat.")
    return _visit_page(plan_id, form)


def _visit_page(plan_id: int, form: Form[Any]) -> ResponseReturnValue:
    return page("balikat/debt_exit/visit.html", plan=queries.plan_for(plan_id, actor()), form=form)


@blueprint.get("/langkah/<int:step_id>")
@allow(*HELPERS)
def step(plan_id: int, step_id: int) -> ResponseReturnValue:
    """Show a step, what is read out at it, and the forms that end or move it."""
    return _step_page(plan_id, step_id, empty_form({"done_on": _today()}))


@blueprint.post("/langkah/<int:step_id>")
@allow(*HELPERS)
def do_step(plan_id: int, step_id: int) -> ResponseReturnValue:
    """Tick a step off."""
    form = read_form(StepSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            plan, now, today = queries.plan_for(plan_id, actor()), clock.now(), clock.today()
            service.tick_off(plan, step_id, form.draft, actor=actor(), now=now, today=today)
            return moved("debt_exit.show", plan_id=plan_id, flash="Langkah selesai.")
    return _step_page(plan_id, step_id, form)


@blueprint.post("/langkah/<int:step_id>/tanggal")
@allow(*HELPERS)
def move_step(plan_id: int, step_id: int) -> ResponseReturnValue:
    """Give a step another day."""
    form = read_form(MoveSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            plan, now, today = queries.plan_for(plan_id, actor()), clock.now(), clock.today()
            service.move_step(plan, step_id, form.draft["due_on"], actor=actor(), now=now, today=today)
            return moved("debt_exit.show", plan_id=plan_id, flash="Tanggal langkah diubah.")
    return _step_page(plan_id, step_id, form)


def _step_page(plan_id: int, step_id: int, form: Form[Any]) -> ResponseReturnValue:
    plan = queries.plan_for(plan_id, actor())
    row = service.step_of(plan, step_id)
    text = read_out(READ_OUT[row.kind], clock.today()) if row.kind in READ_OUT else None
    lender = queries.debt_of(plan, row.debt_id).lender if row.debt_id else None
    how = HOW.get(row.kind)
    return page("balikat/debt_exit/step.html", plan=plan, step=row, text=text, lender=lender, how=how, form=form)


@blueprint.get("/utang/<int:debt_id>/biaya")
@allow(*WORKERS)
def cost(plan_id: int, debt_id: int) -> ResponseReturnValue:
    """Show the form for what a debt costs."""
    debt = queries.debt_of(queries.plan_for(plan_id, actor()), debt_id)
    known = debt.yearly_cost
    percent = "" if known is None or known > MOST_PERCENT else f"{known.normalize():f}".replace(".", ",")
    values = {"yearly_cost": percent, "installment_monthly": debt.installment_monthly or ""}
    return _cost_page(plan_id, debt_id, empty_form(values))


@blueprint.post("/utang/<int:debt_id>/biaya")
@allow(*WORKERS)
def do_cost(plan_id: int, debt_id: int) -> ResponseReturnValue:
    """Write what a debt costs."""
    form = read_form(CostSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            plan, now, today = queries.plan_for(plan_id, actor()), clock.now(), clock.today()
            service.set_cost(plan, queries.debt_of(plan, debt_id), form.draft, actor=actor(), now=now, today=today)
            return moved("debt_exit.show", plan_id=plan_id, flash="Biaya utang dicatat; urutannya mengikuti.")
    return _cost_page(plan_id, debt_id, form)


def _cost_page(plan_id: int, debt_id: int, form: Form[Any]) -> ResponseReturnValue:
    plan = queries.plan_for(plan_id, actor())
    return page("balikat/debt_exit/cost.html", plan=plan, debt=queries.debt_of(plan, debt_id), form=form)
