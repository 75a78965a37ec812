"""Pages about BNSP competence certificates: the list, the form, and the reminder before one ends."""

from datetime import date
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from balikat.training.competences import service
from balikat.training.competences.models import CompetenceCertificate
from balikat.training.competences.queries import ENDING, competences_of, count_ending, list_competences
from balikat.training.competences.schemas import CompetenceSchema
from core import clock
from core.auth.roles import Actor, Role
from core.db import transaction
from core.people.models import Person
from core.people.queries import person
from core.people.repair.moves import moves
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.listing import paginate, read_listing
from core.web.panels import Panel, Task, panels

READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR)

blueprint = Blueprint("competences", __name__)


@blueprint.get("/sertifikat/kompetensi")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """List the competence certificates."""
    sorts = {"berakhir": CompetenceCertificate.expires_on, "nama": Person.name}
    listing = read_listing(sorts, default="berakhir", filters=("keadaan",))
    query = list_competences(listing.words, state=listing.filters["keadaan"], today=clock.today())
    found = paginate(query, listing, tie=CompetenceCertificate.id)
    states = [(ENDING, "Segera atau sudah berakhir")]
    return page("balikat/training/competences.html", found=found, states=states, today=clock.today())


@blueprint.get("/orang/<int:person_id>/kompetensi")
@allow(Role.OFFICER)
def new(person_id: int) -> ResponseReturnValue:
    """Show the form of a competence certificate."""
    return _form_page(person_id, empty_form())


@blueprint.post("/orang/<int:person_id>/kompetensi")
@allow(Role.OFFICER)
def record(person_id: int) -> ResponseReturnValue:
    """Record a competence certificate."""
    form = read_form(CompetenceSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            service.record_competence(person(person_id), form.draft, actor=actor(), now=clock.now())
            return moved("people.show", person_id=person_id, flash="Sertifikat kompetensi dicatat.")
    return _form_page(person_id, form)


def _form_page(person_id: int, form: Form[Any]) -> ResponseReturnValue:
    return page("balikat/training/competence_form.html", person=person(person_id), form=form)


def person_panel(person_id: int, actor: Actor) -> Panel | None:
    """Return the panel of a person's competence certificates."""
    if actor.role not in READERS:
        return None
    may_record = actor.role is Role.OFFICER
    rows, today = competences_of(person_id), clock.today()
    context = {"rows": rows, "person_id": person_id, "today": today, "may_record": may_record}
    return Panel("Sertifikat kompetensi BNSP", "balikat/training/_competence_panel.html", context)


def officer_tasks(actor: Actor, today: date) -> list[Task]:  # noqa: ARG001
    """Point the officer at competence certificates that end."""
    url = url_for("competences.index", keadaan=ENDING)
    note = "Ingatkan pemegangnya untuk uji ulang."
    return [Task("Sertifikat kompetensi segera berakhir", count_ending(today), url, note)]


def join_panels() -> None:
    """Put the panel on persons' pages and the reminder on the officer's start page; let certificates move."""
    moves.add(service.COMPETENCES)
    panels.add("person", 31, person_panel)
    panels.add_tasks(Role.OFFICER, officer_tasks)
