"""The nightly clearing of paper scans whose time is over."""

from datetime import date, datetime

from core.auth.roles import SYSTEM
from core.db import transaction
from core.jobs.registry import Job
from core.people.scans import service


def destroy_scans(business_date: date, now: datetime) -> str:
    """Destroy the scans kept longer than the rule of the day allows."""
    with transaction():
        count = service.destroy_old_scans(today=business_date, now=now, actor=SYSTEM)
    return f"{count} foto berkas dihapus"


JOBS = [Job("people.destroy_scans", "Menghapus foto berkas yang habis masanya", destroy_scans, hour=3)]
