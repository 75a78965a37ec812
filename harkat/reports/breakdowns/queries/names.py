"""The values a thing can have, with their names, in the order of a page."""

from datetime import date

from sqlalchemy import func, select

from balikat.incubation.models import MentorSpell
from balikat.training.models import Course
from core.auth.models import Account
from core.db import db
from core.people.kinds import Sex
from core.places import queries as places
from harkat.facility import queries as facility
from harkat.reports.basis import Basis
from harkat.reports.breakdowns.dimensions import (
    BorrowerKind,
    Dimension,
    age_choices,
    amount_choices,
    month_choices,
    sector_choices,
)
from harkat.reports.breakdowns.grid import Choices
from harkat.reports.queries.book import book
from harkat.reports.queries.evidence import on
from harkat.reports.queries.kept import asked_rows

ALWAYS_ALL = frozenset(
    {Dimension.BANK, Dimension.DISTRICT, Dimension.SEX, Dimension.AGE, Dimension.KIND, Dimension.AMOUNT,
     Dimension.MONTH, Dimension.WARD}
)  # fmt: skip
"""Things whose values are all shown, because nothing in one of them is an answer too."""


def choices_of(dimension: Dimension, day: date, basis: Basis) -> Choices:
    """Return key and name of every value of a dimension."""
    if dimension is Dimension.WARD:
        return [(code, f"{name}, {district}") for district, wards in places.kelurahan_choices() for code, name in wards]
    if dimension is Dimension.MONTH:
        query = select(func.min(book(basis).c.paid_on))
        ((first,),) = asked_rows(f"breakdown.first {basis}", query, on(day))
        return month_choices(first, day) if first else []
    return {
        Dimension.BANK: lambda: [(str(bank.id), bank.name) for bank in facility.banks()],
        Dimension.DISTRICT: places.kecamatan_choices,
        Dimension.SECTOR: sector_choices,
        Dimension.SEX: Sex.choices,
        Dimension.AGE: age_choices,
        Dimension.KIND: BorrowerKind.choices,
        Dimension.AMOUNT: amount_choices,
        Dimension.COURSE: _courses,
        Dimension.MENTOR: _mentors,
    }[dimension]()


def _courses() -> Choices:
    rows = db.session.execute(select(Course.id, Course.name).order_by(Course.name))
    return [(str(key), name) for key, name in rows]


def _mentors() -> Choices:
    keys = select(MentorSpell.mentor_id).distinct()
    rows = db.session.execute(select(Account.id, Account.name).where(Account.id.in_(keys)).order_by(Account.name))
    return [(str(key), name) for key, name in rows]
