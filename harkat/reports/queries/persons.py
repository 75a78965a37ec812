"""One row a person: the day of every step, whether an application runs, and the reason for standing still."""

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Subquery, and_, bindparam, case, func, or_, select
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.elements import KeyedColumnElement

from core.people.models import Person
from core.places.models import Kelurahan
from harkat.applications.models import ApplicationShare
from harkat.applications.states import State
from harkat.reports.basis import Basis
from harkat.reports.queries import evidence
from harkat.reports.queries.calendar import END, moment_day
from harkat.reports.queries.incubation import incubation
from harkat.reports.queries.ways import RUNNING, ways
from harkat.reports.reasons import ENDS_WITHOUT_LOAN, Reason, stop_reasons_of
from harkat.reports.routes import Route
from harkat.reports.steps import OF_APPLICATIONS, Step

Columns = ReadOnlyColumnCollection[str, KeyedColumnElement[Any]]


@cache
def persons(basis: Basis = Basis.CORRECTED) -> Subquery:
    """Return one row for every person registered by the day.

    Columns: person_id, number, kelurahan_code, kecamatan_code, the day of every step under the step's value (absent
    where it was not reached), is_running, route, and reason (only of those who stand still).
    """
    papers, training = evidence.papers(), evidence.training(basis)
    screening, flags, arrears = evidence.screening(basis), evidence.flags(basis), evidence.arrears(basis)
    readiness, applied, tenant = evidence.readiness(), _applied(basis), incubation(basis)
    registered_on = moment_day(Person.registered_at)
    papers_on = _papers_on(papers.c, registered_on)
    is_clear = and_(screening.c.screened_on.is_not(None), func.coalesce(flags.c.open, 0) == 0)
    clear_on = case(
        (
            is_clear,
            case((flags.c.closed_on > screening.c.screened_on, flags.c.closed_on), else_=screening.c.screened_on),
        )
    )
    held: dict[Reason, ColumnElement[bool]] = {
        **{reason: _ended(applied.c, reason) for reason in Reason if _is_end(reason)},
        Reason.PAPERS: papers_on.is_(None),
        Reason.PINJOL: flags.c.pinjol > 0,
        Reason.RENTENIR: flags.c.rentenir > 0,
        Reason.ARREARS: arrears.c.person_id.is_not(None),
        Reason.CAPACITY: readiness.c.lacks_capacity > 0,
        Reason.NOT_TRAINED: training.c.trained_on.is_(None),
        Reason.NOT_READY: readiness.c.is_not_ready > 0,
    }
    is_running = func.coalesce(applied.c.running, 0)
    stands = and_(is_running == 0, applied.c[Step.DISBURSED.value].is_(None))
    first = case(*((held[reason], reason.value) for reason in Reason if reason in held), else_=Reason.UNKNOWN.value)
    return (
        select(
            Person.id.label("person_id"),
            Person.number,
            Person.kelurahan_code,
            Kelurahan.kecamatan_code,
            registered_on.label(Step.REGISTERED.value),
            papers_on.label(Step.PAPERS.value),
            training.c.trained_on.label(Step.TRAINED.value),
            tenant.c.graduated_on.label(Step.INCUBATED.value),
            clear_on.label(Step.CLEAR.value),
            readiness.c.ready_on.label(Step.READY.value),
            *(applied.c[step.value] for step in OF_APPLICATIONS),
            is_running.label("is_running"),
            case((evidence.in_group(), Route.GROUP.value), else_=Route.ALONE.value).label("route"),
            case((stands, first)).label("reason"),
        )
        .join(Kelurahan, Kelurahan.code == Person.kelurahan_code)
        .outerjoin(papers, papers.c.person_id == Person.id)
        .outerjoin(training, training.c.person_id == Person.id)
        .outerjoin(tenant, tenant.c.person_id == Person.id)
        .outerjoin(screening, screening.c.person_id == Person.id)
        .outerjoin(flags, flags.c.person_id == Person.id)
        .outerjoin(arrears, arrears.c.person_id == Person.id)
        .outerjoin(readiness, readiness.c.person_id == Person.id)
        .outerjoin(applied, applied.c.person_id == Person.id)
        .where(Person.registered_at < END)
        .subquery("persons")
    )


def _papers_on(papers: Columns, registered_on: ColumnElement[date]) -> ColumnElement[date]:
    """Return the day the last paper asked of a person came in order; absent while one is missing."""

    def complete_on(name: str) -> ColumnElement[date]:
        seen = func.coalesce(papers[f"{name}_count"], 0)
        asked = bindparam(f"papers_{name}_asked", type_=Integer())
        return case((seen >= asked, func.coalesce(papers[f"{name}_on"], registered_on)))

    return case((evidence.in_group(), complete_on(evidence.MEMBER)), else_=complete_on(evidence.ALONE))


@cache
def _applied(basis: Basis) -> Subquery:
    """Return for every person with a share in an application the day of each step, and how the last one stands."""
    every = ways(basis)
    is_draft = case((every.c.state == State.DRAFT, 1), else_=0)
    shares = (
        select(
            ApplicationShare.person_id,
            *(every.c[step.value] for step in OF_APPLICATIONS),
            every.c.state,
            every.c.stop_reason,
            func.row_number()
            .over(partition_by=ApplicationShare.person_id, order_by=(is_draft, every.c.application_id.desc()))
            .label("place"),
        )
        .join(every, every.c.application_id == ApplicationShare.application_id)
        .subquery("shares")
    )
    is_last = and_(shares.c.place == 1, shares.c.state != State.DRAFT)
    return (
        select(
            shares.c.person_id,
            *(func.min(shares.c[step.value]).label(step.value) for step in OF_APPLICATIONS),
            func.max(case((shares.c.state.in_(RUNNING), 1), else_=0)).label("running"),
            func.max(case((is_last, shares.c.state))).label("state"),
            func.max(case((is_last, shares.c.stop_reason))).label("stop_reason"),
        )
        .group_by(shares.c.person_id)
        .subquery("applied")
    )


def _is_end(reason: Reason) -> bool:
    return reason is Reason.LEFT or reason.value.startswith("refused_")


def _ended(applied: Columns, reason: Reason) -> ColumnElement[bool]:
    """Return the condition that a person's last application ended for this reason."""
    if reason is Reason.LEFT:
        return applied["state"].in_([state for state in ENDS_WITHOUT_LOAN if state is not State.REFUSED])
    refused = applied["state"] == State.REFUSED
    words = stop_reasons_of(reason)
    if words:
        return and_(refused, applied["stop_reason"].in_(words))
    named = [word for other in Reason for word in stop_reasons_of(other)]
    return and_(refused, or_(applied["stop_reason"].is_(None), applied["stop_reason"].not_in(named)))
