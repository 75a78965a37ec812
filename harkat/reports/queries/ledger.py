"""Money on any day, read from the facility's transfers; today's comes from the guarded balances."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import aliased

from core.dates import day_of
from core.db import db
from harkat.facility import queries as facility
from harkat.facility.days import queries as days
from harkat.facility.days.models import FacilityDay
from harkat.facility.ledger import CITY_KINDS, PAID_OUT, LedgerAccount, TransferKind, balances_after
from harkat.facility.models import CeilingFact, FacilityTransfer
from harkat.facility.position import Position, position_of
from harkat.reports.basis import Basis
from harkat.reports.figures import BankFigures
from harkat.reports.queries.calendar import end_of

taken_back = aliased(FacilityTransfer, name="taken_back")
"""The transfer that a reversal reverses; join it before asking for ``paid_out_amount``."""


def until(day: date, basis: Basis) -> ColumnElement[bool]:
    """Return the condition that a transfer counts for a day; the statement joins ``taken_back``.

    By the day things happened, what was taken back later never happened: a reversal counts from the day of its row.
    """
    if basis is Basis.KNOWN:
        return FacilityTransfer.recorded_at < end_of(day)
    return happened_on() <= day


def happened_on() -> ColumnElement[date]:
    """Return the day a transfer counts from, corrections included; the statement joins ``taken_back``."""
    return func.coalesce(taken_back.occurred_on, FacilityTransfer.occurred_on)


def paid_out_amount() -> ColumnElement[int]:
    """Return what a transfer adds to the money in borrowers' hands: its amount, or less for a reversed payment."""
    is_taken_back = (FacilityTransfer.kind == TransferKind.REVERSED) & taken_back.kind.in_(PAID_OUT)
    return case(
        (FacilityTransfer.kind.in_(PAID_OUT), FacilityTransfer.amount),
        (is_taken_back, -FacilityTransfer.amount),
        else_=0,
    )


def bank_rows(day: date, *, today: date, basis: Basis) -> list[BankFigures]:
    """Return every bank by name with its position on a day."""
    positions = facility.positions() if day >= today else positions_on(day, basis)
    reported = reported_at(day, basis)
    return [
        BankFigures(
            bank.id,
            bank.name,
            bank.is_sample,
            positions.get(bank.id, Position()),
            day_of(reported[bank.id]) if bank.id in reported else None,
            bank.is_revolving,
        )
        for bank in facility.banks()
    ]


def positions_on(day: date, basis: Basis) -> dict[int, Position]:
    """Return every bank's position on a day, from the sums by day or, where those are not complete, the transfers."""
    moves = days.flows(_kept_until(day, basis)) if days.are_complete() else moves_until(day, basis)
    flows: dict[int, list[tuple[LedgerAccount, LedgerAccount, int]]] = {}
    paid_out: dict[int, int] = {}
    for bank_id, origin, target, amount, disbursed in moves:
        flows.setdefault(bank_id, []).append((origin, target, amount))
        paid_out[bank_id] = paid_out.get(bank_id, 0) + disbursed
    return {
        bank_id: position_of(balances_after(moved), disbursed_total=paid_out[bank_id])
        for bank_id, moved in flows.items()
    }


def moves_until(day: date, basis: Basis) -> list[days.Flow]:
    """Add up bank, from, to, rupiah moved and rupiah paid out from the transfers themselves."""
    query = (
        select(
            FacilityTransfer.bank_id,
            FacilityTransfer.from_account,
            FacilityTransfer.to_account,
            func.sum(FacilityTransfer.amount),
            func.sum(paid_out_amount()),
        )
        .outerjoin(taken_back, taken_back.id == FacilityTransfer.reverses_id)
        .where(until(day, basis))
        .group_by(FacilityTransfer.bank_id, FacilityTransfer.from_account, FacilityTransfer.to_account)
    )
    return [
        (bank_id, origin, target, int(amount), int(disbursed))
        for bank_id, origin, target, amount, disbursed in db.session.execute(query)
    ]


def _kept_until(day: date, basis: Basis) -> ColumnElement[bool]:
    """Return the condition that a kept sum counts for a day."""
    return FacilityDay.recorded_on <= day if basis is Basis.KNOWN else FacilityDay.happened_on <= day


def reported_at(day: date, basis: Basis) -> dict[int, datetime]:
    """Return when each bank last recorded something of its own (approval, payment, principal repaid)."""
    return days.last_words(_kept_until(day, basis)) if days.are_complete() else reported_slowly(day, basis)


def reported_slowly(day: date, basis: Basis) -> dict[int, datetime]:
    """Find the same in the transfers themselves."""
    query = (
        select(FacilityTransfer.bank_id, func.max(FacilityTransfer.recorded_at).label("reported_at"))
        .outerjoin(taken_back, taken_back.id == FacilityTransfer.reverses_id)
        .where(until(day, basis), FacilityTransfer.kind.not_in(CITY_KINDS))
        .group_by(FacilityTransfer.bank_id)
    )
    return {row.bank_id: row.reported_at for row in db.session.execute(query)}


def payments(day: date, basis: Basis) -> list[tuple[date, int]]:
    """Return what went out on each day up to a day, in rupiah, less what was reversed.

    As recorded then, a reversal counts on its own day; with what was corrected since, on the day of what it takes back.
    """
    if not days.are_complete():
        return payments_slowly(day, basis)
    on = FacilityDay.occurred_on if basis is Basis.KNOWN else FacilityDay.happened_on
    return days.paid_out_by_day(_kept_until(day, basis), on)


def payments_slowly(day: date, basis: Basis) -> list[tuple[date, int]]:
    """Add the same up from the transfers themselves."""
    amount = paid_out_amount()
    on = FacilityTransfer.occurred_on if basis is Basis.KNOWN else happened_on()
    query = (
        select(on, func.sum(amount))
        .outerjoin(taken_back, taken_back.id == FacilityTransfer.reverses_id)
        .where(until(day, basis), amount != 0)
        .group_by(on)
        .having(func.sum(amount) != 0)
        .order_by(on)
    )
    return [(occurred_on, int(total)) for occurred_on, total in db.session.execute(query)]


def ceiling_facts(day: date) -> list[CeilingFact]:
    """Return the reported sizes of the fund that were known on a day, the one in force first."""
    return [fact for fact in facility.ceiling_facts() if fact.reported_on <= day]
