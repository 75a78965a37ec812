"""Claim: a bank's officer finds no page, file or deed of another bank's application, nor of one not sent to any bank.

Attacked by asking every route that names an application, as they stand in the app, with both verbs.
"""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from core.auth.roles import Role
from core.db import db
from harkat.applications.states import State
from tests.factories import NOW
from tests.integration.harkat.applications.conftest import Case, bring_to, the

Login = Callable[..., FlaskClient]
OTHER_PARTS = {"attachment_id": 1, "letter_id": 1, "person_id": 1, "kind": "pdf", "minutes_id": 1, "paper": "liability"}


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def routes_for_banks(app: Flask, key: int) -> list[tuple[str, str]]:
    """Return the verb and address of every route about one application that lets a bank's officer in."""
    found = []
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            allowed: frozenset[object] = getattr(app.view_functions[rule.endpoint], "allowed", frozenset())
            if "application_id" in rule.arguments and Role.BANK in allowed:
                parts = {name: OTHER_PARTS.get(name, 1) for name in rule.arguments} | {"application_id": key}
                verb = "POST" if "POST" in (rule.methods or ()) else "GET"
                found.append((verb, adapter.build(rule.endpoint, parts, method=verb)))
    return found


def test_a_foreign_bank_finds_nothing(app: Flask, login: Login, case: Case) -> None:
    with app.app_context():
        keys = [bring_to("approved", case, group=True), bring_to("recommended", case)]
        db.session.remove()
    stranger, own = login("bank2"), login("bank")
    for key, client in ((keys[0], stranger), (keys[1], own)):
        routes = routes_for_banks(app, key)
        assert len(routes) > 15
        answers = {address: client.open(address, method=verb, data={}).status_code for verb, address in routes}
        assert {address: code for address, code in answers.items() if code != 404} == {}
    with app.app_context():
        assert [the(key).state for key in keys] == [State.APPROVED, State.RECOMMENDED]
        db.session.remove()
