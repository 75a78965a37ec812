"""Asking what a rule was on a day."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import or_, select

from core.db import db
from core.policy.definitions import definition_of
from core.policy.models import Policy


def value_on(key: str, day: date) -> Any:
    """Return a rule's value on a day (JSON-ready); the declared default where no row says otherwise."""
    row = row_on(key, day)
    return definition_of(key).default if row is None else row.value


def percent_on(key: str, day: date) -> Decimal:
    """Return a percentage (for example ``Decimal("3")`` for 3% a year) on a day."""
    return Decimal(str(value_on(key, day)))


def whole_on(key: str, day: date) -> int:
    """Return a count or an amount in rupiah on a day."""
    return int(value_on(key, day))


def row_on(key: str, day: date) -> Policy | None:
    """Return the row in force on a day, if any."""
    return db.session.scalar(
        select(Policy)
        .where(Policy.key == key, Policy.valid_from <= day, or_(Policy.valid_to.is_(None), Policy.valid_to >= day))
        .order_by(Policy.valid_from.desc())
        .limit(1)
    )


def history(key: str) -> list[Policy]:
    """Return every value a rule has had or will have, newest first."""
    return list(db.session.scalars(select(Policy).where(Policy.key == key).order_by(Policy.valid_from.desc())))
