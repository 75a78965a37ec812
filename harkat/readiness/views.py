"""Pages on readiness: who stands where, and one person's status with its reasons, history and way forward."""

import base64
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.db import transaction
from core.documents.picture import Layer, lines_over_time
from core.people import queries as people
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.listing import paginate, read_listing
from core.web.menu import MenuItem
from core.web.panels import Panel, panels
from harkat.readiness import queries, service
from harkat.readiness.cards import queries as cards
from harkat.readiness.drafts import YesNo
from harkat.readiness.models import ReadinessAssessment
from harkat.readiness.objections.queries import objections_of
from harkat.readiness.packing import unpack_facts
from harkat.readiness.presenting import (
    MEANINGS,
    TONES,
    is_money,
    shown_paths,
    split_reasons,
    words_of,
)
from harkat.readiness.schemas import ObservationSchema
from harkat.readiness.ways.views import start_link
from scoring.capacity import BindingLimit, IncomeBasis
from scoring.facts import Sureness
from scoring.readiness import assess as score
from scoring.readiness import left_out
from scoring.status import Readiness
from scoring.steps import SHOWN_STEPS

READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR)
SCORE_INK, CONFIDENCE_INK = "#0b5d51", "#8a5a00"
blueprint = Blueprint("readiness", __name__, url_prefix="/kesiapan")
MENU = [MenuItem("Kesiapan", "readiness.index", READERS, order=28)]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """List everybody who was assessed, by their newest status."""
    sorts = {"dinilai": ReadinessAssessment.id, "skor": ReadinessAssessment.score}
    listing = read_listing(sorts, default="dinilai", filters=("status",), descending=True)
    query = queries.newest_assessments(words=listing.words, status=listing.filters["status"])
    return page(
        "harkat/readiness/index.html",
        found=paginate(query, listing, tie=ReadinessAssessment.id),
        counts=queries.count_by_status(),
        statuses=list(Readiness),
        choices=Readiness.choices(),
        tones=TONES,
        run=queries.running_reassessment(),
    )


@blueprint.get("/orang/<int:person_id>")
@allow(*READERS)
def show(person_id: int) -> ResponseReturnValue:
    """Show a person's newest assessment: status, reasons, the way forward, the household's month."""
    return show_person(person_id, empty_form())


def show_person(person_id: int, form: Form[Any]) -> ResponseReturnValue:
    """Answer with a person's page, with whatever form was being filled in on it."""
    person = people.person(person_id)
    newest = queries.latest(person_id)
    return page(
        "harkat/readiness/show.html",
        person=person,
        form=form,
        history=queries.history(person_id),
        picture=picture(queries.history(person_id)),
        departures=queries.departures_of(person_id),
        objections=objections_of(person_id),
        name_of=queries.account_name,
        may_edit=actor().role is Role.OFFICER,
        may_answer=actor().role in (Role.OFFICER, Role.HEAD),
        me_id=actor().id,
        **({"newest": None} if newest is None else explained(newest, from_day=clock.today())),
    )


def picture(history: Sequence[ReadinessAssessment]) -> str:
    """Draw score and confidence over time as the source of an image; nothing for fewer than two assessments."""
    rows = list(reversed(history))
    if len(rows) < 2:
        return ""
    layers = (
        Layer("Skor", SCORE_INK, tuple(-1 if row.score is None else row.score for row in rows)),
        Layer("Keyakinan (%)", CONFIDENCE_INK, tuple(row.confidence for row in rows)),
    )
    svg = lines_over_time(tuple(row.assessed_on.isoformat() for row in rows), layers, upward="0 sampai 100", most=100)
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def explained(assessment: ReadinessAssessment, *, from_day: date | None = None) -> dict[str, Any]:
    """Return what a page or a letter needs to explain an assessment.

    :param from_day: the day on which the steps would begin, when it is not that of the assessment
    """
    later = (from_day or assessment.assessed_on) - assessment.assessed_on
    held, unknown, good = split_reasons(assessment.reasons)
    capacity, facts = assessment.capacity, unpack_facts(assessment.facts)
    card = cards.card_of_version(assessment.card_version)
    return {
        "newest": assessment,
        "tones": TONES,
        "meaning": MEANINGS[assessment.status],
        "held": held,
        "unknown": unknown,
        "good": good,
        "paths": shown_paths(assessment.paths, at_first=SHOWN_STEPS, later=later),
        "facts": facts,
        "left_out": {} if card is None else left_out(facts, card, today=assessment.assessed_on),
        "is_money": is_money,
        "words_of": words_of,
        "capacity": capacity,
        "basis": capacity and IncomeBasis.of(capacity["basis"]),
        "binding": capacity and BindingLimit.of(capacity["binding"]),
        "start_link": lambda start: start_link(start, assessment.person_id, actor().role),
    }


@blueprint.post("/orang/<int:person_id>/nilai")
@allow(Role.OFFICER, Role.HEAD)
def assess(person_id: int) -> ResponseReturnValue:
    """Assess a person now."""
    with transaction():
        kept = service.assess(person_id, actor=actor(), now=clock.now(), today=clock.today())
        return moved("readiness.show", person_id=person_id, flash=f"Dinilai: {kept.status.label}.")


@blueprint.get("/penilaian/<int:assessment_id>")
@allow(*READERS)
def explain(assessment_id: int) -> ResponseReturnValue:
    """Explain one assessment from its own facts and scorecard, however long ago."""
    kept = queries.assessment(assessment_id)
    card = cards.card_of_version(kept.card_version)
    facts = unpack_facts(kept.facts)
    lines = () if card is None else score(facts, card, today=kept.assessed_on).lines
    person = people.person(kept.person_id)
    return page("harkat/readiness/explain.html", person=person, lines=lines, card=card, **explained(kept))


@blueprint.get("/orang/<int:person_id>/catatan")
@allow(Role.OFFICER)
def observe(person_id: int) -> ResponseReturnValue:
    """Show the form for what was seen of a business and a household."""
    return _observe_page(person_id, empty_form({"sureness": Sureness.MENTOR.value}))


@blueprint.post("/orang/<int:person_id>/catatan")
@allow(Role.OFFICER)
def do_observe(person_id: int) -> ResponseReturnValue:
    """Write down what was seen and assess again."""
    form = read_form(ObservationSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            service.observe(person_id, form.draft, actor=actor(), now=clock.now(), today=clock.today())
            service.assess(person_id, actor=actor(), now=clock.now(), today=clock.today())
            return moved("readiness.show", person_id=person_id, flash="Keterangan dicatat dan kesiapan dinilai lagi.")
    return _observe_page(person_id, form)


def _observe_page(person_id: int, form: Form[Any]) -> ResponseReturnValue:
    person, rows = people.person(person_id), queries.observed(person_id)
    sureness, answers = Sureness.choices(), YesNo.choices()
    return page(
        "harkat/readiness/observe.html",
        person=person,
        form=form,
        rows=rows,
        sureness=sureness,
        answers=answers,
        is_money=is_money,
        words_of=words_of,
    )


def person_panel(person_id: int, actor: Actor) -> Panel | None:
    """Show the status and the next step on a person's page."""
    if actor.role not in READERS:
        return None
    newest = queries.latest(person_id)
    context: dict[str, Any] = {"newest": newest, "tones": TONES, "person_id": person_id}
    context["may_assess"] = actor.role in (Role.OFFICER, Role.HEAD)
    if newest is not None:
        later = clock.today() - newest.assessed_on
        context["paths"] = shown_paths(newest.paths, at_first=SHOWN_STEPS, later=later)
    return Panel("Kesiapan", "harkat/readiness/_panel.html", context)


def join_panels() -> None:
    """Join the page of a person."""
    panels.add("person", 30, person_panel)
