"""Narrowing statements to a kecamatan and a route, and what the rules of a day ask of a route."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, String, bindparam, or_

from core.policy.queries import value_on
from harkat.applications.rules import (
    DEBTS_RULE,
    PAPERS_OF_MEMBER,
    PAPERS_OF_PERSON,
    PAPERS_RULE,
    READINESS_RULE,
    TRAINING_RULE,
)
from harkat.reports.routes import EVERYWHERE, Need, Route, Scope, needs
from harkat.reports.steps import Step

DISTRICT = bindparam("district", type_=String())
ROUTE = bindparam("route", type_=String())
RULES = {
    Step.PAPERS: PAPERS_RULE,
    Step.TRAINED: TRAINING_RULE,
    Step.CLEAR: DEBTS_RULE,
    Step.READY: READINESS_RULE,
}


def scoped(scope: Scope) -> dict[str, str]:
    """Return what statements narrowed by ``within`` are asked with."""
    return {"district": scope.district, "route": scope.route}


def within(district: Any, route: Any) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a row lies in the scope asked for, given where it lies and its route."""
    return or_(DISTRICT == EVERYWHERE, district == DISTRICT), or_(ROUTE == EVERYWHERE, route == ROUTE)


def needs_on(day: date, route: str) -> dict[Step, Need]:
    """Return what the rules of a day ask for; papers are asked of whom a list of papers is kept for."""
    strengths = {step: str(value_on(key, day)) for step, key in RULES.items()}
    lists = {Route.ALONE.value: (PAPERS_OF_PERSON,), Route.GROUP.value: (PAPERS_OF_MEMBER,)}
    if not any(value_on(key, day) for key in lists.get(route, (PAPERS_OF_PERSON, PAPERS_OF_MEMBER))):
        strengths[Step.PAPERS] = "off"
    return needs(strengths)
