"""Keeping the rows of a slow question: given again while nothing changed, and for a while, with its hour, if it did."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

import structlog
from flask import Flask, g, has_app_context
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError, OperationalError

from core import clock
from core.db import db
from core.kept import changes
from core.kept.models import KeptAnswer

Row = tuple[Any, ...]
"""Cells are texts, whole numbers, flags, days, decimal numbers, or nothing."""

WORTH_KEEPING_MS = 200
"""What is quicker is always asked anew, so a small city never sees an old figure."""

OLD_FOR = 100
"""An answer that things have changed since is given for so many times as long as it took to work out."""

AT_MOST = timedelta(hours=24)
"""Nothing is given longer than this, because the database may have been changed by other hands than ours."""

log = structlog.get_logger(__name__)


def init_app(app: Flask) -> None:
    """Let pages say from when their figures are, and write what is to be kept once a page is done."""
    changes.init_app(app)
    app.jinja_env.globals["older_figures"] = older_figures
    app.teardown_appcontext(_write)


def kept_rows(name: str, asked: Mapping[str, Any], ask: Callable[[], Iterable[Sequence[Any]]]) -> list[Row]:
    """Return the rows of a question, worked out now or kept from before.

    A write transaction reads the rows themselves: what it freezes or decides on must be of now.

    :param asked: everything the answer depends on besides the rows of the database
    """
    if db.session().info.get("writing") or changes.are_pending():
        return [tuple(row) for row in ask()]
    key = sha256(json.dumps([name, asked], default=str, sort_keys=True).encode()).hexdigest()
    given = changes.answers_given()
    if key not in given:
        given[key] = _given_or_asked(key, name, ask)
    return list(given[key])


@contextmanager
def renewing() -> Iterator[list[dict[str, Any]]]:
    """Ask anew what has been given for half of its time, so that no reader is the one who waits for it.

    :returns: what was asked anew and will be kept, one entry a question
    """
    g.is_renewing = True
    try:
        yield g.setdefault("to_be_kept", [])
    finally:
        g.is_renewing = False


def forget_old(now: datetime) -> None:
    """Drop the answers that will not be given again."""
    db.session.execute(delete(KeptAnswer).where(KeptAnswer.made_at < now - AT_MOST))


def _given_or_asked(key: str, name: str, ask: Callable[[], Iterable[Sequence[Any]]]) -> list[Row]:
    standing, now = changes.standing(), clock.now()
    known = _known(key) if standing.has_answers else None
    if known is not None:
        age = (now - known.made_at) * (2 if g.get("is_renewing") else 1)
        is_of_now = known.changes == standing.changes
        if age < (AT_MOST if is_of_now else min(AT_MOST, timedelta(milliseconds=known.took * OLD_FOR))):
            if not is_of_now:
                g.older_figures = min(known.made_at, getattr(g, "older_figures", known.made_at))
            return [_read(row) for row in known.rows]
    started = time.perf_counter()
    rows = [tuple(row) for row in ask()]
    took = int((time.perf_counter() - started) * 1000)
    if took >= WORTH_KEEPING_MS:
        values = {"key": key, "name": name[:80], "changes": standing.changes, "took": took, "made_at": now}
        g.setdefault("to_be_kept", []).append(values | {"rows": [[_plain(cell) for cell in row] for row in rows]})
    return rows


def _known(key: str) -> Any:
    query = select(KeptAnswer.changes, KeptAnswer.took, KeptAnswer.made_at, KeptAnswer.rows)
    return db.session.execute(query.where(KeptAnswer.key == key)).one_or_none()


def older_figures() -> datetime | None:
    """Return the moment of the oldest figure shown that things have changed since; nothing when all are of now."""
    return getattr(g, "older_figures", None) if has_app_context() else None


def _write(_error: BaseException | None = None) -> None:
    """Keep what this page worked out, in a transaction of its own; a busy database or somebody quicker does no harm."""
    waiting: list[dict[str, Any]] = g.pop("to_be_kept", [])
    if not waiting:
        return
    db.session.remove()
    table: Any = KeptAnswer.__table__
    try:
        with db.engine.connect().execution_options(harkat_write=True) as connection, connection.begin():
            for values in waiting:
                connection.execute(table.delete().where(table.c.key == values["key"]))
                connection.execute(table.insert().values(**values))
    except (IntegrityError, OperationalError) as error:
        log.warning("answer_not_kept", reason=type(error).__name__)


def _plain(cell: Any) -> Any:
    if isinstance(cell, date):
        return {"day": cell.isoformat()}
    if isinstance(cell, Decimal):
        return {"number": str(cell)}
    return cell


def _read(row: Sequence[Any]) -> Row:
    return tuple(_cell(cell) for cell in row)


def _cell(cell: Any) -> Any:
    if isinstance(cell, dict):
        return date.fromisoformat(cell["day"]) if "day" in cell else Decimal(cell["number"])
    return cell
