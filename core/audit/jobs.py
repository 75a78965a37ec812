"""The hourly-sized work of linking new audit entries to the chain."""

from datetime import date, datetime

from core.audit import sealing
from core.db import transaction
from core.jobs.registry import Job


def seal(business_date: date, now: datetime) -> str:  # noqa: ARG001
    """Link every settled entry, a chunk to a transaction."""
    total = 0
    while True:
        with transaction():
            done = sealing.seal(now=now)
        total += done
        if done < sealing.CHUNK:
            return f"{total} catatan audit dikunci"


JOBS = [Job("audit.seal", "Mengunci catatan audit ke rantainya", seal, hour=4)]
