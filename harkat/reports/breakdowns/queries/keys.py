"""Under which value of a thing a borrower's part of a loan falls, as a column of text; absent where unrecorded."""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, String, Subquery, bindparam, case, cast, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from balikat.incubation.models import MentorSpell, Tenant
from balikat.training.models import CertifiedCompletion, Cohort, Enrollment
from core.groups.models import Membership
from core.people.models import Business, Person
from core.places.models import Kelurahan
from harkat.reports.basis import Basis
from harkat.reports.breakdowns.dimensions import AGES, AMOUNTS, SECTORS, BorrowerKind, Dimension
from harkat.reports.breakdowns.queries.months import month_of, monthly_pieces
from harkat.reports.queries.book import book
from harkat.reports.queries.calendar import DAY, END
from harkat.reports.queries.evidence import open_on

Key = ColumnElement[Any] | InstrumentedAttribute[Any]


def joined(query: Select[Any], wanted: set[Dimension]) -> Select[Any]:
    """Join what the keys of some dimensions are read from; persons, areas and loans are there already."""
    sources = {Dimension.SECTOR: businesses, Dimension.COURSE: courses, Dimension.MENTOR: mentors}
    for dimension, source in sources.items():
        if dimension in wanted:
            table = source()
            query = query.outerjoin(table, table.c.person_id == Person.id)
    return query


def key_of(dimension: Dimension, basis: Basis) -> Key:
    """Return the column that holds the key of a dimension."""
    loan = book(basis).c
    keys: dict[Dimension, Callable[[], Key]] = {
        Dimension.BANK: lambda: cast(loan.bank_id, String),
        Dimension.DISTRICT: lambda: Kelurahan.kecamatan_code,
        Dimension.WARD: lambda: Person.kelurahan_code,
        Dimension.SECTOR: lambda: businesses().c.sector,
        Dimension.SEX: lambda: cast(Person.sex, String),
        Dimension.AGE: _age,
        Dimension.KIND: lambda: case(
            (loan.sub_group_id.is_(None), BorrowerKind.PERSON.value), else_=BorrowerKind.SUB_GROUP.value
        ),
        Dimension.AMOUNT: lambda: case(*((loan.principal <= limit, str(limit)) for limit in AMOUNTS), else_="more"),
        Dimension.COURSE: lambda: cast(courses().c.course_id, String),
        Dimension.MENTOR: lambda: cast(mentors().c.mentor_id, String),
        Dimension.MONTH: lambda: cast(month_of(monthly_pieces(basis).c.paid_on), String),
    }
    return keys[dimension]()


@cache
def businesses() -> Subquery:
    """Return person_id and the sector of the first business recorded with a KBLI code by the day."""
    division = func.substr(Business.kbli_code, 1, 2)
    sector = case(*((division.between(first, last), first) for first, last, _ in SECTORS))
    first = (
        select(func.min(Business.id))
        .where(Business.created_at < END, Business.kbli_code.is_not(None))
        .group_by(Business.person_id)
    )
    return select(Business.person_id, sector.label("sector")).where(Business.id.in_(first)).subquery("businesses")


@cache
def courses() -> Subquery:
    """Return person_id and the course of the newest certificate of the day, those since revoked left out."""
    row = CertifiedCompletion
    every = (
        select(
            Enrollment.person_id,
            Cohort.course_id,
            func.row_number()
            .over(partition_by=Enrollment.person_id, order_by=(row.completed_on.desc(), row.id.desc()))
            .label("place"),
        )
        .join(row, row.enrollment_id == Enrollment.id)
        .join(Cohort, Cohort.id == Enrollment.cohort_id)
        .where(row.completed_on <= DAY, or_(row.revoked_at.is_(None), row.revoked_at >= END))
        .subquery("every_course")
    )
    return select(every.c.person_id, every.c.course_id).where(every.c.place == 1).subquery("courses")


@cache
def mentors() -> Subquery:
    """Return person_id and who mentors the person on the day, or the group the person is a member of."""
    spells = (
        select(Tenant.person_id, Tenant.group_id, MentorSpell.mentor_id, MentorSpell.id.label("spell_id"))
        .join(MentorSpell, MentorSpell.tenant_id == Tenant.id)
        .where(
            MentorSpell.from_on <= DAY,
            or_(MentorSpell.until_on.is_(None), MentorSpell.until_on > DAY),
            or_(Tenant.ended_on.is_(None), Tenant.ended_on > DAY),
        )
        .subquery("spells")
    )
    own = select(spells.c.person_id, spells.c.mentor_id, spells.c.spell_id, case((spells.c.spell_id > 0, 0))).where(
        spells.c.person_id.is_not(None)
    )
    through = (
        select(Membership.person_id, spells.c.mentor_id, spells.c.spell_id, case((spells.c.spell_id > 0, 1)))
        .join(spells, spells.c.group_id == Membership.group_id)
        .where(*open_on())
    )
    both = own.union_all(through).subquery("both")
    person_id, mentor_id, spell_id, rank = both.c
    every = select(
        person_id.label("person_id"),
        mentor_id.label("mentor_id"),
        func.row_number().over(partition_by=person_id, order_by=(rank, spell_id.desc())).label("place"),
    ).subquery("every_mentor")
    return select(every.c.person_id, every.c.mentor_id).where(every.c.place == 1).subquery("mentors")


def _age() -> Key:
    def born_by(limit: int) -> ColumnElement[bool]:
        return Person.born_on <= bindparam(f"born_{limit}", type_=Date())

    bands = [(~born_by(limit), str(limit)) for limit, _ in AGES]
    return case((Person.born_on.is_(None), None), *bands, else_="99")
