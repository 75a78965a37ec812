"""The city's pages on one file: the visit, the recommendation, its confirmation, sending back, letting go."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.dates import format_date_short
from core.db import transaction
from core.money import format_number
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from harkat.applications import queries, service
from harkat.applications.deeds import Deed, who_may
from harkat.applications.schemas import (
    AdviceSchema,
    NoteSchema,
    RemarkSchema,
    StopSchema,
    VisitSchema,
    with_shares,
)
from harkat.applications.states import REASONS_TO_LEAVE

blueprint = Blueprint("advice", __name__, url_prefix="/permohonan/<int:application_id>")


@blueprint.get("/kunjungan")
@allow(*who_may(Deed.VERIFY))
def verify(application_id: int) -> ResponseReturnValue:
    """Show the form of the visit."""
    form = empty_form({"visited_on": format_date_short(clock.today())})
    return _answer("harkat/applications/verify.html", form, application_id)


@blueprint.post("/kunjungan")
@allow(*who_may(Deed.VERIFY))
def do_verify(application_id: int) -> ResponseReturnValue:
    """Record the visit."""
    form = read_form(VisitSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            application = queries.application(application_id, actor())
            draft = form.draft
            service.verify(application, visited_on=draft.visited_on, note=draft.note, actor=actor(), now=clock.now())
            return _done(application_id, "Kunjungan tercatat. Berikutnya: rekomendasi petugas.")
    return _answer("harkat/applications/verify.html", form, application_id)


@blueprint.get("/rekomendasi")
@allow(*who_may(Deed.RECOMMEND))
def recommend(application_id: int) -> ResponseReturnValue:
    """Show the form of the recommendation, opened with what was asked."""
    application = queries.application(application_id, actor())
    shares = {f"share_{row.person_id}": format_number(row.requested) for row in queries.shares_of(application_id)}
    return _answer(
        "harkat/applications/recommend.html",
        empty_form({"amount": format_number(application.requested), **shares}),
        application_id,
    )


@blueprint.post("/rekomendasi")
@allow(*who_may(Deed.RECOMMEND))
def do_recommend(application_id: int) -> ResponseReturnValue:
    """Record the recommendation."""
    queries.application(application_id, actor())
    form = read_form(with_shares(AdviceSchema, queries.share_holders(application_id)))
    if form.draft is not None:
        with form.catching(), transaction():
            application = queries.application(application_id, actor())
            draft = form.draft
            service.recommend(
                application, amount=draft.amount, shares=draft.shares, note=draft.note, actor=actor(), now=clock.now()
            )
            return _done(application_id, "Rekomendasi tercatat. Berikutnya: pimpinan mengesahkan.")
    return _answer("harkat/applications/recommend.html", form, application_id)


@blueprint.get("/pengesahan")
@allow(*who_may(Deed.CONFIRM))
def confirm(application_id: int) -> ResponseReturnValue:
    """Show what is to be confirmed."""
    return _answer("harkat/applications/confirm.html", empty_form(), application_id)


@blueprint.post("/pengesahan")
@allow(*who_may(Deed.CONFIRM))
def do_confirm(application_id: int) -> ResponseReturnValue:
    """Confirm the recommendation and send the file to the bank."""
    form = read_form(RemarkSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            application = queries.application(application_id, actor())
            service.confirm(application, note=form.draft.note, actor=actor(), now=clock.now())
            return _done(application_id, f"Permohonan {application.number} dikirim ke {application.bank.name}.")
    return _answer("harkat/applications/confirm.html", form, application_id)


@blueprint.get("/kembalikan")
@allow(*who_may(Deed.RETURN))
def send_back(application_id: int) -> ResponseReturnValue:
    """Show the form that sends a file back."""
    return _answer("harkat/applications/return.html", empty_form(), application_id)


@blueprint.post("/kembalikan")
@allow(*who_may(Deed.RETURN))
def do_send_back(application_id: int) -> ResponseReturnValue:
    """Send the file back to be completed."""
    form = read_form(NoteSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            application = queries.application(application_id, actor())
            service.return_(application, note=form.draft.note, actor=actor(), now=clock.now())
            return _done(application_id, "Permohonan dikembalikan untuk dilengkapi.")
    return _answer("harkat/applications/return.html", form, application_id)


@blueprint.get("/tarik")
@allow(*who_may(Deed.WITHDRAW))
def withdraw(application_id: int) -> ResponseReturnValue:
    """Show the form that ends an application at the applicant's wish."""
    return _answer("harkat/applications/withdraw.html", empty_form(), application_id)


@blueprint.post("/tarik")
@allow(*who_may(Deed.WITHDRAW))
def do_withdraw(application_id: int) -> ResponseReturnValue:
    """End an application at the applicant's wish."""
    form = read_form(StopSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            application = queries.application(application_id, actor())
            draft = form.draft
            service.withdraw(application, reason=draft.reason, note=draft.note, actor=actor(), now=clock.now())
            return _done(application_id, "Permohonan ditarik.")
    return _answer("harkat/applications/withdraw.html", form, application_id)


def _answer(template: str, form: Form[Any], application_id: int) -> ResponseReturnValue:
    application = queries.application(application_id, actor())
    return page(
        template,
        form=form,
        application=application,
        shares=queries.shares_of(application_id),
        reasons=[(reason.value, reason.label) for reason in REASONS_TO_LEAVE],
        own_advice=actor().id == application.recommended_by_id,
    )


def _done(application_id: int, words: str) -> ResponseReturnValue:
    return moved("applications.show", application_id=application_id, flash=words)
