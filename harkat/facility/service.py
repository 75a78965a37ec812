"""Telling the facility what happened to a bank's money, in the caller's transaction."""

from datetime import date, datetime

from sqlalchemy import select

from core.audit import service as audit
from core.auth.roles import SYSTEM, Actor, Role
from core.dates import day_of
from core.db import db
from core.errors import Conflict, NotFound, RuleBroken
from core.money import format_rupiah
from harkat.facility import queries
from harkat.facility.book.service import booked, lock, move
from harkat.facility.ceilings.service import open_bank, seed_ceiling_facts, set_ceiling
from harkat.facility.ledger import HeldByException, LedgerAccount, NotEnoughRoom, ReferenceUsed, TransferKind
from harkat.facility.models import FacilityTransfer, PartnerBank, Reservation
from harkat.facility.orders import Order, Reversed
from harkat.facility.terms import ReservationState

__all__ = [
    "disburse",
    "expire_reservations",
    "open_bank",
    "principal_repaid",
    "release",
    "reserve",
    "reverse",
    "seed_ceiling_facts",
    "set_ceiling",
]

TAKEN_BACK = frozenset(
    {
        TransferKind.REPAID,
        TransferKind.REPAID_TO_ROOM,
        TransferKind.EXCEPTION_REPAID,
        TransferKind.WRITTEN_OFF,
        TransferKind.RECOVERED,
    }
)


def reserve(
    *, bank_id: int, amount: int, application_id: int, reference: str, expires_on: date, actor: Actor, now: datetime
) -> Reservation:
    """Set a bank's money aside for an application it approves; rupiah.

    :raises NotEnoughRoom: saying how much is free, also when another approval was first
    :raises HeldByException: while the bank has paid out money without room that is not settled
    :raises ReferenceUsed: when the reference stands for something else
    """
    bank = _own_bank(bank_id, actor)
    stands = lock(bank_id)
    known = db.session.scalar(select(Reservation).where(Reservation.reference == reference))
    if known is not None:
        if (known.bank_id, known.application_id, known.amount) != (bank_id, application_id, amount):
            raise ReferenceUsed(reference)
        return known
    if stands.exception:
        raise HeldByException(bank=bank.name, amount=stands.exception)
    if amount > stands.available:
        raise NotEnoughRoom(bank=bank.name, free=stands.available, amount=amount)
    newest = queries.reservation_of(application_id)
    if newest is not None and newest.state is ReservationState.HELD:
        raise Conflict("Dana untuk permohonan ini sudah disisihkan. Muat ulang halaman permohonan.")
    if amount <= 0:
        raise RuleBroken("Jumlah yang disetujui harus lebih dari Rp0.", field="amount")
    row = Reservation(
        bank_id=bank_id,
        application_id=application_id,
        reference=reference,
        amount=amount,
        used=0,
        state=ReservationState.HELD,
        expires_on=expires_on,
        created_at=now,
    )
    db.session.add(row)
    db.session.flush()
    order = Order(bank_id, TransferKind.COMMITTED, amount, day_of(now), f"{reference}/sisih", reservation_id=row.id)
    move(order, actor=actor, now=now)
    return row


def release(reservation: Reservation, *, reason: str, actor: Actor, now: datetime) -> FacilityTransfer:
    """Give back what is left of a reservation, exactly once.

    :raises Conflict: when it was released or used up before
    """
    _own_bank(reservation.bank_id, actor)
    _take_held(reservation)
    reservation.state = ReservationState.RELEASED
    reservation.ended_at = now
    reservation.end_reason = reason[:200]
    order = Order(
        reservation.bank_id,
        TransferKind.RELEASED,
        reservation.amount - reservation.used,
        day_of(now),
        f"{reservation.reference}/lepas",
        reservation_id=reservation.id,
        note=reason,
    )
    return move(order, actor=actor, now=now)


def expire_reservations(today: date, *, now: datetime, actor: Actor = SYSTEM) -> list[Reservation]:
    """Release every held reservation whose last day has passed, and return them."""
    rows = [queries.reservation(key) for key in queries.expired_reservations(today)]
    for row in rows:
        release(row, reason="Lewat batas waktu", actor=actor, now=now)
    return rows


def disburse(
    *,
    reservation: Reservation,
    loan_id: int,
    amount: int,
    occurred_on: date,
    reference: str,
    actor: Actor,
    now: datetime,
) -> FacilityTransfer:
    """Book what the bank paid out of a reservation, whole or in part; rupiah.

    :raises Conflict: when the reservation was released or used up
    :raises RuleBroken: when more was paid than is set aside
    """
    _own_bank(reservation.bank_id, actor)
    order = Order(
        reservation.bank_id,
        TransferKind.DISBURSED,
        amount,
        occurred_on,
        reference,
        loan_id=loan_id,
        reservation_id=reservation.id,
    )
    lock(reservation.bank_id)
    known = booked(order)
    if known is not None:
        return known
    _take_held(reservation)
    left = reservation.amount - reservation.used
    if amount > left:
        raise RuleBroken(
            f"Yang disisihkan tinggal {format_rupiah(left)}, tidak cukup untuk mencairkan {format_rupiah(amount)}.",
            field="amount",
        )
    transfer = move(order, actor=actor, now=now)
    reservation.used += amount
    if amount == left:
        reservation.state = ReservationState.USED
        reservation.ended_at = now
    db.session.flush()
    return transfer


def principal_repaid(
    *, bank_id: int, loan_id: int, amount: int, occurred_on: date, reference: str, actor: Actor, now: datetime
) -> list[FacilityTransfer]:
    """Book repaid principal: what stands as an exception first, the rest back to the room or to repaid; rupiah.

    Returns one transfer, or two where part of the loan was an exception (that one's reference ends in ``/pk``).

    :raises ReferenceUsed: when the reference stands for something else
    """
    bank = _own_bank(bank_id, actor)
    lock(bank_id)
    known = [row for row in map(queries.transfer_by_reference, (reference, f"{reference}/pk")) if row is not None]
    if known:
        if sum(row.amount for row in known) != amount or any(row.loan_id != loan_id for row in known):
            raise ReferenceUsed(reference)
        return known
    outside = min(amount, queries.exception_of_loan(loan_id))
    inside = TransferKind.REPAID_TO_ROOM if bank.is_revolving else TransferKind.REPAID
    parts = [(inside, amount - outside, reference), (TransferKind.EXCEPTION_REPAID, outside, f"{reference}/pk")]
    return [
        move(Order(bank_id, kind, part, occurred_on, name, loan_id=loan_id), actor=actor, now=now)
        for kind, part, name in parts
        if part
    ]


def reverse(
    transfer: FacilityTransfer, *, reference: str, reason: str, actor: Actor, now: datetime
) -> FacilityTransfer:
    """Reverse a repayment, write-off or recovery by a new transfer.

    Where repaid money was lent again and no room is left, it becomes an exception of the loan.

    :raises Conflict: when it was reversed before
    :raises RuleBroken: for a kind of transfer that has its own way back
    """
    _own_bank(transfer.bank_id, actor)
    if transfer.kind not in TAKEN_BACK:
        raise RuleBroken(f"“{transfer.kind.label}” tidak dapat dibatalkan dari sini.")
    stands = lock(transfer.bank_id)
    before = db.session.scalar(select(FacilityTransfer).where(FacilityTransfer.reverses_id == transfer.id))
    if before is not None:
        if before.reference == reference:
            return before
        raise Conflict("Transaksi ini sudah dibatalkan. Muat ulang halaman.")
    no_room = transfer.to_account is LedgerAccount.AVAILABLE and stands.available < transfer.amount
    order = Order(
        transfer.bank_id,
        TransferKind.REVERSED_WITHOUT_ROOM if no_room else TransferKind.REVERSED,
        transfer.amount,
        day_of(now),
        reference,
        loan_id=transfer.loan_id,
        reverses=Reversed(transfer.id, transfer.kind),
        note=reason,
    )
    row = move(order, actor=actor, now=now)
    audit.record(
        "facility.reverse",
        actor=actor,
        now=now,
        subject="facility_transfer",
        subject_id=row.id,
        summary=f"Transaksi fasilitas nomor {transfer.sequence} dibatalkan",
        before={"reference": transfer.reference, "kind": transfer.kind},
        after={"reference": reference, "kind": row.kind, "reason": reason},
    )
    return row


def _take_held(reservation: Reservation) -> None:
    """Lock a reservation's bank and refuse when it is no longer held."""
    lock(reservation.bank_id)
    db.session.refresh(reservation)
    if reservation.state is not ReservationState.HELD:
        raise Conflict(
            f"Dana untuk permohonan ini sudah {reservation.state.label.lower()}. Muat ulang halaman permohonan."
        )


def _own_bank(bank_id: int, actor: Actor) -> PartnerBank:
    """Return a bank; another bank's officer must not even learn that it moves money.

    :raises NotFound: for another bank's officer
    """
    bank = queries.bank(bank_id)
    if actor.role is Role.BANK and actor.organization_id != bank.organization_id:
        raise NotFound("Bank mitra tidak ditemukan.")
    return bank
