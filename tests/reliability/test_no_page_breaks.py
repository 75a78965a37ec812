"""Claim: nothing typed into any page, and no address, breaks the service or comes back as live HTML.

Attacked by a seeded crawler that signs in as every role, opens addresses of the app's own map with rows that exist and
that do not, fills in every form it meets with what attackers and tired people type, and sends files that are none. It
goes first to where it was least; in full it must have been at every address.
"""

import io
import os
import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask, url_for
from sqlalchemy import select
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from app import create_app
from core.auth.models import Account
from core.auth.roles import Role
from core.db import db, transaction
from core.groups.models import GroupRole, Membership
from harkat.applicants.models import DoorVisit
from tests.conftest import settings
from tests.factories import add_account, signing_in
from tests.forms import Forms, PostForm
from tests.rights_door import step_inside, visit_door
from tests.rights_rows import rows_for

IN_FULL = os.environ.get("HARKAT_RELIABILITY") == "full"
CASES = 10_000 if IN_FULL else 600
SCRIPT = "<script>alert(1)</script>"
NONSENSE = (
    "",
    " ",
    "x",
    "-1",
    "0",
    "1",
    "2",
    "1.000.000",
    "12,5",
    "9" * 40,
    "1e999",
    "NaN",
    "٣٤",
    "31/02/2026",
    "01/03/2026",
    "9999-12-31",
    "0001-01-01",
    SCRIPT,
    '"><img src=x onerror=alert(1)>',
    "=HYPERLINK(1)",
    "'; DROP TABLE person; --",
    "../../etc/passwd",
    "a" * 6_000,
    "nol\x00byte",
    "🧺 pasar",
    "{{ 7*7 }}",
    "%s%n",
)
FILES = (
    b"",
    b"\x89PNG\r\n\x1a\nrusak",
    b"%PDF-1.4 rusak",
    b"PK\x03\x04rusak",
    b"a;b\n1;2\n",
    SCRIPT.encode(),
    b"\xff\xfe\x00",
)
LEFT_OUT = ("auth.sign_out", "auth.set_active", "auth.make_link", "static", "start.health")
"""Deeds that would only end the crawler's sessions; and health, which rightly calls an unmigrated database unfit."""


@pytest.fixture(scope="module")
def crowded(sample_app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A copy of the loaded sample that may be damaged at will."""
    folder = tmp_path_factory.mktemp("nonsense")
    shutil.copy(Path(sample_app.config["INSTANCE"]) / "sample.sqlite", folder / "sample.sqlite")
    made = settings(f"sqlite:///{folder / 'sample.sqlite'}", folder)
    application = create_app(made | {"ENCRYPTION_KEYS": sample_app.config["ENCRYPTION_KEYS"]})
    with application.app_context():
        with transaction():
            chair = db.session.scalars(select(Membership).where(Membership.role == GroupRole.CHAIR)).first()
            assert chair is not None
            visit_door(add_account("ketua", Role.CHAIR, person_id=chair.person_id), chair.group_id)
            visit_door(add_account("pemohon", Role.APPLICANT, person_id=chair.person_id))
        db.session.remove()
    yield application
    with application.app_context():
        db.session.remove()
        db.engine.dispose()


def address(rule: Rule, chance: random.Random) -> str:
    """Fill an address' parts with numbers and words, some of which exist."""
    numbers = [1, 2, 3, 5, 8, 13, 21, 34, 77, 301, 99_999_999, 2**62, 2**63 + 5]
    words = ["x", "tidak-ada", SCRIPT, "..", "%00", "a" * 300, "2026-02-30", "1"]

    def part(found: re.Match[str]) -> str:
        if found["kind"] == "int":
            return str(chance.choice(numbers))
        named = re.findall(r"\w+", found["options"] or "")
        return quote(chance.choice(named * 4 + words), safe="")

    return re.sub(r"<(?:(?P<kind>\w+)(?:\((?P<options>[^)]*)\))?:)?\w+>", part, rule.rule)


def mutated(form: PostForm, chance: random.Random) -> dict[str, object]:
    """Keep most of what a form opened with, and put nonsense into some of it."""
    sent: dict[str, object] = {}
    for name, opened in form.fields.items():
        if chance.random() < 0.1:
            continue
        sent[name] = chance.choice(NONSENSE) if chance.random() < 0.55 else opened
    if chance.random() < 0.3:
        sent[chance.choice(["unknown", "a.b", "[]", "id"])] = chance.choice(NONSENSE)
    for name in form.uploads:
        kind = chance.choice(["foto.jpg", "data.xlsx", "data.csv", "../../a.pdf", "<b>.txt", ""])
        sent[name] = (io.BytesIO(chance.choice(FILES)), kind)
    return sent


class Crawler:
    """Everybody's wandering through the app, first to where it was least."""

    def __init__(self, app: Flask, chance: random.Random) -> None:
        self.chance = chance
        self.app = app
        self.map = app.url_map.bind("localhost")
        self.rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint not in LEFT_OUT]
        self.forms: dict[str, list[PostForm]] = {}
        self.links: dict[str, list[str]] = {}
        self.asked: Counter[str] = Counter()
        self.tried: Counter[tuple[str, str]] = Counter()
        self.answers: Counter[int] = Counter()
        with app.app_context():
            rows = [
                (row.username, row.role, row.id) for row in db.session.scalars(select(Account).order_by(Account.id))
            ]
            self.visits = {row.account_id: row.id for row in db.session.scalars(select(DoorVisit))}
            db.session.remove()
        self.people = {name: (role, self.visits.get(key)) for name, role, key in rows if role is not Role.SYSTEM}

    def step(self) -> str:
        """Do one thing as somebody; return what was done, when it went wrong."""
        if self.chance.random() < 0.5:
            known = [(name, form) for name, forms in self.forms.items() for form in forms]
            if known:
                few = self.chance.sample(known, min(12, len(known)))
                name, form = min(few, key=lambda pair: self._worn(pair[1]))
                sent = mutated(form, self.chance)
                self.tried.update((self._endpoint(form.action, "POST"), field) for field in sent)
                return self._judge(name, form.action, sent)
        rule = min(self.chance.sample(self.rules, 8), key=lambda rule: self.asked[rule.endpoint])
        name = self._somebody(rule)
        links = self.links.get(name, [])
        target = self.chance.choice(links) if links and self.chance.random() < 0.2 else self._address(rule)
        if "GET" in (rule.methods or ()) or target in links:
            query = {self.chance.choice(["q", "urut", "halaman", "tanggal", "id"]): self.chance.choice(NONSENSE)}
            return self._judge(name, target, None, query)
        sent = {self.chance.choice(["reason", "amount", "id", "note"]): self.chance.choice(NONSENSE)}
        return self._judge(name, target, sent)

    def _worn(self, form: PostForm) -> int:
        return min((self.tried[self._endpoint(form.action, "POST"), name] for name in form.fields), default=99)

    def _somebody(self, rule: Rule) -> str:
        """Choose who asks: mostly one who may enter, so that the page itself is tried and not only its door."""
        allowed: frozenset[Role | str] = getattr(self.app.view_functions[rule.endpoint], "allowed", frozenset())
        fit = [name for name, (role, _) in self.people.items() if role in allowed]
        return self.chance.choice(fit if fit and self.chance.random() < 0.85 else list(self.people))

    def _address(self, rule: Rule) -> str:
        """Fill an address' parts with a row that exists, or with nonsense."""
        if self.chance.random() < 0.3:
            return address(rule, self.chance)
        with self.app.test_request_context():
            rows = [row for row in rows_for(rule) if set(row.values) >= rule.arguments]
            db.session.remove()
            return url_for(rule.endpoint, **self.chance.choice(rows).values) if rows else address(rule, self.chance)

    def _endpoint(self, target: str, method: str) -> str:
        try:
            return str(self.map.match(target.partition("?")[0], method)[0])
        except HTTPException:
            return "none"

    def _judge(
        self, name: str, target: str, sent: dict[str, object] | None, query: dict[str, str] | None = None
    ) -> str:
        client = signing_in(self.app)(name)
        visit_id = self.people[name][1]
        if visit_id:
            step_inside(client, visit_id)
        what = f"{name}: {'GET' if sent is None else 'POST'} {target} {str(sent or query)[:400]}"
        self.asked[self._endpoint(target, "GET" if sent is None else "POST")] += 1
        if sent is None:
            asks = query if "?" not in target and self.chance.random() < 0.4 else None
            answer = client.get(target, query_string=asks)
        else:
            answer = client.post(target, data=sent)
        body = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        answer.close()
        self.answers[answer.status_code] += 1
        if answer.status_code >= 500 or SCRIPT in body or "<img src=x" in body:
            return f"{what} -> {answer.status_code}"
        if body and answer.status_code == 200:
            self._learn(name, body)
        return ""

    def _learn(self, name: str, body: str) -> None:
        reader = Forms()
        reader.feed(body)
        fresh = [form for form in reader.found if form.action not in ("/akun/keluar",) and "/aktif" not in form.action]
        self.forms[name] = (self.forms.get(name, []) + fresh)[-150:]
        self.links[name] = (self.links.get(name, []) + self.chance.sample(reader.links, min(8, len(reader.links))))[
            -300:
        ]


def test_nothing_typed_breaks_a_page(crowded: Flask) -> None:
    crawler = Crawler(crowded, random.Random(20261122))
    crowded.config["PROPAGATE_EXCEPTIONS"] = False
    broken = [trouble for trouble in (crawler.step() for _ in range(CASES)) if trouble]
    every = {rule.endpoint for rule in crawler.rules}
    missed = sorted(every - set(crawler.asked))
    been = len(every) - len(missed)
    seen = f"{CASES} cases, {been} of {len(every)} addresses, {len(crawler.tried)} fields of forms"
    print(seen, dict(sorted(crawler.answers.items())), missed)  # noqa: T201 - the counts belong in the record
    assert broken == []
    assert not IN_FULL or missed == []
