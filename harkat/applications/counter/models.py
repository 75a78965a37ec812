"""Numbers drawn at the counter, day by day."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model, Moment, enum_column, primary_key
from harkat.applications.counter.tickets import Errand, TicketState


class CounterDay(Model):
    """The last number drawn on a day; changed only by adding one in the database, so no number is drawn twice."""

    __tablename__ = "counter_day"
    __table_args__ = (CheckConstraint("last_number >= 0", name="last_number_not_negative"),)

    day: Mapped[date] = mapped_column(primary_key=True)
    last_number: Mapped[int] = mapped_column(default=0)


class CounterTicket(Model):
    """One number of a day. At most one number is called to a desk at a time; the database holds it so.

    ``reference`` is the form's own mark: the same form sent twice draws one number.
    """

    __tablename__ = "counter_ticket"
    __table_args__ = (
        UniqueConstraint("day", "number"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("state = 'waiting' OR (desk IS NOT NULL AND called_at IS NOT NULL)", name="called_to_a_desk"),
        CheckConstraint("(state = 'served') = (served_at IS NOT NULL)", name="served_at_a_moment"),
        Index(
            "uq_counter_ticket_called_day_desk",
            "day",
            "desk",
            unique=True,
            sqlite_where=text("state = 'called'"),
            postgresql_where=text("state = 'called'"),
        ),
    )

    id: Mapped[int] = primary_key()
    day: Mapped[date] = mapped_column(index=True)
    number: Mapped[int]
    errand: Mapped[Errand] = mapped_column(enum_column(Errand))
    state: Mapped[TicketState] = mapped_column(enum_column(TicketState))
    desk: Mapped[int | None]
    drawn_at: Mapped[datetime] = mapped_column(Moment)
    called_at: Mapped[datetime | None] = mapped_column(Moment)
    called_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    served_at: Mapped[datetime | None] = mapped_column(Moment)
    reference: Mapped[str | None] = mapped_column(String(64), unique=True)
