"""Claiming, doing and recording a job's run; missed days are caught up in order."""

import secrets
from datetime import date, datetime, timedelta

import structlog
from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from core.db import accompanied, db, transaction
from core.jobs.leases import LEASE, Lease
from core.jobs.models import JobRun
from core.jobs.registry import Job

CATCH_UP_AT_MOST = 31

log = structlog.get_logger()


def run_due(job: Job, *, today: date, now: datetime) -> list[JobRun]:
    """Run a job for every business date up to today that has not finished, oldest first.

    A job that never ran begins today. It stops at the first date that fails or that another process holds,
    because the dates depend on each other. A job that is repeated through the day runs for today.
    """
    if job.every is not None:
        run = run_once(job, business_date=today, now=now, again=True)
        return [] if run is None else [run]
    runs = []
    for day in due_dates(job, today=today):
        run = run_once(job, business_date=day, now=now)
        if run is None:
            break
        runs.append(run)
        if run.error:
            break
    return runs


def due_dates(job: Job, *, today: date) -> list[date]:
    """Return the business dates a job still owes, oldest first."""
    db.session.rollback()
    last = db.session.scalar(
        select(func.max(JobRun.business_date)).where(JobRun.job == job.name, JobRun.finished_at.is_not(None))
    )
    first = today if last is None else last + timedelta(days=1)
    first = max(first, today - timedelta(days=CATCH_UP_AT_MOST))
    return [first + timedelta(days=offset) for offset in range((today - first).days + 1)]


def run_once(job: Job, *, business_date: date, now: datetime, again: bool = False) -> JobRun | None:
    """Run a job for one business date if nobody else does or has done it; each of its transactions prolongs the lease.

    :param again: run a finished date once more; the job itself must not double anything
    :returns: the run, or None when another process holds or has finished it
    """
    holder = secrets.token_hex(16)
    if not claim(job.name, business_date, holder=holder, now=now, again=again):
        return None
    outcome = error = None
    try:
        with accompanied(Lease(job.name, business_date, holder, now).prolong):
            outcome = job.run(business_date, now)
    except Exception as problem:
        error = f"{type(problem).__name__}: {problem}"[:1000]
        log.error("job failed", job=job.name, business_date=business_date.isoformat(), exc_info=problem)
    with transaction() as session:
        session.execute(
            update(JobRun)
            .where(JobRun.job == job.name, JobRun.business_date == business_date, JobRun.holder == holder)
            .values(finished_at=None if error else now, outcome=outcome, error=error, lease_until=now)
        )
    return db.session.get(JobRun, (job.name, business_date), populate_existing=True)


def claim(name: str, business_date: date, *, holder: str, now: datetime, again: bool = False) -> bool:
    """Take the lease of a job and date; the primary key lets exactly one process have it."""
    values = {"holder": holder, "started_at": now, "lease_until": now + LEASE, "finished_at": None, "error": None}
    try:
        with transaction() as session:
            session.execute(insert(JobRun).values(job=name, business_date=business_date, **values))
    except IntegrityError:
        free = JobRun.lease_until <= now
        unfinished = JobRun.finished_at.is_(None) & free
        with transaction() as session:
            taken = session.execute(
                update(JobRun)
                .where(
                    JobRun.job == name,
                    JobRun.business_date == business_date,
                    or_(unfinished, JobRun.finished_at.is_not(None) & free) if again else unfinished,
                )
                .values(**values)
            )
            return bool(taken.rowcount)  # type: ignore[attr-defined]
    return True
