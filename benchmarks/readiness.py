"""Measures readiness: scores a second of CPU, the search for steps a person, and the night's job over many people."""

import argparse
import json
import random
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import insert

from app import create_app
from core.auth.roles import SYSTEM
from core.dates import JAKARTA
from core.db import db, transaction
from core.people.models import Business, Paper, PaperKind, Person
from core.places.models import Kecamatan, Kelurahan
from harkat.readiness import service
from harkat.readiness.jobs import JOBS
from scoring.facts import UNITS, DebtFact, Fact, FactKind, Facts, Sureness, Unit
from scoring.first_scorecard import FIRST_SCORECARD
from scoring.readiness import assess
from scoring.scorecard import read_scorecard
from scoring.screening.models import DebtInterview
from scoring.steps import find_paths

RESULTS = Path(__file__).parent / "results" / "readiness.json"
CARD = read_scorecard(FIRST_SCORECARD)
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=JAKARTA)
SCORES_GOAL, STEPS_GOAL_MS = 2_000, 50
WARD = "15.71.01.1001"


def invented(draw: random.Random, *, debts: int) -> Facts:
    """Make up one trader about whom much is known, with so many debts that only weigh on the month."""
    values: dict[Unit, Callable[[], int]] = {
        Unit.YES_NO: lambda: int(draw.random() < 0.6),
        Unit.COUNT: lambda: 0,
        Unit.MONTHS: lambda: draw.choice([0, 1, 2, 3, 8, 30]),
        Unit.DAYS: lambda: draw.choice([10, 14, 26]),
        Unit.RUPIAH: lambda: draw.randint(20, 60) * 100_000,
    }
    fixed = {FactKind.SALES_MONTHLY: 20_000_000, FactKind.HOUSEHOLD_COST: 1_500_000}
    fixed |= {FactKind.BUSINESS_RUNNING: 1, FactKind.OWN_LOAN_DAYS_LATE: 0}
    items = tuple(
        Fact(kind, fixed.get(kind, values[UNITS[kind]]()), "ukur", TODAY - timedelta(days=5), draw.choice([*Sureness]))
        for kind in FactKind
        if kind in fixed or draw.random() < 0.75
    )
    owed = tuple(
        DebtFact(
            f"utang-{number:02}", "Pemberi", draw.choice([90_000, 150_000, 250_000]), is_flagged=draw.random() < 0.1
        )
        for number in range(debts)
    )
    return Facts(items, owed)


def measure_scores(persons: int) -> dict[str, float]:
    """Score many people without the search for steps; seconds are of CPU."""
    draw = random.Random(1)
    people = [invented(draw, debts=draw.randint(0, 4)) for _ in range(persons)]
    started = time.process_time()
    for facts in people:
        assess(facts, CARD, today=TODAY)
    spent = time.process_time() - started
    a_second = persons / spent
    return {"persons": persons, "cpu_seconds": round(spent, 2), "a_second": round(a_second), "goal": SCORES_GOAL}


def measure_steps(persons: int) -> dict[str, Any]:
    """Search the steps of people with none to fifteen debts; milliseconds of CPU a person."""
    draw = random.Random(2)
    rows: dict[str, Any] = {}
    for debts in (0, 5, 10, 15):
        spent = []
        for _ in range(persons):
            facts = invented(draw, debts=debts)
            started = time.process_time()
            find_paths(facts, CARD, today=TODAY)
            spent.append((time.process_time() - started) * 1_000)
        spent.sort()
        rows[f"{debts} debts"] = {
            "median_ms": round(spent[len(spent) // 2], 1),
            "p99_ms": round(spent[int(len(spent) * 0.99)], 1),
            "longest_ms": round(spent[-1], 1),
        }
    return rows | {"goal_ms": STEPS_GOAL_MS}


def measure_job(persons: int) -> dict[str, Any]:
    """Run the night's job over people of whom nothing changed, and again when all have changed; seconds are of CPU."""
    with TemporaryDirectory() as folder:
        app = create_app(
            {
                "TESTING": True,
                "INSTANCE": Path(folder),
                "SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder}/bench.sqlite",
                "SECRET_KEY": "for measuring only",
                "ENCRYPTION_KEYS": [Fernet.generate_key().decode()],
                "INDEX_KEY": "for measuring only",
                "RATELIMIT_ENABLED": False,
            }
        )
        with app.app_context():
            db.create_all()
            _settle(persons)
            started = time.process_time()
            for first in range(1, persons + 1, 200):
                with transaction():
                    for key in range(first, min(first + 200, persons + 1)):
                        service.assess(key, actor=SYSTEM, now=NOW, today=TODAY)
            fresh = time.process_time() - started
            quiet, words = _night(TODAY)
            later, changed = _night(TODAY + timedelta(days=181))  # the talks about debts are too old by then
            db.session.remove()
            db.engine.dispose()
    return {
        "persons": persons,
        "first_assessment_a_second": round(persons / fresh),
        "nothing_changed": {"a_second": round(persons / quiet), "outcome": words},
        "everybody_changed": {"a_second": round(persons / later), "outcome": changed},
        "minutes_for_50000_when_nothing_changed": round(50_000 / (persons / quiet) / 60, 1),
        "minutes_for_50000_when_everybody_changed": round(50_000 / (persons / later) / 60, 1),
    }


def _night(day: date) -> tuple[float, str]:
    started = time.process_time()
    words = JOBS[0].run(day, NOW)
    return time.process_time() - started, words


def _settle(persons: int) -> None:
    """Write people, businesses, papers and talks straight into the tables."""
    draw = random.Random(3)
    with transaction() as session:
        session.add(Kecamatan(code="15.71.01", name="Telanaipura"))
        session.flush()
        session.add(Kelurahan(code=WARD, name="Simpang IV Sipin", kecamatan_code="15.71.01"))
        session.flush()
        keys = range(1, persons + 1)
        session.execute(
            insert(Person),
            [
                {
                    "id": key,
                    "number": f"HK-UKUR-{key:06}",
                    "name": f"Orang {key}",
                    "phone": f"08{key:09}",
                    "kelurahan_code": WARD,
                    "registered_at": NOW,
                    "household_cost_monthly": draw.randint(10, 30) * 100_000,
                }
                for key in keys
            ],
        )
        session.execute(
            insert(Business),
            [
                {
                    "person_id": key,
                    "name": "Warung",
                    "created_at": NOW,
                    "started_on": TODAY - timedelta(days=draw.randint(60, 3_000)),
                    "sales_monthly": 15_000_000,
                    "profit_monthly": draw.randint(20, 60) * 100_000,
                    "selling_days_monthly": 26,
                }
                for key in keys
            ],
        )
        kinds = (PaperKind.KTP, PaperKind.FAMILY_CARD)
        session.execute(
            insert(Paper), [{"person_id": key, "kind": kind, "seen_on": TODAY} for key in keys for kind in kinds]
        )
        session.execute(
            insert(DebtInterview),
            [{"person_id": key, "held_on": TODAY, "has_no_other_debt": True, "recorded_at": NOW} for key in keys],
        )


def main() -> None:
    """Measure and write the results file."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--persons", type=int, default=50_000, help="people in the night's job")
    persons = arguments.parse_args().persons
    results = {
        "scores": measure_scores(50_000),
        "steps": measure_steps(300),
        "job": measure_job(persons),
        "note": "Two shared cores: read the figures as ratios. The score alone is measured without the search.",
    }
    RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    print(json.dumps(results, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
