"""The nightly filling of the words of persons who were registered before words were kept, or written in bulk."""

from datetime import date, datetime

from core.db import transaction
from core.jobs.registry import Job
from core.people.words import service

AT_ONCE = 5_000


def fill_words(_business_date: date, _now: datetime) -> str:
    """Write missing words, piece by piece."""
    written = last = 0
    while True:
        with transaction():
            done = service.fill(last, AT_ONCE)
        written += len(done)
        if len(done) < AT_ONCE:
            return f"kata pencarian {written} orang dilengkapi"
        last = done[-1]


JOBS = [Job("people.fill_words", "Melengkapi kata pencarian orang", fill_words, hour=3)]
