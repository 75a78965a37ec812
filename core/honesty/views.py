"""Public pages of honest service: complain, follow a complaint, and answer the question with the code of a paper."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from core import clock
from core.brakes.entrance import slow_down
from core.brakes.service import Brake, forget
from core.db import transaction
from core.honesty.answers import service as answers
from core.honesty.answers.queries import is_used
from core.honesty.cases import queries, service
from core.honesty.codes import AnswerCode, answer_code, read_answer_code
from core.honesty.kinds import ComplaintDoor, ComplaintKind, MoneyAnswer
from core.honesty.schemas import CodeSchema, ComplaintSchema, FollowSchema, MoneySchema
from core.web.access import PUBLIC, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form

blueprint = Blueprint("honesty", __name__, url_prefix="/lapor")
WRITES_AN_HOUR, TRIES_A_NUMBER, TRIES_AN_ADDRESS, WAIT = 10, 5, 30, 15


def _address(kind: str, most: int, minutes: int) -> Brake:
    return Brake(f"{kind} address", request.remote_addr or "", most, minutes)


@blueprint.get("")
@allow(PUBLIC)
def new() -> ResponseReturnValue:
    """Show the form of a complaint; no name is asked."""
    return _new_page(empty_form())


@blueprint.post("")
@allow(PUBLIC)
def receive() -> ResponseReturnValue:
    """Take a complaint, and show its number and code once."""
    form = read_form(ComplaintSchema())
    if form.draft is not None:
        now = clock.now()
        with form.catching():
            slow_down([_address("complain", WRITES_AN_HOUR, 60)], now=now)
            with transaction():
                row, code = service.receive(form.draft, door=ComplaintDoor.PAGE, now=now)
                return page("core/honesty/received.html", number=row.number, code=code, by_on=row.answer_by_on)
    return _new_page(form)


def _new_page(form: Form[Any]) -> ResponseReturnValue:
    return page("core/honesty/new.html", form=form, kinds=ComplaintKind.choices())


@blueprint.get("/ikuti")
@allow(PUBLIC)
def follow() -> ResponseReturnValue:
    """Ask for number and code of a complaint."""
    return page("core/honesty/follow.html", form=empty_form())


@blueprint.post("/ikuti")
@allow(PUBLIC)
def followed() -> ResponseReturnValue:
    """Show how far a complaint is to whoever has its number and code."""
    form = read_form(FollowSchema())
    if form.draft is not None:
        number, now = form.draft.number, clock.now()
        own = Brake("complaint number", number, TRIES_A_NUMBER, WAIT)
        with form.catching():
            slow_down([own, _address("follow", TRIES_AN_ADDRESS, WAIT)], now=now)
            with transaction():
                row = queries.followed(number, form.draft.code)
                forget(own)
                notes = queries.notes_of(row.id, shown_only=True)
                return page("core/honesty/followed.html", row=row, notes=notes, today=clock.today())
    form.values.pop("code", None)
    return page("core/honesty/follow.html", form=form)


@blueprint.get("/jawab")
@allow(PUBLIC)
def ask_code() -> ResponseReturnValue:
    """Ask for the code on a paper."""
    return page("core/honesty/code.html", form=empty_form())


@blueprint.post("/jawab")
@allow(PUBLIC)
def check_code() -> ResponseReturnValue:
    """Lead a code to its question."""
    form = read_form(CodeSchema())
    if form.draft is not None:
        with form.catching():
            slow_down([_address("code", TRIES_AN_ADDRESS, WAIT)], now=clock.now())
            code = read_answer_code(form.draft.code)
            return moved("honesty.question", code=answer_code(code.occasion, code.key))
    return page("core/honesty/code.html", form=form)


@blueprint.get("/jawab/<code>")
@allow(PUBLIC)
def question(code: str) -> ResponseReturnValue:
    """Ask the holder of a paper whether anybody wanted money."""
    slow_down([_address("code", TRIES_AN_ADDRESS, WAIT)], now=clock.now())
    return _question(read_answer_code(code), empty_form())


@blueprint.post("/jawab/<code>")
@allow(PUBLIC)
def answer(code: str) -> ResponseReturnValue:
    """Keep the answer; nobody can tell whose it was."""
    found, form, now = read_answer_code(code), read_form(MoneySchema()), clock.now()
    if form.draft is not None:
        with form.catching(), transaction():
            opened = answers.answer(found, form.draft, reference=f"answer {code}"[:64], now=now)
            return thanked(opened)
    return _question(found, form)


def thanked(opened: Any) -> ResponseReturnValue:
    """Thank for an answer; one that became a complaint shows its number and code."""
    if opened is None:
        return page("core/honesty/thanks.html")
    row, follow_with = opened
    return page("core/honesty/received.html", number=row.number, code=follow_with, by_on=row.answer_by_on)


def _question(code: AnswerCode, form: Form[Any]) -> ResponseReturnValue:
    return page(
        "core/honesty/question.html",
        form=form,
        occasion=code.occasion,
        code=answer_code(code.occasion, code.key),
        is_used=is_used(code),
        answers=MoneyAnswer.choices(),
    )
