"""Job processes that start at once: run as ``python -m tests.job_race URL FOLDER ROUNDS`` on an empty database.

A round is a job of its own whose last run is three days old. Two processes are let go together; each runs what is due
and writes every date it worked on. Prints one line of JSON a round: the dates in the order they were worked on.
"""

import json
import multiprocessing
import sys
from datetime import date, datetime, timedelta
from multiprocessing.synchronize import Barrier
from pathlib import Path

from flask import Flask

from app import create_app
from core.db import db, retry_lost_races
from core.jobs import service
from core.jobs.registry import Job
from tests import books, conftest

PROCESSES = 2
PATIENCE = 120.0
LAST = books.TODAY - timedelta(days=3)


def main(url: str, folder: str, rounds: int) -> None:
    """Let the processes go in every round, and print what they worked on."""
    application = create_app(conftest.settings(url, Path(folder)))
    with application.app_context():
        db.create_all()
        for number in range(rounds):
            service.run_once(job_of(number, folder), business_date=LAST, now=books.NOW)
            note(folder, number).unlink()
        db.session.remove()
        db.engine.dispose()
    context = multiprocessing.get_context("fork")
    start = context.Barrier(PROCESSES)
    crowd = [context.Process(target=work, args=(application, folder, rounds, start)) for _ in range(PROCESSES)]
    for process in crowd:
        process.start()
    for process in crowd:
        process.join(PATIENCE)
        assert process.exitcode == 0
    for number in range(rounds):
        print(json.dumps(note(folder, number).read_text().split()), flush=True)  # noqa: T201


def note(folder: str, number: int) -> Path:
    """Return the file in which a round's dates are written."""
    return Path(folder) / f"putaran-{number}"


def job_of(number: int, folder: str) -> Job:
    """Return a job that writes the date it works on; appending so little is one act for the system."""

    def run(business_date: date, _now: datetime) -> str:
        with note(folder, number).open("a") as file:
            file.write(f"{business_date}\n")
        return "selesai"

    return Job(f"putaran-{number}", "Putaran", run)


def work(application: Flask, folder: str, rounds: int, start: Barrier) -> None:
    """Run what is due in every round, at the same moment as the others; a process that finds it taken comes again."""
    with application.app_context():
        for number in range(rounds):
            job = job_of(number, folder)
            start.wait(PATIENCE)
            while retry_lost_races(lambda job=job: service.due_dates(job, today=books.TODAY)):  # type: ignore[misc]
                service.run_due(job, today=books.TODAY, now=books.NOW)
        db.session.remove()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
