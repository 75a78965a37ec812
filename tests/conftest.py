"""What tests share: the app on SQLite and on a real PostgreSQL, a client, and a way to sign in."""

import fcntl
import shutil
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache

from app import create_app
from core import clock
from core.db import db
from core.kept import answers
from harkat.sample.commands import load_sample
from tests import factories, postgres

KEY = urlsafe_b64encode(b"for tests only, never elsewhere!").decode()
"""One key for every test process, because they share the file of the sample."""

SAMPLE_DAY = clock.today()

answers.WORTH_KEEPING_MS = 10**9  # how busy the machine is must not change what a test sees

Login = Callable[..., FlaskClient]


def settings(url: str, folder: Path) -> dict[str, Any]:
    """Return the settings of an app under test."""
    return {
        "TESTING": True,
        "INSTANCE": folder,
        "SQLALCHEMY_DATABASE_URI": url,
        "SECRET_KEY": "for tests only",
        "ENCRYPTION_KEYS": [KEY],
        "INDEX_KEY": "for tests only",
        "WTF_CSRF_ENABLED": False,
        "RATELIMIT_ENABLED": False,
    }


@pytest.fixture(scope="session", autouse=True)
def compiled_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> None:
    """Let every app of every test process take the templates that one of them compiled."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "templates"
    folder.mkdir(exist_ok=True)
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": FileSystemBytecodeCache(str(folder))}


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """A real PostgreSQL out of the embedded wheel, for the whole run."""
    with postgres.running() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: postgres.Server) -> Iterator[str]:
    """The address of an empty PostgreSQL database of this test's own."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table and the ground laid, which each test copies."""
    folder = tmp_path_factory.mktemp("ground")
    _lay_ground(f"sqlite:///{folder / 'ground.sqlite'}", folder)
    return folder / "ground.sqlite"


@pytest.fixture(scope="session")
def postgres_ground(postgres_server: postgres.Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL database with every table and the ground laid, which each test takes as its template."""
    with postgres_server.database() as url:
        _lay_ground(url, tmp_path_factory.mktemp("ground"))
        yield url


@pytest.fixture(scope="session")
def sqlite_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One app on one SQLite file, which is laid anew for every test."""
    folder = tmp_path_factory.mktemp("sqlite")
    return create_app(settings(f"sqlite:///{folder / 'test.sqlite'}", folder))


@pytest.fixture(scope="session")
def postgres_app(postgres_server: postgres.Server, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One app on one PostgreSQL database, which is laid anew for every test."""
    return create_app(settings(postgres_server.address("test"), tmp_path_factory.mktemp("postgres")))


@pytest.fixture
def app(sqlite_app: Flask, sqlite_ground: Path) -> Iterator[Flask]:
    """The app on a SQLite database with the ground laid."""
    with _as_new(sqlite_app):
        _copy_ground(sqlite_app, sqlite_ground)
        yield sqlite_app


@pytest.fixture(params=["sqlite", "postgresql"])
def app_on_both(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The app, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("app")
        return
    application, server = request.getfixturevalue("postgres_app"), request.getfixturevalue("postgres_server")
    with _as_new(application):
        server.copy("test", template=request.getfixturevalue("postgres_ground"))
        yield application


def _copy_ground(application: Flask, ground: Path) -> None:
    file = application.config["INSTANCE"] / "test.sqlite"
    for leftover in file.parent.glob("test.sqlite*"):
        leftover.unlink()
    shutil.copy(ground, file)


@contextmanager
def _as_new(application: Flask) -> Iterator[None]:
    """Give a test the app as if it had just been built, and let go of the database after it."""
    config, known = dict(application.config), dict(application.extensions)
    try:
        yield
    finally:
        with application.app_context():
            db.session.remove()
            db.engine.dispose()
        application.config.clear()
        application.config.update(config)
        application.extensions.clear()
        application.extensions.update(known)


def _lay_ground(url: str, folder: Path) -> None:
    application = create_app(settings(url, folder))
    with application.app_context():
        db.create_all()
        factories.lay_ground()
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that has not signed in."""
    return app.test_client()


@pytest.fixture
def login(app: Flask) -> Login:
    """Return a function: a role (or an account's key) to a browser signed in as such."""
    return factories.signing_in(app)


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A SQLite file with the whole sample, loaded once by whichever test process comes first."""
    shared = tmp_path_factory.getbasetemp() if worker_id == "master" else tmp_path_factory.getbasetemp().parent
    file = shared / "sample.sqlite"
    with (shared / "sample.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            draft = shared / "loading.sqlite"
            application = create_app(settings(f"sqlite:///{draft}", shared))
            with application.app_context():
                db.create_all()
                load_sample(SAMPLE_DAY)
                db.session.remove()
                db.engine.dispose()
            draft.rename(file)
    return file


@pytest.fixture(scope="session")
def sample_app(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The app with the whole sample loaded and CSRF switched on; tests must leave it as they found it."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copy(sample_file, folder / "sample.sqlite")
    made = settings(f"sqlite:///{folder / 'sample.sqlite'}", folder)
    application = create_app(made | {"WTF_CSRF_ENABLED": True})
    yield application
    with application.app_context():
        db.session.remove()
        db.engine.dispose()
