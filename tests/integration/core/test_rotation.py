"""Encrypted values are moved to a new key, in pieces, and nothing is lost on the way."""

import pytest
from cryptography.fernet import Fernet
from flask import Flask
from sqlalchemy import select

from core import crypto, rotation
from core.db import db, transaction
from core.people.models import Person
from tests.conftest import KEY
from tests.factories import make_person

NEW = Fernet.generate_key().decode()


def people(app: Flask, count: int) -> dict[int, str | None]:
    with app.app_context():
        with transaction():
            for number in range(count):
                make_person(f"Orang Contoh {number}")
        found = {row.id: row.nik for row in db.session.scalars(select(Person))}
        db.session.remove()
    return found


def with_keys(app: Flask, keys: list[str]) -> None:
    app.config["ENCRYPTION_KEYS"] = keys
    crypto.init_app(app)


def test_every_value_moves_to_the_new_key_and_reads_as_before(app_on_both: Flask) -> None:
    before = people(app_on_both, 7)
    with_keys(app_on_both, [NEW, KEY])
    answer = app_on_both.test_cli_runner().invoke(rotation.rotate_keys)
    assert answer.exit_code == 0, answer.output
    assert f"person.nik: {len(before)} ditulis ulang, 0 sudah baru" in answer.output
    with_keys(app_on_both, [NEW])
    with app_on_both.app_context():
        assert {row.id: row.nik for row in db.session.scalars(select(Person))} == before
    again = app_on_both.test_cli_runner().invoke(rotation.rotate_keys)
    assert f"person.nik: 0 ditulis ulang, {len(before)} sudah baru" in again.output


def test_a_stop_in_the_middle_loses_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    before = people(app, 7)
    with_keys(app, [NEW, KEY])
    whole = rotation._rotate_chunk
    calls = []

    def stopping(*args: object, **kwargs: object) -> object:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return whole(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(rotation, "_rotate_chunk", stopping)
    with app.app_context(), pytest.raises(KeyboardInterrupt):
        rotation.rotate(Person.__table__, Person.__table__.c.nik, keys=[NEW, KEY], chunk=2)  # type: ignore[arg-type]
    with app.app_context():
        assert {row.id: row.nik for row in db.session.scalars(select(Person))} == before
        rest = rotation.rotate(Person.__table__, Person.__table__.c.nik, keys=[NEW, KEY], chunk=2)  # type: ignore[arg-type]
    assert (rest.rewritten, rest.already) == (len(before) - 4, 4)


def test_values_of_a_lost_key_are_told_and_left_alone(app: Flask) -> None:
    before = people(app, 2)
    with_keys(app, [NEW])
    answer = app.test_cli_runner().invoke(rotation.rotate_keys)
    assert answer.exit_code == 1
    assert "TIDAK TERBACA" in answer.output
    with_keys(app, [KEY])
    with app.app_context():
        assert {row.id: row.nik for row in db.session.scalars(select(Person))} == before
