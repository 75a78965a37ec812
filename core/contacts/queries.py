"""Asking where and when somebody may be reached, and who acts for them."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from core.contacts.models import ContactPreference, Delegate
from core.contacts.reach import Reach
from core.db import db
from core.errors import NotFound
from core.people.models import Person


def preference_of(person_id: int) -> ContactPreference | None:
    """Return what a person said about being reached."""
    return db.session.get(ContactPreference, person_id)


def reach_of(person: Person) -> Reach:
    """Return where and when a person may be reached."""
    return reaches_of([person])[person.id]


def reaches_of(persons: Iterable[Person]) -> dict[int, Reach]:
    """Return where and when each of several persons may be reached, by person."""
    phones = {person.id: person.phone for person in persons}
    query = select(ContactPreference).where(ContactPreference.person_id.in_(list(phones)))
    known = {row.person_id: row for row in db.session.scalars(query)}
    return {key: _reach(phone, known.get(key)) for key, phone in phones.items()}


def _reach(phone: str, row: ContactPreference | None) -> Reach:
    if row is None:
        return Reach(phone)
    return Reach(row.safe_phone or phone, row.from_hour, row.until_hour, row.phone_shared, row.note, row.died_on)


def delegates_of(person_id: int, *, day: date | None = None) -> list[Delegate]:
    """Return who acts or acted for a person, the newest first; with a day only those who may on it."""
    query = select(Delegate).where(Delegate.person_id == person_id).order_by(Delegate.id.desc())
    if day is not None:
        query = query.where(Delegate.ended_on.is_(None), Delegate.signed_on <= day, Delegate.until_on >= day)
    return list(db.session.scalars(query))


def delegate(person_id: int, delegate_id: int) -> Delegate:
    """Return one delegate of a person.

    :raises NotFound: when it is not this person's
    """
    found = db.session.get(Delegate, delegate_id)
    if found is None or found.person_id != person_id:
        raise NotFound("Kuasa ini tidak ditemukan pada orang tersebut.")
    return found
