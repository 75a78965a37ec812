"""Keeping the sums by day with every booking, and making them anew from the transfers."""

from dataclasses import asdict

from sqlalchemy import case, delete, insert, select, update

from core.db import db
from harkat.facility.days.adding import DayKey, DaySum, part_of
from harkat.facility.days.models import FacilityDay
from harkat.facility.days.queries import recomputed
from harkat.facility.models import FacilityBalance, FacilityTransfer, PartnerBank


def add(row: FacilityTransfer) -> None:
    """Add a transfer just booked to its sum; the caller holds the bank's balances, so nobody else writes there."""
    taken = None if row.reverses_id is None else db.session.get(FacilityTransfer, row.reverses_id)
    reverses = None if taken is None else (taken.kind, taken.occurred_on)
    key, part = part_of(row.as_movement(), reverses=reverses)
    same = [getattr(FacilityDay, name) == value for name, value in asdict(key).items()]
    newer = FacilityDay.last_recorded_at < part.last_recorded_at
    changed = db.session.execute(
        update(FacilityDay)
        .where(*same)
        .values(
            transfers=FacilityDay.transfers + part.transfers,
            amount=FacilityDay.amount + part.amount,
            paid_out=FacilityDay.paid_out + part.paid_out,
            last_recorded_at=case((newer, part.last_recorded_at), else_=FacilityDay.last_recorded_at),
        )
        .execution_options(synchronize_session=False)
    )
    if not changed.rowcount:  # type: ignore[attr-defined]
        _insert([(key, part)])


def rebuild(bank: PartnerBank) -> int:
    """Make a bank's sums anew from its transfers and return how many there are; the caller holds its balances."""
    db.session.execute(delete(FacilityDay).where(FacilityDay.bank_id == bank.id))
    sums = recomputed(bank.id)
    _insert(list(sums.items()))
    return len(sums)


def rebuild_all() -> int:
    """Make the sums of every bank anew and return how many there are, taking the banks one after the other."""
    made = 0
    for bank in db.session.scalars(select(PartnerBank).order_by(PartnerBank.id)).all():
        db.session.execute(select(FacilityBalance.bank_id).where(FacilityBalance.bank_id == bank.id).with_for_update())
        made += rebuild(bank)
    return made


def _insert(parts: list[tuple[DayKey, DaySum]]) -> None:
    if parts:
        db.session.execute(insert(FacilityDay), [asdict(key) | asdict(part) for key, part in parts])
