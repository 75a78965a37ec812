"""The lease of a job under way: prolonged with each of its pieces, so that only a process that stopped loses it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from time import monotonic

from sqlalchemy import update
from sqlalchemy.orm import Session

from core.jobs.models import JobRun

LEASE = timedelta(minutes=30)
PROLONGED_EVERY = timedelta(minutes=1)


class LeaseLost(RuntimeError):
    """Another process took the job over meanwhile; what this one was about to write is rolled back."""


@dataclass
class Lease:
    """What one process holds of a job and date. It counts time from when it was taken, whatever the clock says."""

    job: str
    business_date: date
    holder: str
    taken_at: datetime
    _began: float = field(default_factory=lambda: monotonic())
    _prolonged: timedelta = timedelta(0)

    def prolong(self, session: Session) -> None:
        """Hold the lease from now on for as long again, in the transaction of a piece; at most once a minute.

        :raises LeaseLost: when another process holds it
        """
        passed = timedelta(seconds=monotonic() - self._began)
        if passed - self._prolonged < PROLONGED_EVERY:
            return
        kept = session.execute(
            update(JobRun)
            .where(JobRun.job == self.job, JobRun.business_date == self.business_date, JobRun.holder == self.holder)
            .values(lease_until=self.taken_at + passed + LEASE)
        )
        if not kept.rowcount:  # type: ignore[attr-defined]
            message = f"{self.job} {self.business_date}: another process took over"
            raise LeaseLost(message)
        self._prolonged = passed
