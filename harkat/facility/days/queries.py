"""Asking the sums by day, and holding them against the transfers."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from core.db import db
from harkat.facility.days.adding import DayKey, DaySum, add_up, part_of
from harkat.facility.days.models import FacilityDay
from harkat.facility.ledger import Difference, LedgerAccount
from harkat.facility.models import FacilityBalance, FacilityTransfer

Plain = TypeVar("Plain", DayKey, DaySum)
Flow = tuple[int, LedgerAccount, LedgerAccount, int, int]


def are_complete() -> bool:
    """Tell whether every booked transfer is in the sums; it is not where the book is older than the sums."""
    summed = select(func.coalesce(func.sum(FacilityDay.transfers), 0)).scalar_subquery()
    booked = select(func.coalesce(func.sum(FacilityBalance.transfers), 0)).scalar_subquery()
    return bool(db.session.scalar(select(summed == booked)))


def flows(counts: ColumnElement[bool]) -> list[Flow]:
    """Return bank, from, to, rupiah moved and rupiah paid out over the sums that count."""
    route = (FacilityDay.bank_id, FacilityDay.from_account, FacilityDay.to_account)
    query = select(*route, func.sum(FacilityDay.amount), func.sum(FacilityDay.paid_out)).where(counts).group_by(*route)
    return [
        (bank_id, origin, target, int(amount), int(paid_out))
        for bank_id, origin, target, amount, paid_out in db.session.execute(query)
    ]


def last_words(counts: ColumnElement[bool]) -> dict[int, datetime]:
    """Return when each bank last booked something of its own, over the sums that count."""
    query = (
        select(FacilityDay.bank_id, func.max(FacilityDay.last_recorded_at).label("moment"))
        .where(counts, ~FacilityDay.is_city)
        .group_by(FacilityDay.bank_id)
    )
    return {row.bank_id: row.moment for row in db.session.execute(query)}


def paid_out_by_day(counts: ColumnElement[bool], on: Any = FacilityDay.occurred_on) -> list[tuple[date, int]]:
    """Return the rupiah that went out on each day, less what was reversed, over the sums that count.

    :param on: the day a sum stands under: of a reversal its own, or with ``happened_on`` that of what it takes back
    """
    query = (
        select(on, func.sum(FacilityDay.paid_out))
        .where(counts, FacilityDay.paid_out != 0)
        .group_by(on)
        .having(func.sum(FacilityDay.paid_out) != 0)
        .order_by(on)
    )
    return [(day, int(amount)) for day, amount in db.session.execute(query)]


def recomputed(bank_id: int) -> dict[DayKey, DaySum]:
    """Add a bank's transfers up again, one by one."""
    return add_up(_parts(bank_id))


def stored(bank_id: int) -> dict[DayKey, DaySum]:
    """Return a bank's sums as they are kept."""
    rows = db.session.scalars(
        select(FacilityDay).where(FacilityDay.bank_id == bank_id).execution_options(populate_existing=True)
    )
    return {_read(DayKey, row): _read(DaySum, row) for row in rows}


def verify(bank_id: int, name: str) -> list[Difference]:
    """Return the sums of a bank that are not what its transfers say."""
    kept, again = stored(bank_id), recomputed(bank_id)
    return [
        Difference(
            name,
            f"days#{key.happened_on}/{key.from_account.value}>{key.to_account.value}",
            kept[key].amount if key in kept else 0,
            again[key].amount if key in again else 0,
        )
        for key in sorted(kept.keys() | again.keys(), key=repr)
        if kept.get(key) != again.get(key)
    ]


def _parts(bank_id: int) -> Iterator[tuple[DayKey, DaySum]]:
    taken = aliased(FacilityTransfer)
    query = (
        select(FacilityTransfer, taken.kind, taken.occurred_on)
        .outerjoin(taken, taken.id == FacilityTransfer.reverses_id)
        .where(FacilityTransfer.bank_id == bank_id)
        .execution_options(yield_per=1000, populate_existing=True)
    )
    for row, kind, occurred_on in db.session.execute(query):
        yield part_of(row.as_movement(), reverses=None if row.reverses_id is None else (kind, occurred_on))


def _read(kind: type[Plain], row: FacilityDay) -> Plain:
    return kind(**{field.name: getattr(row, field.name) for field in fields(kind)})
