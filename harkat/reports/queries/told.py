"""The funnel as it may be told: steps about debts and scores closed where few reached them."""

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, func, select

from harkat.reports.basis import Basis
from harkat.reports.queries.evidence import on
from harkat.reports.queries.funnel import EVERYBODY, funnel
from harkat.reports.queries.kept import asked_rows
from harkat.reports.queries.persons import persons
from harkat.reports.quiet_steps import Parts, close_quiet
from harkat.reports.routes import Scope
from harkat.reports.steps import WITHOUT_LIST, FunnelRow, Step

QUIET = tuple(step for step in Step if step in WITHOUT_LIST)


def told_funnel(day: date, scope: Scope = EVERYBODY, basis: Basis = Basis.CORRECTED) -> list[FunnelRow]:
    """Return the rows of the funnel on a day, with what would tell on somebody closed."""
    if not scope.is_narrow:
        return close_quiet(funnel(day, scope, basis), None, "")
    is_crossed = bool(scope.district and scope.route)
    parts = quiet_parts(day, basis, by_district=bool(scope.district))
    return close_quiet(funnel(day, scope, basis), parts, "" if is_crossed else scope.district or scope.route)


def quiet_parts(day: date, basis: Basis, *, by_district: bool) -> Parts:
    """Return how many reached each step about debts and scores in every kecamatan, or on every route."""
    rows = asked_rows(f"told.parts {by_district} {basis}", _parts(by_district, basis), on(day))
    return {key: dict(zip(QUIET, counts, strict=True)) for key, *counts in rows}


@cache
def _parts(by_district: bool, basis: Basis) -> Select[*tuple[Any, ...]]:  # noqa: FBT001 - a key of the cache
    people = persons(basis).c
    key = people.kecamatan_code if by_district else people.route
    return select(key, *(func.count(people[step.value]) for step in QUIET)).group_by(key)
