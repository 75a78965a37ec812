"""Asking for the numbers of a day."""

from datetime import date

from sqlalchemy import select

from core.db import db, get_or_404
from harkat.applications.counter.models import CounterTicket
from harkat.applications.counter.tickets import TicketState


def tickets_of(day: date) -> list[CounterTicket]:
    """Return every number drawn on a day, in order."""
    query = select(CounterTicket).where(CounterTicket.day == day).order_by(CounterTicket.number)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def ticket(ticket_id: int) -> CounterTicket:
    """Return one number.

    :raises NotFound: when there is none
    """
    return get_or_404(CounterTicket, ticket_id, what="Nomor antrean")


def by_reference(reference: str) -> CounterTicket | None:
    """Return the number a form has drawn already, if it was sent before."""
    return db.session.scalar(select(CounterTicket).where(CounterTicket.reference == reference))


def called_to(desk: int, day: date) -> CounterTicket | None:
    """Return the number that is at a desk now."""
    query = select(CounterTicket).where(
        CounterTicket.day == day, CounterTicket.desk == desk, CounterTicket.state == TicketState.CALLED
    )
    return db.session.scalar(query)
