"""Finding persons by the beginnings of their words."""

from sqlalchemy import Select, func, select

from core.db import db
from core.people.models import Person
from core.people.words.models import PersonWord

MANY = 20_000
"""From so many persons on, a search goes by the beginnings of words; below, words are found in their middle too."""

MOST = 1_001
HIGHEST = "\U0010ffff"


def are_many() -> bool:
    """Tell whether there are so many persons that going through all of them takes too long."""
    return (db.session.scalar(select(func.max(Person.id))) or 0) > MANY


def found_by(beginnings: list[str]) -> Select[int]:
    """Return the query for the keys of persons who have a word with each of the beginnings, the first so many.

    The longest beginning is looked up first; the others are asked of those whom it finds.
    """
    first, *others = sorted(set(beginnings), key=len, reverse=True)
    query = select(PersonWord.person_id).where(PersonWord.word >= first, PersonWord.word < first + HIGHEST)
    for other in others:
        further = select(PersonWord.person_id).where(PersonWord.word >= other, PersonWord.word < other + HIGHEST)
        query = query.where(PersonWord.person_id.in_(further))
    return query.distinct().limit(MOST)
