"""The officer's page that gives a code, shown once, and its button on persons' and groups' pages."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.contacts import queries as contacts
from core.db import transaction
from core.documents.qr import qr_address
from core.errors import NotFound
from core.groups import queries as groups
from core.people import queries as people
from core.policy.queries import whole_on
from core.web.access import actor, allow
from core.web.answers import page
from core.web.panels import Panel, panels
from harkat.applicants import queries, service
from harkat.applicants.codes import spoken
from harkat.applicants.terms import CODE_MINUTES

blueprint = Blueprint("door_codes", __name__)


@blueprint.post("/orang/<int:person_id>/kode")
@allow(Role.OFFICER)
def for_person(person_id: int) -> ResponseReturnValue:
    """Give a person, or who acts for them, a code."""
    chosen = request.form.get("delegate_id", "")
    delegate_id = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 18 else None
    return _give(person_id, None, delegate_id, back=url_for("people.show", person_id=person_id))


@blueprint.post("/kelompok/<int:group_id>/kode")
@allow(Role.OFFICER)
def for_chair(group_id: int) -> ResponseReturnValue:
    """Give a group's chair a code."""
    chair = groups.chair_of(group_id)
    if chair is None:
        raise NotFound("Kelompok ini belum punya ketua. Tunjuk ketuanya dahulu.")
    return _give(chair.person_id, group_id, None, back=url_for("groups.show", group_id=group_id))


def _give(person_id: int, group_id: int | None, delegate_id: int | None, *, back: str) -> ResponseReturnValue:
    with transaction():
        person = people.person(person_id)
        given = service.give_code(person, group_id=group_id, delegate_id=delegate_id, actor=actor(), now=clock.now())
        link = url_for("applicant_door.show_link", link=given.link, _external=True)
        delegate = None if delegate_id is None else contacts.delegate(person_id, delegate_id)
        return page("harkat/applicants/given.html", person=person, given=given, code=spoken(given.code), link=link,
                    picture=qr_address(link), door=url_for("applicant_door.ask", _external=True), back=back,
                    delegate=delegate, minutes=whole_on(CODE_MINUTES, clock.today()))  # fmt: skip


def person_panel(person_id: int, reader: Actor) -> Panel | None:
    """Offer to give a code, and show when somebody last came in with one."""
    if reader.role is not Role.OFFICER:
        return None
    acting = contacts.delegates_of(person_id, day=clock.today())
    context = {"person_id": person_id, "delegates": acting, "visits": queries.visits_of(person_id)}
    return Panel("Halaman pemohon", "harkat/applicants/_person_panel.html", context)


def group_panel(group_id: int, reader: Actor) -> Panel | None:
    """Offer to give the chair a code."""
    chair = groups.chair_of(group_id)
    if reader.role is not Role.OFFICER or chair is None:
        return None
    context = {"group_id": group_id, "name": chair.person.name}
    return Panel("Halaman ketua", "harkat/applicants/_group_panel.html", context)


def join_panels() -> None:
    """Join the pages of persons and groups."""
    panels.add("person", 2, person_panel)
    panels.add("group", 8, group_panel)
