"""Recording a bank's order of paying by its letter."""

from datetime import date, datetime

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import day_of, format_date
from core.db import db
from core.errors import Conflict, RuleBroken
from harkat.facility import queries as facility
from harkat.repayments.orders import queries
from harkat.repayments.orders.models import BankPayingOrder
from harkat.repayments.paying_orders import PayingOrder


def set_order(
    bank_id: int, paying_order: PayingOrder, *, valid_from: date, letter: str, actor: Actor, now: datetime
) -> BankPayingOrder:
    """Let payments at a bank pay in an order from a coming day on.

    :raises RuleBroken: for today or a day gone, because money may have been paid by the old order
    :raises Conflict: when an order holds from that day already
    """
    actor.require(Role.HEAD, deed="mengatur urutan pembayaran bank")
    bank = facility.bank(bank_id)
    if valid_from <= day_of(now):
        raise RuleBroken(
            "Urutan baru berlaku paling cepat besok, agar pembayaran yang sudah tercatat tidak berubah.",
            field="valid_from",
        )
    if any(row.valid_from == valid_from for row in queries.rows_of(bank_id)):
        raise Conflict(f"Sudah ada urutan yang berlaku sejak {format_date(valid_from)}.", field="valid_from")
    row = BankPayingOrder(
        bank_id=bank_id,
        valid_from=valid_from,
        paying_order=paying_order,
        letter=letter,
        recorded_at=now,
        recorded_by_id=actor.id,
        recorded_by_name=actor.name,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(
        "repayments.paying_order",
        actor=actor,
        now=now,
        subject="partner_bank",
        subject_id=bank.id,
        summary=f"Urutan pembayaran {bank.name} diatur sejak {format_date(valid_from)}",
        after={"order": paying_order, "valid_from": valid_from, "letter": letter},
    )
    return row
