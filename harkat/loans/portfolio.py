"""Schedules of a whole portfolio at once: arrays of loans in, arrays [loans, periods] out, by the same kernel."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.money import LARGEST_RUPIAH, Rupiah
from harkat.loans.array_dates import LAST_DAY, Days, due_dates_of, row_weights
from harkat.loans.array_products import AnnuityFactors, Rates, interest_rule_for
from harkat.loans.loan_arrays import Ints, Loans, Portfolio, against_the_rules
from harkat.loans.methods import Columns, Run, repay
from harkat.loans.planning import first_remainder
from harkat.loans.rounding import LARGEST_INT64, divide, round_to_multiple
from harkat.loans.schedule import build
from harkat.loans.terms import (
    MOST_ROWS,
    RATE_DECIMALS,
    AnnuityPayment,
    Conventions,
    DayCount,
    Method,
    Remainder,
    Terms,
    TermsRefused,
)

LOANS_AT_ONCE = 65_536
"""How many loans the kernel works on at a time: their columns stay in the processor's cache."""


@dataclass(slots=True)
class _Writer:
    """Takes the kernel's rows straight into the result's columns."""

    columns: Columns
    where: Any
    row: int = 0

    def __call__(self, amounts: tuple[Any, Any, Any]) -> None:
        columns, place = self.columns, (self.row, self.where)
        columns.interest[place], columns.principal[place], columns.balance[place] = amounts
        self.row += 1


def schedule_portfolio(loans: Loans, *, over: Portfolio | None = None) -> Portfolio:
    """Build every loan's schedule; the same rupiah as ``schedule.build``, loan by loan.

    Products that would not fit an int64 are split; a loan too large even for that is built alone, on Python ints.

    :param over: an earlier result that is no longer needed: where it has the right shape, it is written over, because
        fresh memory costs the machine more than the arithmetic
    """
    refused = against_the_rules(loans)
    periods = int(loans.rows[~refused].max(initial=0))
    columns = _columns_of(over, periods, len(loans.principals))
    for convention, rows, where in _groups(loans, refused):
        group = _Group.of(loans, convention, rows, where)
        for part in _parts(where):
            if not group.fill(part, columns, refused):
                _fill_one_by_one(loans, convention, part, columns, refused)
    if refused.any():
        for column in (columns.interest, columns.principal, columns.balance):
            column[:, refused] = 0
    return Portfolio(columns.principal.T, columns.interest.T, columns.balance.T, refused)


def _columns_of(over: Portfolio | None, periods: int, count: int) -> Columns:
    """Provide the result's columns, [periods, loans]: each row of the kernel is then written in one stretch."""
    if over is None or over.principal.shape != (count, periods):
        return Columns(*(np.zeros((periods, count), np.int64) for _ in range(3)))
    return Columns(over.interest.T, over.principal.T, over.balance.T)


def _groups(loans: Loans, refused: NDArray[np.bool_]) -> Iterator[tuple[Conventions, int, Any]]:
    """Split the loans into those of one convention and one number of rows; all of them is a slice."""
    key = loans.rows if loans.convention is None else loans.convention * (MOST_ROWS + 1) + loans.rows
    if len(key) and not refused.any() and (key == key[0]).all():
        place = 0 if loans.convention is None else int(loans.convention[0])
        yield loans.conventions[place], int(loans.rows[0]), slice(0, len(key))
        return
    order = np.argsort(key, kind="stable")
    order = order[~refused[order]]
    keys = key[order]
    starts = [int(start) for start in np.flatnonzero(np.diff(keys, prepend=-1))]
    for start, end in zip(starts, [*starts[1:], len(keys)], strict=True):
        where = order[start:end]
        place = 0 if loans.convention is None else int(loans.convention[where[0]])
        yield loans.conventions[place], int(loans.rows[where[0]]), where


def _parts(where: Any) -> Iterator[Any]:
    if isinstance(where, slice):
        for start in range(where.start, where.stop, LOANS_AT_ONCE):
            yield slice(start, min(start + LOANS_AT_ONCE, where.stop))
    else:
        for start in range(0, len(where), LOANS_AT_ONCE):
            yield where[start : start + LOANS_AT_ONCE]


@dataclass(slots=True)
class _Group:
    """Loans of one convention and one number of rows, and what they share."""

    loans: Loans
    convention: Conventions
    rows: int
    rates: Rates
    factors: AnnuityFactors | None

    @classmethod
    def of(cls, loans: Loans, convention: Conventions, rows: int, where: Any) -> "_Group":
        """Look the rates of the group over once."""
        rates = Rates.of(loans.rates[where], convention.year_weight)
        factors = None
        level = convention.annuity_payment is AnnuityPayment.LEVEL and convention.day_count is not DayCount.PERIOD
        if convention.method is Method.ANNUITY and not level:
            largest = int(loans.principals[where].max())
            factors = AnnuityFactors(rates, convention, rows - convention.grace.principal, largest)
        return cls(loans, convention, rows, rates, factors)

    def fill(self, part: Any, columns: Columns, refused: NDArray[np.bool_]) -> bool:
        """Run the kernel over a part of the group; answer whether int64 was enough for it."""
        run = self._run(part, refused)
        if run is None:
            return False
        writer = _Writer(columns, part)
        left = repay(run, writer, smaller=np.minimum, is_zero=_is_zero)
        for column in (columns.interest, columns.principal, columns.balance):
            column[writer.row :, part] = 0
        refused[part] |= self._wrong(run, part, columns, left)
        return True

    def _wrong(self, run: Run, part: Any, columns: Columns, left: Any) -> Any:
        """Mark loans whose rows do not repay them, or repay them before the last, like ``refusals.refuse_result``."""
        rows = slice(0, self.rows)
        if self.convention.method is Method.GIVEN_PAYMENT:
            too_small = run.payment <= run.interest_on(run.balance, run.numerators[run.grace])
            return too_small | (columns.principal[rows, part].min(axis=0) < 0)
        if self._falls_steadily():
            wrong = (columns.principal[run.grace, part] < 0) | (columns.principal[self.rows - 1, part] <= 0)
            return wrong | (left != 0)
        wrong = (columns.principal[rows, part].min(axis=0) < 0) | (left != 0)
        return wrong | (columns.balance[: self.rows - 1, part].min(axis=0, initial=1) <= 0)

    def _falls_steadily(self) -> bool:
        """Whether no row can pay less principal than the first paying one, so that two rows tell of all.

        So it is when every factor is alike, nothing is deferred or rounded to a multiple, and not even a balance that
        has fallen below 0 could grow beyond an int64.
        """
        convention = self.convention
        growth = max(self.rates.distinct) / self.rates.step / self.rates.year
        return (
            convention.day_count is DayCount.PERIOD
            and convention.grace.interest_deferred == 0
            and convention.rounding.payment_multiple == 1
            and convention.rounding.remainder is Remainder.LAST
            and LARGEST_RUPIAH.bit_length() + self.rows * growth * 1.5 < 60
        )

    def _run(self, part: Any, refused: NDArray[np.bool_]) -> Run | None:
        """Plan the kernel's run like ``planning.run_for``, on arrays; nothing where int64 is not enough."""
        convention, rounding = self.convention, self.convention.rounding
        principals, rates = self.loans.principals[part], self.loans.rates[part]
        weights = self._weights(part, refused)
        steps = rates // self.rates.step
        numerators = [steps] * self.rows if weights is None else [steps * weight for weight in weights]
        largest = int(principals.max())
        steepest = int(steps.max()) * (1 if weights is None else max(int(weight.max()) for weight in weights))
        rule = interest_rule_for(self.rates.year, rounding.interest, largest, steepest)
        if rule is None or largest * (1 + self.rows * (steepest // self.rates.year + 1)) > LARGEST_INT64:
            return None
        run = Run(
            balance=principals,
            numerators=numerators,
            interest_on=rule,
            flat_on=principals if convention.method is Method.FLAT else None,
            grace=convention.grace.principal,
            deferred=convention.grace.interest_deferred,
        )
        return run if self._set_payment(run, principals, rates, part) else None

    def _weights(self, part: Any, refused: NDArray[np.bool_]) -> list[Ints] | None:
        convention, loans = self.convention, self.loans
        if convention.day_count is DayCount.PERIOD:
            return None
        assert loans.disbursed_on is not None
        start = loans.disbursed_on[part]
        first = None if loans.first_due_on is None else loans.first_due_on[part]
        due_dates = due_dates_of(convention.frequency, start, first, self.rows)
        refused[part] |= due_dates[-1] > LAST_DAY
        return row_weights(convention.day_count, convention.frequency, start, due_dates)

    def _set_payment(self, run: Run, principals: Ints, rates: Ints, part: Any) -> bool:
        """Set what a row pays; answer whether int64 was enough."""
        method, rounding = self.convention.method, self.convention.rounding
        if method is Method.ANNUITY:
            run.payment = None if self.factors is None else self.factors.payments(principals, rates)
            return run.payment is not None
        if method is Method.GIVEN_PAYMENT:
            assert self.loans.payments is not None
            given = self.loans.payments[part]
            run.payment, run.ends_early = round_to_multiple(given, rounding.payment_multiple, rounding.payment), True
        elif method is Method.BULLET:
            run.portion = principals * 0
        else:
            run.portion = divide(principals, self.rows - run.grace, rounding.principal)
            run.multiple, run.multiple_mode = rounding.payment_multiple, rounding.payment
            if rounding.remainder is Remainder.FIRST:
                run.remainder_first = first_remainder(run, is_zero=_is_zero)
        return True


def _is_zero(amounts: Any) -> bool:
    return not np.any(amounts)


def _fill_one_by_one(
    loans: Loans, convention: Conventions, part: Any, columns: Columns, refused: NDArray[np.bool_]
) -> None:
    """Build loans alone: those too large for int64 products, and level annuities over actual days."""
    for place in np.arange(len(loans.principals))[part]:
        try:
            rows = build(_terms_of(loans, convention, int(place))).rows
        except TermsRefused:
            refused[place] = True
            continue
        count = len(rows)
        for column in (columns.interest, columns.principal, columns.balance):
            column[count:, place] = 0
        columns.interest[:count, place] = [row.interest for row in rows]
        columns.principal[:count, place] = [row.principal for row in rows]
        columns.balance[:count, place] = [row.balance for row in rows]


def _terms_of(loans: Loans, convention: Conventions, place: int) -> Terms:
    given = loans.payments is not None and convention.method is Method.GIVEN_PAYMENT
    return Terms(
        method=convention.method,
        principal=Rupiah(int(loans.principals[place])),
        annual_rate=Decimal(int(loans.rates[place])).scaleb(-RATE_DECIMALS),
        n=int(loans.rows[place]),
        frequency=convention.frequency,
        disbursed_on=_day(loans.disbursed_on, place),
        first_due_on=_day(loans.first_due_on, place),
        day_count=convention.day_count,
        rounding=convention.rounding,
        grace=convention.grace,
        annuity_payment=convention.annuity_payment,
        payment=Rupiah(int(loans.payments[place])) if given and loans.payments is not None else None,
    )


def _day(days: Days | None, place: int) -> date | None:
    day = None if days is None else days[place].item()
    return day if isinstance(day, date) else None
