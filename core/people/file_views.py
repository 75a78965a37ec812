"""Pages that fill a person's file: businesses, papers, consents."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.queries import banks
from core.auth.roles import Role
from core.db import transaction
from core.people import queries, service
from core.people.consent import text_for
from core.people.filling import business_values, paper_values
from core.people.kinds import ConsentAnswer, ConsentPurpose, KbliVersion, PaperAnswer, PaperKind
from core.people.paper_guides import GUIDES
from core.people.scans.queries import scans_of
from core.people.schemas import BusinessSchema, ConsentSchema, PaperSchema, WithdrawalSchema
from core.places.queries import kelurahan_choices
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form

blueprint = Blueprint("person_file", __name__, url_prefix="/orang/<int:person_id>")


@blueprint.get("/usaha/tambah")
@allow(Role.OFFICER)
def new_business(person_id: int) -> ResponseReturnValue:
    """Show the form of another business."""
    return _business_page(person_id, empty_form(), None)


@blueprint.post("/usaha/tambah")
@allow(Role.OFFICER)
def add_business(person_id: int) -> ResponseReturnValue:
    """Add a business."""
    form = read_form(BusinessSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            service.add_business(queries.person(person_id), form.draft, actor=actor(), now=clock.now())
            return moved("people.show", person_id=person_id, flash="Usaha dicatat.")
    return _business_page(person_id, form, None)


@blueprint.get("/usaha/<int:business_id>/ubah")
@allow(Role.OFFICER)
def business(person_id: int, business_id: int) -> ResponseReturnValue:
    """Show the form of a business."""
    found = queries.business_of(person_id, business_id)
    return _business_page(person_id, empty_form(business_values(found)), business_id)


@blueprint.post("/usaha/<int:business_id>/ubah")
@allow(Role.OFFICER)
def edit_business(person_id: int, business_id: int) -> ResponseReturnValue:
    """Write what is known of a business."""
    form = read_form(BusinessSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            found = queries.business_of(person_id, business_id)
            service.edit_business(found, form.draft, actor=actor(), now=clock.now())
            return moved("people.show", person_id=person_id, flash="Data usaha disimpan.")
    return _business_page(person_id, form, business_id)


def _business_page(person_id: int, form: Form[object], business_id: int | None) -> ResponseReturnValue:
    return page(
        "core/people/business.html",
        form=form,
        person=queries.person(person_id),
        business_id=business_id,
        versions=KbliVersion.choices(),
        kelurahan=kelurahan_choices(),
    )


@blueprint.get("/berkas/<kind>")
@allow(Role.OFFICER)
def paper(person_id: int, kind: str) -> ResponseReturnValue:
    """Show the form of one paper."""
    seen = {found.kind.value: found for found in queries.papers_seen(person_id)}
    return _paper_page(person_id, empty_form(paper_values(kind, seen.get(kind), today=clock.today())))


@blueprint.post("/berkas")
@allow(Role.OFFICER)
def record_paper(person_id: int) -> ResponseReturnValue:
    """Record that a paper was looked at."""
    form = read_form(PaperSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            service.record_paper(queries.person(person_id), form.draft, actor=actor(), now=clock.now())
            return moved("people.show", person_id=person_id, flash=f"{form.draft.kind.label} dicatat.")
    return _paper_page(person_id, form)


def _paper_page(person_id: int, form: Form[object]) -> ResponseReturnValue:
    chosen = {kind.value: kind for kind in PaperKind}.get(str(form.value("kind")))
    return page(
        "core/people/paper.html",
        form=form,
        person=queries.person(person_id),
        kinds=PaperKind.choices(),
        answers=PaperAnswer.choices(),
        scan=scans_of(person_id).get(chosen) if chosen else None,
        guide=GUIDES[chosen] if chosen else None,
        chosen=chosen,
    )


@blueprint.get("/persetujuan/<kind>")
@allow(Role.OFFICER)
def consent(person_id: int, kind: str) -> ResponseReturnValue:
    """Show the text to read out and the answers."""
    return _consent_page(person_id, empty_form({"purpose": kind}))


@blueprint.post("/persetujuan")
@allow(Role.OFFICER)
def record_consent(person_id: int) -> ResponseReturnValue:
    """Record the answer to a consent text."""
    form = read_form(ConsentSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            purpose, given = form.draft["purpose"], form.draft["answer"] is ConsentAnswer.GIVEN
            person = queries.person(person_id)
            bank = form.draft["organization_id"] if purpose is ConsentPurpose.SHARING else None
            service.record_consent(person, purpose, is_given=given, actor=actor(), now=clock.now(), bank_id=bank)
            return moved("people.show", person_id=person_id, flash="Jawaban persetujuan dicatat.")
    return _consent_page(person_id, form)


@blueprint.post("/persetujuan/cabut")
@allow(Role.OFFICER)
def withdraw_consent(person_id: int) -> ResponseReturnValue:
    """Record that a consent is taken back."""
    form = read_form(WithdrawalSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            person = queries.person(person_id)
            service.withdraw_consent(person, form.draft["purpose"], actor=actor(), now=clock.now())
            return moved(
                "people.show",
                person_id=person_id,
                flash="Pencabutan dicatat. Pemakaian datanya dihentikan paling lambat 3 x 24 jam.",
            )
    return _consent_page(person_id, form)


def _consent_page(person_id: int, form: Form[object]) -> ResponseReturnValue:
    known = {purpose.value: purpose for purpose in ConsentPurpose}
    purpose = known.get(str(form.value("purpose")), ConsentPurpose.REGISTRATION)
    form.values["purpose"] = purpose.value
    return page(
        "core/people/consent.html",
        form=form,
        person=queries.person(person_id),
        text=text_for(purpose, clock.today()),
        latest=queries.consents_of(person_id).get(purpose),
        answers=ConsentAnswer.choices(),
        contact=queries.protection_officer(clock.today()),
        banks=[(str(row.id), row.name) for row in banks()] if purpose is ConsentPurpose.SHARING else [],
    )
