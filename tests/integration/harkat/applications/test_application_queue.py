"""The queue: the latest first, filters in the address, and one officer to a file."""

import re
from collections.abc import Callable
from datetime import timedelta

import time_machine
from flask import Flask
from flask.testing import FlaskClient

from core.db import db, transaction
from tests import factories
from tests.factories import NOW
from tests.integration.harkat.applications.conftest import Case, bring_to, complete_file, the

Login = Callable[..., FlaskClient]


def shown(client: FlaskClient, query: str = "") -> str:
    answer = client.get(f"/permohonan/antrean{query}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def test_the_latest_stands_first_and_filters_hold(app: Flask, login: Login, case: Case) -> None:
    with app.app_context():
        with transaction():
            other = factories.make_person("Tertunda Lama").id
            complete_file(other)
        fresh, late = bring_to("draft", case), bring_to("submitted", case, person_id=other)
        numbers = (the(fresh).number, the(late).number)
        db.session.remove()
    with time_machine.travel(NOW + timedelta(days=14), tick=False):
        officer = login("officer")
        words = shown(officer)
        assert words.index(numbers[1]) < words.index(numbers[0])
        assert "10 dari 3" in words
        only_late = shown(officer, "?terlambat=1&status=submitted")
        assert numbers[1] in only_late
        assert numbers[0] not in only_late
        assert "Tidak ada permohonan yang cocok" in shown(officer, "?siapa=mine")


def test_one_officer_holds_a_file(app: Flask, login: Login, case: Case) -> None:
    with app.app_context():
        key = bring_to("submitted", case)
        number = the(key).number
        db.session.remove()
    with time_machine.travel(NOW, tick=False):
        first, second, head = login("officer"), login("officer2"), login("head")
        for _ in range(2):
            assert first.post(f"/permohonan/{key}/ambil").status_code == 303
        assert number in shown(first, "?siapa=mine")
        assert number not in shown(first, "?siapa=nobody")
        assert second.post(f"/permohonan/{key}/ambil").status_code == 409
        assert second.post(f"/permohonan/{key}/lepas").status_code == 409
        assert head.post(f"/permohonan/{key}/lepas").status_code == 303
        assert second.post(f"/permohonan/{key}/ambil").status_code == 303
        assert login("bank").get("/permohonan/antrean").status_code == 403
