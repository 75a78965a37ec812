"""Asking for frozen month ends and for the same figures as they would be given now."""

from datetime import date
from typing import Any

from sqlalchemy import func, select

from core.db import db
from core.errors import NotFound
from harkat.facility.models import FacilityTransfer
from harkat.facility.position import total_of
from harkat.reports.basis import Basis
from harkat.reports.queries.front import money
from harkat.reports.queries.funnel import funnel
from harkat.reports.snapshots.frozen import ALL_BANKS, MONEY, PERSONS, RUPIAH, Line, compare, money_of
from harkat.reports.snapshots.models import MonthSnapshot
from harkat.reports.steps import WITHOUT_LIST, Step

WAY = "Perjalanan"


def snapshots() -> list[MonthSnapshot]:
    """Return the frozen month ends, newest first."""
    return list(db.session.scalars(select(MonthSnapshot).order_by(MonthSnapshot.month_end.desc()).limit(120)))


def snapshot(month_end: date) -> MonthSnapshot:
    """Return a frozen month end.

    :raises NotFound: when it was not frozen
    """
    row = db.session.get(MonthSnapshot, month_end)
    if row is None:
        raise NotFound("Akhir bulan ini belum dibekukan. Pilih dari daftar.")
    return row


def frozen_days() -> set[date]:
    """Return the month ends that are frozen."""
    return set(db.session.scalars(select(MonthSnapshot.month_end)))


def first_day() -> date | None:
    """Return the day of the first movement of money, nothing while there is none."""
    return db.session.scalar(select(func.min(FacilityTransfer.occurred_on)))


def figures_on(day: date, *, today: date, basis: Basis = Basis.CORRECTED) -> dict[str, Any]:
    """Return everything that is frozen of a day, ready to be kept: money by bank, persons by step, the bank's day."""
    shown = money(day, today=today, basis=basis)
    by_bank = {bank.name: money_of(bank.position) for bank in shown.banks}
    answer: dict[str, Any] = {
        "money": {ALL_BANKS: money_of(total_of(bank.position for bank in shown.banks)), **by_bank},
        "bank_day": shown.reported_on.isoformat() if shown.reported_on else None,
        "silent": list(shown.silent_banks),
    }
    rows = funnel(day, basis=basis)
    answer["persons"] = {WAY: {row.step.value: row.reached.persons for row in rows if row.step not in WITHOUT_LIST}}
    return answer


def comparison(row: MonthSnapshot, *, today: date) -> list[Line]:
    """Return every frozen figure beside what was recorded then and what holds with all corrections."""
    corrected = figures_on(row.month_end, today=today)
    known = figures_on(row.month_end, today=today, basis=Basis.KNOWN)
    labels = {step.value: step.label for step in Step if step not in WITHOUT_LIST}
    kept = row.content
    return [
        *compare(kept["money"], known["money"], corrected["money"], labels=MONEY, unit=RUPIAH),
        *compare(kept["persons"], known["persons"], corrected["persons"], labels=labels, unit=PERSONS),
    ]
