"""The pages behind the applicant's door; every one of them belongs to the person of the visit, none takes a person."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue

from balikat.training.awards.queries import framed
from balikat.training.own.queries import certificate_of
from core import clock
from core.auth.roles import Role
from core.contacts import queries as contacts
from core.contacts.kinds import DelegateScope
from core.contacts.models import Delegate
from core.db import transaction
from core.documents.framed import framed_to_pdf
from core.errors import NotAllowed, NotFound
from core.files.papers import ACCEPT, LARGEST_PAPER
from core.groups import queries as groups
from core.honesty.answers import service as answers
from core.honesty.codes import answer_code
from core.honesty.kinds import MoneyAnswer, Occasion
from core.honesty.schemas import MoneySchema
from core.honesty.views import thanked
from core.people import queries as people
from core.people.models import Person
from core.people.repair.moves import moves
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from harkat.applicants import queries, service
from harkat.applicants.asking import queries as asking
from harkat.applicants.asking import service as asking_service
from harkat.applicants.asking.schemas import AskingSchema
from harkat.applicants.entering.views import here
from harkat.applicants.kinds import AskingKind
from harkat.applicants.models import DoorVisit
from harkat.applicants.seeing import queries as seeing
from harkat.applicants.wording import members_words

blueprint = Blueprint("own_door", __name__, url_prefix="/saya")
group_blueprint = Blueprint("group_door", __name__, url_prefix="/kelompok-saya")
BLUEPRINTS = [blueprint, group_blueprint]


@blueprint.get("")
@allow(Role.APPLICANT)
def home() -> ResponseReturnValue:
    """Show where things stand and what comes next."""
    return _home(empty_form())


def _home(money: Form[Any]) -> ResponseReturnValue:
    visit = here()
    person, today, delegate = people.person(visit.person_id), clock.today(), _delegate(visit)
    return page(
        "harkat/applicants/home.html",
        status=422 if money.errors else 200,
        person=person,
        standing=seeing.standing(person, today),
        askings=asking.of_person(person.id),
        objections=asking.objections_of(person.id),
        delegate=delegate,
        may_send=_may(delegate, DelegateScope.PAPERS),
        may_ask=_may(delegate, DelegateScope.ALL),
        money=money,
        answers=MoneyAnswer.choices(),
        until=visit.ends_at,
    )


@blueprint.get("/berkas/<kind>")
@allow(Role.APPLICANT)
def photo(kind: str) -> ResponseReturnValue:
    """Show the form that takes a photo of a paper."""
    return _photo_page(kind, empty_form())


@blueprint.post("/berkas/<kind>")
@allow(Role.APPLICANT)
def send_photo(kind: str) -> ResponseReturnValue:
    """Take a photo of a paper."""
    form: Form[Any] = empty_form()
    sent = request.files.get("file")
    if sent is not None and sent.filename:
        content = sent.read(LARGEST_PAPER + 1)
        with form.catching(), transaction():
            person = _person(DelegateScope.PAPERS)
            wanted = queries.asked_kind(person.id, kind, clock.today())
            service.hand_in(person, wanted, content, actor=actor(), now=clock.now())
            return moved("own_door.home", flash=f"Foto {wanted.label} terkirim, menunggu dicek petugas.")
    if not form.errors:
        form.add_error("Pilih foto atau berkasnya dulu.", "file")
    return _photo_page(kind, form)


def _photo_page(kind: str, form: Form[Any]) -> ResponseReturnValue:
    person = _person(DelegateScope.PAPERS)
    wanted = queries.asked_kind(person.id, kind, clock.today())
    return page("harkat/applicants/photo.html", status=422 if form.errors else 200, kind=wanted, form=form,
                accept=ACCEPT)  # fmt: skip


@blueprint.get("/tanya")
@allow(Role.APPLICANT)
def ask() -> ResponseReturnValue:
    """Show the form of a question, an objection or a correction."""
    return _ask_page(empty_form({"kind": request.args.get("hal", "")}))


@blueprint.post("/tanya")
@allow(Role.APPLICANT)
def send_asking() -> ResponseReturnValue:
    """Take a question, an objection or a correction."""
    form = read_form(AskingSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            visit, person = here(), _person(DelegateScope.ALL)
            now, today = clock.now(), clock.today()
            asking_service.ask(person, form.draft, delegate_id=visit.delegate_id, actor=actor(), now=now, today=today)
            return moved("own_door.home", flash="Sudah diterima. Jawabannya tampil di halaman ini.")
    return _ask_page(form)


def _ask_page(form: Form[Any]) -> ResponseReturnValue:
    person = _person(DelegateScope.ALL)
    return page("harkat/applicants/ask.html", person=person, form=form, kinds=AskingKind.choices())


@blueprint.post("/jujur")
@allow(Role.APPLICANT)
def answer() -> ResponseReturnValue:
    """Keep the answer to the question about money."""
    form = read_form(MoneySchema())
    visit = here()
    code = seeing.standing(people.person(visit.person_id), clock.today()).question
    if form.draft is not None and code is not None:
        with form.catching(), transaction():
            reference = f"door {answer_code(code.occasion, code.key)}"
            draft, now = form.draft, clock.now()
            opened = answers.answer(code, draft, reference=reference, now=now, person_id=visit.person_id)
            return thanked(opened)
    return _home(form)


@blueprint.get("/sertifikat/<int:certificate_id>")
@allow(Role.APPLICANT)
def certificate(certificate_id: int) -> ResponseReturnValue:
    """Answer with one of the person's own certificates."""
    row = certificate_of(here().person_id, certificate_id)
    content = framed_to_pdf([framed(row, url_for("certificates.prove", code=row.proof_code, _external=True))])
    headers = {"Content-Disposition": f'inline; filename="{row.certificate_number}.pdf"'}
    return Response(content, mimetype="application/pdf", headers=headers)


@blueprint.get("/lembar")
@allow(Role.APPLICANT)
def slip() -> ResponseReturnValue:
    """Show the person's own slip, to be printed."""
    person, today = people.person(here().person_id), clock.today()
    code = answer_code(Occasion.REGISTERED, person.id)
    return page("harkat/applicants/slip.html", person=person, papers=people.papers_to_bring(today), code=code)


@group_blueprint.get("")
@allow(Role.CHAIR)
def group_home() -> ResponseReturnValue:
    """Show a chair how the group stands, without any member's reasons."""
    visit = here()
    led = None if visit.group_id is None else groups.chair_of(visit.group_id)
    if visit.group_id is None or led is None or led.person_id != visit.person_id:
        raise NotFound("Anda bukan lagi ketua kelompok ini. Tanyakan kepada petugas.")
    found = groups.group(visit.group_id)
    lines = seeing.group_lines(found, visit.person_id, clock.today())
    return page("harkat/applicants/group.html", group=found, lines=lines, until=visit.ends_at,
                members_words=members_words)  # fmt: skip


def _person(scope: DelegateScope) -> Person:
    visit = here()
    if not _may(_delegate(visit), scope):
        raise NotAllowed("Surat kuasa Anda tidak mencakup ini. Minta pemohon sendiri, atau perbarui surat kuasanya.")
    return people.person(visit.person_id)


def _delegate(visit: DoorVisit) -> Delegate | None:
    return None if visit.delegate_id is None else contacts.delegate(visit.person_id, visit.delegate_id)


def _may(delegate: Delegate | None, scope: DelegateScope) -> bool:
    order = list(DelegateScope)
    return delegate is None or order.index(delegate.scope) >= order.index(scope)


def join_panels() -> None:
    """Let codes, visits and questions come along when two entries are merged."""
    moves.add(service.DOORS)
