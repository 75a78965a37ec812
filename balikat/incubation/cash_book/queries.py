"""Asking for the weeks of a tenant's cash book."""

from datetime import date, timedelta

from sqlalchemy import select

from balikat.incubation.cash_book.months import monday_of
from balikat.incubation.models import CashWeek, Tenant
from core.db import db

WEEKS_SHOWN = 26


def week_of(tenant_id: int, monday: date) -> CashWeek | None:
    """Return a week that is written."""
    return db.session.scalar(select(CashWeek).where(CashWeek.tenant_id == tenant_id, CashWeek.monday == monday))


def weeks_of(tenant_id: int) -> list[CashWeek]:
    """Return the weeks of a tenant, the newest first."""
    query = select(CashWeek).where(CashWeek.tenant_id == tenant_id).order_by(CashWeek.monday.desc())
    return list(db.session.scalars(query))


def weeks_to_choose(tenant: Tenant, today: date) -> list[tuple[str, str]]:
    """Return the weeks that can be written, the newest first, and whether each is written already."""
    written = {row.monday for row in weeks_of(tenant.id)}
    first, monday = monday_of(tenant.contract_starts_on), monday_of(today)
    choices: list[tuple[str, str]] = []
    while monday >= first and len(choices) < WEEKS_SHOWN:
        sunday = monday + timedelta(days=6)
        mark = " · sudah diisi" if monday in written else ""
        choices.append((monday.isoformat(), f"{monday:%d/%m} sampai {sunday:%d/%m/%Y}{mark}"))
        monday -= timedelta(days=7)
    return choices
