"""Asking who is to be reminded, and which reminders wait."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import joinedload

from balikat.follow_up.dueness import OPEN_DAYS
from balikat.follow_up.models import FollowUp
from balikat.follow_up.queries import list_follow_ups
from balikat.incubation.queries import active_tenants
from balikat.training.own.queries import enrolled_on
from core.auth.roles import SYSTEM, Actor, Role
from core.dates import JAKARTA, day_of, format_time
from core.db import db
from core.errors import NotFound
from core.people import queries as people
from core.people.kinds import ConsentPurpose
from core.people.models import Person
from core.policy.queries import whole_on
from harkat.applicants.queries import paper_lines
from harkat.loans.models import Loan
from harkat.loans.speakers.queries import speakers_of
from harkat.loans.states import LoanState
from harkat.reminders.kinds import ReminderKind, ReminderState, ReminderWay
from harkat.reminders.models import Reminder
from harkat.reminders.sources import Wanted
from harkat.reminders.terms import BEFORE_DAYS, PAPERS_AFTER_DAYS
from harkat.repayments.arrears_steps import Hardship
from harkat.repayments.deaths.queries import in_mourning
from harkat.repayments.reminding.queries import contacts_of

MOST_A_SOURCE = 500
PAPERS_WAIT_DAYS = 14
FOR_MENTORS = (ReminderKind.PAPERS, ReminderKind.FOLLOW_UP)


def wanted(today: date) -> list[Wanted]:
    """Return everybody who is to be reminded of something, from every source."""
    return [*installments(today), *sessions(today), *papers(today), *follow_ups(today)]


def installments(today: date) -> Iterator[Wanted]:
    """Yield the borrowers whose next installment is near and not late; a family in mourning is left in peace."""
    last = today + timedelta(days=whole_on(BEFORE_DAYS, today))
    query = (
        select(Loan)
        .where(
            Loan.state == LoanState.RUNNING,
            Loan.oldest_due_on.between(today, last),
            ~in_mourning(),
            ~_made(ReminderKind.INSTALLMENT, Reminder.subject_id == Loan.id, Reminder.about_on == Loan.oldest_due_on),
        )
        .order_by(Loan.oldest_due_on, Loan.id)
        .limit(MOST_A_SOURCE)
    )
    found = list(db.session.scalars(query))
    speakers = speakers_of(found)
    for loan in found:
        due_on = loan.oldest_due_on
        known = contacts_of(loan.id)
        if due_on is None or any(row.hardship is Hardship.DEATH or row.due_on == due_on for row in known):
            continue
        yield Wanted(ReminderKind.INSTALLMENT, speakers[loan.id].id, loan.id, due_on, due_on)


def sessions(today: date) -> Iterator[Wanted]:
    """Yield the participants of tomorrow's sessions who were not told yet."""
    tomorrow = today + timedelta(days=1)
    for session, enrollment in enrolled_on(tomorrow)[:MOST_A_SOURCE]:
        hour = "" if session.starts_at_time is None else format_time(session.starts_at_time)
        place = session.cohort.place
        yield Wanted(ReminderKind.SESSION, enrollment.person_id, session.id, tomorrow, tomorrow, hour=hour, place=place)


def papers(today: date) -> Iterator[Wanted]:
    """Yield whoever registered some days ago and still has papers to bring; nobody is reminded of it twice."""
    after = whole_on(PAPERS_AFTER_DAYS, today)
    first, last = today - timedelta(days=after + PAPERS_WAIT_DAYS), today - timedelta(days=after)
    query = select(Person).where(
        Person.registered_at >= _midnight(first),
        Person.registered_at < _midnight(last + timedelta(days=1)),
        ~_made(ReminderKind.PAPERS, Reminder.person_id == Person.id),
    )
    for person in db.session.scalars(query.order_by(Person.id).limit(MOST_A_SOURCE)):
        about_on = day_of(person.registered_at) + timedelta(days=after)
        until_on = about_on + timedelta(days=PAPERS_WAIT_DAYS)
        if not people.consent_given(person.id, ConsentPurpose.REGISTRATION):
            continue
        if any(line.is_open for line in paper_lines(person.id, today)):
            yield Wanted(ReminderKind.PAPERS, person.id, person.id, about_on, until_on)


def follow_ups(today: date) -> Iterator[Wanted]:
    """Yield whoever is due to be asked how their business goes."""
    open_days = whole_on(OPEN_DAYS, today)
    query = list_follow_ups(SYSTEM, "", today).where(
        FollowUp.due_on <= today, ~_made(ReminderKind.FOLLOW_UP, Reminder.subject_id == FollowUp.id)
    )
    for row in db.session.scalars(query.order_by(FollowUp.due_on, FollowUp.id).limit(MOST_A_SOURCE)):
        until_on = row.due_on + timedelta(days=open_days)
        yield Wanted(ReminderKind.FOLLOW_UP, row.person_id, row.id, row.due_on, until_on)


def _made(kind: ReminderKind, *about: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(Reminder.kind == kind, *about)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), JAKARTA)


def known_occasions(occasions: list[str]) -> set[str]:
    """Return which of these reminders exist already."""
    return set(db.session.scalars(select(Reminder.occasion).where(Reminder.occasion.in_(occasions))))


def visible(actor: Actor) -> Select[Reminder]:
    """Return the query of the reminders an actor may send: a mentor those of the own binaan, none about money."""
    query = select(Reminder).options(joinedload(Reminder.person))
    if actor.role is Role.MENTOR:
        own = [tenant.person_id for tenant in active_tenants(actor) if tenant.person_id is not None]
        query = query.where(Reminder.person_id.in_(own), Reminder.kind.in_(FOR_MENTORS))
    return query


def reminder_for(reminder_id: int, actor: Actor) -> Reminder:
    """Return a reminder this actor may send, its person loaded.

    :raises NotFound: when there is none, or it is somebody else's
    """
    found = db.session.scalar(
        visible(actor).where(Reminder.id == reminder_id).execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound("Pengingat ini tidak ditemukan. Kembali ke Pengingat hari ini.")
    return found


def queue_of(actor: Actor, today: date) -> list[Reminder]:
    """Return what waits or must be looked at, the soonest first."""
    query = visible(actor).where(
        or_(
            (Reminder.state == ReminderState.WAITING) & (Reminder.until_on >= today),
            Reminder.state == ReminderState.CLAIMED,
        )
    )
    return list(db.session.scalars(query.order_by(Reminder.until_on, Reminder.id).limit(200)))


def count_waiting(actor: Actor, today: date) -> int:
    """Count what an actor could send today."""
    query = visible(actor).where(Reminder.state == ReminderState.WAITING, Reminder.until_on >= today)
    return db.session.scalar(select(func.count()).select_from(query.subquery())) or 0


def count_unsure(actor: Actor) -> int:
    """Count the claimed reminders of which nobody knows whether they went out."""
    query = visible(actor).where(Reminder.state == ReminderState.CLAIMED)
    return db.session.scalar(select(func.count()).select_from(query.subquery())) or 0


def sent_on(actor: Actor, day: date) -> int:
    """Count what went out on a day."""
    query = visible(actor).where(
        Reminder.state == ReminderState.SENT,
        Reminder.sent_at >= _midnight(day),
        Reminder.sent_at < _midnight(day + timedelta(days=1)),
    )
    return db.session.scalar(select(func.count()).select_from(query.subquery())) or 0


def installments_in_hand(loan_ids: Collection[int]) -> set[tuple[int, date]]:
    """Return loan and due date of the installments that were reminded of, or are about to be."""
    query = select(Reminder.subject_id, Reminder.about_on).where(
        Reminder.kind == ReminderKind.INSTALLMENT,
        Reminder.subject_id.in_(loan_ids),
        Reminder.state != ReminderState.DROPPED,
    )
    return {(loan_id, due_on) for loan_id, due_on in db.session.execute(query)}


def waiting_mail(today: date) -> list[int]:
    """Return the keys of the reminders that go by e-mail and wait, the oldest first."""
    query = select(Reminder.id).where(
        Reminder.state == ReminderState.WAITING, Reminder.way == ReminderWay.MAIL, Reminder.until_on >= today
    )
    return list(db.session.scalars(query.order_by(Reminder.id)))
