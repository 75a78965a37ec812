"""Pages on which papers are brought, looked at and cancelled."""

from io import BytesIO
from typing import Any

from flask import Blueprint, request, send_file
from flask.typing import ResponseReturnValue

from balikat.debt_exit import queries
from balikat.debt_exit.keeping.service import HELPERS
from balikat.debt_exit.kinds import ProofKind, ProofShows
from balikat.debt_exit.papers import service
from balikat.debt_exit.queries import READERS, WORKERS
from balikat.debt_exit.schemas import ProofSchema, ReasonSchema
from balikat.debt_exit.views import note_looks
from core import clock
from core.db import transaction
from core.files.papers import ENDINGS
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form

blueprint = Blueprint("debt_exit_papers", __name__, url_prefix="/pembinaan/<int:plan_id>/bukti")
note_looks(blueprint)


@blueprint.get("")
@allow(*HELPERS)
def add(plan_id: int) -> ResponseReturnValue:
    """Show the form for a paper; the debt may be chosen in the address."""
    chosen = {name: request.args.get(name, "")[:20] for name in ("debt_id", "kind", "shows")}
    return _add_page(plan_id, empty_form(chosen))


@blueprint.post("")
@allow(*HELPERS)
def do_add(plan_id: int) -> ResponseReturnValue:
    """Keep a paper."""
    form = read_form(ProofSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            plan, now, today = queries.plan_for(plan_id, actor()), clock.now(), clock.today()
            file = request.files.get("file")
            content = b"" if file is None else file.read()
            service.add_proof(plan, form.draft, content, actor=actor(), now=now, today=today)
            return moved("debt_exit.show", plan_id=plan_id, flash="Bukti disimpan.")
    return _add_page(plan_id, form)


def _add_page(plan_id: int, form: Form[Any]) -> ResponseReturnValue:
    plan = queries.plan_for(plan_id, actor())
    debts = [(str(row.id), row.lender) for row in queries.debts_of(plan_id)]
    return page(
        "balikat/debt_exit/proof.html", plan=plan, form=form, debts=debts, kinds=ProofKind.choices(),
        shows=ProofShows.choices(),
    )  # fmt: skip


@blueprint.get("/<int:proof_id>")
@allow(*READERS)
def look(plan_id: int, proof_id: int) -> ResponseReturnValue:
    """Hand out a paper under a name that tells nothing; every look is recorded."""
    with transaction():
        plan = queries.plan_for(plan_id, actor())
        row = service.look_at_proof(plan, proof_id, actor=actor(), now=clock.now())
        content, media_type, name = row.content or b"", row.media_type, f"bukti-{plan.number}-{row.id}"
    return send_file(BytesIO(content), media_type, as_attachment=True, download_name=name + ENDINGS[media_type])


@blueprint.get("/<int:proof_id>/batal")
@allow(*WORKERS)
def cancel(plan_id: int, proof_id: int) -> ResponseReturnValue:
    """Ask why a paper is cancelled."""
    return _cancel_page(plan_id, proof_id, empty_form())


@blueprint.post("/<int:proof_id>/batal")
@allow(*WORKERS)
def do_cancel(plan_id: int, proof_id: int) -> ResponseReturnValue:
    """Cancel a paper."""
    form = read_form(ReasonSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            plan, reason = queries.plan_for(plan_id, actor()), form.draft["reason"]
            service.cancel_proof(plan, proof_id, reason, actor=actor(), now=clock.now(), today=clock.today())
            return moved("debt_exit.show", plan_id=plan_id, flash="Bukti dibatalkan.")
    return _cancel_page(plan_id, proof_id, form)


def _cancel_page(plan_id: int, proof_id: int, form: Form[Any]) -> ResponseReturnValue:
    plan = queries.plan_for(plan_id, actor())
    return page("balikat/debt_exit/cancel_proof.html", plan=plan, row=service.proof_of(plan, proof_id), form=form)
