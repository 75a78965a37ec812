"""The day before: an e-mail about tomorrow's session, where e-mail is switched on."""

from datetime import date, datetime, timedelta

from balikat.training.notices import service
from core.dates import day_of
from core.db import transaction
from core.jobs.registry import Job


def remind_of_tomorrow(business_date: date, now: datetime) -> str:
    """Queue the reminders of the sessions of the day after; a day caught up late reminds of nothing that is over."""
    day = business_date + timedelta(days=1)
    if day < day_of(now):
        return "tidak ada pengingat: sesinya sudah lewat"
    with transaction():
        return f"{service.remind(day, now=now)} surel pengingat disiapkan"


JOBS = [Job("training.remind", "Ingatkan peserta sesi besok", remind_of_tomorrow, hour=5)]
