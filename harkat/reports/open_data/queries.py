"""Asking for releases, and for the true sums that one is rounded from."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from core.db import db
from core.errors import NotFound
from core.people.models import Person
from core.places.models import Kecamatan, Kelurahan
from harkat.facility.models import PartnerBank
from harkat.reports.basis import Basis
from harkat.reports.open_data.models import OpenRelease
from harkat.reports.open_data.rows import Counted, Dimension, OpenMeasure
from harkat.reports.queries.book import book, pieces
from harkat.reports.queries.evidence import on
from harkat.reports.queries.persons import persons

UNKNOWN = "Belum diketahui"
OF_PERSONS = (OpenMeasure.REGISTERED, OpenMeasure.TRAINED, OpenMeasure.APPLIED)


def releases() -> list[OpenRelease]:
    """Return the releases, newest first."""
    return list(db.session.scalars(select(OpenRelease).order_by(OpenRelease.day.desc())))


def release(day: date) -> OpenRelease:
    """Return a release.

    :raises NotFound: when that quarter was not given out
    """
    row = db.session.get(OpenRelease, day)
    if row is None:
        raise NotFound("Rilis ini belum ada. Pilih dari daftar.")
    return row


def counted_on(day: date) -> Counted:
    """Return the true sums of a day; rupiah by the share of each borrower."""
    tables: dict[OpenMeasure, dict[str, dict[str, int]]] = {measure: {} for measure in OpenMeasure}
    kecamatan = [name for (name,) in db.session.execute(select(Kecamatan.name).order_by(Kecamatan.code))]
    sexes = {member.value: member.label for member in _sexes()}
    for dimension, keys in ((Dimension.KECAMATAN, kecamatan), (Dimension.SEX, list(sexes.values()))):
        for measure in OF_PERSONS:
            tables[measure][dimension.value] = dict.fromkeys(keys, 0)
        for key, *counts in _persons(dimension, day):
            name = _name(key, sexes)
            for measure, count in zip(OF_PERSONS, counts, strict=True):
                tables[measure][dimension.value][name] = int(count)
    banks = [name for (name,) in db.session.execute(select(PartnerBank.name).order_by(PartnerBank.name))]
    every = {
        Dimension.KECAMATAN: kecamatan, Dimension.SEX: list(sexes.values()), Dimension.BANK: banks,
        Dimension.BORROWER: ["Perorangan", "Anggota kelompok"],
    }  # fmt: skip
    for dimension, keys in every.items():
        for measure in (OpenMeasure.BORROWERS, OpenMeasure.DISBURSED):
            tables[measure][dimension.value] = dict.fromkeys(keys, 0)
        for key, count, amount in _borrowers(dimension, day):
            name = _name(key, sexes)
            tables[OpenMeasure.BORROWERS][dimension.value][name] = int(count)
            tables[OpenMeasure.DISBURSED][dimension.value][name] = int(amount)
    return Counted(tables, _largest(day))


def _sexes() -> Any:
    column: Any = Person.__table__.c.sex.type
    return column.enum_class


def _name(key: Any, sexes: dict[str, str]) -> str:
    if key is None:
        return UNKNOWN
    value = getattr(key, "value", key)
    return sexes.get(value, str(value))


def _persons(dimension: Dimension, day: date) -> list[Any]:
    people = persons()
    key: Any = Kecamatan.name if dimension is Dimension.KECAMATAN else Person.sex
    query = (
        select(key, *(func.count(people.c[measure.value]) for measure in OF_PERSONS))
        .select_from(people)
        .join(Person, Person.id == people.c.person_id)
        .outerjoin(Kecamatan, Kecamatan.code == people.c.kecamatan_code)
        .group_by(key)
    )
    return list(db.session.execute(query, on(day)))


def _borrowers(dimension: Dimension, day: date) -> list[Any]:
    part, loan = pieces(Basis.CORRECTED), book(Basis.CORRECTED)
    keys: dict[Dimension, ColumnElement[Any] | Any] = {
        Dimension.KECAMATAN: Kecamatan.name,
        Dimension.SEX: Person.sex,
        Dimension.BANK: PartnerBank.name,
        Dimension.BORROWER: case((loan.c.sub_group_id.is_(None), "Perorangan"), else_="Anggota kelompok"),
    }
    key = keys[dimension].label("key")
    query = (
        select(key, func.count(part.c.person_id.distinct()), func.sum(part.c.disbursed))
        .select_from(part)
        .join(loan, loan.c.loan_id == part.c.loan_id)
        .join(PartnerBank, PartnerBank.id == loan.c.bank_id)
        .join(Person, Person.id == part.c.person_id)
        .outerjoin(Kelurahan, Kelurahan.code == Person.kelurahan_code)
        .outerjoin(Kecamatan, Kecamatan.code == Kelurahan.kecamatan_code)
        .group_by(key)
    )
    return list(db.session.execute(query, on(day)))


def _largest(day: date) -> int:
    """Return the most rupiah that one person received."""
    part = pieces(Basis.CORRECTED)
    each = select(func.sum(part.c.disbursed).label("amount")).group_by(part.c.person_id).subquery()
    return int(db.session.scalar(select(func.coalesce(func.max(each.c.amount), 0)), on(day)) or 0)
