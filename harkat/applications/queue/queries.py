"""The files that wait for a role, and how long they have waited."""

from collections.abc import Iterable
from datetime import date

import holidays
from sqlalchemy import func, select

from core.auth.roles import Actor, Role
from core.dates import day_of
from core.db import db
from core.policy.queries import value_on
from harkat.applications.models import Application, ApplicationStep
from harkat.applications.queries import applications, visible_to
from harkat.applications.queue.targets import Waited, waited
from harkat.applications.rules import TARGET_DAYS
from harkat.applications.states import ENDED, State

MOST_ROWS = 500

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


def waiting(
    actor: Actor, day: date, *, whose: str = "", state: str = "", late: bool = False
) -> list[tuple[Application, Waited]]:
    """Return the files under way with how long each has waited, the longest beyond its target first.

    :param whose: ``mine``, ``nobody`` or everybody's
    """
    query = applications(actor, state=state).where(Application.state.not_in(ENDED))
    if whose == "mine":
        query = query.where(Application.handler_id == actor.id)
    elif whose == "nobody":
        query = query.where(Application.handler_id.is_(None))
    rows = list(db.session.scalars(query.order_by(Application.id).limit(MOST_ROWS)))
    entries = _entries([row.id for row in rows])
    targets = value_on(TARGET_DAYS, day)
    closed = holidays_between(min((days[0][1] for days in entries.values()), default=day), day)
    found = [(row, waited(entries[row.id], today=day, holidays=closed, targets=targets)) for row in rows]
    kept = [pair for pair in found if pair[1].is_late] if late else found
    return sorted(kept, key=lambda pair: (-(pair[1].step - (pair[1].target or pair[1].step + 99)), pair[0].id))


def holidays_between(start: date, end: date) -> set[date]:
    """Return Indonesia's public holidays and joint leave days of the years from start to end."""
    years = range(start.year, end.year + 1)
    return set(holidays.country_holidays("ID", years=years, categories=("public", "government")))


def _entries(keys: list[int]) -> dict[int, list[tuple[State, date]]]:
    found: dict[int, list[tuple[State, date]]] = {key: [] for key in keys}
    query = select(ApplicationStep.application_id, ApplicationStep.state, ApplicationStep.at)
    for key, state, at in db.session.execute(
        query.where(ApplicationStep.application_id.in_(keys)).order_by(ApplicationStep.id)
    ):
        found[key].append((state, day_of(at)))
    return found
