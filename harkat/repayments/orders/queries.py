"""Asking in which order payments at a bank pay."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from core.db import db
from harkat.repayments.orders.models import BankPayingOrder
from harkat.repayments.paying_orders import PayingOrder


@dataclass(frozen=True)
class Orders:
    """A bank's orders of paying with the days from which they hold; before the first the usual one holds."""

    days: tuple[date, ...] = ()
    orders: tuple[PayingOrder, ...] = ()

    def on(self, day: date) -> PayingOrder:
        """Return the order in which money paid on a day pays."""
        place = bisect_right(self.days, day)
        return self.orders[place - 1] if place else PayingOrder.OLDEST


def rows_of(bank_id: int) -> list[BankPayingOrder]:
    """Return a bank's orders of paying, oldest first."""
    query = select(BankPayingOrder).where(BankPayingOrder.bank_id == bank_id).order_by(BankPayingOrder.valid_from)
    return list(db.session.scalars(query))


def orders_of(bank_id: int) -> Orders:
    """Return a bank's orders of paying as payments are replayed by them."""
    rows = rows_of(bank_id)
    return Orders(tuple(row.valid_from for row in rows), tuple(row.paying_order for row in rows))
