"""Gathering everything a plan's page shows."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from balikat.debt_exit import queries
from balikat.debt_exit.debts import LICENSED, ExitDebt, has_come_back, latest_balance, outcome_of, owed_on, unproven
from balikat.debt_exit.kinds import DebtClass, Outcome, PlanState, StepKind, StepState
from balikat.debt_exit.models import DebtExitDebt, DebtExitPlan, DebtExitStep
from balikat.debt_exit.owed import MonthOwed, burden_left_behind, by_month
from balikat.debt_exit.service import grounds_to_take_up
from balikat.debt_exit.steps import BY_HAND, HOW
from balikat.debt_exit.terms import ILLEGAL_ADVICE, REPORT_PLACES, STEADY_DAYS
from core.documents.picture import Layer, stacked_bars
from core.policy.definitions import definition_of
from core.policy.queries import row_on, value_on, whole_on

OWED, DOWN = "#0b4f6c", "#c5d3da"
READ_OUT: Mapping[StepKind, str] = {
    StepKind.REPORT_THREATS: REPORT_PLACES,
    StepKind.FOLLOW_ADVICE: ILLEGAL_ADVICE,
}
"""Steps at which a dated text is read out."""


@dataclass(frozen=True)
class ReadOut:
    """A dated text of the rules, with its source and since when it holds."""

    text: str
    source: str
    since: date


@dataclass(frozen=True)
class ShownStep:
    """One step as the page shows it."""

    row: DebtExitStep
    lender: str | None
    is_late: bool
    by_hand: bool
    how: str | None
    read_out: ReadOut | None


@dataclass(frozen=True)
class ShownDebt:
    """One debt as the page shows it; rupiah."""

    row: DebtExitDebt
    owed: int | None
    seen_on: date | None
    outcome: Outcome | None
    outcome_on: date | None
    has_come_back: bool
    is_withdrawn: bool
    is_licensed: bool
    may_refinance: bool


@dataclass(frozen=True)
class ShownPlan:
    """A whole plan as the page shows it; rupiah."""

    steps: tuple[ShownStep, ...]
    debts: tuple[ShownDebt, ...]
    owed: int
    unknown: int
    down: int
    burden_left: int
    unproven: int
    to_take_up: int
    is_finished: bool
    months: tuple[MonthOwed, ...]
    picture: str
    records: Mapping[str, Any]

    @property
    def waiting(self) -> list[ShownStep]:
        """The steps that are still to be done."""
        return [step for step in self.steps if step.row.state is StepState.WAITING]

    @property
    def ended(self) -> list[ShownStep]:
        """The steps that are done or were not needed."""
        return [step for step in self.steps if step.row.state is not StepState.WAITING]


def shown_plan(plan: DebtExitPlan, today: date) -> ShownPlan:
    """Gather a plan for its page."""
    until = plan.ended_on or today
    debts, steady = queries.exit_debts(plan.id), whole_on(STEADY_DAYS, today)
    rows = {row.id: row for row in queries.debts_of(plan.id)}
    months = by_month(debts, since=plan.opened_on, until=until)
    missing = unproven(debts, steady_days=steady)
    return ShownPlan(
        steps=tuple(_step(step, rows, today, plan.state) for step in queries.steps_of(plan.id)),
        debts=tuple(_debt(rows[debt.key], debt, until, steady) for debt in debts),
        owed=months[-1].owed,
        unknown=months[-1].unknown,
        down=months[-1].down,
        burden_left=burden_left_behind(debts, until=until),
        unproven=len(missing),
        to_take_up=len(grounds_to_take_up(plan)) if plan.state is PlanState.OPEN else 0,
        is_finished=bool(debts) and not missing,
        months=months,
        picture=picture(months),
        records={
            "balances": queries.balances_of(plan.id),
            "proofs": queries.proofs_of(plan.id),
            "visits": queries.visits_of(plan.id),
            "letters": queries.letters_of(plan.id),
            "refinancings": queries.refinancings_of(plan.id),
            "lenders": {key: row.lender for key, row in rows.items()},
        },
    )


def _step(step: DebtExitStep, rows: Mapping[int, DebtExitDebt], today: date, state: PlanState) -> ShownStep:
    waits = step.state is StepState.WAITING
    key = READ_OUT.get(step.kind)
    return ShownStep(
        row=step,
        lender=rows[step.debt_id].lender if step.debt_id else None,
        is_late=waits and step.due_on < today and state is PlanState.OPEN,
        by_hand=step.kind in BY_HAND,
        how=HOW.get(step.kind),
        read_out=read_out(key, today) if key and waits else None,
    )


def read_out(key: str, day: date) -> ReadOut:
    """Return a text of the rules as it is on a day."""
    row, definition = row_on(key, day), definition_of(key)
    source, since = (definition.source, definition.valid_from) if row is None else (row.source, row.valid_from)
    return ReadOut(str(value_on(key, day)), source, since)


def _debt(row: DebtExitDebt, debt: ExitDebt, until: date, steady: int) -> ShownDebt:
    outcome, newest = outcome_of(debt, steady_days=steady), latest_balance(debt, until)
    return ShownDebt(
        row=row,
        owed=owed_on(debt, until),
        seen_on=None if newest is None else newest.on,
        outcome=None if outcome is None else outcome[0],
        outcome_on=None if outcome is None else outcome[1],
        has_come_back=has_come_back(debt),
        is_withdrawn=debt.is_withdrawn,
        is_licensed=row.debt_class in LICENSED,
        may_refinance=row.debt_class is DebtClass.RENTENIR,
    )


def picture(months: tuple[MonthOwed, ...]) -> str:
    """Draw what is owed over time as the source of an image; nothing where no amount is known yet."""
    if not any(month.owed or month.down for month in months):
        return ""
    svg = stacked_bars(
        tuple(month.short_label for month in months),
        (
            Layer("Masih terutang", OWED, tuple(month.owed // 1000 for month in months)),
            Layer("Sudah turun", DOWN, tuple(month.down // 1000 for month in months)),
        ),
        across="Akhir bulan",
        upward="Ribu rupiah",
        width=460,
        height=160,
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
