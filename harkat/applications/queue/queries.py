"""Counting the files that wait for a role."""

from collections.abc import Iterable

from sqlalchemy import func, select

from core.auth.roles import Actor, Role
from core.db import db
from harkat.applications.models import Application
from harkat.applications.queries import visible_to
from harkat.applications.states import State

WORK: dict[Role, tuple[State, ...]] = {
    Role.OFFICER: (State.RETURNED, State.DRAFT, State.SUBMITTED, State.VERIFIED, State.APPROVED),
    Role.HEAD: (State.RECOMMENDED,),
    Role.BANK: (State.AT_BANK, State.ACCEPTED, State.CONTRACTED),
}


def count_by_state(actor: Actor, states: Iterable[State]) -> dict[State, int]:
    """Count the applications an actor may see in each of the states."""
    rows = db.session.execute(
        select(Application.state, func.count())
        .where(Application.state.in_(list(states)), visible_to(actor))
        .group_by(Application.state)
    )
    return {state: count for state, count in rows.all()}  # noqa: C416 (a row is no pair to a type checker)
