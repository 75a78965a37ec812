"""Pages that put right what is not proven: the list of NIKs to repair, and one person's proof or merging."""

from datetime import date
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.db import transaction
from core.people import queries
from core.people.models import Person
from core.people.repair import service
from core.people.repair.moves import moves
from core.people.repair.queries import WITH_A_LIST, count_unproven, list_unproven, twins_of, unproven_of
from core.people.repair.schemas import MergeSchema, ProofSchema
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.listing import paginate, read_listing
from core.web.panels import Task, panels

blueprint = Blueprint("nik_repair", __name__, url_prefix="/orang/nik")
STATES = [(WITH_A_LIST, "NIK rusak di daftar Excel")]


@blueprint.get("")
@allow(Role.OFFICER, Role.HEAD, Role.AUDITOR)
def index() -> ResponseReturnValue:
    """List the persons whose NIK is not proven."""
    sorts = {"nama": Person.name, "nomor": Person.id}
    listing = read_listing(sorts, default="nama", filters=("keadaan",))
    query = list_unproven(listing.words, state=listing.filters["keadaan"])
    found = paginate(query, listing, tie=Person.id, scalars=False)
    return page("core/people/repair/index.html", found=found, states=STATES)


@blueprint.get("/<int:person_id>")
@allow(Role.OFFICER)
def show(person_id: int) -> ResponseReturnValue:
    """Show what is known of a person's NIK, who the person may be, and the forms."""
    return _show(person_id, empty_form(), empty_form())


@blueprint.post("/<int:person_id>")
@allow(Role.OFFICER)
def prove(person_id: int) -> ResponseReturnValue:
    """Write the NIK read off the KTP; one that is known shows whom to merge with."""
    form = read_form(ProofSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            service.prove_nik(queries.person(person_id), form.draft["nik"], actor=actor(), now=clock.now())
            return moved("people.show", person_id=person_id, flash="NIK sah dan KTP dicatat sudah dilihat.")
    return _show(person_id, form, empty_form())


@blueprint.post("/<int:person_id>/gabung")
@allow(Role.OFFICER)
def merge(person_id: int) -> ResponseReturnValue:
    """Merge the person into the entry that is kept."""
    form = read_form(MergeSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            old, kept = queries.person(person_id), queries.person(form.draft["kept_id"])
            words = f"{old.number} digabungkan ke {kept.number}. Nomor lama tetap bisa dicari."
            service.merge(old, kept, reason=form.draft["reason"], actor=actor(), now=clock.now())
            return moved("people.show", person_id=form.draft["kept_id"], flash=words)
    return _show(person_id, empty_form(), form)


def _show(person_id: int, form: Form[Any], merging: Form[Any]) -> ResponseReturnValue:
    known = None
    if "nik" in form.errors and form.draft is not None:
        known = queries.find_by_nik(form.draft["nik"])
    twins = twins_of(person_id)
    return page(
        "core/people/repair/show.html",
        person=queries.person(person_id),
        unproven=unproven_of(person_id),
        twins=twins,
        known=known,
        form=form,
        merging=merging,
        status=422 if merging.errors else 200,
    )


def officer_tasks(_actor: Actor, _today: date) -> list[Task]:
    """Point the officer at NIKs that came broken out of a list."""
    return [
        Task(
            "NIK belum sah",
            count_unproven(),
            url_for("nik_repair.index", keadaan=WITH_A_LIST),
            note="Boleh ikut pelatihan; permohonan menunggu NIK dari KTP.",
        )
    ]


def join_panels() -> None:
    """Put the tasks on the officer's start page, and let a person's own rows move."""
    moves.add(service.OWN)
    panels.add_tasks(Role.OFFICER, officer_tasks)
