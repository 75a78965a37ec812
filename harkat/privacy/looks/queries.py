"""Asking the audit trail who looked at whose debts."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, or_, select
from sqlalchemy.orm import joinedload, load_only

from balikat.debt_exit.models import DebtExitPlan
from core.audit.models import AuditEntry
from core.auth.models import Account
from core.auth.roles import Role
from core.dates import JAKARTA, day_of
from core.db import db
from core.people.models import Consent, Person
from core.policy.queries import whole_on
from harkat.applications.models import Application, ApplicationShare
from harkat.applications.states import ENDED
from harkat.privacy.looks.models import DebtLookReview
from harkat.privacy.looks.unusual import Finding, Key, Limits, Look, Span, has_case, unusual
from harkat.privacy.terms import MANY_PERSONS, OFFICE_CLOSES, OFFICE_OPENS
from scoring.screening.models import DebtInterview, DeclaredDebt, ScreeningFile
from scoring.screening.terms import FRESH_INTERVIEW_DAYS

SCREENING, PLAN = "screening.view", "debt_exit.view"
WITH_CASES = (Role.OFFICER, Role.MENTOR)
"""Those who look because of a case of their own; the head and the auditor look over everybody's."""

LOOK_COLUMNS = (AuditEntry.at, AuditEntry.actor_id, AuditEntry.actor_name, AuditEntry.actor_role)
Pair = tuple[int, int]


def _between(first: date, last: date) -> ColumnElement[bool]:
    begin = datetime.combine(first, time(0), JAKARTA)
    end = datetime.combine(last + timedelta(days=1), time(0), JAKARTA)
    looked_at = or_(
        and_(AuditEntry.deed == SCREENING, AuditEntry.subject == "person"),
        and_(AuditEntry.deed == PLAN, AuditEntry.subject == "debt_exit_plan"),
    )
    return and_(AuditEntry.at >= begin, AuditEntry.at < end, AuditEntry.actor_id.is_not(None), looked_at)


def looks(first: date, last: date, account_id: int | None = None) -> Select[AuditEntry, str, int]:
    """Return the query of the looks from a day to a day, each with the person's number and key."""
    person_id = case((AuditEntry.deed == SCREENING, AuditEntry.subject_id), else_=DebtExitPlan.person_id)
    query = (
        select(AuditEntry, Person.number, Person.id)
        .outerjoin(DebtExitPlan, and_(AuditEntry.deed == PLAN, DebtExitPlan.id == AuditEntry.subject_id))
        .join(Person, Person.id == person_id)
        .where(_between(first, last))
    )
    return query if account_id is None else query.where(AuditEntry.actor_id == account_id)


def accounts() -> list[tuple[str, str]]:
    """Return the accounts that ever looked at anybody's debts, for a filter."""
    looked = select(AuditEntry.actor_id).where(AuditEntry.deed.in_((SCREENING, PLAN)))
    query = select(Account.id, Account.name).where(Account.id.in_(looked)).order_by(Account.name)
    return [(str(key), name) for key, name in db.session.execute(query)]


def limits_on(day: date) -> Limits:
    """Return the rules of a day about what is unusual."""
    return Limits(whole_on(MANY_PERSONS, day), whole_on(OFFICE_OPENS, day), whole_on(OFFICE_CLOSES, day))


def findings(first: date, last: date, account_id: int | None = None) -> list[Finding]:
    """Return what was unusual from a day to a day, each day by the rules of that day."""
    shown = looks(first, last, account_id)
    rows = list(db.session.execute(shown.order_by(AuditEntry.id).options(load_only(*LOOK_COLUMNS))))
    keys = {entry.actor_id for entry, _, _ in rows if entry.actor_id is not None and entry.actor_role in WITH_CASES}
    spans = _spans(keys, shown.with_only_columns(Person.id), last)
    limits = {day: limits_on(day) for day in {day_of(entry.at) for entry, _, _ in rows}}
    return unusual([_look(entry, number, person_id, spans) for entry, number, person_id in rows], limits)


def _look(entry: AuditEntry, number: str, person_id: int, spans: dict[Pair, list[Span]]) -> Look:
    account_id = entry.actor_id or 0
    known = spans.get((account_id, person_id), [])
    case_of = has_case(day_of(entry.at), known) if entry.actor_role in WITH_CASES else None
    return Look(entry.at, account_id, entry.actor_name, person_id, number, case_of)


def _spans(account_ids: set[int], persons: Select[int], day: date) -> dict[Pair, list[Span]]:
    """Return when each account had something to do with each person: applications, plans, own screening work."""
    found: dict[Pair, list[Span]] = {}
    for account_id, person_id, span in (
        *_applications(account_ids, persons),
        *_plans(account_ids, persons),
        *_work(account_ids, persons, timedelta(days=whole_on(FRESH_INTERVIEW_DAYS, day))),
    ):
        found.setdefault((account_id, person_id), []).append(span)
    return found


def _applications(account_ids: set[int], persons: Select[int]) -> list[tuple[int, int, Span]]:
    """Return the spans of applications in hand; an ended one lasts to the last step known of it."""
    query = (
        select(Application, ApplicationShare.person_id)
        .join(ApplicationShare, ApplicationShare.application_id == Application.id)
        .where(Application.handler_id.in_(account_ids), ApplicationShare.person_id.in_(persons))
    )
    return [
        (row.handler_id, person_id, Span(day_of(row.created_at), _last_step(row) if row.state in ENDED else None))
        for row, person_id in db.session.execute(query)
        if row.handler_id is not None
    ]


def _last_step(row: Application) -> date:
    moments = (
        row.submitted_at,
        row.verified_at,
        row.recommended_at,
        row.confirmed_at,
        row.decided_at,
        row.accepted_at,
    )
    days = [row.contract_on, row.disbursed_on, *(day_of(moment) for moment in moments if moment is not None)]
    return max([day_of(row.created_at), *(day for day in days if day is not None)])


def _plans(account_ids: set[int], persons: Select[int]) -> list[tuple[int, int, Span]]:
    rows = db.session.execute(
        select(
            DebtExitPlan.person_id,
            DebtExitPlan.mentor_id,
            DebtExitPlan.opened_by_id,
            DebtExitPlan.opened_on,
            DebtExitPlan.ended_on,
        ).where(
            DebtExitPlan.person_id.in_(persons),
            or_(DebtExitPlan.mentor_id.in_(account_ids), DebtExitPlan.opened_by_id.in_(account_ids)),
        )
    )
    return [
        (account_id, person_id, Span(opened_on, ended_on))
        for person_id, mentor_id, opened_by_id, opened_on, ended_on in rows
        for account_id in {mentor_id, opened_by_id}
        if account_id is not None
    ]


def _work(account_ids: set[int], persons: Select[int], fresh: timedelta) -> list[tuple[int, int, Span]]:
    """Return the spans of what an account itself recorded of a person, each as long as it counts for fresh."""
    sources = (
        (ScreeningFile.uploaded_by_id, ScreeningFile.person_id, ScreeningFile.read_at),
        (DebtInterview.recorded_by_id, DebtInterview.person_id, DebtInterview.recorded_at),
        (DeclaredDebt.recorded_by_id, DeclaredDebt.person_id, DeclaredDebt.recorded_at),
        (Consent.recorded_by_id, Consent.person_id, Consent.answered_at),
    )
    found = []
    for account, person, moment in sources:
        query = select(account, person, moment).where(account.in_(account_ids), person.in_(persons))
        for account_id, person_id, at in db.session.execute(query):
            found.append((account_id or 0, person_id, Span(day_of(at), day_of(at) + fresh)))
    return found


def reviews(first: date, last: date) -> dict[Key, DebtLookReview]:
    """Return the reviews of a range of days by account, day and kind."""
    query = (
        select(DebtLookReview)
        .options(joinedload(DebtLookReview.reviewed_by))
        .where(DebtLookReview.day.between(first, last))
    )
    return {(row.account_id, row.day, row.kind): row for row in db.session.scalars(query)}


def with_review(
    rows: Sequence[Finding], reviewed: dict[Key, DebtLookReview]
) -> list[tuple[Finding, DebtLookReview | None]]:
    """Return each finding with its review, those that wait first."""
    pairs = [(row, reviewed.get(row.key)) for row in rows]
    return sorted(pairs, key=lambda pair: pair[1] is not None)
