"""The database: one base for all models, column types both engines share, and the transaction an entrance opens."""

import enum
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, TypeVar

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Integer,
    MetaData,
    Select,
    TypeDecorator,
    event,
    func,
    select,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column

from core.errors import NotFound

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
LOST_RACE_STATES = {"40001", "40P01"}
RACES_AT_MOST = 4

BigId = BigInteger().with_variant(Integer, "sqlite")


class Model(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(metadata=Model.metadata)

Result = TypeVar("Result")
Row = TypeVar("Row", bound=Model)


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC on both engines; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"a moment needs a time zone: {value!r}"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def enum_column(kind: type[enum.Enum], *, name: str | None = None) -> Enum:
    """Return the column type of an enum: its value as text, with a CHECK, on both engines.

    :param name: the name of the CHECK, needed where one table holds the same enum twice
    """
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=max(len(str(member.value)) for member in kind),
        values_callable=lambda members: [str(member.value) for member in members],
        name=name or kind.__name__.lower(),
    )


def primary_key() -> Any:
    """Return the bigint key column every table begins with."""
    return mapped_column(BigId, primary_key=True)


Companion = Callable[[Session], None]
_companion: ContextVar[Companion | None] = ContextVar("companion", default=None)


@contextmanager
def accompanied(companion: Companion) -> Iterator[None]:
    """Let something do its part at the end of every transaction opened inside, before it commits; it may refuse."""
    token = _companion.set(companion)
    try:
        yield
    finally:
        _companion.reset(token)


class NestedTransaction(RuntimeError):
    """Somebody inside a transaction tried to open another; only an entrance does."""


@contextmanager
def transaction() -> Iterator[Session]:
    """Open the one write transaction of a use case: commit at the end, or roll back and re-raise.

    It ends the read transaction that the sign-in began, because on SQLite a reading transaction that
    turns to writing fails at once when another writer was first.
    """
    session = db.session()
    if session.info.get("writing"):
        raise NestedTransaction
    session.rollback()
    session.info["writing"] = True
    try:
        session.connection(execution_options={"harkat_write": True})
        yield session
        companion = _companion.get()
        if companion is not None:
            companion(session)
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("writing", None)


def retry_lost_races(work: Callable[[], Result]) -> Result:
    """Do the work again, whole, when the database let another transaction win; a bounded number of times."""
    for _ in range(RACES_AT_MOST - 1):
        try:
            return work()
        except DBAPIError as error:
            if not lost_race(error):
                raise
            db.session.rollback()
    return work()


def lost_race(error: DBAPIError) -> bool:
    """Tell whether an error is a serialization failure, a deadlock or a busy SQLite file."""
    state = getattr(error.orig, "sqlstate", None)
    return state in LOST_RACE_STATES or "database is locked" in str(error.orig)


def get_or_404(model: type[Row], key: int, *, what: str) -> Row:
    """Fetch a row by key.

    :param what: the Indonesian word for it, for the message
    :raises NotFound: when there is none
    """
    row = db.session.get(model, key)
    if row is None:
        raise NotFound(f"{what} tidak ditemukan.")
    return row


def count_rows(query: Select[*tuple[Any, ...]]) -> int:
    """Count the rows a query would give."""
    return db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0


def init_app(app: Flask) -> None:
    """Join the app: the engine with its settings for SQLite or PostgreSQL."""
    options = dict(app.config.get("SQLALCHEMY_ENGINE_OPTIONS", {}))
    if str(app.config["SQLALCHEMY_DATABASE_URI"]).startswith("sqlite"):
        module = _load_sqlite()
        if module is not None:
            options["module"] = module
    else:
        options.setdefault("pool_pre_ping", True)
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            prepare_sqlite(db.engine)


def _load_sqlite() -> Any:
    """Return a SQLite newer than the one Python brings, whose WAL has a corruption bug, where its wheel exists."""
    try:
        from pysqlite3 import dbapi2  # exists only where its wheel does
    except ImportError:
        return None
    return dbapi2


def prepare_sqlite(engine: Engine) -> None:
    """Make SQLite keep foreign keys, wait for other writers, survive a crash, and take the write lock first."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        version = tuple(int(part) for part in cursor.execute("SELECT sqlite_version()").fetchone()[0].split("."))
        journal = "WAL" if version > (3, 51, 2) else "DELETE"
        for pragma in ("busy_timeout=30000", f"journal_mode={journal}", "foreign_keys=ON", "synchronous=FULL"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        write = connection.get_execution_options().get("harkat_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
