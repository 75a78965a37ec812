"""Freezing month ends, each once."""

from datetime import date, datetime

from core.audit import service as audit
from core.auth.roles import Actor
from core.dates import format_date
from core.db import db
from harkat.reports.basis import Basis
from harkat.reports.snapshots import queries
from harkat.reports.snapshots.frozen import digest_of, month_ends
from harkat.reports.snapshots.models import MonthSnapshot


def missing(business_date: date) -> list[date]:
    """Return the month ends before a business date that are not frozen yet, oldest first."""
    first = queries.first_day()
    if first is None:
        return []
    done = queries.frozen_days()
    return [day for day in month_ends(first, until=business_date) if day not in done]


def freeze(
    month_end: date, *, business_date: date, actor: Actor, now: datetime, basis: Basis = Basis.CORRECTED
) -> MonthSnapshot | None:
    """Freeze a month end as it stands in the books now; nothing happens when it is frozen already.

    :param basis: ``KNOWN`` where the books already hold rows recorded after ``now``, as a retold history does
    """
    if db.session.get(MonthSnapshot, month_end) is not None:
        return None
    content = queries.figures_on(month_end, today=business_date, basis=basis)
    row = MonthSnapshot(
        month_end=month_end,
        business_date=business_date,
        frozen_at=now,
        content=content,
        digest=digest_of(content),
    )
    db.session.add(row)
    db.session.flush()
    audit.record(
        "reports.freeze_month",
        actor=actor,
        now=now,
        subject="month_snapshot",
        subject_id=None,
        summary=f"Akhir bulan {format_date(month_end)} dibekukan",
        after={"day": month_end, "business_date": business_date, "digest": row.digest},
    )
    return row
