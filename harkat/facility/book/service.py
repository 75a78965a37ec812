"""Moving money between two accounts of a bank: guarded balances and the row of the chain, in one transaction."""

from datetime import datetime

from sqlalchemy import select, update

from core.auth.roles import Actor
from core.db import db
from core.errors import NotFound, RuleBroken
from harkat.facility import queries
from harkat.facility.days import service as days
from harkat.facility.ledger import GUARDED, LedgerAccount, NotEnoughRoom, NotThere, ReferenceUsed, chain
from harkat.facility.models import FacilityBalance, FacilityTransfer
from harkat.facility.orders import Order


def lock(bank_id: int) -> FacilityBalance:
    """Take a bank's balances for this transaction, waiting for whoever holds them, and return them as they are now.

    SQLite has no row locks; there the whole write transaction holds the file.

    :raises NotFound: when the bank has no balances
    """
    row = db.session.scalar(
        select(FacilityBalance)
        .where(FacilityBalance.bank_id == bank_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound("Bank mitra tidak ditemukan.")
    return row


def lock_all() -> list[FacilityBalance]:
    """Take the balances of every bank, always in the same order so that two cannot wait for each other."""
    return list(
        db.session.scalars(
            select(FacilityBalance)
            .order_by(FacilityBalance.bank_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def move(order: Order, *, actor: Actor, now: datetime) -> FacilityTransfer:
    """Book an order; the same order under the same reference is the row that is already there.

    The database compares and changes the balance in one statement and guards it with CHECKs, so that being right
    never rests on what was read before.

    :raises NotEnoughRoom: when available money is short
    :raises NotThere: when another account is short
    :raises ReferenceUsed: when the reference stands for something else
    """
    if order.amount <= 0:
        raise RuleBroken("Jumlah harus lebih dari Rp0.", field="amount")
    lock(order.bank_id)
    known = booked(order)
    if known is not None:
        return known
    sequence, head = _change_balances(order)
    origin, target = order.route
    row = FacilityTransfer(
        bank_id=order.bank_id,
        sequence=sequence,
        reference=order.reference,
        kind=order.kind,
        from_account=origin,
        to_account=target,
        amount=order.amount,
        occurred_on=order.occurred_on,
        recorded_at=now,
        loan_id=order.loan_id,
        reservation_id=order.reservation_id,
        reverses_id=None if order.reverses is None else order.reverses.id,
        actor_id=actor.id,
        actor_name=actor.name,
        note=None if order.note is None else order.note[:300],
        digest="",
    )
    row.digest = chain(head, row.as_movement())
    db.session.add(row)
    _write(order.bank_id, {"head": row.digest})
    db.session.flush()
    days.add(row)
    return row


def booked(order: Order) -> FacilityTransfer | None:
    """Return the transfer that an order already became, if it was booked before.

    :raises ReferenceUsed: when its reference stands for something else
    """
    row = queries.transfer_by_reference(order.reference)
    if row is None:
        return None
    same = (row.bank_id, row.kind, row.amount, row.loan_id, row.reverses_id) == (
        order.bank_id,
        order.kind,
        order.amount,
        order.loan_id,
        None if order.reverses is None else order.reverses.id,
    )
    if not same:
        raise ReferenceUsed(order.reference)
    return row


def _change_balances(order: Order) -> tuple[int, str]:
    """Change both accounts where the first holds enough; return the row's place in the chain and the head before."""
    origin, target = order.route
    leaving = getattr(FacilityBalance, origin.value)
    statement = update(FacilityBalance).where(FacilityBalance.bank_id == order.bank_id)
    if origin in GUARDED:
        statement = statement.where(leaving - order.amount >= 0)
    changed = db.session.execute(
        statement.values(
            {
                origin.value: leaving - order.amount,
                target.value: getattr(FacilityBalance, target.value) + order.amount,
                "disbursed": FacilityBalance.disbursed + order.paid_out,
                "transfers": FacilityBalance.transfers + 1,
            }
        )
        .returning(FacilityBalance.transfers, FacilityBalance.head)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if changed is None:
        _refuse(order, origin)
    assert changed is not None
    return changed[0], changed[1]


def _refuse(order: Order, origin: LedgerAccount) -> None:
    bank = queries.bank(order.bank_id).name
    held: int = getattr(queries.balance(order.bank_id), origin.value)
    if origin is LedgerAccount.AVAILABLE:
        raise NotEnoughRoom(bank=bank, free=held, amount=order.amount)
    raise NotThere(bank=bank, account=origin, held=held, amount=order.amount)


def _write(bank_id: int, values: dict[str, object]) -> None:
    db.session.execute(
        update(FacilityBalance)
        .where(FacilityBalance.bank_id == bank_id)
        .values(values)
        .execution_options(synchronize_session=False)
    )
