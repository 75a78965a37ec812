"""Asking about persons and what belongs to them."""

import re
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, exists, false, func, or_, select, true
from sqlalchemy.orm import joinedload

from core.crypto import blind_index
from core.db import db
from core.errors import NotFound
from core.people.kinds import ConsentPurpose, PaperKind
from core.people.models import Business, Consent, MergedPerson, Paper, Person, ProcessingLimit
from core.people.nik import looks_like_nik, parse_nik
from core.people.phone import PhoneText, parse_phone
from core.people.terms import PAPERS_TO_BRING, PROTECTION_OFFICER
from core.people.words.queries import are_many, found_by
from core.people.words.splitting import beginnings_of
from core.places.models import Kelurahan
from core.policy.queries import value_on

NUMBER = re.compile(r"\s*HK-[0-9A-Z]{2,6}-[0-9]+\s*", re.IGNORECASE)
UNFINISHED = "belum"
WITHDRAWN = "dicabut"


def person(person_id: int) -> Person:
    """Return a person with kelurahan and kecamatan loaded.

    :raises NotFound: when there is none
    """
    found = db.session.scalar(_with_area(select(Person).where(Person.id == person_id)))
    if found is None:
        raise NotFound("Data orang ini tidak ditemukan. Cari lagi di daftar pendaftar.")
    return found


def persons(person_ids: list[int]) -> list[Person]:
    """Return the persons of these keys by name, with kelurahan and kecamatan loaded."""
    return list(db.session.scalars(_with_area(select(Person).where(Person.id.in_(person_ids)).order_by(Person.name))))


def find_by_nik(nik: str) -> Person | None:
    """Return the person with this NIK (sixteen digits), found by the blind index."""
    return db.session.scalar(_with_area(select(Person).where(Person.nik_index == blind_index(nik))))


def namesakes_of(person: Person) -> list[str]:
    """Return the numbers of other persons with the very same name and birthday."""
    if person.born_on is None:
        return []
    query = select(Person.number).where(
        Person.id != person.id, func.lower(Person.name) == person.name.lower(), Person.born_on == person.born_on
    )
    return list(db.session.scalars(query.order_by(Person.id)))


def find_by_number(number: str) -> Person | None:
    """Return the person with this registration number, letter case aside; a merged number leads to who was kept."""
    wanted = number.strip().upper()
    found = db.session.scalar(_with_area(select(Person).where(Person.number == wanted)))
    if found is not None:
        return found
    kept = select(MergedPerson.person_id).where(MergedPerson.number == wanted).scalar_subquery()
    return db.session.scalar(_with_area(select(Person).where(Person.id == kept)))


def find_by_phone(phone: str) -> list[Person]:
    """Return everybody who gave this phone number (digits that begin with 0)."""
    return list(db.session.scalars(_with_area(select(Person).where(Person.phone == phone).order_by(Person.id))))


def look_up(words: str) -> Person | None:
    """Return the one person that a whole NIK, a registration number or a phone number points to."""
    if looks_like_nik(words):
        return find_by_nik(parse_nik(words))
    if NUMBER.fullmatch(words):
        return find_by_number(words)
    try:
        found = find_by_phone(parse_phone(words))
    except PhoneText:
        return None
    return found[0] if len(found) == 1 else None


def businesses_of(person_id: int) -> list[Business]:
    """Return a person's businesses, the first one recorded first."""
    query = select(Business).where(Business.person_id == person_id).order_by(Business.id)
    return list(db.session.scalars(query))


def business_of(person_id: int, business_id: int) -> Business:
    """Return one business of a person.

    :raises NotFound: when it is not this person's
    """
    found = db.session.scalar(select(Business).where(Business.id == business_id, Business.person_id == person_id))
    if found is None:
        raise NotFound("Usaha ini tidak ditemukan pada orang tersebut.")
    return found


def papers_of(person_id: int) -> list[Paper]:
    """Return the papers an officer has seen and accepted."""
    return [paper for paper in papers_seen(person_id) if paper.is_accepted]


def papers_seen(person_id: int) -> list[Paper]:
    """Return the papers an officer has looked at, the refused ones too."""
    return list(db.session.scalars(select(Paper).where(Paper.person_id == person_id).order_by(Paper.id)))


def papers_to_bring(day: date) -> list[PaperKind]:
    """Return the papers an applicant is asked to bring, by the rule of that day."""
    known = {kind.value: kind for kind in PaperKind}
    return [known[value] for value in value_on(PAPERS_TO_BRING, day) if value in known]


def consents_of(person_id: int) -> dict[ConsentPurpose, Consent]:
    """Return the latest answer for every purpose that was asked."""
    query = select(Consent).where(Consent.person_id == person_id).order_by(Consent.id)
    return {consent.purpose: consent for consent in db.session.scalars(query)}


def protection_officer(day: date) -> str:
    """Return the name of the data protection officer and how to reach them."""
    return str(value_on(PROTECTION_OFFICER, day))


def limit_of(person_id: int) -> ProcessingLimit | None:
    """Return the limit on the use of a person's entries that is in force."""
    return db.session.scalar(
        select(ProcessingLimit).where(ProcessingLimit.person_id == person_id, ProcessingLimit.lifted_at.is_(None))
    )


def consent_given(person_id: int, purpose: ConsentPurpose, *, organization_id: int | None = None) -> bool:
    """Tell whether a person's latest answer to a purpose is yes, not withdrawn, and the use is not limited.

    :param organization_id: the bank that would be given the file; an answer for another bank does not count then
    """
    if limit_of(person_id) is not None:
        return False
    asked = organization_id is not None
    latest = db.session.scalar(
        select(Consent)
        .where(Consent.person_id == person_id, Consent.purpose == purpose)
        .where(or_(Consent.organization_id.is_(None), Consent.organization_id == organization_id) if asked else true())
        .order_by(Consent.id.desc())
        .limit(1)
    )
    return latest is not None and latest.is_given and latest.withdrawn_at is None


def list_persons(words: str, *, kecamatan_code: str = "", state: str = "") -> Select[Person]:
    """Return the query of the list: every word typed must be in the name, the number or the phone.

    In a large city a word must begin as typed, and only the first thousand found of those asked for are looked at.

    :param state: ``belum`` for an unfinished file, ``dicabut`` for a consent that was withdrawn, or empty for all
    """
    narrowed: list[ColumnElement[bool]] = []
    if kecamatan_code:
        narrowed.append(Person.kelurahan_code.startswith(f"{kecamatan_code}.", autoescape=True))
    if state == UNFINISHED:
        narrowed.append(_unfinished())
    if state == WITHDRAWN:
        narrowed.append(exists().where(Consent.person_id == Person.id, Consent.withdrawn_at.is_not(None)))
    query = _with_area(select(Person)).where(*narrowed)
    if words and are_many():
        beginnings = beginnings_of(words)
        found = found_by(beginnings, Person.id, Person.id, tuple(narrowed)) if beginnings else None
        return query.where(false() if found is None else Person.id.in_(found))
    for word in words.split():
        query = query.where(_matches(word))
    return query


def count_unfinished() -> int:
    """Count the persons whose NIK, KTP or business is missing."""
    return db.session.scalar(select(func.count(Person.id)).where(_unfinished())) or 0


def count_withdrawn_since(moment: datetime) -> int:
    """Count the consents that were withdrawn at or after a moment."""
    return db.session.scalar(select(func.count(Consent.id)).where(Consent.withdrawn_at >= moment)) or 0


def _unfinished() -> ColumnElement[bool]:
    ktp = exists().where(Paper.person_id == Person.id, Paper.kind == PaperKind.KTP, Paper.is_accepted)
    return or_(Person.nik_index.is_(None), ~ktp, ~exists().where(Business.person_id == Person.id))


def _matches(word: str) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [
        Person.name.icontains(word, autoescape=True),
        Person.number.icontains(word, autoescape=True),
    ]
    digits = re.sub(r"^\+?62|[^0-9]", "", word)
    if len(digits) >= 4:
        conditions.append(Person.phone.contains(digits, autoescape=True))
    return or_(*conditions)


def _with_area(query: Select[Person]) -> Select[Person]:
    return query.options(joinedload(Person.kelurahan).joinedload(Kelurahan.kecamatan))
