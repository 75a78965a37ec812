"""Measures the night over running loans beside its limit: one pass that reads its rows and writes what changes.

Nights and limits take turns over days that follow each other, so each writes about as many rows. What is compared is
processor time, of this process and of the database's own; the clock on the wall is given beside it. The limit is
the driver alone: no arithmetic, one transaction, what changes is known beforehand. Memory is the
most a process held that does nothing but a night.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from cryptography.fernet import Fernet
from flask import Flask
from sqlalchemy import text

from app import create_app
from benchmarks.running_loans import make_portfolio
from core.bulk import add_rows, change_rows
from core.dates import JAKARTA
from core.db import db, transaction
from harkat.repayments.jobs import LOANS_AT_ONCE, nightly, pieces
from harkat.repayments.night import class_night, days_late_of
from harkat.repayments.quality import service
from harkat.repayments.quality.models import LoanQuality, QualityChange
from tests import postgres

RESULTS = Path(__file__).parent / "results" / "nightly.json"
DAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 3, 0, tzinfo=JAKARTA)
TURNS = 3
GOAL, MEMORY_GOAL = 3.0, 1.2
SAME_ROWS = """
    SELECT loan.id, loan.person_id, loan.sub_group_id, loan.bank_id, loan.oldest_due_on, loan.matures_on,
        loan.outstanding, EXISTS (SELECT 1 FROM restructuring WHERE restructuring.loan_id = loan.id),
        loan.disbursed_on, loan_quality.as_of, loan_quality.days_late, loan_quality.own_rank, loan_quality.rank
    FROM loan LEFT JOIN loan_quality ON loan_quality.loan_id = loan.id WHERE loan.state = 'running'
"""


@dataclass(frozen=True)
class Spent:
    """Seconds of processor and on the wall, and what was written."""

    processor: float
    wall: float
    outcome: Any = None


def app_on(url: str, folder: str) -> Flask:
    """Return an app on a database."""
    return create_app(
        {
            "TESTING": True,
            "INSTANCE": Path(folder),
            "SQLALCHEMY_DATABASE_URI": url,
            "SECRET_KEY": "for measuring only",
            "ENCRYPTION_KEYS": [Fernet.generate_key().decode()],
            "INDEX_KEY": "for measuring only",
            "RATELIMIT_ENABLED": False,
        }
    )


def measured(work: Callable[[], Any]) -> Spent:
    """Do some work and return what it cost; the processor of PostgreSQL's process for this connection counts too."""
    backend = _backend()
    db.session.rollback()
    wall, own, theirs = time.perf_counter(), time.process_time(), _processor_of(backend)
    outcome = work()
    spent = time.process_time() - own + _processor_of(backend) - theirs
    return Spent(spent, time.perf_counter() - wall, outcome)


def _backend() -> int | None:
    if db.engine.dialect.name == "sqlite":
        return None
    return int(db.session.scalars(text("SELECT pg_backend_pid()")).one())


def _processor_of(process: int | None) -> float:
    if process is None:
        return 0.0
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def changed_rows(day: date) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """Return what a night would change, and change nothing: the loans' standing, and the classes' history."""
    rules = service.rules_on(day)
    names = ("loan_id", "as_of", "days_late", "own_rank", "rank")
    moved: dict[str, list[Any]] = {name: [] for name in names}
    history: dict[str, list[Any]] = {name: [] for name in ("loan_id", "changed_on", "rank", "days_late")}
    for read in pieces(day):
        loans = read()
        late = days_late_of(loans, day)
        found = class_night(loans, late, service.own_classes(loans, late, rules))
        for kept, where in ((moved, found.is_moved), (history, found.is_reclassed)):
            places = np.flatnonzero(where)
            figures = {"loan_id": loans.loan_id, "days_late": found.late, "own_rank": found.own, "rank": found.rank}
            for name in kept:
                kept[name] += figures[name][places].tolist() if name in figures else [day] * len(places)
    db.session.rollback()
    return moved, history


def limit(moved: dict[str, list[Any]], history: dict[str, list[Any]]) -> int:
    """Read every row the night reads in one pass by the driver alone, and write the changed rows in bulk."""
    count = 0
    with transaction() as session:
        cursor = session.connection().connection.cursor()
        cursor.execute(SAME_ROWS)
        while rows := cursor.fetchmany(LOANS_AT_ONCE):
            count += len(rows)
        cursor.close()
        change_rows(LoanQuality, moved, key="loan_id")
        add_rows(QualityChange, history)
    return count


def measure(url: str, folder: str, loans: int) -> dict[str, Any]:
    """Make a portfolio, let nights and limits take turns over it, and return the best of each."""
    application = app_on(url, folder)
    with application.app_context():
        db.create_all()
        make_portfolio(loans, DAY)
        first = measured(lambda: nightly(DAY, NOW))
        nights, limits = [], []
        for turn in range(TURNS):
            day = DAY + timedelta(days=1 + 2 * turn)
            moved, history = changed_rows(day)
            limits.append(measured(lambda rows=(moved, history): limit(*rows)))  # type: ignore[misc]
            assert nightly(day, NOW).endswith(" 0 kelas berubah"), "the limit wrote what the night would have"
            nights.append(measured(lambda on=day + timedelta(days=1): nightly(on, NOW)))  # type: ignore[misc]
        db.session.remove()
        db.engine.dispose()
    night, beside = min(nights, key=lambda one: one.processor), min(limits, key=lambda one: one.processor)
    return {
        "loans": loans,
        "rows_read": beside.outcome,
        "outcome": night.outcome,
        "rows_changed": len(moved["loan_id"]),
        "first_night_seconds": round(first.processor, 2),
        "night_seconds": round(night.processor, 3),
        "limit_seconds": round(beside.processor, 3),
        "ratio": round(night.processor / beside.processor, 2),
        "ratio_on_the_wall": round(min(one.wall for one in nights) / min(one.wall for one in limits), 2),
        "night_peak_mb": _memory_of_a_night(url, folder, DAY + timedelta(days=2 * TURNS + 1)),
    }


def _memory_of_a_night(url: str, folder: str, day: date) -> float:
    words = [sys.executable, "-m", "benchmarks.nightly", "--only-night", url, folder, day.isoformat()]
    run = subprocess.run(words, capture_output=True, text=True, check=True)
    return float(run.stdout.split()[-1])


def only_night(url: str, folder: str, day: date) -> None:
    """Do one night and say the most memory this process ever held, in MB."""
    with app_on(url, folder).app_context():
        nightly(day, NOW)
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    print(int(peak.split()[1]) / 1024)


@contextlib.contextmanager
def databases() -> Iterator[Callable[[str], contextlib.AbstractContextManager[tuple[str, str]]]]:
    """Give what makes an empty database of a kind; each is thrown away after."""
    with postgres.running() as server:

        @contextlib.contextmanager
        def one(kind: str) -> Iterator[tuple[str, str]]:
            with TemporaryDirectory() as folder:
                if kind == "sqlite":
                    yield f"sqlite:///{folder}/bench.sqlite", folder
                else:
                    with server.database() as url:
                        yield f"{url}{'&' if '?' in url else '?'}options=-cmax_parallel_workers_per_gather%3D0", folder

        yield one


def main() -> None:
    """Measure and write the results file."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--loans", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    arguments.add_argument("--only-night", nargs=3, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.only_night:
        only_night(given.only_night[0], given.only_night[1], date.fromisoformat(given.only_night[2]))
        return
    rows: dict[str, list[dict[str, Any]]] = {"sqlite": [], "postgresql": []}
    with databases() as database:
        for loans in given.loans:
            for kind, found in rows.items():
                with database(kind) as (url, folder):
                    found.append(measure(url, folder, loans))
                print(kind, json.dumps(found[-1], ensure_ascii=False), flush=True)
    RESULTS.write_text(json.dumps(results_of(rows), indent=1, ensure_ascii=False) + "\n")


def results_of(rows: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Return the figures: the ratio at the largest portfolio, and how memory grew from the one before it."""
    figures = [
        _figure(f"nightly_vs_bulk_limit_{kind}", found[-1]["ratio"], GOAL, found[-1]["loans"])
        for kind, found in rows.items()
    ]
    if all(len(found) > 1 for found in rows.values()):
        growth = max(round(found[-1]["night_peak_mb"] / found[-2]["night_peak_mb"], 2) for found in rows.values())
        sizes = [found["loans"] for found in rows["sqlite"][-2:]]
        figures.append(_figure("nightly_memory_growth", growth, MEMORY_GOAL, sizes))
    return {"figures": figures, **rows}


def _figure(name: str, value: float, goal: float, loans: int | list[int]) -> dict[str, Any]:
    return {"name": name, "value": value, "goal": goal, "met": value <= goal, "loans": loans}


if __name__ == "__main__":
    main()
