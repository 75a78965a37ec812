"""Drawing and calling numbers; the database decides who was first, so that no number is drawn or called twice."""

from contextlib import suppress
from datetime import date, datetime

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.db import db
from core.errors import Conflict, RuleBroken
from harkat.applications.counter import queries
from harkat.applications.counter.models import CounterDay, CounterTicket
from harkat.applications.counter.tickets import FOLLOWS, Errand, TicketState, check_desk, shown_number


class NobodyWaits(RuleBroken):
    """There is no number to be called."""


class DeskTaken(Conflict):
    """A number is at this desk already."""


class CalledElsewhere(Conflict):
    """The number went on at another desk meanwhile."""


def draw(errand: Errand, *, day: date, reference: str, actor: Actor, now: datetime) -> CounterTicket:
    """Draw the next number of a day; the same form sent twice draws one."""
    actor.require(Role.OFFICER, deed="mengambilkan nomor antrean")
    known = queries.by_reference(reference)
    if known is not None:
        return known
    ticket = CounterTicket(
        day=day,
        number=_next_number(day),
        errand=errand,
        state=TicketState.WAITING,
        drawn_at=now,
        reference=reference,
    )
    db.session.add(ticket)
    db.session.flush()
    return ticket


def call_next(desk: int, *, day: date, actor: Actor, now: datetime) -> CounterTicket:
    """Call the lowest waiting number to a desk; two desks at once get two numbers.

    :raises NobodyWaits: when no number waits
    :raises DeskTaken: while a number is at this desk
    """
    _begin(desk, day, actor)
    waiting = select(CounterTicket.id).where(CounterTicket.day == day, CounterTicket.state == TicketState.WAITING)
    key = db.session.scalar(waiting.order_by(CounterTicket.number).limit(1))
    if key is None:
        raise NobodyWaits("Tidak ada nomor yang menunggu.")
    if not _take(key, TicketState.WAITING, desk, actor, now):
        raise CalledElsewhere("Nomor itu baru saja dipanggil loket lain. Panggil sekali lagi.")
    return queries.ticket(key)


def call_again(ticket: CounterTicket, desk: int, *, actor: Actor, now: datetime) -> CounterTicket:
    """Call a number that was skipped.

    :raises CalledElsewhere: when it was called or served meanwhile
    :raises DeskTaken: while a number is at this desk
    """
    _begin(desk, ticket.day, actor)
    if not _take(ticket.id, TicketState.SKIPPED, desk, actor, now):
        raise CalledElsewhere(f"Nomor {shown_number(ticket.number)} sudah dipanggil loket lain. Muat ulang halaman.")
    db.session.refresh(ticket)
    return ticket


def finish(ticket: CounterTicket, following: TicketState, *, actor: Actor, now: datetime) -> CounterTicket:
    """Let a called number go: served, or skipped because nobody came; the same click twice changes nothing.

    :raises CalledElsewhere: when it does not stand at a desk any more
    """
    actor.require(Role.OFFICER, deed="melayani loket")
    if following not in FOLLOWS[TicketState.CALLED]:
        raise RuleBroken("Pilih selesai atau lewati.")
    values = {"state": following, "served_at": now if following is TicketState.SERVED else None}
    rows = db.session.execute(
        update(CounterTicket)
        .where(CounterTicket.id == ticket.id, CounterTicket.state == TicketState.CALLED)
        .values(values)
        .execution_options(synchronize_session=False)
    )
    db.session.refresh(ticket)
    if rows.rowcount == 0 and ticket.state is not following:  # type: ignore[attr-defined]
        raise CalledElsewhere(f"Nomor {shown_number(ticket.number)} {ticket.state.label.lower()}. Muat ulang halaman.")
    if rows.rowcount and following is TicketState.SERVED:  # type: ignore[attr-defined]
        audit.record(
            "counter.serve", actor=actor, now=now, subject="counter_ticket", subject_id=ticket.id,
            summary=f"Nomor antrean {shown_number(ticket.number)} dilayani di loket {ticket.desk}",
        )  # fmt: skip
    return ticket


def _begin(desk: int, day: date, actor: Actor) -> None:
    actor.require(Role.OFFICER, deed="memanggil nomor antrean")
    check_desk(desk)
    _hold_day(day)
    held = queries.called_to(desk, day)
    if held is not None:
        raise DeskTaken(
            f"Nomor {shown_number(held.number)} masih di loket {desk}. Selesaikan atau lewati dahulu.", field="desk"
        )


def _take(key: int, state: TicketState, desk: int, actor: Actor, now: datetime) -> bool:
    rows = db.session.execute(
        update(CounterTicket)
        .where(CounterTicket.id == key, CounterTicket.state == state)
        .values(state=TicketState.CALLED, desk=desk, called_at=now, called_by_id=actor.id)
        .execution_options(synchronize_session=False)
    )
    db.session.expire_all()
    return bool(rows.rowcount)  # type: ignore[attr-defined]


def _next_number(day: date) -> int:
    _hold_day(day)
    query = (
        update(CounterDay)
        .where(CounterDay.day == day)
        .values(last_number=CounterDay.last_number + 1)
        .returning(CounterDay.last_number)
        .execution_options(synchronize_session=False)
    )
    return int(db.session.execute(query).scalar_one())


def _hold_day(day: date) -> None:
    """Hold the day's row until the transaction ends, so that the desks go one after the other."""
    held = select(CounterDay.day).where(CounterDay.day == day).with_for_update()
    if db.session.scalar(held) is not None:
        return
    with suppress(IntegrityError), db.session.begin_nested():
        db.session.execute(insert(CounterDay).values(day=day, last_number=0))
    db.session.scalar(held)
