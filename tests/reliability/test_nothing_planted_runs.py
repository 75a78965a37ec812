"""Claim: what people type never runs, neither in a browser nor in a spreadsheet that opens one of our tables.

Attacked by putting markup and the beginning of a formula before every typed text of the sample, opening every page and
taking every table as the roles that may, and typing the same into every text field of every form met on the way.
"""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app import create_app
from core.auth.models import Account
from core.auth.roles import Role
from core.db import db, transaction
from harkat.applicants.models import DoorVisit
from harkat.applications.models import Application
from tests.conftest import settings
from tests.factories import add_account, signing_in
from tests.forms import Forms, PostForm
from tests.planting import LIVE, MARK, plant, tables_of
from tests.rights_door import step_inside, visit_door
from tests.rights_gaps import fill_gaps
from tests.rights_rows import SampleRow, rows_for, spread

ROLES = 9 if os.environ.get("HARKAT_RELIABILITY") == "full" else 1
TRIES = 6
LEFT_OUT = ("auth.sign_out", "auth.set_active", "auth.make_link", "applicant_door.leave", "static")
KINDS = {"text/csv": "a.csv", "application/zip": "a.zip"}
VISITORS = {
    Role.OFFICER: "petugas",
    Role.HEAD: "pimpinan",
    Role.BANK: "bank",
    Role.TRAINER: "pelatih",
    Role.MENTOR: "pendamping",
    Role.ECONOMICS: "perekonomian",
    Role.AUDITOR: "auditor",
    Role.ADMIN: "admin",
    Role.APPLICANT: "pemohon",
}


@dataclass
class Found:
    """What the walk met: pages and tables that showed something planted, forms, and what would have run."""

    columns: list[str]
    pages: set[str] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)
    forms: dict[tuple[str, frozenset[str]], tuple[FlaskClient, PostForm]] = field(default_factory=dict)
    typed: set[tuple[str, str]] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


class Walk:
    """One walk over every page and form of a sample that was planted."""

    def __init__(self, app: Flask, clients: dict[Role, FlaskClient], columns: list[str]) -> None:
        self.app, self.clients, self.found = app, clients, Found(columns)
        self.map = app.url_map.bind("localhost")

    def open(self, rule: Rule) -> None:
        """Open an address as roles that may, with the first rows that are there for them."""
        allowed: frozenset[Role | str] = getattr(self.app.view_functions[rule.endpoint], "allowed", frozenset())
        able = [role for role in VISITORS if role in allowed] or [Role.APPLICANT]
        with self.app.test_request_context():
            rows = list(spread(rows_for(rule), TRIES))
            kinds = re.search(r"any\(([^)]*)\):kind", rule.rule)
            wanted = [{"kind": kind} for kind in re.findall(r"\w+", kinds[1])] if kinds else [{}]
            rows = [SampleRow(row.values | kind) for row in rows for kind in wanted if kind != {"kind": "pdf"}]
            addresses = [url_for(rule.endpoint, **row.values) for row in rows if set(row.values) >= rule.arguments]
            db.session.remove()
        for role in able[:ROLES]:
            seen: set[str] = set()
            for address in dict.fromkeys(addresses):
                answer = self.clients[role].get(address)
                if answer.status_code == 200 and address.rpartition(".")[2] not in seen:
                    seen.add(address.rpartition(".")[2] if "." in address else "page")
                    self._look(rule.endpoint, f"{role} {address}", answer, self.clients[role])
                answer.close()
                if len(seen) >= len(wanted):
                    break

    def type_into(self, endpoint: str, client: FlaskClient, form: PostForm) -> None:
        """Send a form with markup in every text field, and look at what comes back."""
        sent = form.fields | dict.fromkeys(form.texts, f"={MARK}")
        answer = client.post(form.action, data=sent, follow_redirects=True)
        self.found.typed |= {(endpoint, name) for name in form.texts}
        self._look(endpoint, f"POST {form.action}", answer, None)
        answer.close()

    def _look(self, endpoint: str, what: str, answer: TestResponse, client: FlaskClient | None) -> None:
        found = self.found
        if answer.status_code >= 500:
            found.faults.append(f"{what}: {answer.status_code}")
        if answer.mimetype == "text/html":
            body = answer.get_data(as_text=True)
            found.faults += [f"{what}: {body[max(0, body.index(live) - 80) :][:160]}" for live in LIVE if live in body]
            found.pages |= {endpoint} if "cmd|uji" in body else set()
            if client is not None:
                self._learn(body, client)
            return
        kind = "a.xlsx" if "spreadsheetml" in str(answer.mimetype) else KINDS.get(str(answer.mimetype), "")
        found.given |= {endpoint} if kind else set()
        for text, run in tables_of(kind, answer.data) if kind else ():
            found.tables |= {endpoint} if "cmd|uji" in text else set()
            found.faults += [f"{what}: {cell}" for cell in run]

    def _learn(self, body: str, client: FlaskClient) -> None:
        reader = Forms()
        reader.feed(body)
        for form in reader.found:
            try:
                endpoint = str(self.map.match(form.action.partition("?")[0], "POST")[0])
            except HTTPException:
                continue
            if form.texts and endpoint not in LEFT_OUT:
                self.found.forms.setdefault((endpoint, frozenset(form.texts)), (client, form))


@pytest.fixture(scope="module")
def found(sample_app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Found]:
    """What a walk over a planted copy of the sample met."""
    folder = tmp_path_factory.mktemp("planted")
    shutil.copy(Path(sample_app.config["INSTANCE"]) / "sample.sqlite", folder / "sample.sqlite")
    made = settings(f"sqlite:///{folder / 'sample.sqlite'}", folder)
    app = create_app(made | {"ENCRYPTION_KEYS": sample_app.config["ENCRYPTION_KEYS"], "PROPAGATE_EXCEPTIONS": False})
    with app.app_context():
        with transaction() as session:
            person_id = session.scalars(select(Application.person_id).where(Application.person_id.is_not(None))).first()
            visit_door(add_account("pemohon", Role.APPLICANT, person_id=person_id))
            fill_gaps({row.username: row for row in session.scalars(select(Account))})
            columns = plant(session)
            visit_id = session.scalars(select(DoorVisit.id).order_by(DoorVisit.id.desc())).first()
        db.session.remove()
    sign_in = signing_in(app)
    clients = {role: sign_in(name) for role, name in VISITORS.items()}
    step_inside(clients[Role.APPLICANT], visit_id or 0)
    walk = Walk(app, clients, columns)
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint not in LEFT_OUT:
            walk.open(rule)
    for (endpoint, _), (client, form) in list(walk.found.forms.items()):
        walk.type_into(endpoint, client, form)
    yield walk.found
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_nothing_planted_runs(found: Found) -> None:
    counts = f"{len(found.columns)} columns planted, seen on {len(found.pages)} pages and in {len(found.tables)} tables"
    typed = f"{len(found.typed)} text fields of {len(found.forms)} forms typed into"
    print(counts, typed, sorted(found.given), sorted(found.tables), sep="\n")  # noqa: T201 - the counts belong in the record
    assert found.faults == []


def test_the_walk_has_teeth(found: Found) -> None:
    assert len(found.columns) > 150
    assert len(found.pages) > 100
    assert len(found.tables) > 8
    assert len(found.typed) > 200


def test_tables_are_written_in_one_place_only() -> None:
    root = Path(__file__).resolve().parents[2]
    writers = re.compile(r"^import xlsxwriter|csv\.(writer|DictWriter)|openpyxl", re.MULTILINE)
    places = {
        path.relative_to(root).parent.as_posix()
        for package in ("core", "scoring", "balikat", "harkat")
        for path in (root / package).rglob("*.py")
        if writers.search(path.read_text())
    }
    assert places == {"core/documents"}
