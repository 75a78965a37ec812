"""The nightly look at who is to be asked again."""

from datetime import date, datetime

from balikat.follow_up import service
from core.auth.roles import SYSTEM
from core.db import transaction
from core.jobs.registry import Job


def make_due(business_date: date, now: datetime) -> str:
    """Make the follow-ups that fall due by a day."""
    with transaction():
        return f"{len(service.make_due(actor=SYSTEM, now=now, today=business_date))} tindak lanjut dibuat"


JOBS = [Job("follow_up.make_due", "Tindak lanjut sesudah pelatihan dan inkubasi", make_due, hour=4)]
