"""Writing a tenant's cash book, a week at a time; a week written again is corrected, and the trail keeps the first."""

from datetime import date, datetime

from balikat.incubation.cash_book import queries
from balikat.incubation.cash_book.months import check_week
from balikat.incubation.drafts import WeekDraft
from balikat.incubation.models import CashWeek, Tenant
from balikat.incubation.stages import TenantState
from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.db import db
from core.errors import RuleBroken


def write_week(tenant: Tenant, draft: WeekDraft, *, actor: Actor, now: datetime, today: date) -> CashWeek:
    """Write a week down, or correct it.

    :raises WrongWeek: for a week ahead or before the tenancy
    :raises RuleBroken: when more was taken home than came in
    """
    actor.require(Role.MENTOR, Role.OFFICER, deed="mengisi buku kas")
    if tenant.state is TenantState.DROPPED:
        raise RuleBroken("Binaan ini sudah berhenti. Buku kasnya tidak diisi lagi.")
    check_week(draft.monday, today=today, earliest=tenant.contract_starts_on)
    if draft.drawn is not None and draft.drawn > draft.money_in:
        raise RuleBroken("Yang diambil untuk rumah melebihi uang masuk minggu itu. Tanyakan lagi.", field="drawn")
    week = queries.week_of(tenant.id, draft.monday)
    before = None if week is None else _values(week)
    if week is None:
        week = CashWeek(tenant_id=tenant.id, monday=draft.monday)
        db.session.add(week)
    week.money_in, week.money_out, week.drawn = draft.money_in, draft.money_out, draft.drawn
    week.kept_by, week.written_at, week.written_by_name = draft.kept_by, now, actor.name
    db.session.flush()
    audit.record(
        "incubation.write_week",
        actor=actor,
        now=now,
        subject="tenant",
        subject_id=tenant.id,
        summary=f"Buku kas {tenant.number}, minggu {draft.monday:%d/%m/%Y}",
        before=before,
        after=_values(week),
    )
    return week


def _values(week: CashWeek) -> dict[str, object]:
    return {name: getattr(week, name) for name in ("monday", "money_in", "money_out", "drawn", "kept_by")}
