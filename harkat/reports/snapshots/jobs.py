"""The nightly job that freezes the month ends that have passed."""

from datetime import date, datetime

from core.auth.roles import SYSTEM
from core.dates import format_date
from core.db import transaction
from core.jobs.registry import Job
from harkat.reports.snapshots import service


def freeze_months(business_date: date, now: datetime) -> str:
    """Freeze every month end before a business date that is not frozen yet, each in its own transaction."""
    done = []
    for month_end in service.missing(business_date):
        with transaction():
            if service.freeze(month_end, business_date=business_date, actor=SYSTEM, now=now) is not None:
                done.append(format_date(month_end))
    return f"Akhir bulan dibekukan per {format_date(business_date)}: {', '.join(done) or 'tidak ada yang baru'}"


JOBS = [Job("reports.freeze_months", "Pembekuan angka akhir bulan", freeze_months, hour=5)]
