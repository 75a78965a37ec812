"""Preparing reminders, claiming one before it goes out, and writing down what became of it."""

from contextlib import suppress
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from balikat.training.cohorts.queries import session_for
from balikat.training.models import Enrollment
from balikat.training.notices.service import mark_told
from core.audit import service as audit
from core.auth.roles import SYSTEM, Actor, Role
from core.contacts import queries as contacts
from core.contacts.reach import Reach
from core.dates import day_of
from core.db import db
from core.errors import Conflict, RuleBroken
from core.mail.service import Letter, is_on, queue
from core.people import queries as people
from core.people.models import Person
from core.people.repair.moves import Move
from core.policy.queries import whole_on
from harkat.reminders import queries
from harkat.reminders.kinds import DropReason, ReminderKind, ReminderState, ReminderWay
from harkat.reminders.models import Reminder
from harkat.reminders.sources import Wanted
from harkat.reminders.wording import message, subject
from harkat.repayments.arrears_steps import QUIET_FROM, QUIET_UNTIL

SENDERS = (Role.OFFICER, Role.MENTOR, Role.SYSTEM)


class TakenAlready(Conflict):
    """Somebody else has the reminder, or it has gone out."""


class NotNow(RuleBroken):
    """Quiet hours, or outside the hours the person asked for."""


def prepare(*, now: datetime, today: date) -> int:
    """Put everybody who is to be reminded into the queue, once each, and take out what came too late."""
    late = update(Reminder).where(Reminder.state == ReminderState.WAITING, Reminder.until_on < today)
    late = late.values(state=ReminderState.DROPPED, drop_reason=DropReason.LATE)
    db.session.execute(late.execution_options(synchronize_session=False))
    wanted = queries.wanted(today)
    known = queries.known_occasions([one.occasion for one in wanted])
    persons = {person.id: person for person in people.persons([one.person_id for one in wanted])}
    reaches = contacts.reaches_of(persons.values())
    made = 0
    for one in wanted:
        reach = reaches[one.person_id]
        if one.occasion not in known and reach.died_on is None and people.limit_of(one.person_id) is None:
            known.add(one.occasion)
            made += _add(one, persons[one.person_id], reach, now=now)
    if made:
        summary = f"{made} pengingat disiapkan"
        audit.record("reminders.prepare", actor=SYSTEM, now=now, subject="reminder", subject_id=None, summary=summary)
    return made


def _add(one: Wanted, person: Person, reach: Reach, *, now: datetime) -> int:
    by_mail = is_on() and person.email is not None and reach.may_name_business
    row = Reminder(
        occasion=one.occasion,
        kind=one.kind,
        way=ReminderWay.MAIL if by_mail else ReminderWay.WHATSAPP,
        person_id=one.person_id,
        subject_id=one.subject_id,
        about_on=one.about_on,
        until_on=one.until_on,
        text=message(
            one.kind, person.name, on=one.about_on, may_tell=reach.may_name_business, hour=one.hour, place=one.place
        ),
        state=ReminderState.WAITING,
        made_at=now,
    )
    with suppress(IntegrityError), db.session.begin_nested():
        db.session.add(row)
        return 1
    return 0


def claim(row: Reminder, *, text: str | None = None, actor: Actor, now: datetime) -> Reminder:
    """Take a reminder before it goes out; from now on nobody and nothing sends it again by itself.

    :param text: the message with its link, where the one who sends has to make it
    :raises NotNow: in quiet hours, outside the person's hours, or for somebody who died
    :raises TakenAlready: when it was taken meanwhile
    """
    actor.require(*SENDERS, deed="mengirim pengingat")
    reason = why_not_now(contacts.reach_of(row.person), now)
    if reason is not None:
        raise NotNow(reason)
    if row.until_on < day_of(now):
        raise NotNow("Pengingat ini sudah lewat waktunya.")
    taken = db.session.execute(
        update(Reminder)
        .where(Reminder.id == row.id, Reminder.state == ReminderState.WAITING)
        .values(state=ReminderState.CLAIMED, claimed_at=now, claimed_by_id=actor.id)
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount != 1:  # type: ignore[attr-defined]
        raise TakenAlready("Pengingat ini sudah diambil orang lain atau sudah terkirim. Muat ulang halaman.")
    db.session.refresh(row)
    row.text = text or row.text
    db.session.flush()
    return row


def why_not_now(reach: Reach, now: datetime) -> str | None:
    """Say why somebody may not be written to at this moment; None when they may."""
    today = day_of(now)
    return reach.why_not_now(now, quiet_from=whole_on(QUIET_FROM, today), quiet_until=whole_on(QUIET_UNTIL, today))


def mark_sent(row: Reminder, *, actor: Actor, now: datetime) -> Reminder:
    """Write down that a claimed reminder went out; a second time changes nothing.

    :raises TakenAlready: when it was not claimed
    """
    actor.require(*SENDERS, deed="mencatat pengingat")
    if row.state is ReminderState.SENT:
        return row
    _follow(row, ReminderState.SENT, sent_at=now)
    if row.kind is ReminderKind.SESSION and actor.role is Role.OFFICER:
        _tell_the_class(row, actor=actor, now=now)
    _trail("reminders.send", "terkirim", row, actor=actor, now=now)
    return row


def put_back(row: Reminder, *, actor: Actor, now: datetime) -> Reminder:
    """Let a claimed reminder wait again because somebody looked and it had not gone out."""
    actor.require(*SENDERS, deed="mengembalikan pengingat")
    _follow(row, ReminderState.WAITING)
    _trail("reminders.put_back", "belum terkirim, dikembalikan ke antrean", row, actor=actor, now=now)
    return row


def drop(row: Reminder, reason: DropReason, *, actor: Actor, now: datetime) -> Reminder:
    """Take a reminder out of the queue with a reason."""
    actor.require(*SENDERS, deed="membatalkan pengingat")
    _follow(row, ReminderState.DROPPED, drop_reason=reason)
    _trail("reminders.drop", f"tidak dikirim: {reason.label.lower()}", row, actor=actor, now=now)
    return row


def _follow(row: Reminder, following: ReminderState, **values: Any) -> None:
    before = [ReminderState.CLAIMED]
    if following is ReminderState.DROPPED:
        before.append(ReminderState.WAITING)
    changed = db.session.execute(
        update(Reminder)
        .where(Reminder.id == row.id, Reminder.state.in_(before))
        .values(state=following, **values)
        .execution_options(synchronize_session=False)
    )
    if changed.rowcount != 1:  # type: ignore[attr-defined]
        raise TakenAlready("Keadaan pengingat ini sudah berubah. Muat ulang halaman.")
    db.session.refresh(row)


def _tell_the_class(row: Reminder, *, actor: Actor, now: datetime) -> None:
    """Let the session's own page know, so that its trainer does not remind the same person again."""
    session = session_for(row.subject_id, actor)
    query = select(Enrollment.id).where(
        Enrollment.cohort_id == session.cohort_id, Enrollment.person_id == row.person_id
    )
    enrollment_id = db.session.scalar(query)
    if enrollment_id is not None:
        mark_told(session, [enrollment_id], actor=actor, now=now, today=day_of(now))


def hand_to_mail(reminder_id: int, *, now: datetime) -> bool:
    """Claim a reminder that goes by e-mail and queue its letter in the same transaction; tell whether it was queued."""
    row = queries.reminder_for(reminder_id, SYSTEM)
    address = row.person.email
    if row.state is not ReminderState.WAITING or address is None:
        return False
    claim(row, actor=SYSTEM, now=now)
    may_tell = contacts.reach_of(row.person).may_name_business
    queue(Letter(f"reminder:{row.id}", address, subject(row.kind, may_tell=may_tell), row.text), now=now)
    mark_sent(row, actor=SYSTEM, now=now)
    return True


def _trail(deed: str, words: str, row: Reminder, *, actor: Actor, now: datetime) -> None:
    audit.record(
        deed, actor=actor, now=now, subject="person", subject_id=row.person_id,
        summary=f"Pengingat {row.kind.label.lower()} {words}", after={"reminder_id": row.id},
    )  # fmt: skip


def _move(from_id: int, to_id: int) -> dict[str, Any]:
    """Let what went out go over to the person that is kept; what still waits is prepared anew for them."""
    waiting = Reminder.state == ReminderState.WAITING
    db.session.execute(delete(Reminder).where(Reminder.person_id == from_id, waiting))
    db.session.execute(update(Reminder).where(Reminder.person_id == from_id).values(person_id=to_id))
    return {}


REMINDERS = Move(("reminder",), _move)
