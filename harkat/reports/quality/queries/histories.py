"""What became of loans over time: cohorts by the month they were paid out, and groups held side by side."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, extract, func, or_, select

from core.dates import MONTHS
from core.people.kinds import Sex
from core.people.models import Person
from harkat.reports.basis import Basis
from harkat.reports.quality.comparing import Comparison, Outcome, Side, Trait, compare
from harkat.reports.quality.figures import AGES_ON_BOOK, Cohort
from harkat.reports.quality.queries.standing import asked_on, least_compared
from harkat.reports.queries.book import book, shares_on
from harkat.reports.queries.calendar import DAY, days
from harkat.reports.queries.evidence import training
from harkat.reports.queries.incubation import incubation
from harkat.reports.queries.kept import asked_rows
from harkat.reports.queries.lateness import lateness

BEHIND_DAYS = 31
"""A loan has fallen behind when an installment is 31 days late, or when it is laid out anew."""


def cohorts(day: date, basis: Basis) -> list[Cohort]:
    """Return the loans of every month with how many had fallen behind at each age, oldest month first."""
    row, share = _aged(basis).c, shares_on(basis)
    hits = [and_(row.age >= limit, row.behind_after <= limit) for _, limit in AGES_ON_BOOK]
    counts = [
        func.count(),
        func.sum(row.disbursed),
        *(func.sum(case((row.age >= limit, 1), else_=0)) for _, limit in AGES_ON_BOOK),
        *(func.sum(case((hit, 1), else_=0)) for hit in hits),
    ]
    asked, wide = asked_on(day), len(AGES_ON_BOOK)
    query = select(row.month, *counts).group_by(row.month).order_by(row.month)
    people = select(row.month, *(func.count(case((hit, share.c.person_id)).distinct()) for hit in hits)).group_by(
        row.month
    )
    people = people.join(share, share.c.loan_id == row.loan_id)
    persons = {int(key): numbers for key, *numbers in asked_rows(f"quality.behind {basis}", people, asked)}
    found = []
    for key, loans, disbursed, *numbers in asked_rows(f"quality.cohorts {basis}", query, asked):
        whole = [int(number) for number in numbers]
        month = f"{MONTHS[int(key) % 100 - 1][:3]} {int(key) // 100}"
        behind = tuple(int(number) for number in persons.get(int(key), (0,) * wide))
        found.append(Cohort(month, int(loans), int(disbursed), tuple(whole[:wide]), tuple(whole[wide:]), behind))
    return found


def comparisons(day: date, basis: Basis) -> list[Comparison]:
    """Return women and men, trained and untrained, incubated and not, held side by side."""
    least = least_compared(day)
    return [compare(trait, outcomes(trait, day, basis), least=least) for trait in Trait]


def outcomes(trait: Trait, day: date, basis: Basis) -> dict[Side, Outcome]:
    """Return what became of the loans of every side that were out long enough to have fallen behind."""
    side, row, share = _sides(basis)[trait], _aged(basis).c, shares_on(basis)
    asked = asked_on(day)
    who = _borrowers(basis)
    loans = (
        select(
            side,
            func.count(),
            func.sum(case((row.behind_after.is_not(None), 1), else_=0)),
            func.sum(row.due),
            func.sum(row.paid),
        )
        .select_from(_aged(basis))
        .join(who, who.c.loan_id == row.loan_id)
        .where(row.could_be_behind == 1)
        .group_by(side)
    )
    people = (
        select(side, func.count(share.c.person_id.distinct()))
        .select_from(_aged(basis))
        .join(who, who.c.loan_id == row.loan_id)
        .join(share, share.c.loan_id == row.loan_id)
        .where(row.could_be_behind == 1, row.behind_after.is_not(None))
        .group_by(side)
    )
    rows = asked_rows(f"quality.sides_behind {trait} {basis}", people, asked)
    persons: dict[str, int] = defaultdict(int, {key: int(count) for key, count in rows})
    return {
        Side.of(key): Outcome(int(count), int(behind), persons[key], int(due), int(paid))
        for key, count, behind, due, paid in asked_rows(f"quality.sides {trait} {basis}", loans, asked)
    }


@cache
def _aged(basis: Basis) -> Subquery:
    """Return every loan with its month, its age in days, and after how many days it first fell behind."""
    loan, late = book(basis).c, lateness(basis).c
    missed = days(loan.paid_on, late.missed_on) + BEHIND_DAYS
    changed = days(loan.paid_on, late.changed_on)
    first = case(
        (late.missed_on.is_(None), changed),
        (late.changed_on.is_(None), missed),
        (missed < changed, missed),
        else_=changed,
    )
    could = or_(days(late.first_due_on, DAY) >= BEHIND_DAYS, late.changed_on.is_not(None))
    return (
        select(
            loan.loan_id,
            loan.disbursed,
            _month(loan.paid_on).label("month"),
            days(loan.paid_on, DAY).label("age"),
            first.label("behind_after"),
            case((could, 1), else_=0).label("could_be_behind"),
            late.due,
            late.paid,
        )
        .join(lateness(basis), late.loan_id == loan.loan_id)
        .subquery("aged")
    )


@cache
def _borrowers(basis: Basis) -> Subquery:
    """Return for every loan how many borrow, and how many of them are women, men, trained and incubated by then."""
    loan, share = book(basis).c, shares_on(basis).c
    taught, tenant = training(basis), incubation(basis)

    def count(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((condition, 1), else_=0))

    return (
        select(
            share.loan_id,
            func.count().label("people"),
            count(Person.sex == Sex.FEMALE).label("women"),
            count(Person.sex == Sex.MALE).label("men"),
            count(taught.c.trained_on <= loan.paid_on).label("trained"),
            count(tenant.c.began_on <= loan.paid_on).label("incubated"),
        )
        .join(book(basis), loan.loan_id == share.loan_id)
        .join(Person, Person.id == share.person_id)
        .outerjoin(taught, taught.c.person_id == Person.id)
        .outerjoin(tenant, tenant.c.person_id == Person.id)
        .group_by(share.loan_id)
        .subquery("borrowers")
    )


def _sides(basis: Basis) -> dict[Trait, ColumnElement[str]]:
    who = _borrowers(basis).c

    def one_of(pairs: Sequence[tuple[ColumnElement[bool], Side]], otherwise: Side) -> ColumnElement[str]:
        return case(*((condition, side.value) for condition, side in pairs), else_=otherwise.value).label("side")

    return {
        Trait.SEX: one_of(
            [
                (who.women == who.people, Side.WOMEN),
                (who.men == who.people, Side.MEN),
                (and_(who.women > 0, who.men > 0), Side.MIXED),
            ],
            Side.UNRECORDED,
        ),
        Trait.TRAINED: one_of(
            [(who.trained == who.people, Side.TRAINED), (who.trained > 0, Side.PARTLY_TRAINED)], Side.UNTRAINED
        ),
        Trait.INCUBATED: one_of([(who.incubated > 0, Side.INCUBATED)], Side.NOT_INCUBATED),
    }


def _month(day: Any) -> ColumnElement[int]:
    return extract("year", day) * 100 + extract("month", day)
