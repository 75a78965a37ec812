"""Pages on persons: list, daftar cepat and its slip, the file, and the forms that fill it."""

from datetime import date, timedelta

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.dates import age_on
from core.db import transaction
from core.drafts.queries import kept_form
from core.drafts.service import drop_form, keep_form
from core.honesty.codes import answer_code
from core.honesty.kinds import Occasion
from core.people import queries, service
from core.people.consent import HOURS_TO_STOP, texts_on
from core.people.file_views import blueprint as file_blueprint
from core.people.filling import details_values
from core.people.kinds import PaperKind, Sex
from core.people.models import Person
from core.people.nik import looks_like_nik
from core.people.phone import format_phone
from core.people.schemas import DetailsSchema, RegistrationSchema
from core.places.queries import kecamatan_choices, kelurahan_choices
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.listing import paginate, read_listing
from core.web.menu import MenuItem
from core.web.panels import Task, panels

READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR)
STATES = [(queries.UNFINISHED, "Data belum lengkap"), (queries.WITHDRAWN, "Persetujuan dicabut")]

blueprint = Blueprint("people", __name__, url_prefix="/orang")
BLUEPRINTS = [blueprint, file_blueprint]
MENU = [
    MenuItem("Daftar cepat", "people.register", (Role.OFFICER,), order=10),
    MenuItem("Orang", "people.index", READERS, order=20),
]


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """List who is registered."""
    if looks_like_nik(request.args.get("q", "")):
        return moved("people.index", flash="Demi keamanan, NIK hanya dicari lewat kotak pencarian di halaman ini.")
    sorts = {"nama": Person.name, "nomor": Person.id, "daftar": Person.registered_at}
    listing = read_listing(sorts, default="daftar", filters=("kecamatan", "keadaan"), descending=True)
    query = queries.list_persons(
        listing.words, kecamatan_code=listing.filters["kecamatan"], state=listing.filters["keadaan"]
    )
    found = paginate(query, listing, tie=Person.id)
    return page("core/people/index.html", found=found, kecamatan=kecamatan_choices(), states=STATES)


@blueprint.post("/cari")
@allow(*READERS)
def find() -> ResponseReturnValue:
    """Find somebody by what was typed; a posted form keeps a NIK out of addresses and logs."""
    words = " ".join(request.form.get("q", "").split())[:80]
    person = queries.look_up(words)
    if person is not None:
        return moved("people.show", person_id=person.id)
    if looks_like_nik(words):
        return moved("people.index", flash="NIK ini belum terdaftar.")
    filters = {name: request.form.get(name, "")[:80] for name in ("kecamatan", "keadaan", "urut")}
    return moved("people.index", q=words or None, **{name: value or None for name, value in filters.items()})


@blueprint.get("/daftar")
@allow(Role.OFFICER)
def register() -> ResponseReturnValue:
    """Show daftar cepat."""
    return _register_page(empty_form())


@blueprint.post("/daftar")
@allow(Role.OFFICER)
def do_register() -> ResponseReturnValue:
    """Register somebody."""
    form = read_form(RegistrationSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            person = service.register(form.draft, actor=actor(), now=clock.now())
            return moved("people.registered", person_id=person.id)
    return _register_page(form)


def _register_page(form: Form[object]) -> ResponseReturnValue:
    known = queries.look_up(str(form.value("nik"))) if "nik" in form.errors else None
    return page(
        "core/people/register.html",
        form=form,
        known=known,
        kelurahan=kelurahan_choices(),
        texts=texts_on(clock.today()),
        contact=queries.protection_officer(clock.today()),
    )


@blueprint.get("/<int:person_id>/terdaftar")
@allow(Role.OFFICER)
def registered(person_id: int) -> ResponseReturnValue:
    """Confirm a registration and say what comes next."""
    person = queries.person(person_id)
    return page("core/people/registered.html", person=person, papers=queries.papers_to_bring(clock.today()))


@blueprint.get("/<int:person_id>/lembar")
@allow(Role.OFFICER)
def slip(person_id: int) -> ResponseReturnValue:
    """Show the slip to print."""
    person = queries.person(person_id)
    code = answer_code(Occasion.REGISTERED, person.id)
    return page("core/people/slip.html", person=person, papers=queries.papers_to_bring(clock.today()), code=code)


@blueprint.get("/<int:person_id>")
@allow(*READERS)
def show(person_id: int) -> ResponseReturnValue:
    """Show a person's file, and what other rooms know for this role."""
    person = queries.person(person_id)
    return page(
        "core/people/show.html",
        person=person,
        phone=format_phone(person.phone),
        age=None if person.born_on is None else age_on(person.born_on, clock.today()),
        businesses=queries.businesses_of(person_id),
        papers={paper.kind: paper for paper in queries.papers_seen(person_id)},
        kinds=list(PaperKind),
        asked=queries.papers_to_bring(clock.today()),
        consents=queries.consents_of(person_id),
        texts=texts_on(clock.today()),
        panels=panels.of("person", person_id, actor()),
        may_edit=actor().role is Role.OFFICER,
        today=clock.today(),
    )


@blueprint.get("/<int:person_id>/ubah")
@allow(Role.OFFICER)
def edit(person_id: int) -> ResponseReturnValue:
    """Show the form of a person's details, with what was left unfinished."""
    person = queries.person(person_id)
    kept = kept_form(actor(), _draft_key(person_id))
    return _edit_page(person, empty_form(details_values(person) | (kept.values if kept else {})))


@blueprint.post("/<int:person_id>/ubah")
@allow(Role.OFFICER)
def do_edit(person_id: int) -> ResponseReturnValue:
    """Write a person's details."""
    form = read_form(DetailsSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            person = queries.person(person_id)
            service.complete(person, form.draft, actor=actor(), now=clock.now())
            drop_form(_draft_key(person_id), actor=actor())
            return moved("people.show", person_id=person_id, flash="Data disimpan.")
    person = queries.person(person_id)
    form.values["version"] = person.version
    return _edit_page(person, form)


@blueprint.post("/<int:person_id>/ubah/draf")
@allow(Role.OFFICER)
def keep_draft(person_id: int) -> ResponseReturnValue:
    """Keep what was typed so far."""
    queries.person(person_id)
    with transaction():
        draft = keep_form(_draft_key(person_id), request.form, actor=actor(), now=clock.now())
        saved_at = draft.saved_at
    if request.headers.get("HX-Request"):
        return render_template("core/people/_draft_saved.html", saved_at=saved_at)
    return moved("people.edit", person_id=person_id, flash="Draf disimpan. Lanjutkan kapan saja.")


@blueprint.post("/<int:person_id>/ubah/draf/buang")
@allow(Role.OFFICER)
def drop_draft(person_id: int) -> ResponseReturnValue:
    """Forget what was typed and show what is recorded."""
    with transaction():
        drop_form(_draft_key(person_id), actor=actor())
    return moved("people.edit", person_id=person_id, flash="Draf dibuang. Formulir berisi data yang tercatat.")


def _draft_key(person_id: int) -> str:
    return f"people.edit:{person_id}"


def _edit_page(person: Person, form: Form[object]) -> ResponseReturnValue:
    return page(
        "core/people/edit.html",
        form=form,
        person=person,
        kept=kept_form(actor(), _draft_key(person.id)),
        kelurahan=kelurahan_choices(),
        sexes=Sex.choices(),
    )


def officer_tasks(_actor: Actor, _today: date) -> list[Task]:
    """Point the officer at files that wait for something."""
    since = clock.now() - timedelta(hours=HOURS_TO_STOP)
    return [
        Task(
            "Persetujuan dicabut",
            queries.count_withdrawn_since(since),
            url_for("people.index", keadaan=queries.WITHDRAWN),
            note="Hentikan pemakaian datanya paling lambat 3 x 24 jam sejak dicabut.",
            urgent=True,
        ),
        Task(
            "Lengkapi data pendaftar",
            queries.count_unfinished(),
            url_for("people.index", keadaan=queries.UNFINISHED),
            note="NIK, KTP, atau data usahanya belum ada.",
        ),
    ]


def join_panels() -> None:
    """Put this room's tasks on the officer's start page."""
    panels.add_tasks(Role.OFFICER, officer_tasks)
