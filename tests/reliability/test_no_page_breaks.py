"""Claim: nothing typed into any page, and no address, breaks the service or comes back as live HTML.

Attacked by a seeded crawler that signs in as every role, opens addresses of the app's own map with numbers that exist
and that do not, fills in every form it meets with what attackers and tired people type, and sends files that are none.
"""

import io
import os
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule

from app import create_app
from core.auth.models import Account
from core.auth.roles import STAFF_ROLES
from core.db import db
from tests.conftest import settings
from tests.factories import signing_in

CASES = 10_000 if os.environ.get("HARKAT_RELIABILITY") == "full" else 600
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


@dataclass
class PostForm:
    """A form met on a page."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    uploads: list[str] = field(default_factory=list)


class Forms(HTMLParser):
    """Collects the POST forms of a page with what each field opens with, and its links."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[PostForm] = []
        self.links: list[str] = []
        self._open: PostForm | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, a field or a link."""
        named = {key: value or "" for key, value in attrs}
        if tag == "a" and named.get("href", "").startswith("/"):
            self.links.append(named["href"])
        if tag == "form":
            self._open = PostForm(named.get("action", "")) if named.get("method", "").lower() == "post" else None
            if self._open:
                self.found.append(self._open)
        if self._open is None or "name" not in named or tag not in ("input", "select", "textarea", "button"):
            return
        if named.get("type") == "file":
            self._open.uploads.append(named["name"])
        else:
            self._open.fields.setdefault(named["name"], named.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        """Close a form."""
        if tag == "form":
            self._open = None


@pytest.fixture(scope="module")
def crowded(sample_app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A copy of the loaded sample that may be damaged at will."""
    folder = tmp_path_factory.mktemp("nonsense")
    shutil.copy(Path(sample_app.config["INSTANCE"]) / "sample.sqlite", folder / "sample.sqlite")
    made = settings(f"sqlite:///{folder / 'sample.sqlite'}", folder)
    application = create_app(made | {"ENCRYPTION_KEYS": sample_app.config["ENCRYPTION_KEYS"]})
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
    """One role's wandering through the app."""

    def __init__(self, app: Flask, chance: random.Random) -> None:
        self.chance = chance
        self.app = app
        self.names = staff_names(app)
        self.rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint not in LEFT_OUT]
        self.forms: dict[str, list[PostForm]] = {}
        self.links: dict[str, list[str]] = {}

    def step(self) -> str:
        """Do one thing as somebody; return what was done, when it went wrong."""
        name = self.chance.choice(self.names)
        client = signing_in(self.app)(name)
        forms = self.forms.setdefault(name, [])
        if forms and self.chance.random() < 0.5:
            form = self.chance.choice(forms)
            sent = mutated(form, self.chance)
            return self._judge(name, f"POST {form.action} {sent}", client, form.action, sent)
        links = self.links.setdefault(name, ["/"])
        rule = self.chance.choice(self.rules)
        target = self.chance.choice(links) if self.chance.random() < 0.5 else address(rule, self.chance)
        if "GET" in (rule.methods or ()) or target in links:
            query = {self.chance.choice(["q", "urut", "halaman", "tanggal", "id"]): self.chance.choice(NONSENSE)}
            return self._judge(name, f"GET {target} {query}", client, target, None, query)
        sent = {self.chance.choice(["reason", "amount", "id", "note"]): self.chance.choice(NONSENSE)}
        return self._judge(name, f"POST {target} {sent}", client, target, sent)

    def _judge(
        self,
        name: str,
        what: str,
        client: FlaskClient,
        target: str,
        sent: dict[str, object] | None,
        query: dict[str, str] | None = None,
    ) -> str:
        if sent is None:
            answer = client.get(
                target, query_string=query if "?" not in target and self.chance.random() < 0.4 else None
            )
        else:
            answer = client.post(target, data=sent)
        body = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        answer.close()
        if answer.status_code >= 500 or SCRIPT in body or "<img src=x" in body:
            return f"{name}: {what[:400]} -> {answer.status_code}"
        if body and answer.status_code == 200:
            self._learn(name, body)
        return ""

    def _learn(self, name: str, body: str) -> None:
        reader = Forms()
        reader.feed(body)
        fresh = [form for form in reader.found if form.action not in ("/akun/keluar",) and "/aktif" not in form.action]
        self.forms[name] = (self.forms[name] + fresh)[-150:]
        self.links[name] = (self.links[name] + self.chance.sample(reader.links, min(8, len(reader.links))))[-300:]


def staff_names(app: Flask) -> list[str]:
    """Return the sign-in names of the sample's staff."""
    with app.app_context():
        found = list(
            db.session.scalars(select(Account.username).where(Account.role.in_(STAFF_ROLES)).order_by(Account.id))
        )
        db.session.remove()
    return found


def test_nothing_typed_breaks_a_page(crowded: Flask) -> None:
    crawler = Crawler(crowded, random.Random(20261122))
    crowded.config["PROPAGATE_EXCEPTIONS"] = False
    broken = [trouble for trouble in (crawler.step() for _ in range(CASES)) if trouble]
    assert broken == []
