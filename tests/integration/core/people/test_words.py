"""Finding persons by the beginnings of their words: as the slow search does where both look, and after every change."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import delete, select

from core.db import db, transaction
from core.people import queries
from core.people.models import Person
from core.people.words import queries as words
from core.people.words.jobs import fill_words
from core.people.words.models import PersonWord
from core.people.words.splitting import beginnings_of, words_of
from tests import factories
from tests.conftest import Login


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MANY", 0)


def found(typed: str) -> list[str]:
    return sorted(person.name for person in db.session.scalars(queries.list_persons(typed)))


def register() -> None:
    with transaction():
        factories.make_person("Siti Nur'aini", number="HK-2026-00012", phone="081234567890")
        factories.make_person("Sitompul Ahmad", number="HK-2026-00120", phone="085200000001")
        factories.make_person("Ahmad Siti", number="HK-2026-01200", phone="082299999999")


@pytest.mark.usefixtures("large")
def test_every_word_must_begin_as_typed(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        register()
        assert found("siti") == ["Ahmad Siti", "Siti Nur'aini"]
        assert found("SIT ahm") == ["Ahmad Siti", "Sitompul Ahmad"]
        assert found("nur'aini") == ["Siti Nur'aini"]
        assert found("iti") == []
        assert found("hk-2026-00012") == ["Siti Nur'aini"]
        assert found("HK-2026-0012") == ["Sitompul Ahmad"]
        assert found("00012") == ["Siti Nur'aini"]
        assert found("0812 3456") == found("+62 812 3456") == ["Siti Nur'aini"]
        assert found("%") == []
        assert found("") == ["Ahmad Siti", "Siti Nur'aini", "Sitompul Ahmad"]


@pytest.mark.usefixtures("large")
def test_words_follow_the_person(app: Flask) -> None:
    with app.app_context():
        register()
        with transaction():
            person = db.session.scalars(select(Person).where(Person.number == "HK-2026-00012")).one()
            person.name = "Aisyah"
        assert found("siti") == ["Ahmad Siti"]
        assert found("ais") == ["Aisyah"]
        with transaction():
            db.session.delete(db.session.get_one(Person, person.id))
        assert found("ais") == []


def test_the_night_fills_what_is_missing_once(app: Flask) -> None:
    with app.app_context():
        register()
        before = {(row.word, row.person_id) for row in db.session.scalars(select(PersonWord))}
        with transaction():
            db.session.execute(delete(PersonWord))
        day, now = date(2026, 11, 20), datetime(2026, 11, 20, tzinfo=UTC)
        assert fill_words(day, now).startswith("kata pencarian 3 orang")
        assert {(row.word, row.person_id) for row in db.session.scalars(select(PersonWord))} == before
        assert fill_words(day, now).startswith("kata pencarian 0 orang")


def test_in_a_small_city_a_word_is_found_in_its_middle_too(app: Flask, login: Login) -> None:
    with app.app_context():
        register()
        assert found("iti") == ["Ahmad Siti", "Siti Nur'aini"]
    assert "Siti Nur" in login("officer").get("/orang?q=iti").text


def test_what_is_typed_is_split_as_what_is_kept() -> None:
    assert words_of("Nur'aini M. Siti", "HK-2026-00012", "0812-34") == {
        "nur", "aini", "m", "siti", "hk", "2026", "00012", "12", "hk-2026-00012", "081234",
    }  # fmt: skip
    assert beginnings_of("  Nur'AINI hk-2026-1 ") == ["nur", "aini", "hk-2026-1"]
    assert beginnings_of("+62 812-34") == ["081234"]
    assert beginnings_of("' % _") == []
