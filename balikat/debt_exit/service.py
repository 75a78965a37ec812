"""Opening a plan out of debt, keeping it in step with screening, closing it with proof, dropping and reopening it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import select

from balikat.debt_exit import queries
from balikat.debt_exit.debts import ExitDebt, outcome_of, unproven
from balikat.debt_exit.ground import Ground
from balikat.debt_exit.grounds import queries as grounds
from balikat.debt_exit.grounds import service as screening_deeds
from balikat.debt_exit.grounds.service import Proven
from balikat.debt_exit.keeping.service import follow, record, require_running
from balikat.debt_exit.kinds import BalanceSource, Outcome, PlanKind, PlanState, ProofShows
from balikat.debt_exit.models import DebtExitBalance, DebtExitDebt, DebtExitPlan, DebtExitProof
from balikat.debt_exit.terms import STEADY_DAYS
from core.auth import queries as accounts
from core.auth.roles import Actor, Role
from core.dates import format_date
from core.db import db
from core.errors import Conflict, RuleBroken
from core.numbers import number_for
from core.people.models import Person
from core.policy.queries import whole_on


class NothingToLeave(RuleBroken):
    """Nothing holds the person, so there is nothing to plan."""


class NotProven(RuleBroken):
    """A plan with a debt that is not proven to be left behind."""


class StillRunning(Conflict):
    """A plan that runs, or another one of the same kind does."""


class NoMentor(RuleBroken):
    """An account that is no mentor's."""


def open_plan(person_id: int, kind: PlanKind, *, actor: Actor, now: datetime, today: date) -> DebtExitPlan:
    """Open a plan for the debts that hold a person; the running one comes back where there is one already.

    :raises NothingToLeave: when nothing of this kind holds the person
    """
    actor.require(*queries.WORKERS, deed="membuka rencana pembinaan utang")
    queries.require_shown(person_id)
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
    known = queries.open_plan_of(person_id, kind)
    if known is not None:
        return known
    found = grounds.open_grounds(person_id, kind)
    if not found:
        raise NothingToLeave(
            "Tidak ada yang menahan orang ini untuk rencana semacam ini. Lihat dulu pemeriksaan utangnya."
        )
    plan = DebtExitPlan(
        number=f"PU-{person_id}-{kind.value}",
        person_id=person_id,
        kind=kind,
        state=PlanState.OPEN,
        opened_on=today,
        opened_by_id=actor.id,
    )
    db.session.add(plan)
    db.session.flush()
    plan.number = number_for("PU", today, plan.id)
    _add(plan, found, actor=actor, now=now, today=today)
    record("debt_exit.open", f"Membuka rencana pembinaan {plan.number}", plan, actor=actor, now=now,
           after={"kind": kind, "debts": len(found)})  # fmt: skip
    follow(plan, actor=actor, now=now, today=today)
    return plan


def take_up(plan: DebtExitPlan, *, actor: Actor, now: datetime, today: date) -> int:
    """Add debts that came to light since into a running plan; return how many.

    :raises NotRunning: when the plan has ended
    """
    actor.require(*queries.WORKERS, Role.SYSTEM, deed="memperbarui rencana pembinaan")
    require_running(plan)
    fresh = grounds_to_take_up(plan)
    if fresh:
        _add(plan, fresh, actor=actor, now=now, today=today)
        record("debt_exit.take_up", f"Menambah utang ke rencana {plan.number}", plan, actor=actor, now=now,
               after={"debts": len(fresh)})  # fmt: skip
    follow(plan, actor=actor, now=now, today=today)
    return len(fresh)


def grounds_to_take_up(plan: DebtExitPlan) -> list[Ground]:
    """Return the debts that hold the person and are not in the plan yet."""
    rows = queries.debts_of(plan.id)
    known = {(row.flag_id, row.finding_id) for row in rows}
    found = grounds.open_grounds(plan.person_id, plan.kind)
    return [ground for ground in found if (ground.flag_id, ground.finding_id) not in known]


def _add(plan: DebtExitPlan, found: Iterable[Ground], *, actor: Actor, now: datetime, today: date) -> None:
    earlier = select(DebtExitDebt.lender).join(DebtExitPlan, DebtExitPlan.id == DebtExitDebt.plan_id)
    before = set(db.session.scalars(earlier.where(DebtExitPlan.person_id == plan.person_id)))
    for ground in found:
        row = DebtExitDebt(
            plan_id=plan.id,
            flag_id=ground.flag_id,
            finding_id=ground.finding_id,
            lender=ground.lender,
            debt_class=ground.debt_class,
            yearly_cost=ground.yearly_cost,
            installment_monthly=ground.installment_monthly,
            has_returned=ground.lender in before,
            added_on=today,
        )
        db.session.add(row)
        db.session.flush()
        if ground.balance is not None:
            seen, source = ground.balance, BalanceSource.SCREENING
            values = {"seen_on": seen.on, "amount": seen.amount, "source": source, "recorded_at": now}
            db.session.add(DebtExitBalance(debt_id=row.id, recorded_by_id=actor.id, **values))
    db.session.flush()


def assign(plan: DebtExitPlan, mentor_id: int | None, *, actor: Actor, now: datetime) -> None:
    """Give a plan to a mentor, or take it back with None.

    :raises NoMentor: when the account is no mentor's
    """
    actor.require(*queries.WORKERS, deed="menunjuk pendamping")
    require_running(plan)
    if mentor_id is not None and mentor_id not in {account.id for account in accounts.staff_of(Role.MENTOR)}:
        raise NoMentor("Pilih pendamping dari daftar.", field="mentor_id")
    before, plan.mentor_id = plan.mentor_id, mentor_id
    record("debt_exit.assign", f"Menunjuk pendamping rencana {plan.number}", plan, actor=actor, now=now,
           before={"mentor_id": before}, after={"mentor_id": mentor_id})  # fmt: skip


def close(plan: DebtExitPlan, *, actor: Actor, now: datetime, today: date) -> None:
    """Close a plan whose every debt is proven to be left behind; screening lets the person go in the same breath.

    :raises NotProven: with what is missing
    """
    actor.require(*queries.WORKERS, deed="menutup rencana pembinaan")
    require_running(plan)
    if grounds_to_take_up(plan):
        raise NotProven("Ada utang baru di pemeriksaan. Tambahkan dulu ke rencana, lalu selesaikan.")
    debts, steady = queries.exit_debts(plan.id), whole_on(STEADY_DAYS, today)
    missing = unproven(debts, steady_days=steady)
    if missing or not debts:
        raise NotProven(
            f"{len(missing)} utang belum terbukti selesai. Unggah buktinya dulu; tanpa bukti, rencana tetap terbuka."
        )
    rows, papers = {row.id: row for row in queries.debts_of(plan.id)}, queries.proofs_of(plan.id)
    for debt in debts:
        outcome = outcome_of(debt, steady_days=steady)
        if debt.is_withdrawn or outcome is None:
            continue
        proven = _proven(plan, debt, outcome, papers)
        screening_deeds.let_go(rows[debt.key], proven, actor=actor, now=now, today=today)
    _end(plan, PlanState.CLOSED, "Semua utang dalam rencana terbukti selesai.", actor=actor, now=now, today=today)


def _proven(
    plan: DebtExitPlan, debt: ExitDebt, outcome: tuple[Outcome, date], papers: Sequence[DebtExitProof]
) -> Proven:
    how, on = outcome
    shown = (ProofShows.SETTLED, ProofShows.AGREED)
    mine = [paper for paper in papers if paper.debt_id == debt.key and paper.cancelled_at is None]
    paper = next((paper for paper in mine if paper.shows in shown), None)
    name = "iDeb terbaru" if paper is None else paper.kind.label
    words = f"{name} tanggal {format_date(paper.dated_on if paper else on)}, rencana pembinaan {plan.number}."
    return Proven(how, paper.dated_on if paper else on, words, paper.paper_number if paper else None)


def drop(plan: DebtExitPlan, reason: str, *, actor: Actor, now: datetime, today: date) -> None:
    """End a plan that the person does not go on with; what holds them stays as it is."""
    actor.require(*queries.WORKERS, deed="menghentikan rencana pembinaan")
    require_running(plan)
    _end(plan, PlanState.DROPPED, reason, actor=actor, now=now, today=today)


def _end(plan: DebtExitPlan, state: PlanState, reason: str, *, actor: Actor, now: datetime, today: date) -> None:
    follow(plan, actor=actor, now=now, today=today)
    plan.state, plan.ended_on, plan.end_reason = state, today, reason
    db.session.flush()
    deed, words = ("close", "Menutup") if state is PlanState.CLOSED else ("drop", "Menghentikan")
    record(f"debt_exit.{deed}", f"{words} rencana pembinaan {plan.number}", plan, actor=actor, now=now,
           after={"state": state})  # fmt: skip


def reopen(plan: DebtExitPlan, reason: str, *, actor: Actor, now: datetime, today: date) -> None:
    """Let an ended plan run again, for instance because a debt came back.

    :raises StillRunning: when it runs, or another plan of the person does
    """
    actor.require(*queries.WORKERS, deed="membuka lagi rencana pembinaan")
    if plan.state is PlanState.OPEN or queries.open_plan_of(plan.person_id, plan.kind) is not None:
        raise StillRunning("Sudah ada rencana yang berjalan untuk orang ini. Lanjutkan rencana itu.")
    plan.state, plan.ended_on, plan.end_reason = PlanState.OPEN, None, None
    db.session.flush()
    record("debt_exit.reopen", f"Membuka lagi rencana pembinaan {plan.number}", plan, actor=actor, now=now,
           after={"reason": reason})  # fmt: skip
    follow(plan, actor=actor, now=now, today=today)


def note_view(plan: DebtExitPlan, *, actor: Actor, now: datetime) -> None:
    """Record that somebody looked at a plan."""
    actor.require(*queries.READERS, deed="melihat rencana pembinaan")
    record("debt_exit.view", f"Melihat rencana pembinaan {plan.number}", plan, actor=actor, now=now)
