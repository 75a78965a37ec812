"""Booking a write-off and what is recovered after it."""

from datetime import date, datetime

from core.auth.roles import Actor
from core.errors import RuleBroken
from harkat.facility import queries
from harkat.facility.book.service import lock, move
from harkat.facility.ledger import TransferKind
from harkat.facility.models import FacilityTransfer
from harkat.facility.orders import Order


def write_off(
    *, bank_id: int, loan_id: int, amount: int, occurred_on: date, reference: str, actor: Actor, now: datetime
) -> FacilityTransfer:
    """Book the principal of a loan that its bank gives up; rupiah.

    :raises RuleBroken: while a part of the loan stands as an exception
    """
    lock(bank_id)
    if queries.exception_of_loan(loan_id):
        raise RuleBroken("Sebagian pinjaman ini masih pengecualian. Selesaikan itu dahulu, baru hapus buku.")
    order = Order(bank_id, TransferKind.WRITTEN_OFF, amount, occurred_on, reference, loan_id=loan_id)
    return move(order, actor=actor, now=now)


def recovered(
    *, bank_id: int, loan_id: int, amount: int, occurred_on: date, reference: str, actor: Actor, now: datetime
) -> list[FacilityTransfer]:
    """Book principal that came back after a write-off; rupiah."""
    order = Order(bank_id, TransferKind.RECOVERED, amount, occurred_on, reference, loan_id=loan_id)
    return [move(order, actor=actor, now=now)]
