"""Taking banks into the programme and changing how much each of them lends."""

from datetime import date, datetime

from sqlalchemy import func, select

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import day_of
from core.db import db
from core.errors import RuleBroken
from core.money import format_rupiah
from harkat.facility import queries
from harkat.facility.book.service import lock_all, move
from harkat.facility.ledger import TransferKind
from harkat.facility.models import CeilingFact, FacilityBalance, FacilityTransfer, PartnerBank
from harkat.facility.orders import Order
from harkat.facility.terms import REPORTED_CEILINGS, CeilingStanding, LenderType


def open_bank(
    *,
    organization_id: int,
    name: str,
    lender_type: LenderType,
    is_revolving: bool = False,
    is_sample: bool = False,
    actor: Actor,
    now: datetime,
) -> PartnerBank:
    """Take a bank into the programme with empty balances.

    :raises NotAllowed: for anyone but the admin and the head
    """
    actor.require(Role.ADMIN, Role.HEAD, Role.SYSTEM, deed="menambah bank mitra")
    row = PartnerBank(
        organization_id=organization_id,
        name=name,
        lender_type=lender_type,
        is_revolving=is_revolving,
        is_sample=is_sample,
    )
    db.session.add(row)
    db.session.flush()
    db.session.add(FacilityBalance(bank_id=row.id))
    db.session.flush()
    audit.record(
        "facility.open_bank",
        actor=actor,
        now=now,
        subject="partner_bank",
        subject_id=row.id,
        summary=f"Bank mitra {name} ditambahkan",
        after={"lender_type": lender_type, "is_revolving": is_revolving},
    )
    return row


def seed_ceiling_facts(*, now: datetime) -> int:
    """Write the reported sizes of the fund into an empty table; return how many."""
    if db.session.scalar(select(func.count()).select_from(CeilingFact)):
        return 0
    for report in REPORTED_CEILINGS:
        db.session.add(
            CeilingFact(
                amount=report.amount,
                reported_on=report.reported_on,
                standing=report.standing,
                source=report.source,
                note=report.note,
                recorded_at=now,
            )
        )
    db.session.flush()
    return len(REPORTED_CEILINGS)


def set_ceiling(
    bank: PartnerBank, amount: int, *, reference: str, source: str, actor: Actor, now: datetime
) -> FacilityTransfer | None:
    """Raise or lower a bank's ceiling to an amount in rupiah; nothing moves when it is that already.

    :param source: the bank's letter or another document that says so
    :raises NotEnoughRoom: when less is free than the ceiling should fall
    :raises RuleBroken: when all banks together would exceed the size of the fund in force
    """
    actor.require(Role.HEAD, Role.ADMIN, Role.ECONOMICS, Role.SYSTEM, deed="mengubah plafon bank")
    lock_all()
    before = queries.position(bank.id).ceiling
    _check_fund(bank, amount, before=before)
    if amount == before:
        return queries.transfer_by_reference(reference)
    kind = TransferKind.CEILING_RAISED if amount > before else TransferKind.CEILING_LOWERED
    transfer = move(
        Order(bank.id, kind, abs(amount - before), day_of(now), reference, note=source), actor=actor, now=now
    )
    audit.record(
        "facility.set_ceiling",
        actor=actor,
        now=now,
        subject="partner_bank",
        subject_id=bank.id,
        summary=f"Plafon {bank.name} diubah",
        before={"ceiling": before},
        after={"ceiling": amount, "source": source},
    )
    return transfer


def set_fund(amount: int, *, reported_on: date, source: str, actor: Actor, now: datetime) -> CeilingFact:
    """Let another size of the whole fund be in force, in rupiah; the one before stays as reported.

    :raises RuleBroken: when the banks' ceilings together are more
    """
    actor.require(Role.HEAD, Role.ADMIN, Role.ECONOMICS, Role.SYSTEM, deed="mengubah besar dana program")
    lock_all()
    ceilings = queries.total_position().ceiling
    if amount < ceilings:
        raise RuleBroken(
            f"Plafon semua bank {format_rupiah(ceilings)}. Besar dana tidak dapat di bawah itu.", field="amount"
        )
    for row in queries.ceiling_facts():
        row.standing = CeilingStanding.ALSO_REPORTED
    db.session.flush()
    known = next(
        (row for row in queries.ceiling_facts() if (row.amount, row.reported_on) == (amount, reported_on)), None
    )
    fact = known or CeilingFact(amount=amount, reported_on=reported_on, source=source[:300], recorded_at=now)
    fact.standing = CeilingStanding.IN_FORCE
    db.session.add(fact)
    db.session.flush()
    return fact


def _check_fund(bank: PartnerBank, amount: int, *, before: int) -> None:
    if amount < 0:
        raise RuleBroken("Plafon tidak boleh kurang dari Rp0.", field="amount")
    fund = queries.programme_ceiling()
    others = queries.total_position().ceiling - before
    if fund is not None and amount > before and others + amount > fund:
        raise RuleBroken(
            f"Plafon semua bank akan menjadi {format_rupiah(others + amount)}, melebihi dana program "
            f"{format_rupiah(fund)}. Paling banyak {format_rupiah(max(0, fund - others))} untuk {bank.name}.",
            field="amount",
        )
