"""The files that wait for a role, and how long they have waited."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays
from sqlalchemy import func, select

from core.auth.roles import Actor, Role
from core.dates import day_of
from core.db import db
from core.policy.queries import value_on
from harkat.applications.models import Application, ApplicationStep
from harkat.applications.queries import visible_to
from harkat.applications.queue.calendar import HOLIDAYS_CHANGED, closed_days
from harkat.applications.queue.targets import Waited, waited
from harkat.applications.queue.wishes import Entry, WaitingFor, Whose, Wish, chosen
from harkat.applications.rules import TARGET_DAYS
from harkat.applications.search.queries import applications
from harkat.applications.states import ENDED, State

MOST_FILES = 5_000
ROWS_A_PAGE = 25

WORK: dict[Role, tuple[State, ...]] = {
    Role.OFFICER: (State.RETURNED, State.DRAFT, State.SUBMITTED, State.VERIFIED, State.APPROVED),
    Role.HEAD: (State.RECOMMENDED,),
    Role.BANK: (State.AT_BANK, State.ACCEPTED, State.CONTRACTED),
}


@dataclass(frozen=True)
class QueuePage:
    """One page of the queue: its files with how long each waited, and how many each tab holds."""

    rows: list[tuple[Application, Waited]]
    total: int
    number: int
    pages: int
    counts: dict[str, int]
    is_cut: bool


def count_by_state(actor: Actor, states: Iterable[State]) -> dict[State, int]:
    """Count the applications an actor may see in each of the states."""
    rows = db.session.execute(
        select(Application.state, func.count())
        .where(Application.state.in_(list(states)), visible_to(actor))
        .group_by(Application.state)
    )
    return {state: count for state, count in rows.all()}  # noqa: C416 (a row is no pair to a type checker)


def queue_page(
    actor: Actor, day: date, wish: Wish, *, words: str = "", state: str = "", bank_id: str = "", number: int = 1
) -> QueuePage:
    """Return a page of the files under way that were asked for, in the order asked for.

    :param words: looked for in the number and the applicants' names
    """
    found = _entries(actor, day, words=words, state=state, bank_id=bank_id)
    kept = chosen(found, wish, reader_id=actor.id)
    pages = max(1, -(-len(kept) // ROWS_A_PAGE))
    number = min(max(1, number), pages)
    shown = kept[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE]
    query = applications(actor).where(Application.id.in_([entry.key for entry in shown]))
    rows = {row.id: row for row in db.session.scalars(query)}
    return QueuePage(
        rows=[(rows[entry.key], entry.waited) for entry in shown],
        total=len(kept),
        number=number,
        pages=pages,
        counts=_counts(found, actor.id),
        is_cut=len(found) >= MOST_FILES,
    )


def _counts(found: list[Entry], reader_id: int | None) -> dict[str, int]:
    """Count what each tab of the queue would show of the files that fit the words and filters."""
    tabs = {whose.value: Wish(whose=whose) for whose in Whose}
    tabs |= {waiting.value: Wish(waiting_for=waiting) for waiting in WaitingFor}
    tabs |= {"late": Wish(late=True), "": Wish()}
    return {name: len(chosen(found, wish, reader_id=reader_id)) for name, wish in tabs.items()}


def _entries(actor: Actor, day: date, *, words: str, state: str, bank_id: str) -> list[Entry]:
    running = (Application.state.not_in(ENDED),)
    query = applications(actor, words=words, state=state, bank_id=bank_id, only=running)
    keys = query.with_only_columns(Application.id).options().subquery()
    rows = db.session.execute(
        select(Application.id, Application.state, Application.handler_id, Application.requested)
        .where(Application.id.in_(select(keys.c.id)))
        .order_by(Application.id)
        .limit(MOST_FILES)
    ).all()
    steps = _steps([row[0] for row in rows])
    targets = value_on(TARGET_DAYS, day)
    closed = closed_between(min((days[0][1] for days in steps.values() if days), default=day), day)
    return [Entry(*row, waited=waited(steps[row[0]], today=day, holidays=closed, targets=targets)) for row in rows]


def closed_between(start: date, end: date) -> set[date]:
    """Return the days without work besides weekends in the years from start to end, by the rules of the last day."""
    return closed_days(_known_holidays(start.year, end.year), value_on(HOLIDAYS_CHANGED, end))


@lru_cache(maxsize=64)
def _known_holidays(first_year: int, last_year: int) -> frozenset[date]:
    years = range(first_year, last_year + 1)
    return frozenset(holidays.country_holidays("ID", years=years, categories=("public", "government")))


def waited_of(application_id: int, day: date) -> Waited:
    """Return how long one application has waited, and at whom."""
    steps = _steps([application_id])[application_id]
    closed = closed_between(steps[0][1] if steps else day, day)
    return waited(steps, today=day, holidays=closed, targets=value_on(TARGET_DAYS, day))


def _steps(keys: list[int]) -> dict[int, list[tuple[State, date]]]:
    found: dict[int, list[tuple[State, date]]] = {key: [] for key in keys}
    query = select(ApplicationStep.application_id, ApplicationStep.state, ApplicationStep.at)
    for start in range(0, len(keys), 500):
        part = query.where(ApplicationStep.application_id.in_(keys[start : start + 500]))
        for key, state, at in db.session.execute(part.order_by(ApplicationStep.id)):
            found[key].append((state, day_of(at)))
    return found
