"""Classes by bank, arrears by age, restructured and written off, and what of all that fell due was paid."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from core.policy.queries import whole_on
from harkat.facility.terms import LenderType
from harkat.loans import queries as loans
from harkat.reports.basis import Basis
from harkat.reports.quality.figures import BAND_LIMITS, Held
from harkat.reports.queries.book import book, shares_on
from harkat.reports.queries.evidence import on
from harkat.reports.queries.kept import asked_rows
from harkat.reports.queries.lateness import lateness, scales_on
from harkat.reports.terms import SMALLEST_COMPARED

Keys = tuple[ColumnElement[Any], ...]


@dataclass(frozen=True)
class Standing:
    """How the loans stand on a day: classes by bank, arrears by place of their band, the rest as sums; rupiah."""

    classes: dict[int, dict[int, Held]]
    bands: dict[int, Held]
    bad: Held
    bad_by_bank: dict[int, Held]
    late: Held
    restructured: Held
    lost: Held
    due: int
    paid: int

    @property
    def by_class(self) -> dict[int, Held]:
        """The classes of all banks together."""
        sums: dict[int, Held] = defaultdict(Held)
        for classes in self.classes.values():
            for rank, held in classes.items():
                sums[rank] += held
        return dict(sums)

    @property
    def owed(self) -> int:
        """What is owed on all loans."""
        return sum(held.owed for held in self.by_class.values())


def standing(day: date, basis: Basis) -> Standing:
    """Return how the loans stand on a day."""
    loan, late = book(basis).c, lateness(basis).c
    runs, is_late = loan.owed > 0, late.days_late > 0
    is_bad = late.rank >= 3
    asked = asked_on(day)

    def held(
        name: str, keys: Keys, *conditions: ColumnElement[bool], amount: ColumnElement[Any] | None = None
    ) -> dict[tuple[int, ...], Held]:
        return _held(name, basis, asked, keys, *conditions, amount=amount)

    classes: dict[int, dict[int, Held]] = defaultdict(dict)
    for (bank_id, rank), sums in held("classes", (loan.bank_id, late.rank), runs).items():
        classes[bank_id][rank] = sums
    due = select(func.coalesce(func.sum(late.due), 0), func.coalesce(func.sum(late.paid), 0)).select_from(
        lateness(basis)
    )
    ((due_sum, paid_sum),) = asked_rows(f"quality.due {basis}", due, asked)
    return Standing(
        classes=dict(classes),
        bands={key[0]: sums for key, sums in held("bands", (_band(late.days_late),), runs, is_late).items()},
        bad=_sum(held("bad", (), runs, is_bad)),
        bad_by_bank={key[0]: sums for key, sums in held("bad_by_bank", (loan.bank_id,), runs, is_bad).items()},
        late=_sum(held("late", (), runs, is_late)),
        restructured=_sum(held("restructured", (), runs, late.changed_on.is_not(None))),
        lost=_sum(held("lost", (), loan.lost > 0, amount=loan.lost)),
        due=int(due_sum),
        paid=int(paid_sum),
    )


def asked_on(day: date) -> dict[str, Any]:
    """Return what the statements are asked with for a day."""
    return on(day) | scales_on(day)


def provisions_on(day: date) -> dict[LenderType, dict[int, Decimal]]:
    """Return the percent of what is owed that each lender's scale sets aside, by class."""
    return {
        lender: {step.collectability.rank: step.provision for step in loans.scale_on(lender, day)}
        for lender in LenderType
    }


def scale_words(lender: LenderType, day: date) -> str:
    """Return from how many days late each class begins, in words."""
    steps = [step for step in loans.scale_on(lender, day) if step.collectability.rank > 1]
    return ", ".join(f"{step.collectability.rank} mulai {step.days_from} hari" for step in steps)


def least_compared(day: date) -> int:
    """Return how many loans a side needs before it is compared."""
    return whole_on(SMALLEST_COMPARED, day)


def _held(
    name: str,
    basis: Basis,
    asked: dict[str, Any],
    keys: Keys,
    *conditions: ColumnElement[bool],
    amount: ColumnElement[Any] | None = None,
) -> dict[tuple[int, ...], Held]:
    """Count loans, persons and rupiah under keys; persons once under each."""
    loan, late, share = book(basis), lateness(basis), shares_on(basis)
    owed = loan.c.owed if amount is None else amount

    def rows(*sums: ColumnElement[Any], with_people: bool) -> dict[tuple[int, ...], tuple[int, ...]]:
        query = select(*keys, *sums).select_from(loan).join(late, late.c.loan_id == loan.c.loan_id).where(*conditions)
        if with_people:
            query = query.join(share, share.c.loan_id == loan.c.loan_id)
        query = query.group_by(*keys) if keys else query
        width = len(keys)
        return {
            tuple(int(value) for value in row[:width]): tuple(int(value or 0) for value in row[width:])
            for row in asked_rows(f"quality.{name} {with_people} {basis}", query, asked)
        }

    sums = rows(func.count(), func.sum(owed), func.sum(late.c.overdue), with_people=False)
    people = rows(func.count(share.c.person_id.distinct()), with_people=True)
    return {
        key: Held(loans=count, persons=people.get(key, (0,))[0], owed=total, overdue=overdue)
        for key, (count, total, overdue) in sums.items()
    }


def _sum(found: dict[tuple[int, ...], Held]) -> Held:
    return found.get((), Held())


def _band(days_late: ColumnElement[Any]) -> ColumnElement[int]:
    return case(*((days_late <= limit, place) for place, limit in enumerate(BAND_LIMITS)), else_=len(BAND_LIMITS))
