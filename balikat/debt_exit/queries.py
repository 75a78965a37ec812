"""Asking about plans out of debt; a mentor is told of the plans given to them and of no others."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import joinedload

from balikat.debt_exit.debts import OF_THE_PLAN, BalanceSeen, ExitDebt, ProofSeen, stale
from balikat.debt_exit.grounds import queries as grounds
from balikat.debt_exit.kinds import BalanceSource, PlanKind, PlanState, StepKind, StepState
from balikat.debt_exit.models import (
    DebtExitBalance,
    DebtExitDebt,
    DebtExitLetter,
    DebtExitPlan,
    DebtExitProof,
    DebtExitRefinancing,
    DebtExitStep,
    DebtExitVisit,
)
from balikat.debt_exit.refinancing import RefinanceRules
from balikat.debt_exit.steps import Situation, StepRules
from balikat.debt_exit.terms import (
    EVIDENCE_DAYS,
    REFINANCE_MOST,
    REFINANCE_OPEN,
    SETTLE_DAYS,
    STEADY_DAYS,
    VISIT_DAYS,
)
from core.auth.roles import Actor, Role
from core.db import db
from core.errors import NotFound, RuleBroken
from core.people.models import Person
from core.policy.queries import value_on, whole_on
from scoring.screening import queries as screening
from scoring.screening.terms import SLIK_SHOWS_AFTER_DAYS

READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR, Role.MENTOR)
WORKERS = (Role.OFFICER, Role.HEAD)
LATE = "lewat"
ASKED = "bukti"
EVERY_STATE = "semua"


class Withheld(RuleBroken):
    """A person who has taken back consent to screening: their plan is neither shown nor used."""


def require_shown(person_id: int) -> None:
    """Refuse to show or use a plan once consent to screening is taken back.

    :raises Withheld: with what to do
    """
    if screening.is_withheld(person_id):
        raise Withheld("Persetujuan pemeriksaan utang orang ini sudah dicabut. Tanyakan lagi di halaman orang ini.")


def plan_for(plan_id: int, actor: Actor, *, even_withheld: bool = False) -> DebtExitPlan:
    """Return a plan with its person and mentor.

    :raises NotFound: when there is none, or a mentor was not given it
    :raises Withheld: when consent was taken back, unless only its end is at stake
    """
    query = _plans().where(DebtExitPlan.id == plan_id, _may_see(actor))
    found = db.session.scalar(query)
    if found is None:
        raise NotFound("Rencana pembinaan ini tidak ditemukan. Cari lagi di daftar pembinaan.")
    if not even_withheld:
        require_shown(found.person_id)
    return found


def open_plan_of(person_id: int, kind: PlanKind) -> DebtExitPlan | None:
    """Return the running plan of a person of a kind, if there is one."""
    query = _plans().where(DebtExitPlan.person_id == person_id, DebtExitPlan.kind == kind)
    return db.session.scalar(query.where(DebtExitPlan.state == PlanState.OPEN))


def plans_of(person_id: int, actor: Actor) -> list[DebtExitPlan]:
    """Return the plans of a person this actor may see, the newest first."""
    query = _plans().where(DebtExitPlan.person_id == person_id, _may_see(actor))
    return list(db.session.scalars(query.order_by(DebtExitPlan.id.desc())))


def _plans() -> Select[DebtExitPlan]:
    return select(DebtExitPlan).options(joinedload(DebtExitPlan.person), joinedload(DebtExitPlan.mentor))


def _may_see(actor: Actor) -> ColumnElement[bool]:
    if actor.role is Role.MENTOR:
        return DebtExitPlan.mentor_id == actor.id
    return DebtExitPlan.id.is_not(None)


def list_plans(
    words: str, actor: Actor, today: date, *, kind: str = "", state: str = "", late: str = "", mentor: str = ""
) -> Select[DebtExitPlan]:
    """Return the query of the list; every word must be in the person's name or a number.

    :param late: ``lewat`` for plans with a step whose day has passed, ``bukti`` where evidence was asked for, or empty
    :param mentor: the key of an account, ``0`` for plans nobody was given, or empty
    """
    query = _plans().join(Person, Person.id == DebtExitPlan.person_id).where(_may_see(actor))
    for word in words.split():
        columns = (Person.name, Person.number, DebtExitPlan.number)
        query = query.where(or_(*(column.icontains(word, autoescape=True) for column in columns)))
    if kind in {member.value for member in PlanKind}:
        query = query.where(DebtExitPlan.kind == PlanKind.of(kind))
    shown = state if state in {member.value for member in PlanState} else PlanState.OPEN.value
    if state != EVERY_STATE:
        query = query.where(DebtExitPlan.state == PlanState.of(shown))
    if late == LATE:
        query = query.where(_is_late(today))
    elif late == ASKED:
        query = query.where(_is_asked())
    if mentor.isascii() and mentor.isdigit() and len(mentor) < 18:
        query = query.where(DebtExitPlan.mentor_id == int(mentor) if int(mentor) else DebtExitPlan.mentor_id.is_(None))
    return query


def _is_late(today: date, *kinds: StepKind) -> ColumnElement[bool]:
    late = exists().where(
        DebtExitStep.plan_id == DebtExitPlan.id, DebtExitStep.state == StepState.WAITING, DebtExitStep.due_on < today
    )
    if kinds:
        late = late.where(DebtExitStep.kind.in_(kinds))
    return late


def count_late(actor: Actor, today: date, *kinds: StepKind) -> int:
    """Count the running plans an actor sees that have a step (of certain kinds) whose day has passed."""
    query = select(func.count(DebtExitPlan.id)).where(_may_see(actor), DebtExitPlan.state == PlanState.OPEN)
    return db.session.scalar(query.where(_is_late(today, *kinds))) or 0


def _is_asked() -> ColumnElement[bool]:
    asked = exists().where(DebtExitStep.plan_id == DebtExitPlan.id, DebtExitStep.state == StepState.WAITING)
    return asked.where(DebtExitStep.kind == StepKind.BRING_EVIDENCE)


def count_asked(actor: Actor) -> int:
    """Count the running plans an actor sees whose person was asked for fresh evidence and has not brought it."""
    query = select(func.count(DebtExitPlan.id)).where(_may_see(actor), DebtExitPlan.state == PlanState.OPEN)
    return db.session.scalar(query.where(_is_asked())) or 0


def count_rechecks_due(today: date) -> int:
    """Count the plans, closed ones too, whose SLIK should be looked at again by now."""
    waiting = exists().where(
        DebtExitStep.plan_id == DebtExitPlan.id,
        DebtExitStep.kind == StepKind.RECHECK_SLIK,
        DebtExitStep.state == StepState.WAITING,
        DebtExitStep.due_on <= today,
    )
    query = select(func.count(DebtExitPlan.id)).where(waiting, DebtExitPlan.state == PlanState.CLOSED)
    return db.session.scalar(query) or 0


def next_steps(plan_ids: Iterable[int]) -> dict[int, DebtExitStep]:
    """Return the waiting step with the earliest day of each of several plans."""
    query = select(DebtExitStep).where(
        DebtExitStep.plan_id.in_(list(plan_ids)), DebtExitStep.state == StepState.WAITING
    )
    first: dict[int, DebtExitStep] = {}
    for step in db.session.scalars(query.order_by(DebtExitStep.due_on, DebtExitStep.rank)):
        first.setdefault(step.plan_id, step)
    return first


def running_after(plan_id: int, *, limit: int) -> list[int]:
    """Return the keys of running plans by key, for the job that asks for evidence."""
    query = select(DebtExitPlan.id).where(DebtExitPlan.id > plan_id, DebtExitPlan.state == PlanState.OPEN)
    return list(db.session.scalars(query.order_by(DebtExitPlan.id).limit(limit)))


def debts_of(plan_id: int) -> list[DebtExitDebt]:
    """Return the debts of a plan in the order they came into it."""
    query = select(DebtExitDebt).where(DebtExitDebt.plan_id == plan_id)
    return list(db.session.scalars(query.order_by(DebtExitDebt.id)))


def debt_of(plan: DebtExitPlan, debt_id: int) -> DebtExitDebt:
    """Return one debt of a plan.

    :raises NotFound: when it is not in this plan
    """
    query = select(DebtExitDebt).where(DebtExitDebt.id == debt_id, DebtExitDebt.plan_id == plan.id)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound("Utang ini tidak ada dalam rencana. Muat ulang halaman.")
    return found


def steps_of(plan_id: int) -> list[DebtExitStep]:
    """Return the steps of a plan in order."""
    query = select(DebtExitStep).where(DebtExitStep.plan_id == plan_id)
    return list(db.session.scalars(query.order_by(DebtExitStep.rank, DebtExitStep.id)))


def balances_of(plan_id: int) -> list[DebtExitBalance]:
    """Return every balance of a plan's debts, cancelled ones too, the newest day first."""
    query = select(DebtExitBalance).join(DebtExitDebt, DebtExitDebt.id == DebtExitBalance.debt_id)
    query = query.where(DebtExitDebt.plan_id == plan_id)
    return list(db.session.scalars(query.order_by(DebtExitBalance.seen_on.desc(), DebtExitBalance.id.desc())))


def proofs_of(plan_id: int) -> list[DebtExitProof]:
    """Return every paper of a plan, cancelled ones too, the newest first."""
    query = select(DebtExitProof).where(DebtExitProof.plan_id == plan_id)
    return list(db.session.scalars(query.order_by(DebtExitProof.dated_on.desc(), DebtExitProof.id.desc())))


def visits_of(plan_id: int) -> list[DebtExitVisit]:
    """Return the visits of a plan, the newest first."""
    query = select(DebtExitVisit).where(DebtExitVisit.plan_id == plan_id)
    return list(db.session.scalars(query.order_by(DebtExitVisit.visited_on.desc(), DebtExitVisit.id.desc())))


def letters_of(plan_id: int) -> list[DebtExitLetter]:
    """Return the letters written in a plan, the newest first."""
    query = select(DebtExitLetter).where(DebtExitLetter.plan_id == plan_id)
    return list(db.session.scalars(query.order_by(DebtExitLetter.id.desc())))


def refinancings_of(plan_id: int) -> list[DebtExitRefinancing]:
    """Return the answers about refinancing in a plan, the newest first."""
    query = select(DebtExitRefinancing).where(DebtExitRefinancing.plan_id == plan_id)
    return list(db.session.scalars(query.order_by(DebtExitRefinancing.id.desc())))


def exit_debts(plan_id: int) -> tuple[ExitDebt, ...]:
    """Return the debts of a plan with everything seen of them, by officers, mentors and screening."""
    balances = [row for row in balances_of(plan_id) if row.cancelled_at is None]
    proofs = [row for row in proofs_of(plan_id) if row.cancelled_at is None]
    return tuple(
        ExitDebt(
            key=row.id,
            lender=row.lender,
            debt_class=row.debt_class,
            yearly_cost=row.yearly_cost,
            installment_monthly=row.installment_monthly,
            balances=tuple(
                BalanceSeen(seen.seen_on, seen.amount, seen.source is BalanceSource.SCREENING)
                for seen in balances
                if seen.debt_id == row.id
            ),
            proofs=(
                *(ProofSeen(paper.kind, paper.shows, paper.dated_on) for paper in proofs if paper.debt_id == row.id),
                *grounds.proofs_of_screening(row),
            ),
            is_withdrawn=grounds.is_withdrawn(row),
        )
        for row in debts_of(plan_id)
    )


def situation(plan_id: int, today: date) -> Situation:
    """Return what the steps of a plan are judged by."""
    debts, steady = exit_debts(plan_id), whole_on(STEADY_DAYS, today)
    due = stale(debts, today=today, evidence_days=whole_on(EVIDENCE_DAYS, today), steady_days=steady)
    return Situation(
        debts=debts,
        papers=tuple(
            (paper.kind, paper.dated_on)
            for paper in proofs_of(plan_id)
            if paper.cancelled_at is None and paper.kind in OF_THE_PLAN
        ),
        letters=tuple((letter.debt_id, letter.written_on) for letter in letters_of(plan_id)),
        stale_keys=frozenset(debt.key for debt in due),
        steady_days=steady,
    )


def step_rules(day: date) -> StepRules:
    """Return the figures behind due dates on a day."""
    return StepRules(whole_on(VISIT_DAYS, day), whole_on(SLIK_SHOWS_AFTER_DAYS, day), whole_on(SETTLE_DAYS, day))


def refinance_rules(day: date) -> RefinanceRules:
    """Return the rules of the product that leads out of a rentenir on a day."""
    return RefinanceRules(bool(value_on(REFINANCE_OPEN, day)), whole_on(REFINANCE_MOST, day))
