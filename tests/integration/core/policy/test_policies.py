"""Rules with dates: what held on a day keeps holding for that day."""

from datetime import timedelta

import pytest
from flask import Flask

from core.auth.roles import SYSTEM
from core.db import transaction
from core.policy import queries, service
from core.policy.definitions import Definition, declare
from harkat.applications.rules import PAPERS_RULE, Strength
from harkat.loans.products import RATE
from tests.conftest import Login
from tests.factories import NOW, TODAY


def test_value_changes_from_its_day_on_and_not_before(app: Flask) -> None:
    with app.app_context(), transaction():
        service.seed(now=NOW)
        later = TODAY + timedelta(days=10)
        service.set_value(RATE, "4.5", valid_from=later, source="Surat contoh", actor=SYSTEM, now=NOW, today=TODAY)
        assert str(queries.percent_on(RATE, TODAY)) == "3"
        assert str(queries.percent_on(RATE, later - timedelta(days=1))) == "3"
        assert str(queries.percent_on(RATE, later)) == "4.5"
        assert len(queries.history(RATE)) == 2


def test_past_days_cannot_be_changed(app: Flask) -> None:
    yesterday = TODAY - timedelta(days=1)
    with app.app_context(), pytest.raises(service.PastPolicy, match="sudah lewat"):
        service.set_value(RATE, "4", valid_from=yesterday, source="x", actor=SYSTEM, now=NOW, today=TODAY)


def test_seeding_twice_adds_nothing(app: Flask) -> None:
    with app.app_context(), transaction():
        assert service.seed(now=NOW) > 0
        assert service.seed(now=NOW) == 0


def test_two_rooms_cannot_declare_one_rule_differently() -> None:
    with pytest.raises(ValueError, match=RATE):
        declare([Definition(RATE, "Lain", "percent", "9", "x")])


def test_admin_changes_a_rule_on_its_page_and_nonsense_keeps_what_was_typed(app: Flask, login: Login) -> None:
    admin = login("admin")
    bad = admin.post(f"/aturan/{RATE}", data={"value": "tiga", "valid_from": "01/01/2090", "source": "Surat"})
    assert "harus berupa persen" in bad.text
    assert 'value="tiga"' in bad.text
    good = admin.post(f"/aturan/{RATE}", data={"value": "3,25", "valid_from": "01/01/2090", "source": "Surat"})
    assert good.status_code == 303
    assert "3,25%" in admin.get(f"/aturan/{RATE}").text
    assert login("head").post(f"/aturan/{RATE}", data={}).status_code == 403


def test_a_choice_is_shown_and_changed_in_words(login: Login) -> None:
    admin, url = login("admin"), f"/aturan/{PAPERS_RULE}"
    assert Strength.BLOCKS.label in admin.get("/aturan/").text
    page = admin.get(url).text
    assert f"Berlaku hari ini: <strong>{Strength.BLOCKS.label}</strong>" in page
    assert f'<option value="warns">{Strength.WARNS.label}</option>' in page
    bad = admin.post(url, data={"value": "mungkin", "valid_from": "01/01/2090", "source": "Surat"})
    assert (bad.status_code, f"Pilih salah satu: {Strength.BLOCKS.label}" in bad.text) == (422, True)
    good = {"value": "warns", "valid_from": "01/01/2090", "source": "Surat"}
    assert admin.post(url, data=good).status_code == 303
    assert f"<td>{Strength.WARNS.label}</td>" in admin.get(url).text
