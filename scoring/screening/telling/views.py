"""Pages for the talk about debts and for each debt that was told."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.dates import format_date_short
from core.db import transaction
from core.people import queries as people
from core.people.models import ConsentPurpose
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from scoring.screening import queries
from scoring.screening.informal import DebtPeriod, LoanPurpose
from scoring.screening.kinds import HandedAs, InterviewSource
from scoring.screening.presenting import CLASS_TONES, QUESTIONS, daily_words, rate_words
from scoring.screening.schemas import DeclaredSchema, InterviewSchema, SettledSchema
from scoring.screening.telling import service

blueprint = Blueprint("debt_telling", __name__, url_prefix="/pemeriksaan")


@blueprint.get("/orang/<int:person_id>/wawancara")
@allow(Role.OFFICER)
def interview(person_id: int) -> ResponseReturnValue:
    """Show what to ask and the form that keeps the talk."""
    return _interview_page(person_id, empty_form({"held_on": format_date_short(clock.today())}))


@blueprint.post("/orang/<int:person_id>/wawancara")
@allow(Role.OFFICER)
def do_interview(person_id: int) -> ResponseReturnValue:
    """Keep the talk."""
    form = read_form(InterviewSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            service.hold_interview(person_id, form.draft, actor=actor(), now=clock.now(), today=clock.today())
            return moved("screening.show", person_id=person_id, flash="Wawancara utang dicatat.")
    return _interview_page(person_id, form)


def _interview_page(person_id: int, form: Form[Any]) -> ResponseReturnValue:
    return page(
        "scoring/screening/interview.html",
        person=people.person(person_id),
        form=form,
        debts=[debt for debt in queries.declared_debts(person_id) if debt.closed_on is None],
        consent=people.consent_given(person_id, ConsentPurpose.SCREENING),
        class_tones=CLASS_TONES,
        questions=QUESTIONS,
    )


@blueprint.get("/orang/<int:person_id>/utang")
@allow(Role.OFFICER)
def declare(person_id: int) -> ResponseReturnValue:
    """Show the form for a debt that was told."""
    asked = {"paid_every": DebtPeriod.DAY.value, "handed_as": HandedAs.CASH.value}
    asked["told_as"] = request.args.get("dari", "")  # the question of the talk that was answered with yes
    return _declare_page(person_id, empty_form(asked))


@blueprint.post("/orang/<int:person_id>/utang")
@allow(Role.OFFICER)
def do_declare(person_id: int) -> ResponseReturnValue:
    """Keep a debt that was told and show what it costs."""
    form = read_form(DeclaredSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            debt = service.declare(person_id, form.draft, actor=actor(), now=clock.now(), today=clock.today())
            return moved("debt_telling.show", debt_id=debt.id, flash="Utang dicatat.")
    return _declare_page(person_id, form)


def _declare_page(person_id: int, form: Form[Any]) -> ResponseReturnValue:
    return page(
        "scoring/screening/declare.html",
        person=people.person(person_id),
        form=form,
        sources=InterviewSource.choices(),
        purposes=LoanPurpose.choices(),
        periods=DebtPeriod.choices(),
        ways=HandedAs.choices(),
    )


@blueprint.get("/utang/<int:debt_id>")
@allow(Role.OFFICER)
def show(debt_id: int) -> ResponseReturnValue:
    """Show a debt that was told: its cost beside the cap in force, and the form that closes it."""
    return _show_page(debt_id, empty_form())


@blueprint.post("/utang/<int:debt_id>/lunas")
@allow(Role.OFFICER)
def settle(debt_id: int) -> ResponseReturnValue:
    """Close a debt that was told."""
    form = read_form(SettledSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            debt = queries.declared_debt(debt_id)
            service.settle(debt, form.draft, actor=actor(), now=clock.now(), today=clock.today())
            return moved("screening.show", person_id=debt.person_id, flash="Utang ditutup dengan buktinya.")
    return _show_page(debt_id, form)


def _show_page(debt_id: int, form: Form[Any]) -> ResponseReturnValue:
    debt = queries.declared_debt(debt_id)
    cap = service.caps_beside(debt)
    return page(
        "scoring/screening/declared.html",
        debt=debt,
        person=people.person(debt.person_id),
        form=form,
        rate_words=rate_words,
        cost_a_day=daily_words(service.price(service.as_draft(debt)).flat_cost_per_day_pct),
        cap_a_day=None if cap is None else daily_words(cap.percent_per_day),
        class_tones=CLASS_TONES,
    )
