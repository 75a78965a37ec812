"""Days in the database: the Jakarta day of a moment and the days between two days, on both engines."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from core.dates import JAKARTA
from core.db import Moment

DAY = bindparam("day", type_=Date())
"""The day a report speaks of; statements are built once and asked for any day."""

END = bindparam("day_end", type_=Moment())
"""The moment at which that day is over in Jakarta."""


class jakarta_day(GenericFunction[date]):  # noqa: N801 - named as it is called in SQL
    """The calendar day in Jakarta of a moment kept in UTC."""

    type = Date()
    inherit_cache = True


class days_between(GenericFunction[int]):  # noqa: N801 - named as it is called in SQL
    """Whole days from one day to another."""

    type = Integer()
    inherit_cache = True


@compiles(jakarta_day, "sqlite")
def _jakarta_day_sqlite(element: jakarta_day, compiler: Any, **options: Any) -> str:
    return f"date({compiler.process(element.clauses, **options)}, '+7 hours')"


@compiles(jakarta_day, "postgresql")
def _jakarta_day_postgresql(element: jakarta_day, compiler: Any, **options: Any) -> str:
    return f"CAST(({compiler.process(element.clauses, **options)}) AT TIME ZONE 'Asia/Jakarta' AS DATE)"


@compiles(days_between, "sqlite")
def _days_between_sqlite(element: days_between, compiler: Any, **options: Any) -> str:
    start, end = (compiler.process(clause, **options) for clause in element.clauses)
    return f"CAST(julianday({end}) - julianday({start}) AS INTEGER)"


@compiles(days_between, "postgresql")
def _days_between_postgresql(element: days_between, compiler: Any, **options: Any) -> str:
    start, end = (compiler.process(clause, **options) for clause in element.clauses)
    return f"(({end}) - ({start}))"


def end_of(day: date) -> datetime:
    """Return the moment at which a day is over in Jakarta."""
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), JAKARTA)


def moment_day(column: Any) -> ColumnElement[date]:
    """Return the Jakarta day of a column of moments."""
    return jakarta_day(column)


def days(start: Any, end: Any) -> ColumnElement[int]:
    """Return the whole days from one column of days to another."""
    return days_between(start, end)
