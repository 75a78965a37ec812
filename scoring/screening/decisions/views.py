"""Pages on which an officer decides about a finding, keeps an answer, closes a flag."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.db import transaction
from core.people import queries as people
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from scoring.screening import queries
from scoring.screening.decisions import service
from scoring.screening.flags import flag_for_finding
from scoring.screening.kinds import Decision, FlagClosing, YesNo
from scoring.screening.presenting import CONFIDENCE_TONES, place_words
from scoring.screening.schemas import AnswerSchema, ClosingSchema, DecisionSchema
from scoring.screening.service import note_view

blueprint = Blueprint("screening_decisions", __name__, url_prefix="/pemeriksaan")


@blueprint.get("/temuan/<int:finding_id>")
@allow(Role.OFFICER)
def decide(finding_id: int) -> ResponseReturnValue:
    """Show a finding with its lines and the form that decides; the look is recorded."""
    with transaction():
        note_view(queries.finding(finding_id).person_id, what="bukti temuan utang", actor=actor(), now=clock.now())
    row = queries.finding(finding_id)
    values = {"decision": row.decision.value if row.decision else "", "reason": row.reason or ""}
    return _decide_page(finding_id, empty_form({**values, "installment_monthly": row.installment_monthly or ""}))


@blueprint.post("/temuan/<int:finding_id>")
@allow(Role.OFFICER)
def do_decide(finding_id: int) -> ResponseReturnValue:
    """Decide about a finding."""
    form = read_form(DecisionSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            finding = service.decide(queries.finding(finding_id), form.draft, actor=actor(), now=clock.now())
            flash = f"Diputuskan: {form.draft.decision.label}."
            return moved("screening.show", person_id=finding.person_id, flash=flash)
    return _decide_page(finding_id, form)


def _decide_page(finding_id: int, form: Form[Any]) -> ResponseReturnValue:
    row = queries.finding(finding_id)
    late = {"quality": row.quality, "days_late": row.days_late}
    return page(
        "scoring/screening/decide.html",
        finding=row,
        person=people.person(row.person_id),
        form=form,
        decisions=Decision.choices(),
        would_flag=flag_for_finding(row.kind, active=row.active, written_off=row.written_off, **late),
        confidence_tones=CONFIDENCE_TONES,
        place_words=place_words,
    )


@blueprint.get("/pertanyaan/<int:question_id>")
@allow(Role.OFFICER)
def answer(question_id: int) -> ResponseReturnValue:
    """Show a question with its lines; the look is recorded."""
    with transaction():
        note_view(queries.question(question_id).person_id, what="bukti pertanyaan", actor=actor(), now=clock.now())
    row = queries.question(question_id)
    answered = "" if row.is_debt is None else (YesNo.YES if row.is_debt else YesNo.NO).value
    return _answer_page(question_id, empty_form({"is_debt": answered, "answer": row.answer or ""}))


@blueprint.post("/pertanyaan/<int:question_id>")
@allow(Role.OFFICER)
def do_answer(question_id: int) -> ResponseReturnValue:
    """Keep the answer."""
    form = read_form(AnswerSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            question = service.answer(queries.question(question_id), form.draft, actor=actor(), now=clock.now())
            flash = "Jawaban disimpan dan tidak ditanyakan lagi."
            return moved("screening.show", person_id=question.person_id, flash=flash)
    return _answer_page(question_id, form)


def _answer_page(question_id: int, form: Form[Any]) -> ResponseReturnValue:
    row = queries.question(question_id)
    return page(
        "scoring/screening/answer.html",
        question=row,
        person=people.person(row.person_id),
        form=form,
        answers=YesNo.choices(),
        place_words=place_words,
    )


@blueprint.get("/penanda/<int:flag_id>/tutup")
@allow(Role.OFFICER, Role.HEAD)
def close(flag_id: int) -> ResponseReturnValue:
    """Show the form that closes a flag."""
    return _close_page(flag_id, empty_form())


@blueprint.post("/penanda/<int:flag_id>/tutup")
@allow(Role.OFFICER, Role.HEAD)
def do_close(flag_id: int) -> ResponseReturnValue:
    """Close a flag."""
    form = read_form(ClosingSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            flag = service.close_flag(queries.flag(flag_id), form.draft, actor=actor(), now=clock.now())
            return moved("screening.show", person_id=flag.person_id, flash="Penanda utang ditutup.")
    return _close_page(flag_id, form)


def _close_page(flag_id: int, form: Form[Any]) -> ResponseReturnValue:
    flag = queries.flag(flag_id)
    person, closings = people.person(flag.person_id), FlagClosing.choices()
    return page("scoring/screening/close_flag.html", flag=flag, person=person, form=form, closings=closings)
