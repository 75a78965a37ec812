"""Finding persons, and what is theirs, by the beginnings of their words."""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from core.db import db
from core.people.models import Person
from core.people.words.models import PersonWord

MANY = 20_000
"""From so many persons on, a search goes by the beginnings of words; below, words are found in their middle too."""

MOST = 1_001
SAME_PERSON = 3
"""How many words of one person may begin alike and still leave as many persons as are shown."""

HIGHEST = "\U0010ffff"

Key = InstrumentedAttribute[Any]


def are_many() -> bool:
    """Tell whether there are so many persons that going through all of them takes too long."""
    return (db.session.scalar(select(func.max(Person.id))) or 0) > MANY


def found_by(
    beginnings: list[str], key: Key, person_id: Key, narrowed: tuple[ColumnElement[bool], ...] = ()
) -> Select[int]:
    """Return the query for the keys of rows whose person has a word with each of the beginnings, the first so many.

    The longest beginning is looked up first, its newest persons first; the others are asked of those whom it finds.

    :param key: the key of the table that is searched; ``person_id`` is its column that names the person
    :param narrowed: further conditions on that table, so that only rows that hold are counted among the first
    """
    first, *others = sorted(set(beginnings), key=len, reverse=True)
    query = select((key if narrowed else PersonWord.person_id if key is person_id else key).label("key"))
    query = query.select_from(PersonWord).where(PersonWord.word >= first, PersonWord.word < first + HIGHEST)
    if narrowed or key is not person_id:
        query = query.join(key.class_, person_id == PersonWord.person_id).where(*narrowed)
    for other in others:
        further = select(PersonWord.person_id).where(PersonWord.word >= other, PersonWord.word < other + HIGHEST)
        query = query.where(PersonWord.person_id.in_(further))
    newest = query.order_by(PersonWord.word.desc(), PersonWord.person_id.desc()).limit(MOST * SAME_PERSON)
    return select(newest.subquery("newest").c.key).distinct().limit(MOST)
