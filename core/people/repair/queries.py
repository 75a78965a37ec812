"""Finding persons without a proven NIK, and whom they may be registered a second time as."""

from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager

from core.crypto import blind_index
from core.db import Model, db
from core.people.models import Person, UnprovenNik
from core.people.nik import LENGTH
from core.people.queries import person
from core.people.repair.moves import moves
from core.web.listing import contains

WITH_A_LIST = "daftar"
TWINS_AT_MOST = 8


@dataclass(frozen=True)
class Twin:
    """Somebody who may be the same person, and why one thinks so."""

    person: Person
    why: str
    is_certain: bool = False


def list_unproven(words: str, *, state: str = "") -> Select[Person, UnprovenNik]:
    """Return the query of persons without a NIK, with what a list said of it; every word must be in name or number.

    :param state: ``daftar`` to keep those whose NIK a list gave wrongly
    """
    query = (
        select(Person, UnprovenNik)
        .outerjoin(UnprovenNik, UnprovenNik.person_id == Person.id)
        .join(Person.kelurahan)
        .options(contains_eager(Person.kelurahan))
        .where(Person.nik_index.is_(None))
    )
    for word in words.split():
        query = query.where(contains(Person.name, word) | contains(Person.number, word))
    return query.where(UnprovenNik.id.is_not(None)) if state == WITH_A_LIST else query


def count_unproven() -> int:
    """Count the persons whose NIK a list gave wrongly."""
    return db.session.scalar(select(func.count(UnprovenNik.id))) or 0


def unproven_of(person_id: int) -> UnprovenNik | None:
    """Return what a list said of a person's NIK."""
    return db.session.scalar(select(UnprovenNik).where(UnprovenNik.person_id == person_id))


def twins_of(person_id: int) -> list[Twin]:
    """Find who may be this person: by the digits that are sure, by the phone, by the same name."""
    asked = person(person_id)
    unproven = unproven_of(person_id)
    found: dict[int, Twin] = {}
    if unproven is not None and unproven.digits and len(unproven.digits) == LENGTH - 1:
        indexes = [blind_index(f"{unproven.digits}{last}") for last in range(10)]
        for row in db.session.scalars(_others(person_id).where(Person.nik_index.in_(indexes))):
            found[row.id] = Twin(person(row.id), "15 angka pertama NIK sama", is_certain=True)
    rows = db.session.scalars(
        _others(person_id)
        .where(or_(Person.phone == asked.phone, func.lower(Person.name) == asked.name.lower()))
        .order_by(Person.id)
        .limit(TWINS_AT_MOST)
    )
    for row in rows:
        same = ["nomor HP sama"] if row.phone == asked.phone else []
        same += ["nama sama"] if row.name.casefold() == asked.name.casefold() else []
        found.setdefault(row.id, Twin(person(row.id), " dan ".join(same)))
    return list(found.values())


def _others(person_id: int) -> Select[Person]:
    return select(Person).where(Person.id != person_id)


def tables_left_behind(person_id: int) -> list[str]:
    """Return the tables that hold rows of a person and have no way to carry them over."""
    held = []
    for table in Model.metadata.sorted_tables:
        columns = [key.parent for key in table.foreign_keys if key.column.table.name == "person"]
        columns += [column for column in table.columns if column.name == "person_id" and column not in columns]
        if not columns or table.name in moves.tables:
            continue
        if db.session.execute(select(columns[0]).where(or_(*(column == person_id for column in columns)))).first():
            held.append(table.name)
    return held
