"""The night over running loans: days late, class, and the history of its changes."""

from datetime import date, datetime

from core.db import db, transaction
from core.jobs.registry import Job
from harkat.repayments.quality import queries, service

LOANS_AT_ONCE = 5_000


def nightly(business_date: date, _now: datetime) -> str:
    """Bring every running loan's days late and class to a day; each piece is one transaction, and may be run again."""
    scales = service.scales_on(business_date)
    looked = changed = last = 0
    while True:
        with transaction():
            rows = queries.night_rows(business_date, after=last, most=LOANS_AT_ONCE)
            changed += service.look_at(rows, business_date, scales)
        db.session.expunge_all()
        if not rows:
            break
        looked, last = looked + len(rows), rows[-1].loan_id
    with transaction():
        changed += service.rule_by_the_worst(business_date)
    return f"{looked} pinjaman berjalan diperiksa, {changed} kelas berubah"


JOBS = [Job("nightly", "Hari tunggakan dan kolektibilitas pinjaman berjalan", nightly, hour=0)]
