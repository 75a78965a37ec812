"""Recording balances, visits and steps; every one of them brings the plan in line again."""

from datetime import date, datetime, timedelta

from balikat.debt_exit import queries
from balikat.debt_exit.debts import is_unlikely
from balikat.debt_exit.drafts import BalanceDraft, CostDraft, StepDraft, VisitDraft
from balikat.debt_exit.keeping.service import DayAhead, follow, not_ahead, record, require, visit_held
from balikat.debt_exit.kinds import StepState
from balikat.debt_exit.models import DebtExitBalance, DebtExitDebt, DebtExitPlan, DebtExitStep, DebtExitVisit
from balikat.debt_exit.steps import BY_HAND, HOW
from balikat.debt_exit.terms import VISIT_DAYS
from core.auth.roles import Actor
from core.db import db
from core.errors import Conflict, NotFound, RuleBroken
from core.money import format_rupiah
from core.policy.queries import whole_on


class UnlikelyBalance(RuleBroken):
    """A balance that looks like a slip of the pen."""


class KnownAlready(Conflict):
    """Something that was recorded before."""


class NotByHand(RuleBroken):
    """A step that only proof can end."""


def record_balance(
    plan: DebtExitPlan, debt: DebtExitDebt, draft: BalanceDraft, *, actor: Actor, now: datetime, today: date
) -> DebtExitBalance:
    """Record what is still owed on a day; rupiah.

    :raises DayAhead: for a day that has not come
    :raises KnownAlready: when that day has a balance already
    :raises UnlikelyBalance: for more than twice the first amount, unless it was looked at twice
    """
    require(plan, actor, "mencatat sisa utang")
    not_ahead(draft.on, today, "on")
    known = next(seen for seen in queries.exit_debts(plan.id) if seen.key == debt.id)
    if any(balance.on == draft.on for balance in known.balances):
        raise KnownAlready("Sisa pada tanggal ini sudah dicatat. Batalkan dulu catatan itu bila keliru.", field="on")
    if is_unlikely(draft.amount, known) and not draft.is_sure:
        raise UnlikelyBalance(
            f"{format_rupiah(draft.amount)} lebih dari dua kali catatan pertama. Periksa angka nolnya; bila benar, "
            "centang “sudah diperiksa”.",
            field="amount",
        )
    values = {"seen_on": draft.on, "amount": draft.amount, "source": draft.source, "recorded_at": now}
    row = DebtExitBalance(debt_id=debt.id, recorded_by_id=actor.id, **values)
    db.session.add(row)
    follow(plan, actor=actor, now=now, today=today)
    record("debt_exit.balance", f"Mencatat sisa utang dalam rencana {plan.number}", plan, actor=actor, now=now,
           after={"balance_id": row.id, **values})  # fmt: skip
    return row


def cancel_balance(
    plan: DebtExitPlan, balance_id: int, reason: str, *, actor: Actor, now: datetime, today: date
) -> None:
    """Cancel a balance that was wrong; it stays readable.

    :raises NotFound: when it is not of this plan, or cancelled
    """
    require(plan, actor, "membatalkan catatan sisa utang", helpers=queries.WORKERS)
    row = balance_of(plan.id, balance_id)
    row.cancelled_at, row.cancel_reason = now, reason
    follow(plan, actor=actor, now=now, today=today)
    record("debt_exit.cancel_balance", f"Membatalkan catatan sisa dalam rencana {plan.number}", plan, actor=actor,
           now=now, after={"balance_id": row.id, "reason": reason})  # fmt: skip


def balance_of(plan_id: int, balance_id: int) -> DebtExitBalance:
    """Return one balance of a plan that still counts.

    :raises NotFound: when it is not in this plan, or cancelled
    """
    row = next((row for row in queries.balances_of(plan_id) if row.id == balance_id and not row.cancelled_at), None)
    if row is None:
        raise NotFound("Catatan sisa ini tidak ditemukan atau sudah dibatalkan. Muat ulang halaman.")
    return row


def record_visit(plan: DebtExitPlan, draft: VisitDraft, *, actor: Actor, now: datetime, today: date) -> DebtExitVisit:
    """Record a visit and plan the next one, by the rule of the day where none was agreed.

    :raises DayAhead: for a visit that has not been held, or a next one that is not ahead
    """
    require(plan, actor, "mencatat kunjungan")
    not_ahead(draft.visited_on, today, "visited_on")
    next_on = draft.next_on or draft.visited_on + timedelta(days=whole_on(VISIT_DAYS, today))
    if next_on <= draft.visited_on:
        raise DayAhead("Kunjungan berikutnya harus sesudah kunjungan ini.", field="next_on")
    row = DebtExitVisit(
        plan_id=plan.id, visited_on=draft.visited_on, note=draft.note, next_on=next_on, recorded_at=now,
        recorded_by_id=actor.id,
    )  # fmt: skip
    db.session.add(row)
    visit_held(plan, draft.visited_on, next_on)
    follow(plan, actor=actor, now=now, today=today)
    record("debt_exit.visit", f"Mencatat kunjungan dalam rencana {plan.number}", plan, actor=actor, now=now,
           after={"visit_id": row.id, "visited_on": row.visited_on, "next_on": next_on})  # fmt: skip
    return row


def step_of(plan: DebtExitPlan, step_id: int) -> DebtExitStep:
    """Return one step of a plan.

    :raises NotFound: when it is not in this plan
    """
    step = next((step for step in queries.steps_of(plan.id) if step.id == step_id), None)
    if step is None:
        raise NotFound("Langkah ini tidak ditemukan. Muat ulang halaman.")
    return step


def tick_off(plan: DebtExitPlan, step_id: int, draft: StepDraft, *, actor: Actor, now: datetime, today: date) -> None:
    """Tick off a step that is done by talking, with what came out of it.

    :raises NotByHand: when only proof can end it
    """
    require(plan, actor, "menyelesaikan langkah")
    step = step_of(plan, step_id)
    if step.kind not in BY_HAND:
        raise NotByHand(HOW[step.kind])
    not_ahead(draft.done_on, today, "done_on")
    step.state, step.ended_on, step.note = StepState.DONE, draft.done_on, draft.note
    follow(plan, actor=actor, now=now, today=today)
    record("debt_exit.step", f"Menyelesaikan langkah dalam rencana {plan.number}", plan, actor=actor, now=now,
           after={"step_id": step.id, "kind": step.kind, "done_on": step.ended_on})  # fmt: skip


def move_step(plan: DebtExitPlan, step_id: int, due_on: date, *, actor: Actor, now: datetime, today: date) -> None:
    """Give a waiting step another day.

    :raises DayAhead: when the day has passed
    """
    require(plan, actor, "mengubah tanggal langkah")
    step = step_of(plan, step_id)
    if step.state is not StepState.WAITING:
        raise KnownAlready("Langkah ini sudah selesai. Muat ulang halaman.")
    if due_on < today:
        raise DayAhead("Tanggal baru tidak boleh sudah lewat.", field="due_on")
    before, step.due_on = step.due_on, due_on
    record("debt_exit.move_step", f"Mengubah tanggal langkah dalam rencana {plan.number}", plan, actor=actor, now=now,
           before={"due_on": before}, after={"step_id": step.id, "due_on": due_on})  # fmt: skip


def set_cost(
    plan: DebtExitPlan, debt: DebtExitDebt, draft: CostDraft, *, actor: Actor, now: datetime, today: date
) -> None:
    """Write what a debt costs a year and takes a month, so that the dearest one comes first."""
    require(plan, actor, "mencatat biaya utang", helpers=queries.WORKERS)
    before = {"yearly_cost": debt.yearly_cost, "installment_monthly": debt.installment_monthly}
    debt.yearly_cost = draft.yearly_cost if draft.yearly_cost is not None else debt.yearly_cost
    debt.installment_monthly = draft.installment_monthly
    follow(plan, actor=actor, now=now, today=today)
    after = {"debt_id": debt.id, "yearly_cost": debt.yearly_cost, "installment_monthly": debt.installment_monthly}
    record("debt_exit.cost", f"Mencatat biaya utang dalam rencana {plan.number}", plan, actor=actor, now=now,
           before=before, after=after)  # fmt: skip
