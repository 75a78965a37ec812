"""How far every application had come on a day, one row each, read from its steps."""

from functools import cache

from sqlalchemy import ColumnElement, Subquery, and_, case, func, or_, select

from harkat.applications.models import Application, ApplicationStep
from harkat.applications.states import State
from harkat.reports.basis import Basis
from harkat.reports.queries.calendar import DAY, END, moment_day
from harkat.reports.steps import Step

RUNNING = (
    State.SUBMITTED,
    State.VERIFIED,
    State.RETURNED,
    State.RECOMMENDED,
    State.AT_BANK,
    State.APPROVED,
    State.ACCEPTED,
    State.CONTRACTED,
)
"""Handed in and neither paid out nor ended."""

STATE_OF: dict[Step, State] = {
    Step.APPLIED: State.SUBMITTED,
    Step.RECOMMENDED: State.AT_BANK,
    Step.APPROVED: State.APPROVED,
    Step.CONTRACTED: State.CONTRACTED,
    Step.DISBURSED: State.DISBURSED,
}
"""The state whose first entry is a step's day; the city has recommended once the file is at the bank."""


@cache
def ways(basis: Basis = Basis.CORRECTED) -> Subquery:
    """Return application_id, who applied and where, amounts, state on the day, and the day of every step.

    The day of a contract or a payment is the one on the paper, not the one on which it was typed in; typed in later,
    it counts from the day on the paper too, unless what was recorded then is asked for.
    """
    on_paper = {Step.CONTRACTED: Application.contract_on, Step.DISBURSED: Application.disbursed_on}
    counts: ColumnElement[bool] = ApplicationStep.at < END
    if basis is Basis.CORRECTED:
        counts = or_(
            counts, *(and_(ApplicationStep.state == STATE_OF[step], column <= DAY) for step, column in on_paper.items())
        )
    passed = (
        select(
            ApplicationStep.application_id,
            func.max(ApplicationStep.id).label("last_step_id"),
            *(
                func.min(case((ApplicationStep.state == state, moment_day(ApplicationStep.at)))).label(step.value)
                for step, state in STATE_OF.items()
            ),
        )
        .join(Application, Application.id == ApplicationStep.application_id)
        .where(counts)
        .group_by(ApplicationStep.application_id)
        .subquery("passed")
    )
    return (
        select(
            Application.id.label("application_id"),
            Application.number,
            Application.person_id,
            Application.sub_group_id,
            Application.bank_id,
            Application.requested,
            Application.recommended.label("recommended_amount"),
            Application.approved.label("approved_amount"),
            Application.stop_reason,
            ApplicationStep.state,
            *(
                case((passed.c[step.value].is_not(None), func.coalesce(on_paper[step], passed.c[step.value]))).label(
                    step.value
                )
                if step in on_paper
                else passed.c[step.value]
                for step in STATE_OF
            ),
        )
        .join(passed, passed.c.application_id == Application.id)
        .join(ApplicationStep, ApplicationStep.id == passed.c.last_step_id)
        .subquery("ways")
    )
