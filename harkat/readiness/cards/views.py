"""Pages of the scorecard: what counts, a draft and what it would change, and two persons' eyes on it."""

from datetime import date
from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.dates import format_date_short
from core.db import transaction
from core.people import queries as people
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.menu import MenuItem
from core.web.panels import Task, panels
from harkat.readiness import card_form
from harkat.readiness.cards import queries, service
from harkat.readiness.cards.schemas import AskingSchema, ReasonSchema, TurningDownSchema
from harkat.readiness.kinds import CardState
from harkat.readiness.models import ScorecardDraft
from harkat.readiness.presenting import TONES
from harkat.readiness.queries import count_assessed
from scoring.comparison import compare, differences
from scoring.measures import Measure
from scoring.passable import check_scorecard
from scoring.scorecard import Part
from scoring.status import Readiness

AUTHORS = (Role.HEAD, Role.ADMIN)
SEE_NAMES = (Role.OFFICER, Role.HEAD, Role.AUDITOR)
READERS = (*SEE_NAMES, Role.ADMIN)
NAMES_SHOWN = 200
STATE_TONES = {CardState.WAITING: "warn", CardState.CONFIRMED: "good", CardState.TURNED_DOWN: "bad"}
blueprint = Blueprint("scorecards", __name__, url_prefix="/kesiapan/tabel")
MENU = [MenuItem("Tabel penilaian", "scorecards.index", (Role.ADMIN,), order=74)]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """Show the scorecard in force, what was before and what waits."""
    today, tables = clock.today(), queries.known_tables()
    table = queries.table_on(today)
    return page(
        "harkat/readiness/cards/index.html",
        card=check_scorecard(table),
        cards=queries.cards(),
        earlier=sorted(version for version, known in tables.items() if known != table),
        drafts=queries.drafts(),
        state_tones=STATE_TONES,
        parts=list(Part),
        may_edit=actor().role in AUTHORS,
        today=today,
    )


@blueprint.post("/rancangan")
@allow(*AUTHORS)
def begin() -> ResponseReturnValue:
    """Begin a draft with the card in force."""
    with transaction():
        row = service.begin(actor=actor(), now=clock.now(), today=clock.today())
        return moved("scorecards.edit", draft_id=row.id, flash=f"Rancangan {row.version} dimulai dari yang berlaku.")


@blueprint.get("/rancangan/<int:draft_id>/ubah")
@allow(*AUTHORS)
def edit(draft_id: int) -> ResponseReturnValue:
    """Show the form of a draft."""
    row = queries.draft(draft_id)
    return _edit_page(row, empty_form(card_form.values_of(row.table) | {"reason": row.reason}))


@blueprint.post("/rancangan/<int:draft_id>/ubah")
@allow(*AUTHORS)
def change(draft_id: int) -> ResponseReturnValue:
    """Keep a draft; an unsound table is refused with its reason."""
    row, form = queries.draft(draft_id), read_form(ReasonSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            row = queries.draft(draft_id)
            table = card_form.table_of(request.form, row.table)
            service.change(row, table, reason=form.draft["reason"], actor=actor(), now=clock.now())
            return moved("scorecards.show", draft_id=draft_id, flash="Rancangan disimpan. Lihat siapa yang berubah.")
    return _edit_page(queries.draft(draft_id), form)


def _edit_page(row: ScorecardDraft, form: Form[Any]) -> ResponseReturnValue:
    weights = [str(form.value(f"item-{measure.value}-weight")) for measure in Measure]
    return page(
        "harkat/readiness/cards/edit.html",
        row=row,
        form=form,
        total=sum(int(weight) for weight in weights if weight.isdecimal() and len(weight) < 16),
        weighed=[measure for measure in Measure if form.value(f"item-{measure.value}-weight") not in ("", "0")],
        unweighed=[measure for measure in Measure if form.value(f"item-{measure.value}-weight") in ("", "0")],
        measure_choices=Measure.choices(),
        parts=Part.choices(),
        thresholds=card_form.THRESHOLDS,
        capacity=card_form.CAPACITY,
        holding=card_form.HOLDING,
        when_unknown=card_form.WHEN_UNKNOWN,
        stops=min(card_form.MOST_STOPS, len(row.table["stops"]) + 2),
    )


@blueprint.get("/rancangan/<int:draft_id>")
@allow(*READERS)
def show(draft_id: int) -> ResponseReturnValue:
    """Show what a draft would change: its lines, and whose status, and why."""
    return _show(draft_id, empty_form({"valid_from": format_date_short(clock.today())}))


def _show(draft_id: int, form: Form[Any]) -> ResponseReturnValue:
    row, today = queries.draft(draft_id), clock.today()
    return page(
        "harkat/readiness/cards/show.html",
        row=row,
        form=form,
        state_tones=STATE_TONES,
        may_edit=actor().role in AUTHORS,
        may_answer=actor().role in AUTHORS and actor().id not in (row.asked_by_id, row.changed_by_id),
        **_compared(row, today),
    )


def _compared(row: ScorecardDraft, today: date) -> dict[str, Any]:
    old, new = check_scorecard(queries.table_on(today)), check_scorecard(row.table)
    found = compare(old, new, queries.applicants())
    shown = found.changes[:NAMES_SHOWN] if actor().role in SEE_NAMES else ()
    return {
        "old": old,
        "found": found,
        "everybody": count_assessed(),
        "differences": differences(old, new),
        "named": [(people.person(change.person_id), change) for change in shown],
        "see_names": actor().role in SEE_NAMES,
        "statuses": list(Readiness),
        "tones": TONES,
    }


@blueprint.post("/rancangan/<int:draft_id>/ajukan")
@allow(*AUTHORS)
def ask(draft_id: int) -> ResponseReturnValue:
    """Ask a second person to switch a draft on."""
    form = read_form(AskingSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            row, day = queries.draft(draft_id), form.draft.valid_from
            service.ask(row, valid_from=day, actor=actor(), now=clock.now(), today=clock.today())
            return moved("scorecards.show", draft_id=draft_id, flash="Diajukan. Orang kedua yang mengesahkan.")
    return _show(draft_id, form)


@blueprint.post("/kembali")
@allow(*AUTHORS)
def ask_back() -> ResponseReturnValue:
    """Ask a second person to switch back to an earlier card."""
    with transaction():
        version = request.form.get("version", "")[:40]
        row = service.ask_back(version, actor=actor(), now=clock.now(), today=clock.today())
        return moved("scorecards.show", draft_id=row.id, flash="Pengembalian diajukan. Orang kedua yang mengesahkan.")


@blueprint.post("/rancangan/<int:draft_id>/sahkan")
@allow(*AUTHORS)
def confirm(draft_id: int) -> ResponseReturnValue:
    """Switch somebody else's card on."""
    with transaction():
        row = service.confirm(queries.draft(draft_id), actor=actor(), now=clock.now(), today=clock.today())
        assert row.valid_from is not None
        flash = f"Versi {row.version} berlaku mulai {format_date_short(row.valid_from)}."
        return moved("scorecards.index", flash=flash)


@blueprint.post("/rancangan/<int:draft_id>/tolak")
@allow(*AUTHORS)
def turn_down(draft_id: int) -> ResponseReturnValue:
    """Turn somebody else's card down, with a reason."""
    form = read_form(TurningDownSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            service.turn_down(queries.draft(draft_id), form.draft["answer"], actor=actor(), now=clock.now())
            return moved("scorecards.index", flash="Tidak disahkan. Tabel yang berlaku tetap.")
    return _show(draft_id, form)


@blueprint.post("/rancangan/<int:draft_id>/buang")
@allow(*AUTHORS)
def drop(draft_id: int) -> ResponseReturnValue:
    """Lay a draft aside."""
    with transaction():
        service.drop(queries.draft(draft_id), actor=actor(), now=clock.now())
        return moved("scorecards.index", flash="Rancangan dibuang. Isinya tetap dapat dibaca.")


def confirming_tasks(actor: Actor, today: date) -> list[Task]:  # noqa: ARG001
    """Point at scorecards that wait for a second person, not at one's own."""
    waiting = [row for row in queries.waiting() if actor.id not in (row.asked_by_id, row.changed_by_id)]
    if not waiting:
        return []
    url = url_for("scorecards.show", draft_id=waiting[0].id)
    return [Task("Tabel penilaian menunggu pengesahan", len(waiting), url, note="Lihat dulu siapa yang berubah.")]


def join_panels() -> None:
    """Point the start pages of those who may confirm at what waits."""
    for role in AUTHORS:
        panels.add_tasks(role, confirming_tasks)
