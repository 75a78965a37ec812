"""Keeping the words of persons: with every change of a person, and for those who have none yet."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, and_, delete, event, exists, insert, inspect, select
from sqlalchemy.orm import Mapper

from core.db import db
from core.people.models import Person
from core.people.words.models import PersonWord
from core.people.words.splitting import words_of

_table: Any = PersonWord.__table__


def fill(after: int, most: int) -> list[int]:
    """Write the words of so many persons beyond a key who have none yet and return their keys in order."""
    without = and_(Person.id > after, ~exists().where(PersonWord.person_id == Person.id))
    rows = db.session.execute(
        select(Person.id, Person.name, Person.number, Person.phone).where(without).order_by(Person.id).limit(most)
    ).all()
    _write(db.session.connection(), [(row.id, words_of(row.name, row.number, row.phone)) for row in rows])
    return [row.id for row in rows]


def _write(connection: Connection, found: Iterable[tuple[int, set[str]]]) -> None:
    rows = [{"word": word, "person_id": person_id} for person_id, words in found for word in sorted(words)]
    if rows:
        connection.execute(insert(_table), rows)


def _after_insert(_mapper: Mapper[Any], connection: Connection, person: Person) -> None:
    _write(connection, [(person.id, words_of(person.name, person.number, person.phone))])


def _after_update(_mapper: Mapper[Any], connection: Connection, person: Person) -> None:
    state: Any = inspect(person)
    if any(state.attrs[name].history.has_changes() for name in ("name", "number", "phone")):
        connection.execute(delete(_table).where(_table.c.person_id == person.id))
        _after_insert(_mapper, connection, person)


event.listen(Person, "after_insert", _after_insert)
event.listen(Person, "after_update", _after_update)
