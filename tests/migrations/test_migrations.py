"""The migrations make exactly what the models say, forwards and back, on SQLite and on PostgreSQL."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from app import create_app
from core.config import ROOT
from core.db import Model, db
from tests.conftest import settings

VERSIONS = ROOT / "migrations" / "versions"
KEPT = ROOT / "tests" / "migrations" / "first_release.sql"
"""Invented rows of every table as the first release kept them."""


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The app on a database without a single table."""
    sqlite = f"sqlite:///{tmp_path / 'bare.sqlite'}"
    url = sqlite if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    application = create_app(settings(url, tmp_path))
    with application.app_context():
        yield application
        db.session.remove()
        db.engine.dispose()


def tables() -> set[str]:
    """Return the tables there are, but for the migrations' own."""
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_upgraded_schema_equals_the_models(bare_app: Flask) -> None:
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": Model.metadata})
        assert compare_metadata(context, Model.metadata) == []
    assert tables() == set(Model.metadata.tables)


def checks() -> dict[tuple[str, str], str]:
    """Return every check the database holds, as it writes it."""
    inspector = inspect(db.engine)
    return {
        (table, str(check["name"])): " ".join(check["sqltext"].split())
        for table in tables()
        for check in inspector.get_check_constraints(table)
    }


def test_every_check_says_what_the_models_say(bare_app: Flask) -> None:
    upgrade()
    upgraded = checks()
    downgrade(revision="base")
    Model.metadata.create_all(db.engine)
    assert upgraded == checks()


def test_what_the_first_release_kept_outlives_the_upgrade(bare_app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        return  # the rows hang together only loosely, which SQLite alone can be told to bear
    upgrade(revision="0001")
    raw = db.engine.raw_connection()
    raw.cursor().execute("PRAGMA foreign_keys=OFF")
    for line in KEPT.read_text(encoding="utf-8").splitlines()[1:]:
        raw.cursor().execute(line)
    raw.commit()
    before = count_rows(tables())
    raw.close()
    db.engine.dispose()
    upgrade()
    assert len(before) > 90
    assert count_rows(before) == before


def count_rows(names: Iterable[str]) -> dict[str, int]:
    """Count the rows of every table that holds any."""
    with db.engine.connect() as connection:
        counted = {name: connection.scalar(text(f'SELECT count(*) FROM "{name}"')) or 0 for name in names}
    return {name: count for name, count in counted.items() if count}


def test_going_back_leaves_nothing_and_forward_again_works(bare_app: Flask) -> None:
    upgrade()
    downgrade(revision="base")
    assert tables() == set()
    upgrade()
    assert tables() == set(Model.metadata.tables)


def test_revisions_are_numbered_and_have_one_head() -> None:
    scripts = ScriptDirectory(str(ROOT / "migrations"))
    assert len(scripts.get_heads()) == 1
    numbers = sorted(path.name[:4] for path in VERSIONS.glob("*.py"))
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
    assert all(path.name[4] == "_" for path in VERSIONS.glob("*.py"))


def test_every_table_a_room_names_is_made_by_a_migration() -> None:
    made = "\n".join(path.read_text() for path in VERSIONS.glob("*.py"))
    rooms = (path for package in ("core", "scoring", "balikat", "harkat") for path in (ROOT / package).rglob("*.py"))
    named = {name for path in rooms for name in re.findall(r'__tablename__ = "(\w+)"', path.read_text())}
    assert {name for name in named if not re.search(rf'create_table\(\s*"{name}"', made)} == set()
