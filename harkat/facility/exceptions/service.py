"""Booking what a bank paid out without room, and letting it in once there is room."""

from datetime import date, datetime

from core.auth.roles import Actor, Role
from core.dates import day_of
from core.errors import Conflict, NotFound, RuleBroken
from core.money import format_rupiah
from harkat.facility import queries
from harkat.facility.book.service import booked, lock, move
from harkat.facility.exceptions import queries as exceptions
from harkat.facility.ledger import TransferKind
from harkat.facility.models import FacilityTransfer
from harkat.facility.orders import Order, Reversed


def pay_without_room(
    *,
    bank_id: int,
    loan_id: int | None,
    amount: int,
    occurred_on: date,
    reference: str,
    reason: str,
    actor: Actor,
    now: datetime,
) -> FacilityTransfer:
    """Book money that a bank paid out with no approval or no room behind it; a fact is always booked. Rupiah.

    :param loan_id: nothing while it is not known whose loan it is
    """
    _check_bank(bank_id, actor)
    order = Order(bank_id, TransferKind.PAID_WITHOUT_ROOM, amount, occurred_on, reference, loan_id=loan_id, note=reason)
    lock(bank_id)
    return booked(order) or move(order, actor=actor, now=now)


def take_over(
    *,
    bank_id: int,
    loan_id: int,
    amount: int,
    occurred_on: date,
    reference: str,
    letter: str,
    actor: Actor,
    now: datetime,
) -> FacilityTransfer:
    """Book the balance of a loan that began before the system; without room it stands as an exception. Rupiah."""
    _check_bank(bank_id, actor)
    room = lock(bank_id).available
    kind = TransferKind.TAKEN_OVER if room >= amount else TransferKind.PAID_WITHOUT_ROOM
    order = Order(bank_id, kind, amount, occurred_on, reference, loan_id=loan_id, note=letter)
    return move(order, actor=actor, now=now)


def admit(
    *, bank_id: int, loan_id: int, amount: int, reference: str, reason: str, actor: Actor, now: datetime
) -> FacilityTransfer:
    """Let all that stands as an exception of a loan into the bank's ceiling; rupiah.

    :raises RuleBroken: when the exception is another amount by now, or the ceiling has too little room
    """
    stands = lock(bank_id)
    outside = queries.exception_of_loan(loan_id)
    if outside != amount:
        raise RuleBroken(
            f"Pengecualian pinjaman ini sekarang {format_rupiah(outside)}, bukan {format_rupiah(amount)}. "
            "Tarik usulan ini dan buat yang baru."
        )
    if stands.available < amount:
        raise RuleBroken(
            f"Sisa dana bank kurang {format_rupiah(amount - stands.available)} untuk "
            "memasukkan pengecualian ini. Naikkan plafon bank dengan suratnya dahulu."
        )
    day = day_of(now)
    for kind, name in ((TransferKind.EXCEPTION_ENDED, "akhir"), (TransferKind.ADMITTED, "masuk")):
        order = Order(bank_id, kind, amount, day, f"{reference}/{name}", loan_id=loan_id, note=reason)
        row = move(order, actor=actor, now=now)
    return row


def take_back_unnamed(transfer: FacilityTransfer, *, reason: str, actor: Actor, now: datetime) -> FacilityTransfer:
    """Take back money that was booked without a borrower: its loan is recorded now, or it was none of the programme's.

    :raises Conflict: when it was taken back before
    """
    lock(transfer.bank_id)
    if not exceptions.unnamed(transfer_id=transfer.id):
        raise Conflict("Uang tanpa peminjam ini sudah diselesaikan. Muat ulang halaman.")
    order = Order(
        transfer.bank_id,
        TransferKind.REVERSED,
        transfer.amount,
        day_of(now),
        f"{transfer.reference}/tarik",
        reverses=Reversed(transfer.id, transfer.kind),
        note=reason,
    )
    return move(order, actor=actor, now=now)


def _check_bank(bank_id: int, actor: Actor) -> None:
    actor.require(Role.BANK, Role.SYSTEM, deed="mencatat uang keluar dari bank")
    bank = queries.bank(bank_id)
    if actor.role is Role.BANK and actor.organization_id != bank.organization_id:
        raise NotFound("Bank mitra tidak ditemukan.")
