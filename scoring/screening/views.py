"""Pages of screening: who waits, what is known of one person's debts, and the door for files."""

from datetime import date
from io import BytesIO
from pathlib import PurePath
from typing import Any

from flask import Blueprint, send_file, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.dates import count_days
from core.db import transaction
from core.errors import NotFound
from core.people import queries as people
from core.people.models import ConsentPurpose, Person
from core.policy.queries import whole_on
from core.web.access import actor, allow
from core.web.answers import page
from core.web.listing import paginate, read_listing
from core.web.menu import MenuItem
from core.web.panels import Panel, Task, panels
from scoring.screening import queries, service
from scoring.screening.bank_answers import queries as bank_answers
from scoring.screening.holds import queries as holds
from scoring.screening.intake import queries as intake
from scoring.screening.objections import queries as objections
from scoring.screening.presenting import CLASS_TONES, CONFIDENCE_TONES, place_words
from scoring.screening.service import READERS
from scoring.screening.terms import FRESH_DAYS, FRESH_INTERVIEW_DAYS
from scoring.screening.waiting import queries as waiting

blueprint = Blueprint("screening", __name__, url_prefix="/pemeriksaan")
MENU = [MenuItem("Pemeriksaan utang", "screening.index", READERS, order=25)]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """List the persons whose findings wait for a decision, or everybody who was screened."""
    sorts = {"nama": Person.name, "nomor": Person.id}
    listing = read_listing(sorts, default="nama", filters=("tampil",))
    query = waiting.screened_persons(words=listing.words, only=listing.filters["tampil"])
    found = paginate(query, listing, tie=Person.id)
    keys = [person.id for person in found.items]
    waits, flags = waiting.waiting_counts(keys), waiting.flag_counts(keys)
    return page("scoring/screening/index.html", found=found, waiting=waits, flags=flags)


@blueprint.get("/orang/<int:person_id>")
@allow(*READERS)
def show(person_id: int) -> ResponseReturnValue:
    """Show what is known of a person's debts, with the lines that prove it; every look is recorded."""
    if queries.is_withheld(person_id):
        return page("scoring/screening/withheld.html", person=people.person(person_id))
    with transaction():
        service.note_view(person_id, what="pemeriksaan utang", actor=actor(), now=clock.now())
    return page(
        "scoring/screening/show.html",
        person=people.person(person_id),
        consent=people.consent_given(person_id, ConsentPurpose.SCREENING),
        evidence=evidence_rows(person_id, clock.today()),
        may_edit=actor().role is Role.OFFICER,
        may_close=actor().role in (Role.OFFICER, Role.HEAD),
        class_tones=CLASS_TONES,
        confidence_tones=CONFIDENCE_TONES,
        place_words=place_words,
        ways_out=panels.of("screening", person_id, actor()),
        **_known(person_id),
    )


def _known(person_id: int) -> dict[str, Any]:
    """Gather what the page shows of a person."""
    findings = queries.findings_of(person_id)
    return {
        "waiting": [row for row in findings if row.waits],
        "settled": [row for row in findings if not row.waits],
        "questions": queries.questions_of(person_id),
        "flags": queries.flags_of(person_id),
        "holds": holds.holds_of(person_id),
        "objections": objections.objections_of(person_id),
        "debts": queries.known_debts(person_id),
        "burden": queries.monthly_burden(person_id),
        "declared": queries.declared_debts(person_id),
        "interviews": queries.interviews_of(person_id),
        "files": queries.files_of(person_id),
        "spouses": queries.spouse_consents(person_id),
        "unfinished": intake.waiting_of(person_id),
        "bank_answers": {row.file_id: row for row in bank_answers.answers_of(person_id)},
    }


def evidence_rows(person_id: int, today: date) -> list[tuple[str, date | None, int, bool]]:
    """Return what was looked at: its name, its day, its age in days, and whether it is still fresh."""
    state = queries.evidence_state(person_id)
    known = (
        ("Wawancara utang", state.interview_on, FRESH_INTERVIEW_DAYS),
        ("iDeb SLIK", state.ideb_on, FRESH_DAYS["ideb"]),
        ("Mutasi rekening", state.statement_on, FRESH_DAYS["statement"]),
    )
    rows = []
    for label, on, rule in known:
        age = 0 if on is None else count_days(on, today)
        rows.append((label, on, age, on is not None and age <= whole_on(rule, today)))
    return rows


@blueprint.get("/berkas/<int:file_id>")
@allow(*READERS)
def download(file_id: int) -> ResponseReturnValue:
    """Hand out an uploaded file as it came, under a name without a NIK; every look is recorded."""
    with transaction():
        file = queries.file(file_id)
        if file.content is None:
            raise NotFound("Isi berkas ini sudah dihapus karena masa simpannya habis.")
        service.note_view(file.person_id, what="berkas pemeriksaan utang", actor=actor(), now=clock.now())
        content, name = file.content, f"{file.kind.value}-{file.as_of}{PurePath(file.filename).suffix[:6].lower()}"
    return send_file(BytesIO(content), "application/octet-stream", as_attachment=True, download_name=name)


def person_panel(person_id: int, actor: Actor) -> Panel | None:
    """Show how a person's debts stand, for the roles that may know."""
    if actor.role not in READERS:
        return None
    if queries.is_withheld(person_id):
        return Panel("Pemeriksaan utang", "scoring/screening/_withheld.html")
    context = {
        "person_id": person_id,
        "flags": queries.open_flags(person_id),
        "waiting": len(queries.unanswered_findings(person_id)),
        "burden": queries.monthly_burden(person_id),
        "evidence": queries.evidence_state(person_id),
        "holds": queries.open_holds(person_id),
    }
    return Panel("Pemeriksaan utang", "scoring/screening/_panel.html", context)


def officer_tasks(actor: Actor, today: date) -> list[Task]:  # noqa: ARG001
    """Point officers at findings that wait for a decision."""
    url = url_for("screening.index", tampil="menunggu")
    note = "Temuan pemeriksaan utang; sahkan atau tolak dengan alasan."
    return [Task("Penanda utang menunggu keputusan", waiting.count_waiting(), url, note=note)]


def join_panels() -> None:
    """Join the person's page and the officers' start page."""
    panels.add("person", 25, person_panel)
    panels.add_tasks(Role.OFFICER, officer_tasks)
