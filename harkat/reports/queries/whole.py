"""Whole division in the database, exact and alike on both engines."""

from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction


class div_whole(GenericFunction[int]):  # noqa: N801 - named as it is called in SQL
    """One whole number divided by another, cut off at the unit."""

    type = BigInteger()
    inherit_cache = True


@compiles(div_whole, "sqlite")
def _div_whole_sqlite(element: div_whole, compiler: Any, **options: Any) -> str:
    over, under = (compiler.process(clause, **options) for clause in element.clauses)
    return f"(({over}) / ({under}))"


@compiles(div_whole, "postgresql")
def _div_whole_postgresql(element: div_whole, compiler: Any, **options: Any) -> str:
    over, under = (compiler.process(clause, **options) for clause in element.clauses)
    return f"CAST(div(CAST({over} AS NUMERIC), CAST({under} AS NUMERIC)) AS BIGINT)"
