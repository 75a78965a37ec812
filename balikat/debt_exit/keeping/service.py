"""What every deed on a plan does at its end: steps are judged anew, returned debts hold again, the trail grows."""

from datetime import date, datetime, timedelta
from typing import Any

from balikat.debt_exit import queries
from balikat.debt_exit.debts import has_come_back, outcome_of
from balikat.debt_exit.grounds import service as screening_deeds
from balikat.debt_exit.kinds import PlanState, StepHelper, StepKind, StepState
from balikat.debt_exit.models import DebtExitPlan, DebtExitStep
from balikat.debt_exit.steps import BY_HAND, PlannedStep, Situation, met_on, plan_steps, step_key
from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.db import db
from core.errors import Conflict, RuleBroken

HELPERS = (Role.OFFICER, Role.HEAD, Role.MENTOR)


class NotRunning(Conflict):
    """A plan that is closed or dropped."""


class DayAhead(RuleBroken):
    """A day that has not come yet, or that should lie ahead."""


def require(plan: DebtExitPlan, actor: Actor, deed: str, *, helpers: tuple[Role, ...] = HELPERS) -> None:
    """Refuse a deed to those who do not help, and on a plan that has ended."""
    actor.require(*helpers, deed=deed)
    require_running(plan)


def not_ahead(day: date, today: date, field: str) -> None:
    """Refuse a day that has not come.

    :raises DayAhead: beside the field
    """
    if day > today:
        raise DayAhead("Tanggalnya tidak boleh sesudah hari ini.", field=field)


def require_running(plan: DebtExitPlan) -> None:
    """Refuse a deed on a plan that has ended.

    :raises NotRunning: with how to go on
    """
    if plan.state is not PlanState.OPEN:
        raise NotRunning("Rencana ini sudah selesai atau berhenti. Buka lagi rencananya dulu, dengan alasan.")


def follow(plan: DebtExitPlan, *, actor: Actor, now: datetime, today: date) -> None:
    """Bring steps and flags in line with what is proven now."""
    db.session.flush()
    seen = queries.situation(plan.id, today)
    planned = plan_steps(plan.kind, seen.debts, today=today, rules=queries.step_rules(today))
    known = {step.key: step for step in queries.steps_of(plan.id)}
    for wanted in planned:
        _place(plan, wanted, known)
    rows = {row.id: row for row in queries.debts_of(plan.id)}
    withdrawn = {debt.key for debt in seen.debts if debt.is_withdrawn}
    for step in queries.steps_of(plan.id):
        if step.debt_id in withdrawn and step.state is StepState.WAITING:
            step.state, step.ended_on, step.note = StepState.SKIPPED, today, "Ternyata bukan utang orang ini."
        else:
            _judge(step, seen, today)
    for debt in seen.debts:
        if plan.state is PlanState.OPEN and has_come_back(debt):
            flag = screening_deeds.hold_again(rows[debt.key], actor=actor, now=now)
            if flag is not None:
                rows[debt.key].flag_id = flag.id
    db.session.flush()


def _place(plan: DebtExitPlan, wanted: PlannedStep, known: dict[str, DebtExitStep]) -> None:
    """Make a step that is not there yet; one that is there keeps its day and only moves in the order."""
    if wanted.key in known:
        known[wanted.key].rank = wanted.rank
        return
    add_step(plan, wanted.key, wanted.kind, wanted.helper, wanted.due_on, debt_id=wanted.debt_key, rank=wanted.rank)


def add_step(
    plan: DebtExitPlan,
    key: str,
    kind: StepKind,
    helper: StepHelper,
    due_on: date,
    *,
    debt_id: int | None = None,
    rank: int = 90,
) -> DebtExitStep:
    """Add one waiting step."""
    step = DebtExitStep(
        plan_id=plan.id, key=key, kind=kind, debt_id=debt_id, helper=helper, rank=rank, due_on=due_on,
        state=StepState.WAITING,
    )  # fmt: skip
    db.session.add(step)
    db.session.flush()
    return step


def _judge(step: DebtExitStep, seen: Situation, today: date) -> None:
    if step.kind in BY_HAND or step.kind is StepKind.VISIT or step.state is StepState.SKIPPED:
        return
    if step.kind is StepKind.BRING_EVIDENCE:
        if step.state is StepState.WAITING and not seen.stale_keys:
            step.state, step.ended_on = StepState.DONE, today
        return
    debt = next((debt for debt in seen.debts if debt.key == step.debt_id), None)
    outcome = None if debt is None else outcome_of(debt, steady_days=seen.steady_days)
    if step.kind is StepKind.RECHECK_SLIK and outcome is not None:
        step.due_on = outcome[1] + timedelta(days=queries.step_rules(today).recheck_days)
    on = met_on(step.kind, step.debt_id, seen)
    step.state, step.ended_on = (StepState.WAITING, None) if on is None else (StepState.DONE, on)


def visit_held(plan: DebtExitPlan, visited_on: date, next_on: date) -> None:
    """Tick off the waiting visit and put the next one on the list."""
    visits = [step for step in queries.steps_of(plan.id) if step.kind is StepKind.VISIT]
    for step in visits:
        if step.state is StepState.WAITING:
            step.state, step.ended_on = StepState.DONE, visited_on
    key = step_key(StepKind.VISIT, None, f"n{len(visits)}")
    add_step(plan, key, StepKind.VISIT, StepHelper.MENTOR, next_on)


def ask_evidence(plan: DebtExitPlan, *, today: date, days_to_bring: int, actor: Actor, now: datetime) -> bool:
    """Put a request for fresh evidence on a plan whose debts went stale, once a month; tell whether it is new."""
    if not queries.situation(plan.id, today).stale_keys:
        return False
    key = step_key(StepKind.BRING_EVIDENCE, None, f"{today:%Y-%m}")
    asked = [step for step in queries.steps_of(plan.id) if step.kind is StepKind.BRING_EVIDENCE]
    if any(step.key == key or step.state is StepState.WAITING for step in asked):
        return False
    due_on = today + timedelta(days=days_to_bring)
    step = add_step(plan, key, StepKind.BRING_EVIDENCE, StepHelper.OFFICER, due_on)
    record("debt_exit.ask_evidence", f"Meminta bukti terbaru untuk rencana {plan.number}", plan, actor=actor, now=now,
           after={"step_id": step.id, "due_on": due_on})  # fmt: skip
    return True


def record(
    deed: str,
    words: str,
    plan: DebtExitPlan,
    *,
    actor: Actor,
    now: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Leave a trace; the words name the plan's number and no debt."""
    audit.record(
        deed, actor=actor, now=now, subject="debt_exit_plan", subject_id=plan.id, summary=words, before=before,
        after=after,
    )  # fmt: skip
