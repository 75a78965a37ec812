"""Two job processes that start at once do each job once per business date, and catch missed days up in order.

Five rounds a database; fifty with ``make reliability``.
"""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from core.config import ROOT
from tests import job_race

ROUNDS = 50 if os.environ.get("HARKAT_RELIABILITY") == "full" else 5


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_each_date_is_worked_on_once_and_in_order(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = f"sqlite:///{tmp_path / 'jobs.sqlite'}" if engine == "sqlite" else request.getfixturevalue("postgres_url")
    run = subprocess.run(
        [sys.executable, "-m", "tests.job_race", url, str(tmp_path), str(ROUNDS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-3000:]
    rounds = [json.loads(line) for line in run.stdout.splitlines()]
    missed = [str(job_race.LAST + timedelta(days=day)) for day in (1, 2, 3)]
    assert rounds == [missed] * ROUNDS
