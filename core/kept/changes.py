"""Counting changes: every transaction that changes something a report could read moves a counter as its last deed."""

import random
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import event, exists, func, select, text
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction, UOWTransaction

from core.db import db
from core.kept.models import ChangeCount, KeptAnswer

SHARDS = 32
CHANGED = "harkat_changed"
STANDING = "harkat_standing"
GIVEN = "harkat_answers_given"
QUIET = frozenset(
    {
        "account", "answer_code_used", "audit_entry", "audit_link", "brake_try", "change_count", "device", "door_code",
        "door_visit", "facility_day", "form_draft", "job_run", "kept_answer", "outgoing_mail", "recovery_code",
        "reset_link", "second_factor", "sign_in_failure",
    }
)  # fmt: skip
"""Tables no report reads; a change there alone makes no kept answer old."""

_MOVE = text(
    "INSERT INTO change_count (shard, changes) VALUES (:shard, 1) "
    "ON CONFLICT (shard) DO UPDATE SET changes = change_count.changes + 1"
)


def init_app(app: Flask) -> None:
    """Listen to the sessions of the app."""
    with app.app_context():
        session = db.session
        for name, listener in (
            ("after_flush", _note_flush),
            ("do_orm_execute", _note_statement),
            ("before_commit", _move),
            ("after_transaction_end", _forget),
        ):
            if not event.contains(session, name, listener):
                event.listen(session, name, listener)


@dataclass(frozen=True)
class Standing:
    """How many changes there have been, and whether any answer is kept at all; a small city keeps none."""

    changes: int
    has_answers: bool


def standing() -> Standing:
    """Return how things stand, read once in a transaction: a page asks many questions and is of one moment."""
    known: Standing | None = db.session().info.get(STANDING)
    if known is None:
        sums = select(func.coalesce(func.sum(ChangeCount.changes), 0), exists(select(KeptAnswer.key)))
        changes, has_answers = db.session.execute(sums).one()
        known = db.session().info[STANDING] = Standing(int(changes), bool(has_answers))
    return known


def answers_given() -> dict[str, Any]:
    """Return the answers this transaction was given already, by key; a page may ask the same twice."""
    given: dict[str, Any] = db.session().info.setdefault(GIVEN, {})
    return given


def are_pending() -> bool:
    """Tell whether this session has changed something that is not committed."""
    session = db.session()
    return bool(session.info.get(CHANGED) or session.new or session.dirty or session.deleted)


def _note_flush(session: Session, _context: UOWTransaction) -> None:
    touched = {*session.new, *session.dirty, *session.deleted}
    if any(getattr(type(row), "__tablename__", "") not in QUIET for row in touched):
        session.info[CHANGED] = True


def _note_statement(state: ORMExecuteState) -> None:
    if state.is_select:
        return
    table: Any = getattr(state.statement, "table", None)
    if table is None:
        words = str(state.statement).lstrip()[:6].upper()
        if words in ("SELECT", "PRAGMA") or state.statement is _MOVE:
            return
    elif table.name in QUIET:
        return
    state.session.info[CHANGED] = True


def _move(session: Session) -> None:
    """Move a counter as the last deed, when every other lock is held, so that two writers cannot wait for each other.

    What was not flushed yet is flushed first, because the commit would do it after this.
    """
    if session.in_nested_transaction():
        return
    session.flush()
    if session.info.pop(CHANGED, False):
        session.execute(_MOVE, {"shard": random.randrange(SHARDS)})  # noqa: S311 - spreads load, hides nothing


def _forget(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        for name in (CHANGED, STANDING, GIVEN):
            session.info.pop(name, None)
