"""The job that keeps the answers of the report pages at hand, so that whoever opens one first does not wait for it."""

from datetime import date, datetime

from core.db import db, transaction
from core.jobs.registry import Job
from core.kept.answers import forget_old, renewing
from harkat.readiness.queries import count_by_status
from harkat.reports.breakdowns.queries.sums import grid
from harkat.reports.breakdowns.question import BreakdownQuestion
from harkat.reports.queries.front import front
from harkat.reports.queries.funnel import reasons
from harkat.reports.queries.told import told_funnel

EVERY = 5


def renew(business_date: date, now: datetime) -> str:
    """Ask what the pages of today ask when they are opened without a question of one's own, where it costs much."""
    db.session.rollback()
    with renewing() as asked:
        front(business_date, today=business_date)
        told_funnel(business_date)
        reasons(business_date)
        grid(BreakdownQuestion(), business_date)
        count_by_status()
    with transaction():
        forget_old(now)
    return f"{len(asked)} jawaban laporan dihitung ulang"


JOBS = [Job("reports.renew", "Menyiapkan angka laporan hari ini", renew, every=EVERY)]
