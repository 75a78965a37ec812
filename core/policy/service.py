"""Changing a rule from a day on; what it was stays."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from core.audit import service as audit
from core.auth.roles import Actor
from core.db import db
from core.errors import RuleBroken
from core.policy.definitions import definition_of, definitions
from core.policy.models import Policy


class PastPolicy(RuleBroken):
    """A rule may change from today on, never for days that have passed."""


def set_value(
    key: str, value: Any, *, valid_from: date, source: str, actor: Actor, now: datetime, today: date
) -> Policy:
    """Let a rule have a new value from a day on.

    :raises PastPolicy: when the day has passed, because what was decided then must stay explainable
    :raises DomainError: when the room that owns the rule could not work with the value
    """
    definition = definition_of(key)
    if valid_from < today:
        raise PastPolicy(
            "Tanggal mulai berlaku tidak boleh sudah lewat. Pilih hari ini atau sesudahnya.", field="valid_from"
        )
    if definition.check is not None:
        definition.check(value)
    rows = list(db.session.scalars(select(Policy).where(Policy.key == key).order_by(Policy.valid_from)))
    before = next((row.value for row in reversed(rows) if row.valid_from <= valid_from), definition.default)
    for row in rows:
        if row.valid_from >= valid_from:
            db.session.delete(row)  # a change that was planned and has not begun is replaced
        elif row.valid_to is None or row.valid_to >= valid_from:
            row.valid_to = valid_from - timedelta(days=1)
    db.session.flush()
    policy = Policy(key=key, value=value, valid_from=valid_from, source=source, created_at=now, created_by_id=actor.id)
    db.session.add(policy)
    db.session.flush()
    audit.record(
        "policy.set",
        actor=actor,
        now=now,
        subject="policy",
        subject_id=policy.id,
        summary=f"Aturan “{definition.label}” diubah mulai {valid_from:%d/%m/%Y}",
        before={"value": before},
        after={"value": value, "valid_from": valid_from, "source": source},
    )
    return policy


def seed(*, now: datetime) -> int:
    """Write the declared default of every rule that has no row yet; return how many."""
    known = set(db.session.scalars(select(Policy.key).distinct()))
    fresh = [definition for definition in definitions() if definition.key not in known]
    for definition in fresh:
        db.session.add(
            Policy(
                key=definition.key,
                value=definition.default,
                valid_from=definition.valid_from,
                source=definition.source,
                created_at=now,
            )
        )
    return len(fresh)
