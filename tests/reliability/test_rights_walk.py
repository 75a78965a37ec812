"""Claim: every route lets in exactly the roles of the rights matrix, and each of them only to its own rows.

Attacked by walking the app's own url map with the sample's rows: every route by every role and by nobody, with a row
that is the visitor's and one that is somebody else's. Nothing that a visit writes is kept.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from app import create_app
from balikat.training.models import CertifiedCompletion, Enrollment
from core.auth.models import Account
from core.auth.roles import STAFF_ROLES, Role
from core.db import db, transaction
from core.groups.models import GroupRole, Membership, SubGroup
from core.people.models import Person
from core.web import errors
from harkat.applicants.models import DoorVisit
from harkat.applications.models import Application
from harkat.rights.kinds import Right, Scope
from harkat.rights.matrix import rights_by_endpoint
from scoring.screening.models import DebtFinding
from tests.conftest import settings
from tests.factories import add_account, signing_in
from tests.rights_door import step_inside, visit_door
from tests.rights_gaps import fill_gaps
from tests.rights_rows import SampleRow, Visitor, rows_for, spread

ROLES = (*STAFF_ROLES, Role.APPLICANT, Role.CHAIR)
SHUT_OUT = "Halaman ini bukan untuk"
LIMITED = frozenset({Scope.OWN_BANK, Scope.TAUGHT, Scope.ASSIGNED, Scope.OWN_GROUP, Scope.SELF})
TRIES = 8
WAYS_IN = ("/akun/masuk", "/status/habis")
SECOND_STEP = frozenset({"factors.cancel", "factors.ask", "factors.answer", "factors.set_up", "factors.confirm"})
"""Pages after a right password; without one they lead back to the first step."""
NO_ROW_IN_SAMPLE = frozenset(
    {
        "proposals.ask_settlement",
        "proposals.settle",
        "proposals.ask_taking_back",
        "proposals.take_back",
        "signatures.drafts",
    }
)
"""Addresses for whose parts the sample has no row: who may enter is walked, whose row is not."""
NO_OWN_ROW: frozenset[tuple[str, Role]] = frozenset()
"""Addresses where the sample has rows, but none that belongs to this role's account."""


@dataclass
class Caller:
    """A signed-in browser and who it is."""

    visitor: Visitor
    client: FlaskClient


@pytest.fixture(scope="module")
def ground(sample_app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A copy of the sample with an applicant, a chair, and second accounts to whom nothing belongs."""
    folder = tmp_path_factory.mktemp("rights")
    shutil.copy(Path(sample_app.config["INSTANCE"]) / "sample.sqlite", folder / "sample.sqlite")
    made = settings(f"sqlite:///{folder / 'sample.sqlite'}", folder)
    application = create_app(made | {"ENCRYPTION_KEYS": sample_app.config["ENCRYPTION_KEYS"]})
    with application.app_context():
        _add_visitors()
        db.session.remove()
    yield application
    with application.app_context():
        db.session.remove()
        db.engine.dispose()


def _add_visitors() -> None:
    with transaction():
        led = select(Membership).where(Membership.role == GroupRole.CHAIR, Membership.left_on.is_(None))
        chairs = db.session.scalars(led.where(Membership.group_id.in_(select(SubGroup.group_id))).limit(2))
        certified = select(Enrollment.person_id).join(CertifiedCompletion).distinct()
        asked = select(Application.person_id).where(Application.person_id.is_not(None))
        applicants = db.session.scalars(certified.where(Enrollment.person_id.in_(asked)).limit(2))
        for username, chair in zip(("ketua", "ketua9"), chairs, strict=True):
            visit_door(add_account(username, Role.CHAIR, person_id=chair.person_id), chair.group_id)
        for username, person_id in zip(("pemohon", "pemohon9"), applicants, strict=True):
            visit_door(add_account(username, Role.APPLICANT, person_id=person_id))
        add_account("pendamping9", Role.MENTOR)
        add_account("pelatih9", Role.TRAINER)
        fill_gaps({row.username: row for row in db.session.scalars(select(Account))})


@pytest.fixture(scope="module")
def callers(ground: Flask) -> dict[str, Caller]:
    """A browser for every account, by sign-in name."""
    sign_in = signing_in(ground)
    with ground.app_context():
        found = {
            row.username: Visitor(row.role, row.id, row.organization_id, row.person_id)
            for row in db.session.scalars(select(Account))
        }
        visits = {row.account_id: row.id for row in db.session.scalars(select(DoorVisit))}
        db.session.remove()
    made = {name: Caller(visitor, sign_in(name)) for name, visitor in found.items()}
    for caller in made.values():
        if caller.visitor.account_id in visits:
            step_inside(caller.client, visits[caller.visitor.account_id])
    return made


OWNERS = {
    Role.OFFICER: "petugas",
    Role.HEAD: "pimpinan",
    Role.BANK: "bank",
    Role.TRAINER: "pelatih",
    Role.MENTOR: "pendamping",
    Role.ECONOMICS: "perekonomian",
    Role.AUDITOR: "auditor",
    Role.ADMIN: "admin",
    Role.APPLICANT: "pemohon",
    Role.CHAIR: "ketua",
}
STRANGERS = {
    Role.BANK: "bank2",
    Role.TRAINER: "pelatih9",
    Role.MENTOR: "pendamping9",
    Role.APPLICANT: "pemohon9",
    Role.CHAIR: "ketua9",
}


class Walk:
    """One walk over the url map."""

    def __init__(self, app: Flask, callers: dict[str, Caller]) -> None:
        self.app, self.callers, self.nobody = app, callers, app.test_client()
        self.holes: list[str] = []
        self.pages: dict[Role, dict[str, str]] = {role: {} for role in ROLES}

    def visit(self, rule: Rule, right: Right) -> None:
        """Try one address as everybody."""
        with self.app.test_request_context():
            rows = rows_for(rule)
            db.session.remove()
        any_row = rows[0] if rows else SampleRow(dict.fromkeys(rule.arguments, 1))
        if not rows and not right.is_open and rule.endpoint not in NO_ROW_IN_SAMPLE:
            self.holes.append(f"{rule.endpoint}: the sample has no row for {rule.rule}")
        self._as_nobody(rule, right, any_row)
        for role in ROLES:
            self._as_role(rule, right, role, rows, any_row)

    def _as_nobody(self, rule: Rule, right: Right, row: SampleRow) -> None:
        status, _, target = self._call(self.nobody, rule, row)
        turned_away = status in (302, 303) and "/akun/masuk" in target
        if right.is_open is turned_away and rule.endpoint not in SECOND_STEP:
            self.holes.append(f"{rule.endpoint} as nobody: {status} {target}")

    def _as_role(self, rule: Rule, right: Right, role: Role, rows: list[SampleRow], any_row: SampleRow) -> None:
        owner = self.callers[OWNERS[role]]
        if right.is_open:
            return
        if role not in right.who:
            status, body, _ = self._call(owner.client, rule, any_row)
            if status != 403 or SHUT_OUT not in body:
                self.holes.append(f"{rule.endpoint} as {role} is not shut: {status}")
            return
        if not rows:
            return
        limited = right.who[role] in LIMITED and bool(rows[0].values) and any(row.owners for row in rows)
        own = [row for row in rows if not limited or owner.visitor.owns(row)]
        self._own(rule, role, owner, own)
        if limited:
            self._foreign(rule, role, [(owner, row) for row in rows if not owner.visitor.owns(row)][:2])
            stranger = self.callers[STRANGERS.get(role, "petugas2")]
            foreign = [row for row in own if not stranger.visitor.owns(row)][:1]
            self._foreign(rule, role, [(stranger, row) for row in foreign])

    def _own(self, rule: Rule, role: Role, caller: Caller, rows: list[SampleRow]) -> None:
        seen = []
        for row in spread(rows, TRIES):
            status, body, target = self._call(caller.client, rule, row)
            seen.append(status)
            if status >= 500 or (status == 403 and SHUT_OUT in body) or target.startswith(WAYS_IN):
                break
            if status != 404:
                self._keep(role, rule, body if status == 200 else "")
                return
        if seen or (rule.endpoint, role) not in NO_OWN_ROW:
            self.holes.append(f"{rule.endpoint} as {role} with an own row: {seen}")

    def _foreign(self, rule: Rule, role: Role, visits: list[tuple[Caller, SampleRow]]) -> None:
        for caller, row in visits:
            status, _, _ = self._call(caller.client, rule, row)
            if status != 404:
                self.holes.append(f"{rule.endpoint} as {role} with a foreign row {row.values}: {status}")

    def _keep(self, role: Role, rule: Rule, body: str) -> None:
        if body:
            self.pages[role][rule.endpoint] = body

    def _call(self, client: FlaskClient, rule: Rule, row: SampleRow) -> tuple[int, str, str]:
        with self.app.test_request_context():
            address = url_for(rule.endpoint, **row.values)
        method = "GET" if "GET" in (rule.methods or ()) else "POST"
        answer = client.open(address, method=method)
        body = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        answer.close()
        return answer.status_code, body, answer.headers.get("Location", "")


@pytest.fixture(scope="module")
def walk(ground: Flask, callers: dict[str, Caller]) -> Iterator[Walk]:
    """The walk over every route, with every commit undone."""

    def undo(session: Session) -> None:
        session.flush()
        session.rollback()

    ground.config["PROPAGATE_EXCEPTIONS"] = False
    rights, walked = rights_by_endpoint(), Walk(ground, callers)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Session, "commit", undo)
        patch.setattr(errors, "render_template", lambda _name, **context: context["message"])
        for rule in sorted(ground.url_map.iter_rules(), key=lambda rule: rule.endpoint == "applicant_door.leave"):
            if rule.endpoint in rights and rule.endpoint != "auth.sign_out":
                walked.visit(rule, rights[rule.endpoint])
        yield walked


def test_the_matrix_names_every_route_and_no_other(ground: Flask) -> None:
    rights = rights_by_endpoint()
    routes = {rule.endpoint for rule in ground.url_map.iter_rules()}
    assert sorted(routes - set(rights)) == [], "routes that no line of harkat/rights names"
    assert sorted(set(rights) - routes) == [], "lines of harkat/rights that no route bears"


def test_the_doors_open_to_exactly_the_roles_of_the_matrix(ground: Flask) -> None:
    differing = []
    for endpoint, right in rights_by_endpoint().items():
        allowed = {str(who) for who in getattr(ground.view_functions[endpoint], "allowed", ())}
        wanted = {"public"} if right.is_open else {role.value for role in right.who}
        if allowed != wanted:
            differing.append(f"{endpoint}: door {sorted(allowed)}, matrix {sorted(wanted)}")
    assert differing == []


def test_every_role_meets_its_own_rows_and_no_others(walk: Walk) -> None:
    assert walk.holes == []


def test_economics_reads_no_name_and_trainers_and_chairs_no_lender(ground: Flask, walk: Walk) -> None:
    with ground.app_context():
        names = set(db.session.scalars(select(Person.name)))
        lenders = set(db.session.scalars(select(DebtFinding.lender)))
        db.session.remove()
    found = [
        f"{endpoint} shows economics {name}"
        for endpoint, body in walk.pages[Role.ECONOMICS].items()
        for name in names
        if name in body
    ]
    found += [
        f"{endpoint} shows {role} {lender}"
        for role in (Role.TRAINER, Role.CHAIR)
        for endpoint, body in walk.pages[role].items()
        for lender in lenders
        if lender in body
    ]
    assert found == []
