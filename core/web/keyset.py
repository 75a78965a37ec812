"""Where a page of a list begins or ends, so that the next page is read from there however long the list is."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from cryptography.fernet import InvalidToken
from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import InstrumentedAttribute

from core.crypto import seal, unseal

Sortable = InstrumentedAttribute[Any] | ColumnElement[Any]


@dataclass(frozen=True)
class Order:
    """The order of a list: by a column, then by the tie, both the same way round.

    ``nulls_high`` tells whether the database takes an absent value for the highest, as PostgreSQL does.
    """

    name: str
    column: Sortable
    tie: Sortable
    descending: bool
    nulls_high: bool

    def clauses(self, *, backward: bool = False) -> list[ColumnElement[Any]]:
        """Return what to order by, or the other way round."""
        columns = [self.tie] if self.column is self.tie else [self.column, self.tie]
        down = self.descending is not backward
        return [column.desc() if down else column.asc() for column in columns]

    def beyond(self, mark: Sequence[Any], *, backward: bool = False) -> ColumnElement[bool]:
        """Return the condition that a row stands after a mark, or before it."""
        value, tie = mark
        down = self.descending is not backward
        past_tie: ColumnElement[bool] = self.tie < tie if down else self.tie > tie
        if self.column is self.tie:
            return past_tie
        nulls_ahead = self.nulls_high is not down
        if value is None:
            same = and_(self.column.is_(None), past_tie)
            return same if nulls_ahead else or_(same, self.column.is_not(None))
        past, reached = (
            (self.column < value, self.column <= value) if down else (self.column > value, self.column >= value)
        )
        further = and_(reached, or_(past, past_tie))
        return or_(further, self.column.is_(None)) if nulls_ahead and self._may_be_absent else further

    @property
    def _may_be_absent(self) -> bool:
        """A column of the list's own table that is never absent needs no further condition, and its index serves."""
        column, tie = self.column, self.tie
        own = isinstance(column, InstrumentedAttribute) and isinstance(tie, InstrumentedAttribute)
        return not (own and column.class_ is tie.class_ and not column.property.columns[0].nullable)

    def write(self, mark: Sequence[Any]) -> str:
        """Return a mark as it stands in an address: sealed, because it may be a person's name."""
        told = [self.name, self.descending, *(_plain(value) for value in mark)]
        return seal(json.dumps(told, separators=(",", ":")).encode()).decode()

    def read(self, words: str) -> tuple[Any, Any] | None:
        """Return the mark that an address holds; nothing when it is none, or of another order."""
        try:
            name, descending, value, tie = json.loads(unseal(words.encode()))
            if (name, descending) == (self.name, self.descending):
                return _read(value), _read(tie)
        except (InvalidToken, ValueError, TypeError, InvalidOperation):
            return None
        return None


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, date):
        return {"on": value.isoformat()}
    return {"number": str(value)} if isinstance(value, Decimal) else value


def _read(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if "at" in value:
        return datetime.fromisoformat(value["at"])
    return date.fromisoformat(value["on"]) if "on" in value else Decimal(value["number"])
