"""The front page's figures on one day."""

from dataclasses import replace
from datetime import date

from harkat.facility.position import total_of
from harkat.facility.terms import CeilingStanding
from harkat.reports.absorption import by_month
from harkat.reports.basis import Basis
from harkat.reports.figures import AreaFigures, Ceiling, Front
from harkat.reports.queries.areas import area_rows
from harkat.reports.queries.ledger import bank_rows, ceiling_facts, payments
from harkat.reports.steps import Step


def front(day: date, *, today: date, basis: Basis = Basis.CORRECTED) -> Front:
    """Return the front page's figures on a day."""
    shown = money(day, today=today, basis=basis)
    months = by_month(payments(day, basis), ceiling=shown.ceiling, until=day)
    return replace(shown, areas=areas(day, basis), months=tuple(months))


def money(day: date, *, today: date | None = None, basis: Basis = Basis.CORRECTED) -> Front:
    """Return the figures on money alone, as a start page shows them; today unless another day is named as such."""
    banks = bank_rows(day, today=today or day, basis=basis)
    ceilings = tuple(
        Ceiling(fact.amount, fact.reported_on, fact.source, fact.note, fact.standing is CeilingStanding.IN_FORCE)
        for fact in ceiling_facts(day)
    )
    total = total_of(bank.position for bank in banks)
    return Front(day, today or day, basis, ceilings, total, tuple(banks))


def areas(day: date, basis: Basis) -> tuple[AreaFigures, ...]:
    """Return the figures of every kecamatan on a day."""
    return tuple(
        AreaFigures(
            row.code,
            row.name,
            registered=row.reached[Step.REGISTERED],
            ready=row.reached[Step.READY],
            applied=row.reached[Step.APPLIED],
            borrowers=row.reached[Step.DISBURSED],
            disbursed=row.disbursed,
        )
        for row in area_rows(day, basis)
    )
