"""The numeric score is in the bank's file only by rule and with its owner's consent; no reason ever is."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from core.auth.roles import SYSTEM
from core.db import db, transaction
from core.documents.pdf import Sheet
from core.policy import service as policy
from harkat.applications import queries
from harkat.applications.letters import queries as letters
from harkat.applications.score_consents.terms import SCORE_IN_DOSSIER
from harkat.readiness import service as readiness
from tests.factories import NOW, TODAY
from tests.integration.harkat.applications.conftest import Case, as_actor, bring_to

Login = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def rule(*, is_on: bool) -> None:
    with transaction():
        policy.set_value(SCORE_IN_DOSSIER, is_on, valid_from=TODAY, source="uji", actor=SYSTEM, now=NOW, today=TODAY)


def score_rows(app: Flask, key: int) -> list[list[object]]:
    with app.app_context():
        sheet: Sheet = letters.dossier(queries.application(key, as_actor("officer")), TODAY)
        found: list[list[object]] = [list(row) for table in sheet.tables if "Skor" in table.title for row in table.rows]
        db.session.remove()
    return found


def test_only_those_who_allow_it_and_only_while_the_rule_says_so(app: Flask, case: Case, login: Login) -> None:
    with app.app_context():
        key = bring_to("submitted", case, group=True)
        with transaction():
            for person_id in case.member_ids[:2]:
                readiness.assess(person_id, actor=as_actor("officer"), now=NOW, today=TODAY)
        db.session.remove()
    officer = login("officer")
    assert "Skor dalam berkas" not in officer.get(f"/permohonan/{key}").get_data(as_text=True)
    off = officer.post(f"/permohonan/{key}/izin-skor", data={"given_by": str(case.member_ids[0])})
    assert off.status_code == 303
    assert score_rows(app, key) == []
    with app.app_context():
        rule(is_on=True)
    assert "tidak menghalangi permohonan" in officer.get(f"/permohonan/{key}").get_data(as_text=True)
    assert score_rows(app, key) == [], "nobody was asked"
    officer.post(f"/permohonan/{key}/izin-skor", data={"given_by": str(case.member_ids[0])})
    rows = score_rows(app, key)
    assert [len(rows), len(rows[0])] == [1, 3]
    officer.post(f"/permohonan/{key}/izin-skor", data={})
    assert score_rows(app, key) == [], "a no takes the yes back"
    officer.post(f"/permohonan/{key}/izin-skor", data={"given_by": [str(case.member_ids[0]), "x"]})
    officer.post(f"/permohonan/{key}/izin-skor", data={"given_by": str(case.person_id)})
    assert score_rows(app, key) == [], "nonsense and strangers change nothing"
    assert login("bank").post(f"/permohonan/{key}/izin-skor", data={}).status_code == 403
