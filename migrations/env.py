"""Runs migrations on the app's own database, on SQLite with its foreign keys off while tables are rebuilt."""

from alembic import context
from flask import current_app
from sqlalchemy import text

from core.crypto import EncryptedBytes, EncryptedText
from core.db import Model, Moment, db


def render_item(kind: str, column: object, _context: object) -> str | bool:
    """Write our own column types as what they are in the database, so that a migration never needs our code."""
    if kind == "type" and isinstance(column, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(column, (EncryptedText, EncryptedBytes)):
        return "sa.LargeBinary()"
    return False


def run() -> None:
    """Run the migrations in one transaction."""
    settings = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            connection.exec_driver_sql("ROLLBACK") if connection.in_transaction() else None
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        connection = connection.execution_options(harkat_write=True)
        with connection.begin():
            if not sqlite:
                # one migrator at a time, and none that waits behind a long read for ever
                connection.execute(text("SET LOCAL lock_timeout = '10s'"))
                connection.execute(text("SELECT pg_advisory_xact_lock(7110)"))
            context.configure(
                connection=connection, target_metadata=Model.metadata, render_item=render_item, **settings
            )
            with context.begin_transaction():
                context.run_migrations()
        if sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")


run()
