"""What jobs exist; rooms define theirs and the app wires them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from core.errors import NotFound


@dataclass(frozen=True)
class Job:
    """One job: ``run(business_date, now)`` opens its own transactions and returns a sentence on what it did.

    Running it again for the same date must change nothing further. With ``every`` it runs for today again and again,
    so many minutes apart, and owes nothing for a day that has passed.
    """

    name: str
    label: str
    run: Callable[[date, datetime], str]
    hour: int = 2
    every: int | None = None


class UnknownJob(NotFound):
    """No job has this name."""


class Jobs:
    """The register of jobs, in the order they run in one night."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}

    def add(self, job: Job) -> None:
        """Make a job known."""
        self._jobs[job.name] = job

    def all(self) -> list[Job]:
        """Return the jobs in order."""
        return list(self._jobs.values())

    def named(self, name: str) -> Job:
        """Return a job by its name.

        :raises UnknownJob: naming those there are
        """
        if name not in self._jobs:
            raise UnknownJob(
                f"Tidak ada tugas bernama {name}. Yang ada: {', '.join(sorted(self._jobs)) or 'belum ada'}."
            )
        return self._jobs[name]


jobs = Jobs()
